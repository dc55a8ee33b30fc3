"""H06: what is installed is what was locked, byte for byte."""

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

NAME = "writethru_probe-1.0-py3-none-any.whl"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A package of one module, made here: no index is asked for anything."""
    path = tmp_path / NAME
    head = "Metadata-Version: 2.1\nName: writethru-probe\nVersion: 1.0\n"
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("writethru_probe.py", "")
        archive.writestr("writethru_probe-1.0.dist-info/METADATA", head)
        archive.writestr("writethru_probe-1.0.dist-info/WHEEL", kind)
        archive.writestr("writethru_probe-1.0.dist-info/RECORD", "")
    return path


@dataclass(frozen=True, kw_only=True)
class Installer:
    """How the Makefile and the Containerfile call one, and what it says to a wrong hash and to none."""

    command: tuple[str, ...]
    wrong: str
    none: str


PIP = Installer(
    command=(sys.executable, "-I", "-m", "pip", "install", "--disable-pip-version-check", "--root-user-action=ignore"),
    wrong="DO NOT MATCH THE HASHES",
    none="Hashes are required",
)
UV = Installer(
    command=(sys.executable, "-I", "-m", "uv", "pip", "install", "--no-cache"),
    wrong="Hash mismatch",
    none="In `--require-hashes` mode, all requirements must have a hash",
)


def install(installer: Installer, wheel: Path, requirement: str) -> "subprocess.CompletedProcess[str]":
    """Into a folder beside the wheel."""
    listed = wheel.with_name("requirements.txt")
    listed.write_text(requirement + "\n", encoding="utf-8")
    given = ["--require-hashes", "--requirement", str(listed), "--no-index", "--target", str(wheel.with_name("place"))]
    command = [*installer.command, "--quiet", *given]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={"PIP_FIND_LINKS": str(wheel.parent)}
    )


@pytest.mark.parametrize("installer", [PIP, UV], ids=["pip", "uv"])
@pytest.mark.parametrize("kind", ["right", "tampered", "without"])
def test_only_what_has_its_hash_is_installed(wheel: Path, kind: str, installer: Installer) -> None:
    """H06: one byte more and it is refused; a requirement without a hash is refused too."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    requirement = f"{wheel} --hash=sha256:{digest}"
    if kind == "tampered":
        with zipfile.ZipFile(wheel, "a") as archive:
            archive.writestr("writethru_more.py", "")
    elif kind == "without":
        requirement = str(wheel)
    done = install(installer, wheel, requirement)
    assert (done.returncode == 0) is (kind == "right"), done.stderr
    assert (wheel.with_name("place") / "writethru_probe.py").exists() is (kind == "right")
    told = {"right": "", "tampered": installer.wrong, "without": installer.none}[kind]
    assert told in done.stderr
