"""The web server and its worker: `serve` runs both and ends both, `work` runs one worker."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from types import FrameType

from webapp.settings import Settings

log = logging.getLogger("tellen")


def serve(settings: Settings, *, with_worker: bool = True, ready: Callable[[], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; then the worker ends too."""
    import waitress

    from webapp import create_app

    signal.signal(signal.SIGTERM, _stop)
    app = create_app(settings)
    # channel_timeout and the limit keep slow or silent clients from holding up the others; waitress buffers bodies itself.
    server = waitress.create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        connection_limit=1000,
        channel_timeout=20,
        cleanup_interval=5,
        asyncore_use_poll=True,
        max_request_body_size=max(settings.body_limit, settings.upload_limit) + 1024,
        max_request_header_size=16_384,
        ident="",
        clear_untrusted_proxy_headers=True,
        trusted_proxy="127.0.0.1" if settings.trusted_proxy else None,
        trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"} if settings.trusted_proxy else set(),
    )
    worker = start("worker", "--parent", str(os.getpid())) if with_worker else None
    try:
        if ready:
            ready()
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
        if worker is not None:
            end(worker)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """A command of ours as a child process (a worker also ends by itself when its parent is gone)."""
    signal.signal(signal.SIGTERM, _stop)
    command = [sys.executable, "-m", "webapp.cli", *arguments]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  our own command


def end(worker: subprocess.Popen[bytes], patience: float = 10.0) -> None:
    """Ask a child process to end, and insist when it does not."""
    if worker.poll() is None:
        worker.terminate()
        try:
            worker.wait(patience)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def work(settings: Settings, parent: int | None = None) -> None:
    """Read stories until told to stop."""
    import database
    from webapp import jobs, reading_room

    sessions = database.connect(settings.database_url, settings.keyring)
    jobs.connect(settings)
    room = jobs.Work(sessions, settings)
    jobs.use(room)
    signal.signal(signal.SIGTERM, _stop)
    if parent:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    threading.Thread(target=_first_round, args=(room,), daemon=True).start()
    consumer = jobs.queue.create_consumer(workers=1, periodic=True, worker_type="thread", max_delay=1.0, backoff=1.2)
    try:
        consumer.run()
    except (KeyboardInterrupt, SystemExit):
        consumer.stop()
    finally:
        reading_room.close(room)


def _first_round(room: object) -> None:
    from webapp import reading_room

    try:
        reading_room.read_stale(room)  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001  the next round tries again
        log.warning("the first round of reading failed: %s", type(error).__name__)


def _watch(parent: int) -> None:
    """End this process when the one that started it is gone (killed with -9, it could not tell us)."""
    pause = threading.Event()
    while not pause.wait(2.0):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
