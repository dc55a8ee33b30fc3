"""The one frozen ``Settings``: from a TOML file and the environment, every fault named in one report.

Names and defaults are the public contract of ``writethru.toml``. A setting that this version does not act on is refused.
What only somebody else can judge (names of the reference data, files of their own) is asked of ``Checks``, for the same report.
"""

import ipaddress
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alerts.audience import Beat, Hours, Route, Shadow
from service.clicks import Hearing, address, hearing
from service.desks import hours, reached, route, webhooks
from service.hostrules import host_rule, sendable
from service.seeing import view_wanted
from service.timing import Retention, Revisions, duration, retention, revisions, shadow
from service.tomlfile import Fault, SettingsError, Table, capped, environment
from watchers.fetching.config import HostRule
from watchers.identity import canonical_url, host_of
from watchers.model import Feed, FeedKind, Source, Tier

DEFAULT_FILE = Path("writethru.toml")
LARGEST = 1_000_000
"""Bytes of a settings file: thousands of feeds. Anything longer is another file."""
STORE_URL = "sqlite:///var/writethru.db"
SLACK_URL = "https://slack.com/api/"
MOST_BACKFILL = 500
HEALTH_LISTEN = "127.0.0.1:8711"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetching:
    """How the network is asked."""

    contact: str = ""
    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    backfill: int = 0
    """Entries of a feed's first poll that are read, the newest; 0: all that it lists."""
    robots: bool = True
    """Whether pages are read only where the site's robots.txt lets us."""
    proxy: str = ""
    """Address of the HTTP proxy through which everything is asked; empty: directly."""
    rhythm: bool = True
    """Whether each feed is asked in its own rhythm; else at its ``every``."""
    hosts: Mapping[str, HostRule] = field(default_factory=dict)
    """What is settled with single publishers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slack:
    """Where alerts go; without a token or a webhook they go to the terminal."""

    token: str = ""
    base_url: str = SLACK_URL
    webhooks: Mapping[str, str] = field(default_factory=dict)
    """The secret address of each channel that is reached through an incoming webhook, by the name that routes give it."""

    @property
    def posts(self) -> bool:
        """Whether anything goes to Slack."""
        return bool(self.token or self.webhooks)

    def __repr__(self) -> str:
        token, hooks = "set" if self.token else "empty", ", ".join(self.webhooks)
        return f"Slack(token={token}, base_url={self.base_url!r}, webhooks={hooks or 'none'})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that the program can be told."""

    store_url: str = field(default=STORE_URL, repr=False)
    """Not in the representation: it may hold a password."""
    watchlist: str = "default"
    baseline: str = "default"
    shadow_first_poll: bool = True
    fetching: Fetching = Fetching()
    slack: Slack = Slack()
    hearing: Hearing = field(default_factory=Hearing)
    revisions: Revisions = field(default_factory=Revisions)
    retention: Retention = field(default_factory=Retention)
    shadows: tuple[Shadow, ...] = ()
    ner: bool = True
    """Whether names that nothing in a text shows are proposed by spaCy, where it is installed."""
    health_listen: str = HEALTH_LISTEN
    """Host and port of the health endpoints; empty: none."""
    beats: tuple[Beat, ...] = ()
    feeds: tuple[Feed, ...] = ()
    routes: tuple[Route, ...] = ()
    hours: tuple[Hours, ...] = ()


def _nothing(_: object) -> Iterable[tuple[str, str]]:
    return ()


def _fine(_: str) -> Iterable[str]:
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Checks:
    """Who else is asked; each answers with what is wrong."""

    beat: Callable[[Beat], Iterable[tuple[str, str]]] = _nothing
    """Gives the key of the beat's table with each fault."""
    watchlist: Callable[[str], Iterable[str]] = _fine
    baseline: Callable[[str], Iterable[str]] = _fine


