"""The wheel builds, carries what it needs, and installs and answers in an empty environment (python tests/wheel_installs.py)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# One file of every sort that code reads at run time; a wheel without one of these breaks only at a user's.
NEEDED = (
    "surveys/library/ouderen.yml",
    "surveys/conditions.lark",
    "surveys/words/",
    "narratives/dutch/model/",
    "narratives/dutch/lexicons/",
    "analysis/report/templates/",
    "analysis/report/fonts/",
    "webapp/static/css/tokens.css",
    "webapp/templates/errors/page.html",
    "webapp/translations/en/",
    "webapp/migrations/versions/",
    "webapp/demo/",
)
MAXIMUM = 8_000_000  # bytes


def main() -> int:
    """Build, look inside, install, run."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, str(ROOT)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        wheel = next(Path(folder).glob("*.whl"))
        names = zipfile.ZipFile(wheel).namelist()
        missing = [part for part in NEEDED if not any(name.startswith(part) for name in names)]
        strays = [name for name in names if name.startswith(("tests/", "bench/", "demo/"))]
        if missing or strays or wheel.stat().st_size > MAXIMUM:
            print(f"wheel: missing {missing}, strays {strays}, size {wheel.stat().st_size}")
            return 1
        home = Path(folder) / "empty"
        venv.create(home, with_pip=True)
        python = home / "bin" / "python"
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", ROOT / "constraints.txt", wheel]
        subprocess.run(pip, check=True)
        environment = {
            "PATH": str(home / "bin"),
            "TELLEN_SECRET_KEY": "k" * 40,
            "TELLEN_DATABASE_URL": f"sqlite:///{folder}/x.db",
        }
        for command in (["--help"], ["migrate"], ["check"]):
            done = subprocess.run(
                [home / "bin" / "tellen", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                print(f"wheel: tellen {command} gave {done.returncode}\n{done.stdout}{done.stderr}")
                return 1
    print(f"wheel: {wheel.name} builds, installs and answers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
