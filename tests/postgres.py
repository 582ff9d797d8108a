"""A throw-away PostgreSQL cluster: made in a temporary folder, never as root, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_initdb() -> Path | None:
    """The newest initdb of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path) if on_path else None


def _as_user() -> tuple[list[str], str | None]:
    """The words that make a command run as somebody who is not root, and who that is."""
    if os.geteuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={name}", f"--regid={pwd.getpwnam(name).pw_gid}", "--clear-groups"], name
    raise RuntimeError("no user to run PostgreSQL as")


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster on a free port of the loopback; gives its URL."""
    initdb = find_initdb()
    if initdb is None:
        raise FileNotFoundError("initdb")
    prefix, user = _as_user()
    folder = Path(tempfile.mkdtemp(prefix="tellen-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        folder.chmod(0o700)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = folder / "data"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": "/"}
        make = [
            *prefix,
            str(initdb),
            "-D",
            str(data),
            "-U",
            "tellen",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        subprocess.run(make, check=True, **quiet)  # type: ignore[call-overload]
        control = [*prefix, str(initdb.parent / "pg_ctl"), "-D", str(data), "-w"]
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=100"
        subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], check=True, **quiet)  # type: ignore[call-overload]
        try:
            yield f"postgresql+psycopg://tellen@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quiet)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
