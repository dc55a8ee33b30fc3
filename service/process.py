"""This process and others: a name that no other process ever has on this machine, and whether its bearer still lives.

Linux only; elsewhere, and for a holder of another machine or container, nobody is known to be dead.
"""

import os
import uuid
from pathlib import Path

_PROC = Path("/proc")


def name() -> str:
    """Machine, boot, process space, number and start of this process; a random name where there is no ``/proc``."""
    pid = os.getpid()
    place, start = _place(), _start(pid)
    return f"{place}:{pid}:{start}" if place and start else f"nowhere:{uuid.uuid4()}"


def gone(holder: str) -> bool:
    """Whether the process that bears this name is known to be dead."""
    place, _, rest = holder.rpartition(":")
    place, _, pid = place.rpartition(":")
    if not place or place != _place() or not pid.isdecimal():
        return False
    start = _start(int(pid))
    return start != rest if start is not None else not _there(int(pid))


def _place() -> str:
    """Boot id and process space, in which a process number means something; empty where unknown."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = (_PROC / "self/ns/pid").readlink()
    except OSError:
        return ""
    return f"{boot}/{space}".replace(":", "-")


def _there(pid: int) -> bool:
    """Whether there is such a process, also where ``/proc`` hides those of other users."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _start(pid: int) -> str | None:
    """When the process began, in ticks since boot; empty where it has ended, ``None`` where nothing can be read of it."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state in {"Z", "X"} else fields[18]
