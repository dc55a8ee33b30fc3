"""The real daemon as a child process: started, watched, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.standins.slack import ROOT

PATIENCE = 60.0
"""Seconds after which a test that waits for something gives up."""


@dataclass(kw_only=True)
class Daemon:
    """``writethru run`` with what it says on standard error."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def spent(self) -> float:
        """Seconds of processor time that it has taken so far: its wall time tells more of the machine than of it."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8", errors="replace")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def says(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until it has said so."""
        until(lambda: text in self.said() or self.process.poll() is not None, seconds)
        assert text in self.said(), self.said()

    def descendants(self) -> set[int]:
        """Every process that stands below it."""
        found: set[int] = set()
        wanted = {self.process.pid}
        while wanted:
            children = {child for pid in wanted for child in _children(pid)}
            found |= children
            wanted = children
        return found

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Its exit code after a signal, and how many seconds it took."""
        asked = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        return code, time.monotonic() - asked


@contextlib.contextmanager
def daemon(config: Path, name: str = "daemon", *options: str, environ: Mapping[str, str] | None = None) -> Iterator[Daemon]:
    """A running daemon for these settings; killed with all that it started when the block ends.

    ``environ``: its whole environment, where it is not this process's.
    """
    log = config.parent / f"{name}.log"
    command = [sys.executable, "-m", "service", "run", "--config", str(config), *options]
    with log.open("wb") as stream, subprocess.Popen(command, cwd=ROOT, env=environ, stdout=stream, stderr=stream) as process:
        running = Daemon(process=process, log=log)
        try:
            yield running
        finally:
            below = running.descendants()
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait(PATIENCE)
            for pid in below:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for it, looking again and again, since nothing tells; an assertion fails when it does not come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether there is such a process, and it is more than a corpse that nobody has buried."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def _children(pid: int) -> set[int]:
    try:
        lists = [path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return set()
    return {int(child) for text in lists for child in text.split()}