def load(path: Path | None, environ: Mapping[str, str], checks: Checks | None = None) -> Settings:
    """The settings of ``path`` (``None``: ``writethru.toml`` here, else the built-in defaults), overruled by the environment.

    Raises ``SettingsError`` with every fault that was found.
    """
    text = _text(path)
    name = str(path or DEFAULT_FILE)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError((Fault(name, None, f"not TOML: {error}"),)) from error
    faults: list[Fault] = []
    root = Table(data=environment(data, environ, faults), path=(), file=name, text_of_file=text, faults=faults)
    settings = _settings(root, checks or Checks())
    root.refuse_unknown()
    if faults:
        raise SettingsError(sorted(faults, key=lambda fault: (fault.file, fault.line or LARGEST)))
    return settings


def _text(path: Path | None) -> str:
    if path is None and not DEFAULT_FILE.exists():
        return ""
    try:
        return capped(path or DEFAULT_FILE, LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise SettingsError((Fault(str(path or DEFAULT_FILE), None, f"cannot be read: {error.strerror}"),)) from error
    except UnicodeDecodeError as error:
        raise SettingsError((Fault(str(path or DEFAULT_FILE), None, "not UTF-8; save it as UTF-8"),)) from error


def _settings(root: Table, checks: Checks) -> Settings:
    store, ledger, slack = root.table("store"), root.table("ledger"), root.table("slack")
    beats = tuple(_checked(table, _beat(table), checks.beat) for table in root.tables("beats"))
    settings = Settings(
        store_url=_store_url(store),
        watchlist=_asked(root, "watchlist", checks.watchlist),
        baseline=_asked(ledger, "baseline", checks.baseline),
        shadow_first_poll=ledger.flag("shadow_first_poll", default=True),
        fetching=_fetching(root.table("fetching"), root.tables("hosts")),
        slack=_slack(slack),
        hearing=hearing(slack),
        revisions=revisions(root.table("revisions")),
        retention=retention(root.table("retention")),
        shadows=tuple(made for table in root.tables("shadows") if (made := shadow(table)) is not None),
        ner=root.table("reading").flag("ner", default=True),
        health_listen=_listen(root.table("health")),
        beats=beats,
        feeds=tuple(feed for table in root.tables("feeds") if (feed := _feed(table)) is not None),
        routes=(routes := tuple(_route(table, beats, checks) for table in root.tables("routes"))),
        hours=tuple(hours(table, {one.channel for one in routes}) for table in root.tables("channels")),
    )
    _only(root.table("engine"), "kind", "embedded", "the distributed engine is not part of this version")
    _only(root.table("desk"), "listen", "", "the desk is not part of this version")
    _once_each(root, "beats", "name")
    _once_each(root, "feeds", "url")
    _once_each(root, "channels", "id")
    _once_each(root, "hosts", "name")
    for table, one in zip(root.tables("routes"), settings.routes, strict=True):
        reached(table, one, settings.slack.webhooks, token=bool(settings.slack.token))
    if settings.slack.posts and not root.data.get("routes"):
        given = "token" if settings.slack.token else "webhook"
        root.fault("routes", f"a Slack {given} without a route: name at least one channel in [[routes]]")
    return settings


def _asked(table: Table, key: str, check: Callable[[str], Iterable[str]]) -> str:
    value = table.text(key, "default")
    for message in check(value):
        table.fault(key, message)
    return value


def _checked(table: Table, beat: Beat, check: Callable[[Beat], Iterable[tuple[str, str]]]) -> Beat:
    for key, message in check(beat):
        table.fault(key, message)
    return beat


def _route(table: Table, beats: tuple[Beat, ...], checks: Checks) -> Route:
    made = route(table, {beat.name for beat in beats})
    for key, message in checks.beat(Beat(name="", vendors=made.vendors)):
        table.fault(key, message)
    return made


def _store_url(table: Table) -> str:
    url = table.text("url", STORE_URL)
    if not url.startswith("sqlite:///") or url.removeprefix("sqlite:///") in {"", ":memory:"}:
        table.fault(
            "url", "is no file of SQLite, which is all that this version keeps its ledger in: write sqlite:///path/to/file.db"
        )
    return url


def _only(table: Table, key: str, value: str, why: str) -> None:
    given = table.text(key, value)
    if given != value:
        table.fault(key, f"{given!r}: {why}; leave it out or write {value!r}")


def _once_each(root: Table, key: str, identity: str) -> None:
    """No two tables of one list may be about the same thing."""
    names = [_identity(table.data.get(identity)) for table in root.tables(key)]
    seen: Counter[str] = Counter()
    for name, table in zip(names, root.tables(key), strict=True):
        seen[name] += 1
        if name and seen[name] == 2:
            table.fault(identity, f"{name!r} is listed twice")


def _identity(value: object) -> str:
    return (canonical_url(value) or value) if isinstance(value, str) else ""


def _fetching(table: Table, hosts: Iterable[Table]) -> Fetching:
    allow = tuple(network for network in table.texts("allow") if _is_network(table, network))
    ports = table.numbers("ports")
    for port in ports:
        if not 0 <= port <= 65535:
            table.fault("ports", f"{port} is no port: 0 (any) to 65535")
    contact = table.text("contact", "")
    if not sendable(contact):
        table.fault("contact", "goes into a header of every request: plain ASCII on one line")
    rules = dict(host_rule(one) for one in hosts)
    backfill = table.number("backfill", 0)
    if not 0 <= backfill <= MOST_BACKFILL:
        table.fault("backfill", f"is a number of entries from 1 to {MOST_BACKFILL}, or 0 for all that a feed lists")
    return Fetching(
        contact=contact,
        allow=allow,
        ports=ports,
        backfill=backfill,
        robots=table.flag("robots", default=True),
        proxy=_proxy(table),
        rhythm=table.flag("rhythm", default=True),
        hosts=rules,
    )


def _proxy(table: Table) -> str:
    proxy = table.text("proxy", "")
    if proxy and not (canonical_url(proxy) and proxy.startswith(("http://", "https://")) and host_of(proxy)):
        table.fault("proxy", 'is the address of an HTTP proxy, like "http://proxy.intranet.example:3128"')
    return proxy


def _is_network(table: Table, text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        table.fault("allow", f"{text!r} is no address range: {error}")
        return False
    return True


def _listen(table: Table) -> str:
    listen = table.text("listen", HEALTH_LISTEN)
    address(table, listen, HEALTH_LISTEN)
    return listen


def _slack(table: Table) -> Slack:
    token = table.text("token", "")
    if token and not token.startswith("xoxb-"):
        table.fault(
            "token", "not a bot token, which begins with xoxb-: copy the Bot User OAuth Token from the app's OAuth & Permissions"
        )
    base_url = table.text("base_url", SLACK_URL)
    if canonical_url(base_url) is None:
        table.fault("base_url", "is no http(s) address")
    hooks = webhooks(table.table("webhooks"))
    return Slack(token=token, base_url=base_url if base_url.endswith("/") else base_url + "/", webhooks=hooks)


def _beat(table: Table) -> Beat:
    return Beat(
        name=table.text("name", "", needed=True),
        vendors=table.texts("vendors"),
        products=table.texts("products"),
        countries=table.texts("countries"),
        agencies=table.texts("agencies"),
    )


def _feed(table: Table) -> Feed | None:
    given = table.text("url", "", needed=True)
    kind = FeedKind(table.choice("kind", FeedKind.AUTO.value, tuple(FeedKind)))
    tier = Tier(table.choice("tier", Tier.GENERAL.value, tuple(Tier)))
    source = Source(outlet=table.text("outlet", ""), tier=tier)
    every = duration(table, "every", "15m")
    url = canonical_url(given) if given else None
    if given and url is None:
        table.fault("url", "is no http(s) address")
    view = view_wanted(table, kind)
    return None if url is None else Feed(url=url, kind=kind, source=source, every=every, view=view)
