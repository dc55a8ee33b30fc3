"""Mutes: what somebody does not want to hear of for a while. Pure.

A mute names its subject as ``kind:value``: ``agency:GSA`` (a public body or a partner), ``vendor:Meta``, ``outlet:Example``,
``kind:price`` (a route's word) or ``story:A1…`` (an alert: its story). Names are compared without case. Nothing that is muted is
lost: it is judged, recorded and listed with who muted it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from alerts.audience import Silence
from alerts.model import Alert, Verdict
from alerts.routing import Routed, bodies, kind_of, vendors

SUBJECTS = ("agency", "vendor", "outlet", "kind", "story")
_DURATION = re.compile(r"([0-9]{1,4})(m|h|d|w)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
KINDS = ("agency", "partner", "price", "contradiction", "update", "change")


def subject(text: str) -> str:
    """A subject in its one form. Raises ``ValueError``, with what to write instead."""
    kind, colon, value = text.partition(":")
    kind, value = kind.strip().casefold(), " ".join(value.split())
    if not colon or kind not in SUBJECTS or not value:
        raise ValueError(f"{text!r} is no subject: write {', '.join(f'{one}:…' for one in SUBJECTS)}")
    if kind == "kind" and value.casefold() not in KINDS:
        raise ValueError(f"{value!r} is no kind: write one of {', '.join(KINDS)}")
    return f"{kind}:{value.casefold() if kind == 'kind' else value}"


def span(text: str) -> timedelta:
    """``90m``, ``24h``, ``7d``, ``2w``. Raises ``ValueError``, with what to write instead."""
    match = _DURATION.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise ValueError(f"{text!r} is no time: write 90m, 24h, 7d or 2w; a mute always has an end")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def told(text: str) -> tuple[str, timedelta, str]:
    """``agency:General Services Administration 2w too much of it``: subject, for how long (a week where none is said), why.

    Raises ``ValueError``, with what to write instead.
    """
    words = text.split()
    place = next((number for number, word in enumerate(words) if _DURATION.fullmatch(word)), len(words))
    lasting = span(words[place]) if place < len(words) else timedelta(days=7)
    return subject(" ".join(words[:place])), lasting, " ".join(words[place + 1 :])


def muted(routed: Routed, silences: Sequence[Silence]) -> tuple[Routed, Silence | None]:
    """The alert without what is muted in its channel; and, where nothing is left of it, the mute that took the last of it.

    Mutes of a story are not looked at: only whoever holds the ledger knows which story an article belongs to.
    """
    here = [one for one in silences if one.channel in (None, routed.channel)]
    hits = [(verdict, _hit(routed.alert, verdict, here)) for verdict in routed.alert.verdicts]
    left = tuple(verdict for verdict, hit in hits if hit is None)
    if not left:
        return routed, next(hit for _, hit in hits if hit is not None)
    if len(left) == len(hits):
        return routed, None
    rank = min(verdict.rank or routed.alert.rank for verdict in left)
    return replace(routed, alert=replace(routed.alert, verdicts=left, rank=rank, muted=len(hits) - len(left))), None


def _hit(alert: Alert, verdict: Verdict, silences: Sequence[Silence]) -> Silence | None:
    names = {
        "agency": bodies(verdict.claim),
        "vendor": vendors(verdict.claim),
        "outlet": (alert.mark.outlet,),
        "kind": (kind_of(verdict),),
    }
    for silence in silences:
        kind, _, value = silence.subject.partition(":")
        if value.casefold() in {name.casefold() for name in names.get(kind, ())}:
            return silence
    return None
