"""Sums that are given and sums that are earned by work: a grant, a contract."""

import re
from decimal import Decimal

from watchers.claims.actors import Role
from watchers.claims.lexicon import Cue
from watchers.claims.places import Place

TEN_THOUSAND = Decimal(10_000)
"""Less than this is nobody's turnover and no contract of a government."""


def gifted(place: Place) -> bool:
    """Whether a company gives the sum to a public body: "Google.org is giving $3 million to the Alan Turing Institute"."""
    given = [cue for cue in place.line.cued("figure.award") if place.start <= cue.start < place.quantity.span.start]
    if not given or place.quantity.amount.low < TEN_THOUSAND:
        return False
    firms = [name for name in place.line.named(Role.VENDOR, Role.COMPANY) if name.end <= given[0].start]
    bodies = [name for name in place.line.named(Role.AGENCY) if name.start >= place.quantity.span.end]
    end = place.quantity.span.end - place.line.span.start
    to = bodies and _TO.fullmatch(place.line.text[end : bodies[0].start - place.line.span.start])
    return bool(firms and to) and not place.line.cued("figure.contract")


_TO = re.compile(r"[ \u00a0](?:[\w-]+[ \u00a0]){0,3}?(?:to|à|au|aux)[ \u00a0]?(?:the |la |le |l['’])?", re.I)


def received(place: Place) -> bool:
    """Whether a company gets the sum from a public body: "Leidos was paid $3 million by the Navy"."""
    got = [
        cue
        for cue in place.line.cued("price.pay", "figure.receive", "figure.award")
        if place.start <= cue.start < place.quantity.span.start
    ]
    if not got or place.quantity.amount.low < TEN_THOUSAND or place.ahead("figure.other"):
        return False
    payee = [name for name in place.line.named(Role.VENDOR, Role.COMPANY) if name.end <= got[-1].start]
    end = place.quantity.span.end - place.line.span.start
    if payee and (_for_work(place, got[-1]) or _for_its_work(place, payee[-1].end, got[-1])):
        return True
    return bool(payee) and any(
        _FROM.fullmatch(place.line.text[end : name.start - place.line.span.start])
        for name in place.line.named(Role.AGENCY)
        if name.start >= place.quantity.span.end
    )


def _for_work(place: Place, got: Cue) -> bool:
    """Whether what a firm gets is for its work: "is paid $3 million to set up", "perçoit 2 millions au titre d'un contrat"."""
    start = place.line.span.start
    passive = got.category == "figure.receive" or _BEEN.search(place.line.text[: got.start - start][-_BE_NEAR:]) is not None
    match = _WORK.match(place.right)
    if not passive or match is None:
        return False
    behind = place.quantity.span.end + match.end()
    works = place.line.cued("serve", "task", "work", "figure.contract")
    return any(behind <= cue.end and cue.start <= behind + _BE_NEAR for cue in works)


def _for_its_work(place: Place, end: int, got: Cue) -> bool:
    """ "Larkspur, qui l'a installé, a reçu 93 000 $", "X, rémunérée 185 000 euros pour deux ans": the work told beside it."""
    if got.category != "figure.receive":
        return False
    works = place.line.cued("serve", "serve.by", "task", "work")
    beside = any(end <= cue.start < got.start for cue in works) or any(cue.end <= end <= cue.end + _APPOSED_BY for cue in works)
    return beside or _SETTLED.match(place.right) is not None


_APPOSED_BY = 60
"""Characters from "the work of" to the firm's end."""
_SETTLED = re.compile(
    r"[ \u00a0](?:en tout|au total|in all|in total|all told"
    r"|(?:for|over|pour|sur)[ \u00a0](?:[\w-]+[ \u00a0])(?:years?|months?|ans?|mois))\b",
    re.I,
)


_BEEN = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets|got|est|sera|a été|avait été|être)[ \u00a0](?:\w+[ \u00a0])?\Z", re.I
)
_BE_NEAR = 24
_WORK = re.compile(
    r"(?:,?[ \u00a0](?:over|in|for|across|sur|en|pour)[ \u00a0](?:[\w-]+[ \u00a0]){0,2}?(?:years?|months?|ans?|mois),?)?[ \u00a0]"
    r"(?:to|for|from|under|in|as part of|pour|au titre d[eu]|au titre d['’]|dans le cadre d[eu]|dans le cadre d['’])"
    r"(?:[ \u00a0]|(?<=['’]))(?:(?:a|an|the|its|la|le|un|une|l['’])[ \u00a0]?)?",
    re.I,
)
"""Right behind what is paid for work: its term and the word that leads to the work."""
_FROM = re.compile(
    r"[ \u00a0](?:[\w-]+[ \u00a0]){0,4}?(?:by|from|par|de|du|de la part d[eu])[ \u00a0](?:the |la |le |l['’])?", re.I
)
