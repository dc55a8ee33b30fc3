"""Functions that tests send into the confined worker; they stand in a module of their own, which is quick to import there."""

import os
import re
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tests.tools.broken_feeds import broken
from watchers.errors import BadStatus, NotAFeed, WatchError
from watchers.formats.listing import listing_of
from watchers.formats.syndication import parse_feed
from watchers.model import Asking, Listing

_TELLING = frozenset(
    {"open", "socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.fork"}
)


def echo(value: object) -> object:
    """What was given, after a trip there and back."""
    return value


def process() -> int:
    """The worker's process id."""
    return os.getpid()


def sleeps(seconds: float) -> int:
    """Waits without computing."""
    time.sleep(seconds)
    return os.getpid()


def spins() -> None:
    """Computes for ever."""
    while True:
        pass


def burns(seconds: float) -> int:
    """Computes for so many seconds of CPU."""
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
    return os.getpid()


def hangs_in_c() -> bool:
    """Computes for minutes inside one call of C code, which no signal handler of Python could leave."""
    return re.match(r"(a+)+$", "a" * 64 + "b") is None


def eats(size: int) -> int:
    """Takes ``size`` bytes of memory."""
    return len(bytearray(size))


def dies(number: int) -> None:
    """Kills its own process."""
    os.kill(os.getpid(), number)


def leaves(status: int) -> None:
    """Ends its own process without a word."""
    os._exit(status)


def kills_its_group() -> None:
    """Kills whatever shares its process group."""
    os.killpg(os.getpgrp(), signal.SIGKILL)


def fails(message: str) -> None:
    """Raises what parsers raise."""
    raise ValueError(message)


def recurses() -> None:
    """Goes deeper than the interpreter allows."""
    recurses()


def refuses(url: str, *, status: int | None = None) -> None:
    """Raises an error of our own."""
    if status is not None:
        raise BadStatus("busy", url=url, status=status)
    raise NotAFeed("no feed in it", url=url)


def gives_a_function() -> object:
    """An answer that could make the parent call something."""
    return os.system


def gives_foreign() -> object:
    """An answer of a class that is neither ours nor plain."""
    return Fraction(1, 3)


def gives_unpicklable() -> object:
    """An answer that no process can hand to another."""
    return lambda: None


def gives_much(size: int) -> bytes:
    """A large answer."""
    return bytes(size)


def values() -> list[object]:
    """Everything plain that an answer may hold."""
    return [None, 1, 2.5, "é", b"x", {1}, frozenset({2}), (3,), {"a": [4]}, datetime(2024, 1, 1), Decimal("1.5")]  # noqa: DTZ001  a value


def writes_garbage() -> None:
    """Writes bytes that are no answer where the parent waits for one, as a parser taken over by its input could."""
    for number in range(3, 16):
        try:
            line = socket.socket(fileno=number)
        except OSError:
            continue
        line.sendall((5).to_bytes(8, "big") + b"\x80\x05x\xff.")
        time.sleep(60)


def announces_too_much() -> None:
    """Announces an answer of petabytes."""
    for number in range(3, 16):
        try:
            line = socket.socket(fileno=number)
        except OSError:
            continue
        line.sendall((2**50).to_bytes(8, "big"))
        time.sleep(60)


def surroundings() -> dict[str, object]:
    """What the worker has of the daemon: environment, descriptors; and whether it may write a file."""
    try:
        Path("written-by-a-worker").write_bytes(b"x")
        wrote = True
    except OSError:
        wrote = False
    finally:
        Path("written-by-a-worker").unlink(missing_ok=True)
    kinds = [str(path.readlink()).split(":")[0] for number in range(16) if (path := Path(f"/proc/self/fd/{number}")).exists()]
    return {
        "environment": sorted(os.environ),
        "descriptors": kinds,
        "wrote": wrote,
        "main": getattr(sys.modules["__main__"], "__file__", None),
    }


def audited_parse(body: bytes, url: str) -> tuple[list[str], int, list[str]]:
    """What parsing ``body`` opened, looked up or started; the number of entries; their texts. Modules are warmed up first."""
    parse_feed(b"<rss><channel><item><title>a</title></item></channel></rss", url=url, content_type=None)
    heard: list[str] = []
    sys.addaudithook(lambda event, arguments: heard.append(f"{event} {arguments!r}") if event in _TELLING else None)
    try:
        entries = parse_feed(body, url=url, content_type=None).entries
    except NotAFeed:
        return heard, -1, []
    return heard, len(entries), [entry.title + entry.summary for entry in entries]


def audited_listing(body: bytes, asking: Asking) -> tuple[list[str], Listing | None]:
    """What the interpreter's audit hears while ``body`` is read, and what it lists; ``None`` for what is no feed."""
    with _audit() as heard:
        try:
            return heard, listing_of(body, asking)
        except NotAFeed:
            return heard, None


@contextmanager
def _audit() -> Iterator[list[str]]:
    """What is opened, asked for or started meanwhile; Python's own modules, which it loads when they are first wanted, aside."""
    heard: list[str] = []
    listening = [True]

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event in _TELLING and not str(arguments[:1]).endswith((".py',)", ".pyc',)", ".so',)")):
            heard.append(f"{event} {arguments!r}")

    sys.addaudithook(hear)
    try:
        yield heard
    finally:
        listening.clear()


def audited_listings(seeds: Sequence[int]) -> tuple[list[str], list[tuple[int, str, float]]]:
    """What the interpreter's audit hears while the broken feeds of these numbers are read; and of each its number, the format or
    the error that it came to (``!`` before one that is not ours), and the processor seconds that it took.
    """
    found = []
    with _audit() as heard:
        for seed in seeds:
            one, began = broken(seed), time.process_time()
            asking = Asking(url="https://news.example/feed", content_type=one.content_type, kind=one.kind, view=one.view)
            try:
                came = listing_of(one.body, asking).form
            except WatchError as error:
                came = type(error).__name__
            except Exception as error:  # noqa: BLE001  what is not ours is what is looked for
                came = f"!{type(error).__name__}: {error}"[:200]
            found.append((seed, came, time.process_time() - began))
    return heard, found
