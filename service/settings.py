"""The one frozen ``Settings``: from a TOML file and the environment, every fault named in one report.

Names and defaults are the public contract of ``writethru.toml``. A setting that this version does not act on is refused.
"""

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from watchers.identity import canonical_url

from alerts.model import Beat, Route
from service.tomlfile import Fault, SettingsError, Table, environment
from watchers.model import Feed, FeedKind, Source, Tier

DEFAULT_FILE = Path("writethru.toml")
STORE_URL = "sqlite:///var/writethru.db"
SLACK_URL = "https://slack.com/api/"
ROUTE_KINDS = ("agency", "partner", "price", "contradiction", "update", "change")
LANGUAGES = ("en", "fr")
_DURATION = re.compile(r"(\d+)(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_READ_KINDS = (FeedKind.AUTO, FeedKind.FEED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetching:
    """How the network is asked."""

    contact: str = ""
    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Slack:
    """Where alerts go; without a token they go to the terminal."""

    token: str = ""
    base_url: str = SLACK_URL

    def __repr__(self) -> str:
        return f"Slack(token={'set' if self.token else 'empty'}, base_url={self.base_url!r})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that the program can be told."""

    store_url: str = STORE_URL
    watchlist: str = "default"
    baseline: str = "default"
    shadow_first_poll: bool = True
    fetching: Fetching = Fetching()
    slack: Slack = Slack()
    beats: tuple[Beat, ...] = ()
    feeds: tuple[Feed, ...] = ()
    routes: tuple[Route, ...] = ()


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
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
    settings = _settings(root)
    root.refuse_unknown()
    if faults:
        raise SettingsError(tuple(faults))
    return settings


def _text(path: Path | None) -> str:
    if path is None and not DEFAULT_FILE.exists():
        return ""
    try:
        return (path or DEFAULT_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError((Fault(str(path), None, f"cannot be read: {error.strerror}"),)) from error
    except UnicodeDecodeError as error:
        raise SettingsError((Fault(str(path), None, "not UTF-8; save it as UTF-8"),)) from error


def _settings(root: Table) -> Settings:
    store, ledger = root.table("store"), root.table("ledger")
    beats = tuple(_beat(table) for table in root.tables("beats"))
    settings = Settings(
        store_url=store.text("url", STORE_URL),
        watchlist=root.text("watchlist", "default"),
        baseline=ledger.text("baseline", "default"),
        shadow_first_poll=ledger.flag("shadow_first_poll", default=True),
        fetching=_fetching(root.table("fetching")),
        slack=_slack(root.table("slack")),
        beats=beats,
        feeds=tuple(feed for table in root.tables("feeds") if (feed := _feed(table)) is not None),
        routes=tuple(_route(table, {beat.name for beat in beats}) for table in root.tables("routes")),
    )
    _only(root.table("engine"), "kind", "embedded", "the distributed engine is not part of this version")
    _only(root.table("desk"), "listen", "", "the desk is not part of this version")
    _cross_checks(root, settings)
    return settings


def _only(table: Table, key: str, value: str, why: str) -> None:
    given = table.text(key, value)
    if given != value:
        table.fault(key, f"{given!r}: {why}; leave it out or write {value!r}")


def _cross_checks(root: Table, settings: Settings) -> None:
    if settings.slack.token and not settings.routes:
        root.fault("routes", "a Slack token without a route: name at least one channel in [[routes]]")
    seen: set[str] = set()
    for feed, table in zip(settings.feeds, root.tables("feeds"), strict=False):
        if feed.url in seen:
            table.fault("url", f"{feed.url} is listed twice")
        seen.add(feed.url)


def _fetching(table: Table) -> Fetching:
    allow = tuple(network for network in table.texts("allow") if _is_network(table, network))
    ports = table.numbers("ports")
    for port in ports:
        if not 0 <= port <= 65535:
            table.fault("ports", f"{port} is no port: 0 (any) to 65535")
    return Fetching(contact=table.text("contact", ""), allow=allow, ports=ports)


def _is_network(table: Table, text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        table.fault("allow", f"{text!r} is no address range: {error}")
        return False
    return True


def _slack(table: Table) -> Slack:
    if table.text("app_token", ""):
        table.fault("app_token", "Socket Mode is not part of this version; leave it out")
    token = table.text("token", "")
    if token and not token.startswith("xoxb-"):
        table.fault("token", "not a bot token: it must begin with xoxb-")
    base_url = table.text("base_url", SLACK_URL)
    if not base_url.startswith(("http://", "https://")):
        table.fault("base_url", f"{base_url!r} is no http address")
    return Slack(token=token, base_url=base_url if base_url.endswith("/") else base_url + "/")


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
    if kind not in _READ_KINDS:
        table.fault("kind", f"{kind.value!r} is not read by this version; {', '.join(_READ_KINDS)} are")
    tier = Tier(table.choice("tier", Tier.GENERAL.value, tuple(Tier)))
    source = Source(outlet=table.text("outlet", ""), tier=tier)
    every = _duration(table, "every", "15m")
    url = canonical_url(given) if given else None
    if given and url is None:
        table.fault("url", f"{given!r} is no http address")
    return None if url is None else Feed(url=url, kind=kind, source=source, every=every)


def _duration(table: Table, key: str, default: str) -> timedelta:
    text = table.text(key, default)
    match = _DURATION.fullmatch(text)
    if match is None or int(match[1]) == 0:
        table.fault(key, f"{text!r} is no duration: write 30s, 5m, 2h or 1d")
        return timedelta(minutes=15)
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _route(table: Table, beats: set[str]) -> Route:
    beat = table.text("beat", "") or None
    if beat is not None and beat not in beats:
        table.fault("beat", f"{beat!r} is no beat of this file")
    kinds = table.texts("kinds")
    for kind in kinds:
        if kind not in ROUTE_KINDS:
            table.fault("kinds", f"{kind!r} is none of {', '.join(ROUTE_KINDS)}")
    return Route(
        channel=table.text("channel", "", needed=True),
        beat=beat,
        kinds=kinds,
        language=table.choice("language", "en", LANGUAGES),
    )
