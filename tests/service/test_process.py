"""A name that no other process ever has, and whether its bearer still lives."""

import os
import signal
import subprocess
import sys

from service import process

SAY = "from service import process; import sys; print(process.name(), flush=True); sys.stdin.read()"


def child() -> tuple[subprocess.Popen[str], str]:
    """A living process and its name."""
    made = subprocess.Popen([sys.executable, "-c", SAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert made.stdout is not None
    return made, made.stdout.readline().strip()


def test_this_process_lives_and_keeps_its_name() -> None:
    """Asked twice, the same."""
    assert process.name() == process.name()
    assert not process.gone(process.name())


def test_a_process_is_gone_when_it_is_dead_and_not_before() -> None:
    """Stopped it lives; a zombie that nobody has waited for is dead."""
    made, name = child()
    with made:
        try:
            assert name != process.name()
            assert not process.gone(name)
            os.kill(made.pid, signal.SIGSTOP)
            assert not process.gone(name)
        finally:
            made.kill()
        os.waitid(os.P_PID, made.pid, os.WEXITED | os.WNOWAIT)
        assert process.gone(name)
        made.wait()
        assert process.gone(name)


def test_a_number_that_another_process_has_got_is_not_its_bearer() -> None:
    """The start decides: the number is that of a living process, this one."""
    place, pid, start = process.name().rsplit(":", 2)
    assert process.gone(f"{place}:{pid}:{int(start) - 1}")


def test_nobody_elsewhere_is_known_to_be_dead() -> None:
    """On another machine, in another container, or without a place to be found at."""
    _, pid, _ = process.name().rsplit(":", 2)
    for name in (f"another-boot/pid-1:{pid}:1", "nowhere:5b3c", "", "x", ":1:2", "a:b:c"):
        assert not process.gone(name)
