"""One English sentence for a reader: why a claim got its verdict, naming what was compared."""

from decimal import Decimal

from alerts.model import Conflict, Outcome, Reason, Value, Verdict
from watchers.claims.model import Adoption, Amount, Claim, Figure, Partnership, PartnerStage, Price, Stage

_STAGES = {
    Stage.EXPLORING: "is exploring",
    Stage.OFFERED: "is offered",
    Stage.APPROVED: "has approved",
    Stage.ADOPTED: "uses",
    Stage.CONTRACTED: "has a contract for",
    Stage.ENDED: "no longer uses",
    Stage.DENIED: "is said not to use",
}
_PARTNERS = {
    PartnerStage.ANNOUNCED: "is a partner for",
    PartnerStage.ENDED: "is no longer a partner for",
    PartnerStage.DENIED: "is said not to be a partner for",
}
_KINDS = {
    Adoption: "sighting of this agency",
    Partnership: "sighting of this partner",
    Price: "price told",
    Figure: "figure told",
}
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_BECAUSE = {
    Reason.SAME_VALUE: "it says the same",
    Reason.SAME_AT_PRECISION: "it is the same at the coarser printed precision",
    Reason.WITHIN_BOUND: "it lies within the stated bound",
    Reason.RANGES_OVERLAP: "the ranges overlap",
    Reason.LOWER_RUNG: "a stage at least as high is already known",
    Reason.OLDER_NEWS: "it is an older article, read late",
    Reason.OTHER_PERIOD: "it speaks of an earlier time",
    Reason.OTHER_SCOPE: "it cannot be held against the known value",
    Reason.COVERED_BY_MEMBER: "members of the collective are known",
    Reason.COPY_OF_KNOWN: "it is the same text again",
    Reason.SAME_OUTLET: "the same outlet told it before",
    Reason.SAME_STORY: "it is a rewrite of a known story",
}
_CONTRADICTED = {
    Conflict.AMOUNT: "another amount",
    Conflict.MAGNITUDE: "the same digits with another magnitude",
    Conflict.CURRENCY: "the same amount in another currency",
    Conflict.PERIOD: "a value that is known for another period",
    Conflict.DENIAL: "a denial against an assertion",
    Conflict.STATUS: "ended against still current",
    Conflict.DATE: "another date",
    Conflict.COUNT: "another count",
    Conflict.CORRECTION: "a correction by the outlet itself",
}


def _number(value: Decimal) -> str:
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return (
                f"{(value / scale).quantize(Decimal('0.001')).normalize():,f} {word}" if value < scale * 1000 else f"{value:.3E}"
            )
    return f"{value.normalize():,f}" if abs(value.adjusted()) < 15 else f"{value:.3E}"


def amount(told: Amount, currency: str | None) -> str:
    """As a reader would write it: ``more than 3.2 billion USD``."""
    span = _number(told.low) if told.high is None else f"{_number(told.low)} to {_number(told.high)}"
    return " ".join(part for part in (told.qualifier.value if told.qualifier else "", span, currency or "") if part)


def _model(vendor: str, product: str | None) -> str:
    return f"{vendor} {product}" if product else vendor


def says(claim: Claim) -> str:
    """The claim in a clause without its source."""
    match claim:
        case Adoption():
            return f"{claim.agency} {_STAGES[claim.stage]} {_model(claim.vendor, claim.product)}"
        case Partnership():
            return f"{claim.partner} {_PARTNERS[claim.stage]} {_model(claim.vendor, claim.product)}"
        case Price():
            unit = f" per {claim.per.replace('/', ' and ')}" if claim.per else ""
            buyer = f" for {claim.buyer}" if claim.buyer else ""
            free = not claim.amount.low and claim.amount.high is None
            costs = "involves no payment" if free else f"costs {amount(claim.amount, claim.currency)}{unit}"
            return f"{_model(claim.vendor, claim.product)} {costs}{buyer}"
        case Figure():
            period = f" in {claim.period}" if claim.period else ""
            return f"{claim.subject}: {claim.measure} {amount(claim.amount, claim.currency)}{period}"


def source(value: Value) -> str:
    """Who said the value first, and when."""
    if not value.sightings:
        return "the baseline"
    first = value.sightings[0].mark
    return f"{first.outlet or first.url} ({(first.published or first.seen):%Y-%m-%d})"


def _credit(claim: Claim) -> str:
    said = claim.evidence.attribution
    return said.speaker if said else "nobody"


def _new(verdict: Verdict) -> str:
    clause = says(verdict.claim)
    match verdict.reason:
        case Reason.FIRST_DENIAL:
            return f"first heard of as a denial: {clause}."
        case Reason.FIRST_END:
            return f"first heard of as an end: {clause}."
        case Reason.FIRST_INVENTORIED:
            return f"{verdict.reason.value}: {clause}; until now, only {_known(verdict)}."
        case Reason.TOLD_AGAIN | Reason.FIRST_HEARD:
            return f"{verdict.reason.value}: {clause}; before, {_known(verdict)}."
        case Reason.FIRST_IN_SLOT:
            return f"first {_KINDS[type(verdict.claim)]}: {clause}."
        case _:
            return f"not known before, {verdict.reason.value}: {clause}."


def _known(verdict: Verdict) -> str:
    _, value = verdict.against[0]
    return f"{source(value)} said: {says(value.claim)}"


def _speakers(verdict: Verdict) -> str:
    value = verdict.against[0][1]
    other = next((s for s in value.sightings if _credit(s.claim) not in {"nobody", _credit(verdict.claim)}), None)
    told = other.mark.outlet or other.mark.url if other else source(value)
    who = _credit(other.claim) if other else "somebody else"
    return f"the same statement is credited to {_credit(verdict.claim)} here and to {who} by {told}: {says(verdict.claim)}."


def _contradiction(verdict: Verdict) -> str:
    if verdict.conflict is Conflict.SPEAKER:
        return _speakers(verdict)
    what = _CONTRADICTED[verdict.conflict] if verdict.conflict else "another value"
    return f"{what}: this article says {says(verdict.claim)}; {_known(verdict)}."


def explain(verdict: Verdict) -> str:
    """The sentence for the verdict. Never empty, one line."""
    if not verdict.against or verdict.outcome is Outcome.NEW:
        sentence = _new(verdict) if verdict.outcome is Outcome.NEW else f"known already: {says(verdict.claim)}."
    elif verdict.outcome is Outcome.CONTRADICTS:
        sentence = _contradiction(verdict)
    elif verdict.outcome in {Outcome.UPDATES, Outcome.CHANGES}:
        sentence = f"{verdict.reason.value}: {says(verdict.claim)}; before, {_known(verdict)}."
    else:
        sentence = f"known already, {_BECAUSE.get(verdict.reason, verdict.reason.value)}: {_known(verdict)}."
    return " ".join(sentence.split())
