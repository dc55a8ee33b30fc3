"""Which channel hears which verdicts of an alert: pure.

Each channel gets the alert once, restricted to what its routes take, however many of its routes match.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from alerts.audience import Beat, Route
from alerts.model import Alert, Outcome, Verdict
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price


@dataclass(frozen=True, kw_only=True, slots=True)
class Routed:
    """An alert as one channel is to hear it."""

    channel: str
    language: str
    """Of the labels: that of the first route of the channel that takes something."""
    alert: Alert
    """Only the verdicts that the channel's routes take, at least one; the rest counts neither as silent nor as shown."""


_SAID = {Outcome.CONTRADICTS: "contradiction", Outcome.UPDATES: "update", Outcome.CHANGES: "change"}
_CLAIMS = {Adoption: "agency", Partnership: "partner", Price: "price", Figure: "figure"}


def kind_of(verdict: Verdict) -> str:
    """Of ``agency, partner, price, contradiction, update, change``: a route's words; ``figure``: a new one, never alerted."""
    return _SAID.get(verdict.outcome) or _CLAIMS[type(verdict.claim)]


def route(alert: Alert, routes: Sequence[Route], beats: Mapping[str, Beat]) -> tuple[Routed, ...]:
    """The alert for every channel that hears of it, in order of the routes; empty when no route takes any of it.

    A channel named by several routes gets the union once. Raises ``KeyError`` for a route whose beat is not in ``beats``.
    """
    taken: dict[str, tuple[str, set[int]]] = {}
    for rule in routes:
        beat = beats[rule.beat] if rule.beat is not None else None
        if rule.langs and alert.mark.lang.casefold().split("-")[0] not in _fold(rule.langs):
            continue
        wanted = {number for number, verdict in enumerate(alert.verdicts) if _takes(rule, beat, verdict)}
        if wanted:
            taken.setdefault(rule.channel, (rule.language, set()))[1].update(wanted)
    return tuple(
        Routed(channel=channel, language=language, alert=_restrict(alert, wanted))
        for channel, (language, wanted) in taken.items()
    )


def language_at(channel: str, routes: Iterable[Route]) -> str:
    """In which language somebody there is spoken to: that of the first route that leads there, else of the first at all."""
    spoken = tuple(routes)
    return next((one.language for one in (*(rule for rule in spoken if rule.channel == channel), *spoken)), "en")


def _restrict(alert: Alert, wanted: set[int]) -> Alert:
    kept = tuple(verdict for number, verdict in enumerate(alert.verdicts) if number in wanted)
    return replace(alert, verdicts=kept, rank=min(v.rank or alert.rank for v in kept))


def _takes(rule: Route, beat: Beat | None, verdict: Verdict) -> bool:
    if rule.kinds and kind_of(verdict) not in rule.kinds:
        return False
    if (verdict.rank or rule.rank) > rule.rank or not _named(rule, verdict.claim):
        return False
    return beat is None or covers(beat, verdict.claim)


def _named(rule: Route, claim: Claim) -> bool:
    """Whether a claim is about a vendor and a body that the route asks for; of what it asks nothing, all fit."""
    about_vendor = not rule.vendors or _fold(vendors(claim)) & _fold(rule.vendors)
    about_body = not rule.agencies or _fold(bodies(claim)) & _fold(rule.agencies)
    return bool(about_vendor and about_body)


def covers(beat: Beat, claim: Claim) -> bool:
    """Whether a claim belongs to a beat. What it leaves open excludes it from nothing: better an alert too many than one lost."""
    return _vendor_fits(beat, claim) and _product_fits(beat, claim) and _body_fits(beat, claim)


def _vendor_fits(beat: Beat, claim: Claim) -> bool:
    return not beat.vendors or bool(_fold(vendors(claim)) & _fold(beat.vendors))


def _product_fits(beat: Beat, claim: Claim) -> bool:
    if not beat.products or isinstance(claim, Figure):
        return not beat.products or bool(beat.vendors)
    if claim.product is None:
        return bool(beat.vendors)
    named = claim.product.casefold()
    return any(named == product or named.startswith(f"{product} ") for product in _fold(beat.products))


def _body_fits(beat: Beat, claim: Claim) -> bool:
    covered = _fold(beat.agencies) | _fold(beat.bodies)
    if not covered:
        return True
    named = _fold(_bodies(claim))
    if not named or named & covered:
        return True
    # The country of a name that nobody listed is unknown: only a beat that names its agencies one by one leaves it out.
    return claim.evidence.unlisted and bool(beat.bodies)


def vendors(claim: Claim) -> tuple[str, ...]:
    """Whose models a claim is about."""
    if isinstance(claim, Figure):
        return tuple(part.strip() for part in claim.subject.split(" / "))
    return (claim.vendor,)


def bodies(claim: Claim) -> tuple[str, ...]:
    """The public bodies and partners that a claim names."""
    return (claim.partner,) if isinstance(claim, Partnership) else _bodies(claim)


def _bodies(claim: Claim) -> tuple[str, ...]:
    if isinstance(claim, Adoption):
        return (claim.agency,)
    return (claim.buyer,) if isinstance(claim, Price) and claim.buyer is not None else ()


def _fold(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
