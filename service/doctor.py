"""Is it set up? Every check is a line: ok, warn or fail, what was looked at, and what is there or what to do.

The checks are pure; ``examine`` asks the machine, the database and Slack, and hands them what it found. A channel is tried by
reading its newest message: that needs the very scope with which a lost answer is looked up, and none beside it.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from alerts.delivery import Message, Receipt, posts_only
from alerts.errors import DeliveryError
from service.clock import Clock
from service.proposals import lacking
from service.reference import Reference
from service.settings import Settings
from service.store.backup import path_of
from service.store.errors import StoreError
from service.store.places import mounts, remote
from service.store.restores import last_told
from service.store.schema import check, newest, refuse_unknown, version_of
from service.store.session import Connection, Store
from service.store.sources import SourceRow, source_rows

T = TypeVar("T")

ENOUGH, LITTLE = 2_000_000_000, 200_000_000
"""Bytes free beside the database: below the first a warning, below the second a failure."""
YEARS = range(2025, 2100)
_NAMED = 8
BEHIND = timedelta(minutes=5)
POSTING_SCOPES, SEARCHING_SCOPES = ("chat:write",), ("channels:history", "groups:history")
OPENING_SCOPES, READING_SCOPES = ("im:write",), ("im:history",)
"""To open a conversation with a person, and to search it."""
_AGAIN = "copy the Bot User OAuth Token again, from the app's OAuth & Permissions"
_ADVICE = {
    "not_in_channel": "the bot is not in it: write /invite @writethru there",
    "channel_not_found": "no such channel, or a private one without the bot: copy its id from its details, and invite the bot",
    "is_archived": "the channel is archived: name another one",
    "user_not_found": "no such person: copy the member id from the person's profile in Slack",
    "users_not_found": "no such person: copy the member id from the person's profile in Slack",
    "user_disabled": "this person has left the workspace: name somebody else",
    "restricted_action": "the workspace lets only some people post there: ask its administrators",
    "missing_scope": "the token may not post: add chat:write under OAuth & Permissions, and install the app again",
    "invalid_auth": f"Slack does not know this token: {_AGAIN}",
    "not_authed": f"Slack was given no token: {_AGAIN}",
    "token_revoked": f"the token was revoked: install the app again, and {_AGAIN}",
    "token_expired": f"the token has expired: switch token rotation off, and {_AGAIN}",
    "account_inactive": f"the app was removed from the workspace: install it again, and {_AGAIN}",
    "not_allowed_token_type": f"this is a token of another kind: {_AGAIN}",
    "unreachable": "Slack cannot be reached: look at the network, and at [slack] base_url",
}
"""What to do about an answer of Slack's, by its name."""
_UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000))


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    name: str
    what: str

    def __str__(self) -> str:
        return f"{self.level:<4} {self.name}: {self.what}"


class Workspace(Protocol):
    """What is asked of Slack; every method raises ``alerts.errors.DeliveryError``."""

    async def scopes(self) -> tuple[str, ...] | None:
        """What the token may do, where Slack says so."""
        ...

    async def hour(self) -> datetime | None:
        """What its own clock says, where it says so."""
        ...

    async def reach(self, channel: str) -> None:
        """Read a channel."""
        ...

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        """Send once."""
        ...


def settled(settings: Settings) -> Iterator[Finding]:
    """What the configuration leaves open."""
    count = len(settings.feeds), len(settings.beats), len(settings.routes)
    yield _ok("configuration", "watch list {!r}; {} feeds, {} beats and {} routes of your own".format(settings.watchlist, *count))
    yield proposing(settings)
    if not settings.fetching.contact:
        yield _warn("contact", "none: set [fetching] contact, so that publishers can reach you")
    if settings.watchlist == "none" and not settings.feeds:
        yield _warn("feeds", 'nothing to watch: add [[feeds]], or set watchlist = "default"')


def proposing(settings: Settings) -> Finding:
    """Whether names that nothing in a text shows can be proposed."""
    missing = lacking()
    if not settings.ner:
        return _ok("unlisted names", "shown by the text alone: [reading] ner is off")
    if missing:
        return _warn(
            "unlisted names", f"{', '.join(missing)} not installed: install writethru[ner], or set [reading] ner = false"
        )
    return _ok("unlisted names", "proposed by spaCy beside what the text shows")


def known(reference: Reference) -> Finding:
    """What the program knows beforehand."""
    return _ok("reference data", f"{len(reference.entities)} names, digest {reference.digest[:12]}")


