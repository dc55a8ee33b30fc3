"""Names of an article's claims that no data hold, and sentences in which a claim may lack such a name."""

from collections.abc import Iterable, Iterator, Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.entities import Scene
from watchers.claims.hints import Words, words
from watchers.claims.joining import STAGES
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price, Stranger, StrangerSort, Wanting
from watchers.claims.naming import runs
from watchers.claims.showing import speaks_of_models

_SORTS = {Role.AGENCY: StrangerSort.AGENCY, Role.VENDOR: StrangerSort.VENDOR, Role.COMPANY: StrangerSort.PARTNER}
_MOST = 12
"""Sentences of one article that are worth a second look."""


def told_of(claim: Claim, never: frozenset[Words]) -> bool:
    """Whether nothing that the claim is about is known to be no name."""
    return not never or not any(words(name) in never for _, name in _parts(claim))


def strangers(scene: Scene, claims: Sequence[Claim]) -> tuple[Stranger, ...]:
    """The names of ``claims`` that stand in no reference data, each once, in order of place."""
    listed, own = set[str](), dict[str, StrangerSort]()
    for name in (name for line in scene.lines for name in line.names):
        if not name.unlisted:
            listed.update(filter(None, (name.name, name.vendor)))
        elif name.role in _SORTS:
            own.setdefault(name.name, _SORTS[name.role])
    found: dict[str, Stranger] = {}
    for claim in claims:
        for sort, called in _parts(claim):
            if called in own or (claim.evidence.unlisted and called not in listed):
                known = own.get(called, sort) if isinstance(claim, Figure) else sort
                found.setdefault(called, Stranger(name=called, sort=known, quote=claim.evidence.quote))
    return tuple(one for called, one in found.items() if called not in listed)


def _parts(claim: Claim) -> Iterator[tuple[StrangerSort, str]]:
    """Whom the claim is about, and as what."""
    if not isinstance(claim, Figure):
        yield StrangerSort.VENDOR, claim.vendor
    match claim:
        case Adoption():
            yield StrangerSort.AGENCY, claim.agency
        case Partnership():
            yield StrangerSort.PARTNER, claim.partner
        case Price():
            if claim.buyer:
                yield StrangerSort.AGENCY, claim.buyer
        case Figure():
            yield from ((StrangerSort.VENDOR, part) for part in claim.subject.split(" / "))


def wanting(scene: Scene, claims: Iterable[Claim]) -> tuple[Wanting, ...]:
    """Sentences with a vendor, a cue and capitals that name nobody, of which no body's and no partner's claim was made."""
    told = {claim.evidence.span.start for claim in claims if isinstance(claim, Adoption | Partnership)}
    strange = not scene.vendors and speaks_of_models(scene.lines)
    found = [line for line in scene.lines if line.span.start not in told and _may_claim(line, strange=strange)]
    return tuple(Wanting(span=line.span, lang=line.lang) for line in found[:_MOST])


def _may_claim(line: Line, *, strange: bool) -> bool:
    """An asserted sentence with an unknown capital, a vendor or model, and a word of use or partnership, or one of a firm's work.

    ``strange``: the whole text speaks of models and names no vendor that anybody knows, so that any sentence may hold one.
    """
    sold = bool(line.named(Role.VENDOR, Role.PRODUCT)) and line.cued(*STAGES, *_PARTNERS)
    return not line.question and bool(strange or sold or line.cued(*_WORK)) and bool(runs(line))


_PARTNERS = ("partner", "firmly")
_WORK = ("firmly", "work", "host", "serve")
