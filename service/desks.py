"""The settings of who hears what, and when: ``[[routes]]`` and ``[[channels]]``."""

import re
from collections.abc import Mapping
from datetime import UTC, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alerts.audience import Hours, Route
from alerts.delivery import HOOK, posts_only
from service.tomlfile import Table
from watchers.identity import canonical_url

ROUTE_KINDS = ("agency", "partner", "price", "contradiction", "update", "change")
LANGUAGES = ("en", "fr")
RANKS = (1, 2, 3)
_CHANNEL = re.compile(r"[CDGUW][A-Z0-9]{2,}")
_HOOK = re.compile(rf"{HOOK}[a-z0-9][a-z0-9_-]*")
_LANG = re.compile(r"[a-z]{2,3}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


def route(table: Table, beats: set[str]) -> Route:
    """One of ``[[routes]]``."""
    beat = table.text("beat", "") or None
    if beat is not None and beat not in beats:
        table.fault("beat", f"{beat!r} is no beat of this file")
    kinds = table.texts("kinds")
    for kind in kinds:
        if kind not in ROUTE_KINDS:
            table.fault("kinds", f"{kind!r} is none of {', '.join(ROUTE_KINDS)}")
    langs = table.texts("langs")
    for lang in langs:
        if not _LANG.fullmatch(lang):
            table.fault("langs", f"{lang!r} is no language code: write en, fr, de")
    return Route(
        channel=_channel(table, "channel"),
        beat=beat,
        kinds=kinds,
        language=table.choice("language", "en", LANGUAGES),
        vendors=table.texts("vendors"),
        agencies=table.texts("agencies"),
        langs=langs,
        rank=_number(table, "rank", 3, (1, 3)),
    )


def hours(table: Table, routed: set[str]) -> Hours:
    """One of ``[[channels]]``."""
    channel = _channel(table, "id")
    if channel and channel not in routed:
        table.fault("id", f"no route leads to {channel}: name it in [[routes]] first")
    digest = table.text("digest", "")
    made = Hours(
        channel=channel,
        zone=_zone(table),
        quiet=_quiet(table),
        urgent=_number(table, "urgent", 1, (0, 3)),
        budget=_number(table, "budget", 0, (0, 10_000)),
        digest=_time(table, "digest", digest) if digest else None,
        daily=table.choice("days", "weekdays", ("weekdays", "daily")) == "daily",
        heartbeat=table.flag("heartbeat", default=False),
    )
    if made.budget and not digest:
        table.fault("budget", "what is more than it waits for the digest, and there is none: give digest a time, such as 08:30")
    if made.heartbeat and not digest:
        table.fault("heartbeat", "stands in the digest, and there is none: give digest a time, such as 08:30")
    return made


def _channel(table: Table, key: str) -> str:
    channel = table.text(key, "", needed=True)
    if channel and not (_CHANNEL.fullmatch(channel) or _HOOK.fullmatch(channel)):
        table.fault(
            key,
            f"{channel!r} is no channel id, which begins with C, G or D: copy it from the foot of the channel's details. "
            f"A person's begins with U; a webhook is {HOOK} and its name in [slack.webhooks]",
        )
    return channel


def webhooks(table: Table) -> dict[str, str]:
    """``[slack.webhooks]``: the secret address of each, by the channel that routes name."""
    found = {}
    for name in table.data:
        address = table.text(name, "", needed=True)
        if not _HOOK.fullmatch(HOOK + name):
            table.fault(name, "is no name of a webhook: small letters, digits, - and _")
        elif address and canonical_url(address) is None:
            table.fault(name, "is no http(s) address")  # not shown: it may hold the secret all the same
        elif address:
            found[HOOK + name] = address.strip()
    return found


def reached(table: Table, route: Route, hooks: Mapping[str, str], *, token: bool) -> None:
    """Note a route that leads nowhere: to a webhook that is not given, or to Slack itself without a token beside webhooks."""
    if _HOOK.fullmatch(route.channel) and route.channel not in hooks:
        table.fault("channel", f"{route.channel!r} is not among [slack.webhooks]: name its address there")
    elif hooks and not token and route.channel and not posts_only(route.channel):
        table.fault("channel", "needs [slack] token: a webhook posts to the channel that it was made for, and to no other")


def _number(table: Table, key: str, default: int, among: tuple[int, int]) -> int:
    number = table.number(key, default)
    if not among[0] <= number <= among[1]:
        table.fault(key, f"{number} is not between {among[0]} and {among[1]}")
        return default
    return number


def _zone(table: Table) -> tzinfo:
    name = table.text("zone", "UTC")
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.fault("zone", f"{name!r} is no time zone: write UTC or a name such as Europe/Paris")
        return UTC


def _quiet(table: Table) -> tuple[time, time] | None:
    text = table.text("quiet", "")
    if not text:
        return None
    begin, _, end = text.partition("-")
    made = _time(table, "quiet", begin), _time(table, "quiet", end)
    if made[0] == made[1]:
        table.fault("quiet", f"{text!r} is the whole day or nothing of it")
    return made


def _time(table: Table, key: str, text: str) -> time:
    match = _TIME.fullmatch(text)
    if match is None:
        table.fault(key, f"{text!r} is no time of day: write it as 08:30")
        return time()
    return time(int(match[1]), int(match[2]))
