"""What several sentences of one article say of one thing, as one claim.

The strongest stage counts, an end or a denial before all; the sentence that tells it most fully is quoted. The body's credit
is the value; a different person credited by a summary for the same thing is a clash: shown, never a value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from watchers.claims.binding import Said
from watchers.claims.model import Adoption, Attribution, Claim, Clash, Evidence, Figure, Partnership, PartnerStage, Price, Stage
from watchers.claims.passages import PassageKind

_OFF_LADDER = {Stage.ENDED: 8, Stage.DENIED: 9}
_PARTNER_RUNGS = {PartnerStage.ANNOUNCED: 1, PartnerStage.ENDED: 2, PartnerStage.DENIED: 3}
_FIRST = {PassageKind.HEADING: 0, PassageKind.STANDFIRST: 1}
_BODY = 2


def merged(said: Iterable[Said]) -> tuple[Claim, ...]:
    """One claim for each thing said, in order of place."""
    rows: dict[tuple[object, ...], list[Said]] = {}
    for one in said:
        rows.setdefault(_key(one.claim), []).append(one)
    claims = [_one(row) for row in rows.values() if not all(one.line.kind is PassageKind.HEADING for one in row)]
    return tuple(sorted(claims, key=lambda claim: (claim.evidence.span.start, claim.evidence.span.end)))


def _key(claim: Claim) -> tuple[object, ...]:
    if isinstance(claim, Adoption):
        return "agency", claim.vendor, claim.agency
    if isinstance(claim, Partnership):
        return "partner", claim.vendor, claim.partner
    if isinstance(claim, Price):
        return "price", claim.vendor, claim.product, claim.buyer, claim.per, claim.currency, claim.amount.low, claim.amount.high
    return "figure", claim.subject, claim.measure, claim.period, claim.amount.low


def _one(row: Sequence[Said]) -> Claim:
    best = max(row, key=lambda one: (_rung(one.claim), _FIRST.get(one.line.kind, _BODY), one.weight, -one.line.index))
    credit, clashes = _credit(row, best)
    evidence = replace(best.claim.evidence, attribution=credit, clashes=clashes)
    return _with(best.claim, evidence, row)


def _rung(claim: Claim) -> int:
    if isinstance(claim, Adoption):
        return claim.stage.rung or _OFF_LADDER[claim.stage]
    if isinstance(claim, Partnership):
        return _PARTNER_RUNGS[claim.stage]
    return 0


def _credit(row: Sequence[Said], best: Said) -> tuple[Attribution | None, tuple[Clash, ...]]:
    """The credit of the quoted sentence, else of another one in the body; what a summary says otherwise is a clash."""
    body = [one for one in row if one.line.kind not in _FIRST]
    ranked = [best, *sorted(body, key=lambda one: -one.weight)] if best in body else [*body, best]
    value = next((one.claim.evidence.attribution for one in ranked if one.claim.evidence.attribution is not None), None)
    clashes = [
        Clash(attribution=credit, quote=one.line.text, span=one.line.span)
        for one in row
        if one.line.kind in _FIRST
        and (credit := one.claim.evidence.attribution) is not None
        and value is not None
        and credit.speaker not in (value.speaker, value.employer)
    ]
    return value, tuple(clashes)


def _with(claim: Claim, evidence: Evidence, row: Sequence[Said]) -> Claim:
    if isinstance(claim, Figure | Price):
        return replace(claim, evidence=evidence)
    products = [other.claim.product for other in row if isinstance(other.claim, Adoption | Partnership)]
    product = claim.product or next((product for product in products if product), None)
    if isinstance(claim, Partnership):
        roles = [other.claim.role for other in row if isinstance(other.claim, Partnership)]
        return replace(claim, product=product, role=claim.role or next((role for role in roles if role), None), evidence=evidence)
    return replace(claim, product=product, evidence=evidence)