def timed(now: datetime, ticks: tuple[float, float], latest: datetime | None) -> Finding:
    """``ticks``: two readings of the monotonic clock, one after the other; ``latest``: what the database last tells of."""
    if now.year not in YEARS:
        return _fail("clock", f"it says {now:%Y-%m-%d}: set it; dates decide what is old news")
    if ticks[1] < ticks[0]:
        return _fail("clock", "the monotonic clock went back: leases cannot be trusted on this machine")
    if latest is not None and latest - now > BEHIND:
        return _fail("clock", f"it says {now:%Y-%m-%d %H:%M}Z, and the database was written at {latest:%Y-%m-%d %H:%M}Z: set it")
    return _ok("clock", f"{now:%Y-%m-%d %H:%M:%S}Z")


def agreed(now: datetime, theirs: datetime | None) -> Finding | None:
    """This machine's clock beside Slack's; ``None`` where they agree, or Slack says no time.

    A machine that keeps its local time as if it were UTC is hours off, and wrong by nothing else that could be seen here.
    """
    apart = now - theirs if theirs else timedelta()
    if theirs is None or abs(apart) <= BEHIND:
        return None
    minutes = round(abs(apart) / timedelta(minutes=1))
    off = f"{minutes // 60} h {minutes % 60:02} min {'ahead' if apart > timedelta() else 'behind'}"
    return _fail(
        "clock", f"it says {now:%Y-%m-%d %H:%M}Z, Slack says {theirs:%Y-%m-%d %H:%M}Z: {off}; set the time and the time zone"
    )


def roomy(free: int, place: Path) -> Finding:
    """Is there room for the database to grow?"""
    what = f"{sized(free)} free in {place}"
    if free < LITTLE:
        return _fail("disk", f"{what}: free some, at least {sized(ENOUGH)}")
    return _warn("disk", f"{what}: little") if free < ENOUGH else _ok("disk", what)


def local(place: Path, table: str) -> Finding | None:
    """A file system on which the database must not lie, from the text of ``/proc/self/mountinfo``; ``None`` where all is well."""
    kind = remote(place, table)
    return None if kind is None else _fail("file system", f"{place} lies on {kind}: put the database on a local disk")


def permitted(scopes: Sequence[str] | None, channels: Sequence[str] = ()) -> Finding:
    """May the token post to these channels and persons, and look up what it posted?"""
    if scopes is None:
        return _warn("scopes", "Slack does not say which the token has")
    persons = any(channel[:1] in {"U", "W"} for channel in channels)
    posting = (*POSTING_SCOPES, *(OPENING_SCOPES if persons else ()))
    missing = [scope for scope in posting if scope not in scopes]
    if missing:
        return _fail("scopes", f"{', '.join(missing)} is missing: add it under OAuth & Permissions, and install the app again")
    direct = persons or any(channel[:1] == "D" for channel in channels)
    unsearched = [scope for scope in (*SEARCHING_SCOPES, *(READING_SCOPES if direct else ())) if scope not in scopes]
    if unsearched:
        return _warn("scopes", f"without {', '.join(unsearched)} an alert whose answer was lost waits for a person")
    return _ok("scopes", ", ".join(scopes))


def refused(name: str, error: DeliveryError, *, posting: bool = False) -> Finding:
    """What Slack's refusal of a question means, or with ``posting`` that of a message."""
    if error.code == "missing_scope" and not posting:
        return _warn(name, f"its history may not be read: an alert whose answer was lost would wait for a person ({error.code})")
    return _fail(name, f"{_ADVICE.get(error.code) or error.args[0]} ({error.code})")


def stored(url: str, free: Callable[[Path], int], table: str) -> Iterator[Finding]:
    """The database and the disk that it lies on; nothing is made or changed."""
    path = path_of(url).absolute()
    place = next(folder for folder in path.parents if folder.is_dir())
    astray = local(path.parent, table)
    if astray is not None:
        yield astray
    yield _database(url, path, place)
    yield roomy(free(place), place)


def _database(url: str, path: Path, place: Path) -> Finding:
    if not path.exists():
        if os.access(place, os.W_OK | os.X_OK):
            return _warn("database", f"{path} is not there yet: the first start makes it")
        return _fail("database", f"{place} may not be written: change its owner or mode, or [store] url")
    try:
        store = Store(url)
    except StoreError as error:
        return _fail("database", str(error))
    try:
        with store.reading() as c:
            check(c, store.where)
            refuse_unknown(c, store.where)
            version = version_of(c)
        with store.writing():
            pass  # whether it may be written shows in the lock alone
    except StoreError as error:
        return _fail("database", str(error))
    finally:
        store.close()
    if version != newest():
        return _warn("database", f"{path} has schema {version or 'none'}: the next start makes it {newest()}")
    return _ok("database", f"{path} is whole, schema {version}")


