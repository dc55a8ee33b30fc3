"""What several sentences of one article say of one thing, as one claim.

The strongest stage counts, an end or a denial before all; the sentence that tells it most fully is quoted. The body's credit
is the value; a different person credited by a summary for the same thing is a clash: shown, never a value.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from watchers.claims.actors import Line
from watchers.claims.binding import Said
from watchers.claims.model import Adoption, Attribution, Clash, Evidence, Partnership, PartnerStage, Stage
from watchers.claims.passages import PassageKind

_OFF_LADDER = {Stage.ENDED: 8, Stage.DENIED: 9}
_PARTNER_RUNGS = {PartnerStage.ANNOUNCED: 1, PartnerStage.ENDED: 2, PartnerStage.DENIED: 3}
_FIRST = frozenset({PassageKind.HEADING, PassageKind.STANDFIRST})


def merged(said: Iterable[Said]) -> tuple[Adoption | Partnership, ...]:
    """One claim for each thing said, in order of place."""
    rows: dict[tuple[str, str, str], list[Said]] = {}
    for one in said:
        rows.setdefault(_key(one.claim), []).append(one)
    told = (_one(row) for row in rows.values() if not all(one.line.kind is PassageKind.HEADING for one in row))
    return tuple(_without_houses(tuple(told)))


def _without_houses(claims: Sequence[Adoption | Partnership]) -> Iterator[Adoption | Partnership]:
    """The claims but those on a house beside its own maker's product: "signed with Amazon for Nova" is AWS's alone."""
    sold = {
        (claim.agency, claim.product.split()[0]): claim.vendor
        for claim in claims
        if isinstance(claim, Adoption) and claim.product
    }
    for claim in claims:
        if (
            isinstance(claim, Adoption)
            and claim.product is None
            and sold.get((claim.agency, claim.vendor), claim.vendor) != claim.vendor
        ):
            continue
        yield claim


def _key(claim: Adoption | Partnership) -> tuple[str, str, str]:
    if isinstance(claim, Adoption):
        return "agency", claim.vendor, claim.agency
    return "partner", claim.vendor, claim.partner


def _one(said: Sequence[Said]) -> Adoption | Partnership:
    row = [one for one in said if not one.weak] or said
    row = _but_participants(row)
    best = max(row, key=lambda one: (_rung(one.claim), one.line.kind is not PassageKind.HEADING, _worth(one), -one.line.index))
    credit, clashes = _credit(row, best)
    evidence = replace(best.claim.evidence, attribution=credit, clashes=clashes)
    return _with(best.claim, evidence, row)


def _but_participants(row: Sequence[Said]) -> Sequence[Said]:
    """The statements without those of a trial's participants: "is testing X for three months. From Monday 40 clerks use it"."""
    tried = [one for one in row if isinstance(one.claim, Adoption) and one.claim.stage is Stage.EXPLORING and _trial(one.line)]
    used = [one for one in row if isinstance(one.claim, Adoption) and one.claim.stage in (Stage.APPROVED, Stage.ADOPTED)]
    rest = [one for one in row if one not in used and one not in tried]
    if not tried or not used or rest or not all(_counted(one.line) and one.line.index > tried[0].line.index for one in used):
        return row
    return tried


def _trial(line: Line) -> bool:
    """The sentence tells of a trial, pilot or test by a noun or verb of its own."""
    return any(token.fold.startswith(_TRIALS) for token in line.tokens)


def _counted(line: Line) -> bool:
    """So many people use it: "40 employees", « 250 agents »."""
    staff = {cue.first for cue in line.cued("figure.staff")}
    digits = [at for at, token in enumerate(line.tokens) if token.fold[:1].isdigit()]
    return any(0 < place - at <= _NEAR for at in digits for place in staff)


_TRIALS = ("pilot", "trial", "test", "essai", "experi")
_NEAR = 4


def _worth(one: Said) -> tuple[int, bool]:
    """A sentence that names everything and credits somebody, in the body before a summary."""
    return one.weight + (one.claim.evidence.attribution is not None), one.line.kind not in _FIRST


def _rung(claim: Adoption | Partnership) -> int:
    if isinstance(claim, Adoption):
        return claim.stage.rung or _OFF_LADDER[claim.stage]
    return _PARTNER_RUNGS[claim.stage]


def _credit(row: Sequence[Said], best: Said) -> tuple[Attribution | None, tuple[Clash, ...]]:
    """The credit of the quoted sentence, else of another one in the body; what a summary says otherwise is a clash."""
    body = [one for one in row if one.line.kind not in _FIRST and _same_step(one, best)]
    ranked = [best, *sorted(body, key=lambda one: -one.weight)] if best in body else [*body, best]
    value = next((one.claim.evidence.attribution for one in ranked if one.claim.evidence.attribution is not None), None)
    clashes = [
        Clash(attribution=credit, quote=one.line.text, span=one.line.span)
        for one in row
        if one.line.kind in _FIRST
        and (credit := one.claim.evidence.attribution) is not None
        and value is not None
        and None not in (credit.employer, value.employer)  # persons: a body that announces its own step clashes with nobody
        and credit.speaker != value.speaker
    ]
    return value, tuple(clashes)


def _same_step(one: Said, best: Said) -> bool:
    """Whether both tell the same stage: who speaks of the price of a trial has not told of its end."""
    return one.claim.stage == best.claim.stage


def _with(claim: Adoption | Partnership, evidence: Evidence, row: Sequence[Said]) -> Adoption | Partnership:
    product = claim.product or next((other.claim.product for other in row if other.claim.product), None)
    dated = [one.claim.valid_from for one in row if one.claim.stage == claim.stage and one.claim.valid_from]
    claim = replace(claim, valid_from=claim.valid_from or next(iter(dated), None))
    if isinstance(claim, Adoption):
        last = (one.claim.valid_until for one in row if isinstance(one.claim, Adoption) and one.claim.stage == claim.stage)
        claim = replace(claim, valid_until=claim.valid_until or next(filter(None, last), None))
    if isinstance(claim, Partnership):
        roles = [other.claim.role for other in row if isinstance(other.claim, Partnership)]
        return replace(claim, product=product, role=claim.role or next((role for role in roles if role), None), evidence=evidence)
    return replace(claim, product=product, evidence=evidence)
