"""An image's root file system, run as a container engine would run it.

Its own mount, process and network spaces (loopback only), a read-only root, one writable volume, no capability, no new privilege,
the image's user and environment, and nothing else of this machine's.
"""

import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

GREETED, STOPPED, WELL = 10.0, 10.0, 30.0
"""Seconds: until the daemon says what it does, until it has ended, until it is ready."""
Found = tuple[bool, str]


@dataclass(kw_only=True)
class Image:
    """A root file system, and how it wants to be run."""

    root: Path
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"})
    workdir: str = "/"
    user: str = "0:0"
    volume: str = ""
    stopsignal: str = "SIGTERM"
    healthcheck: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    cmd: list[str] = field(default_factory=list)

    def as_user(self, command: list[str]) -> list[str]:
        """The command with the image's user and environment, and no privilege that it could use or win."""
        user, _, group = self.user.partition(":")
        less = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
        given = [f"{key}={value}" for key, value in self.env.items()]
        return [
            "setpriv",
            f"--reuid={user}",
            f"--regid={group}",
            *less,
            "env",
            "-i",
            *given,
            "sh",
            "-c",
            'cd "$0"; exec "$@"',
            self.workdir,
            *command,
        ]


@dataclass(kw_only=True)
class Box:
    """A running process in its spaces."""

    image: Image
    process: "subprocess.Popen[str]"
    said: Path
    pid: int
    """Of the process that is number 1 inside, as this machine numbers it."""

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Another command beside it, in the same spaces and with the same lack of privilege."""
        enter = ["nsenter", f"--target={self.pid}", "--mount", "--pid", "--net", "--root"]
        return subprocess.run(
            [*enter, *self.image.as_user(list(command))], capture_output=True, text=True, check=False, timeout=60
        )

    def status(self, name: str) -> str:
        """A line of what the kernel says about it."""
        text = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(rf"^{name}:[ \t]*(.*)$", text, re.MULTILINE)
        return " ".join(found[1].split()) if found else ""

    def log(self) -> str:
        """What it has said so far."""
        return self.said.read_text(encoding="utf-8")


@contextmanager
def boxed(image: Image, volume: Path, command: list[str], *, tmp: bool = True) -> Iterator[Box]:
    """Start it; killed at the end where it still runs."""
    root = image.root
    mounts = [
        "mount --make-rprivate /",
        "ip link set lo up",
        f"mount --bind {root} {root}",
        f"mount -t proc proc {root}/proc",
        f"mount --rbind /dev {root}/dev",
        *([f"mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev,noexec tmpfs {root}/tmp"] if tmp else []),
        f"mount --bind {volume} {root}{image.volume}",
        f"mount -o remount,bind,ro {root}",
        f"exec chroot {root} {shlex.join(image.as_user(command))}",
    ]
    spaces = ["unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"]
    said = volume.with_suffix(".log")
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen([*spaces, "/bin/sh", "-ec", "\n".join(mounts)], stdout=out, stderr=out, text=True)
        try:
            yield Box(image=image, process=process, said=said, pid=_first(process))
        finally:
            process.kill()
            process.wait()


def _first(process: "subprocess.Popen[str]") -> int:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        found = children.read_text(encoding="ascii").split()
        if found:
            return int(found[0])
        time.sleep(0.01)
    raise RuntimeError("it ended before it began")


def watched(image: Image, place: Path) -> Iterator[Found]:
    """Everything that is promised of the image, one line a promise."""
    for name, tmp in (("first", True), ("second", False)):
        yield from _daemon(image, _volume(image, place / name), tmp=tmp)
    yield from _demo(image, _volume(image, place / "third"))


def _volume(image: Image, volume: Path) -> Path:
    volume.mkdir(mode=0o750)
    user, _, group = image.user.partition(":")
    os.chown(volume, int(user), int(group))
    return volume


def _daemon(image: Image, volume: Path, *, tmp: bool) -> Iterator[Found]:
    began = time.monotonic()
    with boxed(image, volume, [*image.entrypoint, *image.cmd], tmp=tmp) as box:
        greeted = _until(lambda: "watching" in box.log(), GREETED)
        kind = "with /tmp in memory" if tmp else "without a writable /tmp"
        yield (
            greeted,
            f"{shlex.join([*image.entrypoint, *image.cmd])}, {kind}: said what it does after {time.monotonic() - began:.1f} s",
        )
        yield (
            _until(lambda: box.run(*image.healthcheck).returncode == 0, WELL),
            f"health check: {box.run(*image.healthcheck).stdout.strip()}",
        )
        yield from _privileges(box)
        yield from _writing(box)
        yield from _numbers(box)
        time.sleep(max(0.0, 12 - (time.monotonic() - began)))
        yield box.process.poll() is None, f"still up after {time.monotonic() - began:.0f} s without a network"
        yield _once_each(box.log())
        began = time.monotonic()
        os.kill(box.pid, getattr(signal, image.stopsignal))
        ended = _until(lambda: box.process.poll() is not None, STOPPED)
        yield (
            ended and box.process.returncode == 0,
            f"{image.stopsignal} ended it in {time.monotonic() - began:.1f} s, exit code {box.process.returncode}",
        )
    yield (volume / "writethru.db").is_file(), f"the volume holds {', '.join(sorted(path.name for path in volume.iterdir()))}"


def _privileges(box: Box) -> Iterator[Found]:
    user, _, group = box.image.user.partition(":")
    ids = {"Uid": " ".join([user] * 4), "Gid": " ".join([group] * 4), "Groups": "", "NoNewPrivs": "1"}
    none = dict.fromkeys(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"), "0" * 16)
    found = {name: box.status(name) for name in ids | none}
    yield found == ids | none, f"the kernel says {found}"


def _writing(box: Box) -> Iterator[Found]:
    for place in ("/", "/etc", "/opt/writethru", "/usr/bin"):
        refused = box.run("touch", f"{place.rstrip('/')}/mark")
        yield refused.returncode != 0, f"writing to {place}: {refused.stderr.strip().rpartition(': ')[2]}"
    mounts = Path(f"/proc/{box.pid}/mounts").read_text(encoding="utf-8").splitlines()
    root = next(line.split()[3] for line in mounts if line.split()[1] == "/")
    yield root.split(",")[0] == "ro", f"the root is mounted {root.split(',')[0]}"
    yield box.run("touch", f"{box.image.volume}/mark").returncode == 0, f"writing to {box.image.volume}: taken"


def _numbers(box: Box) -> Iterator[Found]:
    ask = "import urllib.request as u; print(u.urlopen('http://127.0.0.1:8711/metrics', timeout=5).read().decode())"
    said = box.run("python", "-c", ask).stdout
    found = dict(line.rsplit(" ", 1) for line in said.splitlines() if line and not line.startswith("#"))
    shown = {name: found.get(f"writethru_{name}") for name in ("feeds_watched", "feeds_failing", "posting_right")}
    yield shown["posting_right"] == "1.0", f"/metrics: {len(found)} samples, {shown}"


def _once_each(log: str) -> Found:
    failed = re.findall(r'"feed": ?"([^"]+)".*"feed failed"|"feed failed".*"feed": ?"([^"]+)"', log)
    return len(failed) == len(set(failed)), f"{len(failed)} unreachable feeds are named, {len(set(failed))} different ones"


def _demo(image: Image, volume: Path) -> Iterator[Found]:
    began = time.monotonic()
    with boxed(image, volume, [*image.entrypoint, "demo"]) as box:
        ended = _until(lambda: box.process.poll() is not None, 60)
        summary = re.search(r"^\d+ articles: .*$", box.log(), re.MULTILINE)
        told = summary[0] if summary else box.log()[-300:]
        yield ended and box.process.returncode == 0, f"the demo ended after {time.monotonic() - began:.0f} s: {told}"


def _until(asked: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if asked():
            return True
        time.sleep(0.1)
    return False
