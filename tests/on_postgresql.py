"""The tests that touch the store, once more on PostgreSQL (python -m tests.on_postgresql)."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

from tests.postgres import cluster, find_initdb


def main() -> int:
    """Run them on a cluster of our own; with CI=true this may not be skipped."""
    if find_initdb() is None:
        print("SKIPPED the second run on PostgreSQL: initdb was not found (apt-get install postgresql)")
        return 1 if os.environ.get("CI", "").lower() == "true" else 0
    with cluster() as url:
        print("> The tests of the store, on PostgreSQL", flush=True)
        workers = os.cpu_count() or 1
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            for number in range(workers):
                connection.execute(f"CREATE DATABASE gw{number}")  # type: ignore[arg-type]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-m",
            "store and not browser and not sqlite_only",
            "-n",
            str(workers),
            "--dist",
            "loadfile",
            *sys.argv[1:],
        ]
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