def latest_of(url: str) -> datetime | None:
    """The last instant that the database tells of; ``None`` where it tells of none."""
    return _asked(url, last_told)


def _asked(url: str, what: Callable[[Connection], T]) -> T | None:
    """What the database says; ``None`` where it cannot be read."""
    if not path_of(url).exists():
        return None
    try:
        store = Store(url)
    except StoreError:
        return None
    try:
        with store.reading() as c:
            return what(c)
    except StoreError:
        return None
    finally:
        store.close()


def watched(rows: Sequence[SourceRow]) -> Finding | None:
    """How the watched feeds stand; ``None`` where none was ever polled."""
    polled = [row for row in rows if row.enabled and (row.last_good or row.failures)]
    if not polled:
        return None
    troubled = [row for row in polled if row.troubled]
    failing = [row for row in polled if row.failures and not row.troubled]
    never = [row for row in troubled if row.last_good is None]
    what = f"{len(polled)} polled, {len(failing)} failing, {len(troubled)} in trouble"
    if not troubled:
        return _ok("sources", what)
    named = ", ".join(f"{row.title or row.feed.url} ({row.state})" for row in troubled[:_NAMED])
    more = f" and {len(troubled) - _NAMED} more" if len(troubled) > _NAMED else ""
    advice = "look at `writethru feeds list`, then pause or replace them"
    seldom = f"; {len(never)} of them never answered" if never else ""
    return _warn("sources", f"{what}: {named}{more}{seldom}; {advice}")


async def connected(
    settings: Settings, workspace: Workspace | None, message: Message | None, now: datetime | None = None
) -> list[Finding]:
    """Token, scopes and every channel; with a ``message`` each channel gets it, under a key of its own.

    ``now`` is held against Slack's clock, where it is given.
    """
    if workspace is None:
        return [_warn("token", "none: alerts are drawn on the terminal; set [slack] token and a [[routes]] channel")]
    try:
        scopes, hour = await workspace.scopes(), await workspace.hour() if now else None
    except DeliveryError as error:
        return [refused("token", error)]
    channels = tuple(dict.fromkeys(route.channel for route in settings.routes if not posts_only(route.channel)))
    tried = [await _channel(channel, workspace, message) for channel in channels]
    apart = agreed(now, hour) if now else None
    return [_ok("token", "Slack takes it"), *([apart] if apart else []), permitted(scopes, channels), *tried]


async def _channel(channel: str, workspace: Workspace, message: Message | None) -> Finding:
    name = f"channel {channel}"
    try:
        if message is None:
            await workspace.reach(channel)
            return _ok(name, "the bot is in it")
        receipt = await workspace.post(channel, message)
    except DeliveryError as error:
        return refused(name, error, posting=message is not None)
    return _ok(name, f"test message posted ({receipt.ts})")


def trial(now: datetime) -> Message:
    """What ``--post`` sends: marked as a test, and no alert's key."""
    text = "Test from Writethru: alerts will appear here"
    return Message(key=f"doctor-{now:%Y%m%dT%H%M%S%f}", kind="test", text=text, blocks=(), plain=text)


def machine(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Clock, database and disk of this machine."""
    ticks = (clock.monotonic(), clock.monotonic())
    yield timed(clock.now(), ticks, latest_of(settings.store_url))
    yield from stored(settings.store_url, lambda place: shutil.disk_usage(place).free, mounts())
    found = watched(_asked(settings.store_url, source_rows) or ())
    if found is not None:
        yield found


def sized(count: int) -> str:
    """A number of bytes as people say it."""
    return next((f"{count / size:.1f} {unit}" for unit, size in _UNITS if count >= size), f"{count} bytes")


def taken(findings: Iterable[Finding]) -> bool:
    """Whether Slack takes the token: without it nothing else can be asked."""
    return any(finding.name == "token" and finding.level is Level.OK for finding in findings)


def healthy(findings: Iterable[Finding]) -> bool:
    """Whether nothing failed; warnings are no failures."""
    return all(finding.level is not Level.FAIL for finding in findings)


def _ok(name: str, what: str) -> Finding:
    return Finding(level=Level.OK, name=name, what=what)


def _warn(name: str, what: str) -> Finding:
    return Finding(level=Level.WARN, name=name, what=what)


def _fail(name: str, what: str) -> Finding:
    return Finding(level=Level.FAIL, name=name, what=what)
