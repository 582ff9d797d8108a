"""The real server in a process of its own, on a free port and a store of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

import database
from sealing import keyring_from_secret
from webapp import tables  # noqa: F401  all tables of the house

SECRET = "a secret for tests only, and long enough"
ROOT = Path(__file__).resolve().parent.parent
RUN = "from webapp import server; from webapp.settings import load; import os; server.serve(load(os.environ), with_worker=False)"


@dataclass
class Live:
    """A running server and its store."""

    folder: Path
    sessions: sessionmaker[Session]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start (again), on a free port."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        named = {
            "DATABASE_URL": f"sqlite:///{self.folder}/live.db",
            "QUEUE_URL": f"sqlite:///{self.folder}/queue.db",
            "SECRET_KEY": SECRET,
        }
        environ = {name: value for name, value in os.environ.items() if not name.startswith("TELLEN_")}
        environ.update({f"TELLEN_{name}": value for name, value in {**named, "PORT": str(self.port), **self.more}.items()})
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-c", RUN], cwd=ROOT, env=environ, stdout=log, stderr=log)
        for _ in range(600):
            assert self.process.poll() is None, (self.folder / "server.log").read_text()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
                return
            time.sleep(0.05)
        raise AssertionError("the server does not listen")

    def kill(self) -> None:
        """Kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def log(self) -> str:
        """What the server wrote."""
        return (self.folder / "server.log").read_text()


@contextlib.contextmanager
def live(folder: Path, fill: Any = None, **more: str) -> Iterator[Live]:
    """A server with what `fill(session)` put in its store."""
    maker = database.connect(f"sqlite:///{folder}/live.db", keyring_from_secret(SECRET))
    database.Base.metadata.create_all(maker.kw["bind"])
    with maker() as session:
        if fill is not None:
            fill(session)
        session.commit()
    one = Live(folder, maker, more=more)
    one.start()
    try:
        yield one
    finally:
        one.kill()
        maker.kw["bind"].dispose()
