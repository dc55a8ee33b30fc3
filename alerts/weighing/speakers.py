"""Is the same statement credited to somebody else? Only within one story: two officials who each say it corroborate."""

import re
from collections.abc import Sequence

from alerts.comparing import fold
from alerts.model import Conflict, Kinship, Outcome, Reason, Sighting
from alerts.weighing.bench import Bench, Finding, Held, nearest
from watchers.claims.model import Adoption, Attribution, Claim, Figure, Partnership, Price

_BODY = re.compile(
    r"\b(?:department|ministry|agency|administration|office|bureau|commission|committee|council|court|authority|board|institute|"
    r"laboratory|university|company|inc|corp|ltd|llc|gmbh|group|services?|association|foundation|union|press|news|government|"
    r"minist(?:ere|erio|erium)|agence|agencia|bundesamt|direction|secretariat|tribunal|cour|conseil|universite|groupe|societe|"
    r"entreprise|gouvernement|gobierno|regierung|army|navy|force|spokes\w+|porte parole)\b"
)


def _named(claim: Claim) -> tuple[str | None, ...]:
    match claim:
        case Adoption():
            return (claim.vendor, claim.agency, claim.product)
        case Partnership():
            return (claim.vendor, claim.partner, claim.product)
        case Price():
            return (claim.vendor, claim.buyer, claim.product)
        case Figure():
            return tuple(claim.subject.split(" / "))


def _parties(claim: Claim) -> frozenset[str]:
    return frozenset(fold(name) for name in _named(claim) if name)


def _person(said: Attribution | None, claim: Claim) -> str | None:
    """The folded name of the person who is credited; ``None`` for nobody, a body, or one of the parties itself."""
    if said is None:
        return None
    name = fold(said.speaker)
    if said.employer and fold(said.employer) != name:
        return name
    body = name in _parties(claim) or " " not in name or _BODY.search(name)
    return None if body else name


def _same_person(one: str, other: str) -> bool:
    """Equal, or one of them is told by fewer of its words: ``Zuckerberg`` and ``Mark Zuckerberg``."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    return shorter <= longer


def _whole(claim: Claim) -> str:
    """The quote, folded word by word: ``fold`` would cut a long one."""
    return " ".join(fold(word) for word in claim.evidence.quote.split())


def _quote(claim: Claim) -> str:
    return fold(claim.evidence.quote) if claim.evidence.quote else ""


_DAYS = {
    "mon": r"monday|lundi|lunes|montag",
    "tue": r"tuesday|mardi|martes|dienstag",
    "wed": r"wednesday|mercredi|miercoles|mittwoch",
    "thu": r"thursday|jeudi|jueves|donnerstag",
    "fri": r"friday|vendredi|viernes|freitag",
    "sat": r"saturday|samedi|sabado|samstag",
    "sun": r"sunday|dimanche|domingo|sonntag",
}
_DAY = {day: re.compile(rf"\b(?:{words})\b") for day, words in _DAYS.items()}


def _days(claim: Claim) -> frozenset[str]:
    return frozenset(day for day, words in _DAY.items() if words.search(_whole(claim)))


def _other_day(one: Claim, other: Claim) -> bool:
    """Both sentences name a weekday, and not the same: they were said on two occasions."""
    ours, theirs = _days(one), _days(other)
    return bool(ours and theirs and not ours & theirs)


def _told_alike(bench: Bench, sighting: Sighting, claim: Claim) -> bool:
    """The other article tells the same statement: its kin, or the very same sentence."""
    if _other_day(claim, sighting.claim):
        return False
    kin = bench.kinship(sighting) is not Kinship.INDEPENDENT
    return kin or (bool(_quote(claim)) and _quote(claim) == _quote(sighting.claim))


def speaker_conflict(bench: Bench, claim: Claim, held: Sequence[Held]) -> Finding | None:
    """The finding where a kin article credits the statement to another person, and none credited it to this one before.

    A company's own figures are nobody's statement: whoever reads them out is credited.
    """
    person = None if isinstance(claim, Figure) else _person(claim.evidence.attribution, claim)
    if person is None:
        return None
    credited = [
        (pair, sighting, other)
        for pair in held
        for sighting in pair[1].sightings
        if (other := _person(sighting.claim.evidence.attribution, sighting.claim)) is not None
        and sighting.mark.article != bench.mark.article
    ]
    if any(_same_person(person, other) for _, _, other in credited):
        return None
    clashing = {pair[1].norm: pair for pair, sighting, _ in credited if _told_alike(bench, sighting, claim)}
    if not clashing:
        return None
    against = nearest(bench, clashing.values())
    return Finding(
        outcome=Outcome.CONTRADICTS,
        reason=Reason.SPEAKER_DIFFERS,
        rank=3,
        against=against,
        conflict=Conflict.SPEAKER,
        key=against[0][0].key,
        norm=against[0][1].norm,
        kinship=Kinship.REWRITE,
    )
