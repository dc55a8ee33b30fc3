"""H03: the daemon wants next to nothing: no root, no writable root, no /tmp, no capability, no new privilege."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.health.__main__ import asked
from tests.journeys.test_health_of_a_daemon import free_port
from tests.robustness.house import Street
from tests.standins.slack import ROOT
from tests.tools.daemons import PATIENCE, until

NONE = "0" * 16
UNPRIVILEGED = ("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all")


def boxes_work() -> bool:
    """Whether this machine lets us make a mount space of our own and take every capability away."""
    if os.geteuid() or not all(shutil.which(tool) for tool in ("unshare", "mount", "setpriv")):
        return False
    tried = "mount --make-rprivate / && mount -t tmpfs -o ro tmpfs /tmp && exec setpriv --no-new-privs --bounding-set=-all true"
    return subprocess.run(["unshare", "--mount", "sh", "-c", tried], capture_output=True, check=False).returncode == 0


def boxed(command: list[str], folder: Path) -> list[str]:
    """The command where nothing may be written but its folder; of /tmp only that is left, and we if we stand there."""
    kept = {"/mnt": folder, "/media": ROOT} if ROOT.is_relative_to("/tmp") else {"/mnt": folder}
    steps = [
        "mount --make-rprivate /",
        *(f"mount --bind {place} {aside}" for aside, place in kept.items()),
        "mount -t tmpfs -o size=1m tmpfs /tmp",
        *(f"mkdir -p {place}; mount --bind {aside} {place}" for aside, place in kept.items()),
        "mount -o remount,ro /tmp",
        "mount -o remount,bind,ro /",
        f"exec setpriv {' '.join(UNPRIVILEGED)} {shlex.join(command)}",
    ]
    return ["unshare", "--mount", "sh", "-ec", "\n".join(steps)]


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


@pytest.mark.parametrize("kind", ["root in a box", "no new privileges"])
def test_it_runs_with_next_to_nothing(street: Street, kind: str, record_property: Callable[[str, object], None]) -> None:
    """H03: it starts, is ready, posts and ends; where no box can be made, without privileges and without a temporary folder."""
    box = kind == "root in a box" and boxes_work()
    record_property("how", "mount space, read-only root, no capability" if box else "no new privileges, no TMPDIR")
    listen = f"127.0.0.1:{free_port()}"
    settings = street.settings
    settings.write_text(settings.read_text(encoding="utf-8") + f'[health]\nlisten = "{listen}"\n', encoding="utf-8")
    street.publish()
    plain = [sys.executable, "-B", "-m", "service", "run", "--config", str(settings)]
    narrowed = ["setpriv", "--no-new-privs", *plain] if shutil.which("setpriv") else plain
    command = boxed(plain, street.folder) if box else narrowed
    environment = {**os.environ, "TMPDIR": "/nowhere", "HOME": "/nowhere"}
    log = street.folder / "daemon.log"
    with (
        log.open("wb") as stream,
        subprocess.Popen(command, cwd=ROOT, stdout=stream, stderr=stream, env=environment) as process,
    ):
        try:
            until(lambda: street.standing() or process.poll() is not None)
            until(lambda: asked("ready", listen)[0] or process.poll() is not None)
            assert process.poll() is None, log.read_text(encoding="utf-8")
            found = status(process.pid)
            assert len(street.standing()) == 1, log.read_text(encoding="utf-8")
            assert found["NoNewPrivs"] == ("1" if box or narrowed != plain else found["NoNewPrivs"])
            if box:
                assert {found[name] for name in ("CapBnd", "CapInh")} == {NONE}
                assert _read_only(process.pid, "/")
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _read_only(pid: int, point: str) -> bool:
    mounts = [line.split() for line in Path(f"/proc/{pid}/mounts").read_text(encoding="utf-8").splitlines()]
    return next(fields[3] for fields in reversed(mounts) if fields[1] == point).split(",")[0] == "ro"
