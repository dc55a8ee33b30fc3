"""Runs the Containerfile without a container engine, and proves that what it makes runs as it says: `make container-check`.

    python -m tests.tools.rootfs BASE [--bind FOLDER]...        # as root

BASE is a root file system with python3 and python3-venv that stands for the images named by FROM, for instance from
`debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm BASE`; with gcc and python3-dev in it
too, the claims are compiled as they are in the image, which takes minutes. Each RUN is run in a copy of it, each COPY is
copied. The last stage is then started as an engine would start it (tests/tools/boxed.py), and watched.
``--bind`` shows a folder of this machine to the RUN lines, for a package index that lies on it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools.boxed import Image, watched
from tests.tools.containerfile import Instruction, instructions, stages

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "deploy" / "Containerfile"
RAN, APPLIED, READ = "run", "applied", "read only"
HOST = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt", "/etc/pip.conf")
"""Of this machine, shown to RUN lines, so that they reach a package index as an engine's would."""


@dataclass(kw_only=True)
class Builder:
    """Takes one instruction after the other, and notes what became of it."""

    base: Path
    place: Path
    binds: Sequence[str]
    images: dict[str, Image] = field(default_factory=dict)
    notes: list[tuple[Instruction, str]] = field(default_factory=list)

    def build(self, found: list[list[Instruction]]) -> Image:
        """Every stage; the last one's image."""
        for number, stage in enumerate(found):
            name = stage[0].rest.partition(" AS ")[2] or f"stage{number}"
            image = self.images[name] = Image(root=self.place / name)
            subprocess.run(["cp", "--archive", self.base, image.root], check=True)
            self.notes.append((stage[0], f"{READ}: {self.base} stands for it"))
            for one in stage[1:]:
                self.notes.append((one, self._take(image, one)))
        return list(self.images.values())[-1]

    def _take(self, image: Image, one: Instruction) -> str:
        if one.word == "RUN":
            self._run(image, one.rest)
        elif one.word == "COPY":
            self._copy(image, one.rest.split())
        elif one.word == "WORKDIR":
            image.workdir = one.rest
            inside(image.root, one.rest).mkdir(parents=True, exist_ok=True)
        elif one.word == "ENV":
            image.env |= one.pairs()
        elif one.word in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
            setattr(image, one.word.lower(), one.arguments())
        elif one.word in ("USER", "VOLUME", "STOPSIGNAL"):
            setattr(image, one.word.lower(), one.rest)
        else:
            return READ
        return {"RUN": RAN, "COPY": RAN, "HEALTHCHECK": f"{APPLIED}: its command; its intervals {READ}"}.get(one.word, APPLIED)

    def _run(self, image: Image, line: str) -> None:
        """In a mount space of its own, so that what is shown to it is gone afterwards."""
        with shown(image.root, [place for place in (*HOST, *self.binds) if Path(place).exists()]) as mounts:
            script = f"set -e; mount --make-rprivate /; {mounts} mount -t proc proc {image.root}/proc; "
            script += f'mount --rbind /dev {image.root}/dev; exec chroot {image.root} /bin/sh -ec "$STEP"'
            pip = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
            step = {"STEP": f"cd {image.workdir}; {line}"}
            command = ["unshare", "--mount", "--pid", "--fork", "/bin/sh", "-c", script]
            subprocess.run(command, env=pip | image.env | step, check=True, stdout=sys.stderr)

    def _copy(self, image: Image, words: list[str]) -> None:
        source = ROOT
        if words[0].startswith("--from="):
            source = self.images[words.pop(0).removeprefix("--from=")].root
        *what, to = words
        goal = inside(image.root, str(Path(image.workdir) / to))
        for one in what:
            origin = source / one.lstrip("/")
            if origin.is_dir():
                leave = shutil.ignore_patterns("__pycache__") if source == ROOT else None
                shutil.copytree(origin, goal, symlinks=True, dirs_exist_ok=True, ignore=leave)
            else:
                shutil.copy2(origin, goal / origin.name if goal.is_dir() else goal)


def inside(root: Path, place: str) -> Path:
    """An absolute path as it is found from outside."""
    return root / place.lstrip("/")


@contextmanager
def shown(root: Path, places: list[str]) -> Iterator[str]:
    """Commands that mount these places of the machine into the root; the places to mount them on go again afterwards."""
    made = []
    for place in places:
        spot = inside(root, place)
        if not spot.exists():
            spot.parent.mkdir(parents=True, exist_ok=True)
            spot.mkdir() if Path(place).is_dir() else spot.touch()
            made.append(spot)
    yield "".join(f"mount --bind --read-only {place} {inside(root, place)}; " for place in places)
    for spot in made:
        spot.rmdir() if spot.is_dir() else spot.unlink()


def main() -> int:
    """Build, run, watch; 1 when anything is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("--bind", action="append", default=[])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rootfs-") as place:
        builder = Builder(base=given.base, place=Path(place), binds=given.bind)
        found = instructions(FILE.read_text(encoding="utf-8"))
        image = builder.build(stages(found))
        faults = 0
        for good, what in watched(image, Path(place)):
            faults += not good
            print(f"{'ok  ' if good else 'FAIL'} {what}", flush=True)
        for one, note in builder.notes:
            print(f"line {one.line:3} {one.word:<11} {note}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
