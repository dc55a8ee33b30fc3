"""Where a database may lie: on a disk of this machine, with the log that belongs to it.

SQLite's write-ahead log needs shared memory between everybody who has the file open, which no network file system gives: two
machines would each believe in a log of their own. Its manual says so
(https://sqlite.org/wal.html); it notices nothing itself.
"""

from pathlib import Path

from service.store.errors import StoreBroken, StoreRemote

REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "glusterfs", "lustre", "afs", "fuse.sshfs", "ncpfs"})
"""Kinds of file system that lie on another machine."""
_MOUNTS = Path("/proc/self/mountinfo")


def mounts() -> str:
    """The kernel's table of mounts; empty where there is none to be read."""
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def remote(place: Path, table: str) -> str | None:
    """The kind of the network file system that ``place`` lies on, from the text of a mountinfo; ``None``: it lies on none."""
    best, kind = "", ""
    for line in table.splitlines():
        head, _, tail = line.partition(" - ")
        fields = head.split(" ")
        point = fields[4].replace("\\040", " ") if len(fields) > 4 else ""
        if tail and place.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, tail.split(" ")[0]
    return kind if kind in REMOTE else None


def refuse_remote(path: Path, table: str) -> None:
    """Raises ``StoreRemote`` where the database's folder lies on a network file system."""
    kind = remote(path.resolve().parent, table)
    if kind is not None:
        raise StoreRemote(f"its folder lies on {kind}, where a write-ahead log breaks: put it on a local disk", where=str(path))


def refuse_bereft(path: Path) -> None:
    """Raises ``StoreBroken`` where somebody took the log away from a database that was in use.

    The index of the log is made after it and goes before it: an index alone tells of a log that held what the file does not.
    """
    real = path.resolve()
    log, index = (real.with_name(real.name + suffix) for suffix in ("-wal", "-shm"))
    if index.exists() and not log.exists() and index.exists():  # whoever ends takes the index first, perhaps just now
        raise StoreBroken(
            f"its log {log.name} is gone, and with it what was written last: put it back; if it is lost, "
            f"`writethru db restore {path}` goes on with what is left, and searches the channels before it sends",
            where=str(path),
        )
