"""The watch list: the built-in one or a file of the same form, as feeds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from service.seeing import view_faults
from service.tomlfile import Fault, SettingsError
from watchers.identity import canonical_url, host_of
from watchers.model import Feed, FeedKind, Source, Take, Tier, View

UNWATCHED_FLAGS = frozenset({"opaque-links", "consent-wall", "personal-use-terms", "blocks-bots", "key-required"})
"""An entry with one of these is listed for the newsroom to decide about, not watched by itself."""
_KINDS: Mapping[str, FeedKind] = {
    **dict.fromkeys(("rss", "atom", "json", "feed"), FeedKind.FEED),
    "auto": FeedKind.AUTO,
    "sitemap": FeedKind.SITEMAP,
    "page": FeedKind.PAGE,
    "register": FeedKind.REGISTER,
}
_REGISTER_HOST = "www.federalregister.gov"
"""Of the services with a programming interface (kind ``api``) the one that is asked by address alone, without key or body."""
_EVERY: Mapping[Tier, timedelta] = {
    Tier.PRIMARY: timedelta(minutes=5),
    Tier.WIRE: timedelta(minutes=5),
    Tier.TRADE: timedelta(minutes=10),
    Tier.GENERAL: timedelta(minutes=15),
    Tier.AGGREGATOR: timedelta(minutes=30),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchList:
    """What is watched, and what is only listed, with the reason for each."""

    watched: tuple[Feed, ...]
    listed: tuple[tuple[str, str], ...]
    """Address and why it is not watched."""


def load(name: str) -> WatchList:
    """``default``, ``none`` or a path. Raises ``SettingsError`` for a file that cannot be used."""
    if name == "none":
        return WatchList(watched=(), listed=())
    try:
        return _sorted(_entries(name))
    except OSError as error:
        raise SettingsError((Fault(name, None, f"cannot be read: {error.strerror}"),)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError((Fault(name, None, f"is no TOML in UTF-8: {error}"),)) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SettingsError((Fault(name, None, f"holds a [[feed]] without a usable {error}"),)) from error


def _entries(name: str) -> list[dict[str, Any]]:
    if name == "default":
        text = (resources.files("service") / "data" / "watchlist.toml").read_text(encoding="utf-8")
    else:
        text = Path(name).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text).get("feed", [])
    return found


def _sorted(entries: list[dict[str, Any]]) -> WatchList:
    watched, listed = [], []
    for entry in entries:
        reason = _reason(entry)
        if reason is None:
            watched.append(_feed(entry))
        else:
            listed.append((str(entry["url"]), reason))
    return WatchList(watched=tuple(watched), listed=tuple(listed))


def _reason(entry: dict[str, Any]) -> str | None:
    """Why an entry is not watched by itself; ``None`` where it is."""
    barred = sorted(UNWATCHED_FLAGS.intersection(entry.get("flags", ())))
    if not entry.get("enabled", True):
        return "switched off in the list"
    if barred:
        return ", ".join(barred)
    return None if _kind(entry) else f"kind {entry['kind']} is not read by this version"


def _kind(entry: dict[str, Any]) -> FeedKind | None:
    """How it is read; ``None`` for what is not."""
    word = entry.get("kind", "auto")
    return FeedKind.REGISTER if word == "api" and host_of(entry["url"]) == _REGISTER_HOST else _KINDS.get(word)


def _feed(entry: dict[str, Any]) -> Feed:
    url = canonical_url(entry["url"])
    if url is None:
        raise ValueError(f"url: {entry['url']!r}")
    tier, kind = Tier(entry.get("tier", Tier.GENERAL)), _kind(entry) or FeedKind.AUTO
    view = View(select=entry.get("select", ""), take=Take(entry.get("take", Take.LINKS)), only=entry.get("only", ""))
    faults = view_faults(view, kind)
    if faults:
        raise ValueError(": ".join(faults[0]))
    return Feed(url=url, kind=kind, source=Source(outlet=entry.get("outlet", ""), tier=tier), every=_EVERY[tier], view=view)
