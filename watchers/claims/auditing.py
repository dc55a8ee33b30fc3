"""Who looks into what another body does: "the audit office examined the ministry's contract for X".

The one that looks uses nothing; the other has what is looked into.
"""

from collections.abc import Iterator

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame, Said
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.polarity import negated
from watchers.claims.stages import told
from watchers.claims.statements import stated
from watchers.claims.supervisors import supervises
from watchers.claims.vendors import vendors

_LOOKS_WORDS = """
    examin review audit scrutin investigat prob inspect assess evaluat looked looks looking analy criticis criticiz question fault
    pass etudi control epingl enquet critiqu contest juge verifi
"""
_LOOKS = tuple(_LOOKS_WORDS.split())
_USE = frozenset({"use", "usage", "rollout", "deployment", "adoption", "recours", "utilisation", "emploi", "deploiement"})
_BOUGHT_WORDS = "purchase contract contracts procurement deal licences licenses achat marche contrat acquisition commande"
_BOUGHT = frozenset(_BOUGHT_WORDS.split())
_TO_COME_WORDS = (
    "possible planned proposed potential plan plans future projet eventuel eventuelle prevu prevue possibilite whether si"
)
_TO_COME = frozenset(_TO_COME_WORDS.split())
_ITS_WORDS = "its their own our son sa ses leur leurs propre"
_OWN = frozenset(_ITS_WORDS.split())
_NEAR = 6
"""Words around the noun among which "planned" makes it one to come."""


def audited(frame: Frame) -> Iterator[Said] | None:
    """What the clause tells of the body whose use another one looks into; nothing of the one that looks.

    ``None`` where nobody looks into another's use.
    """
    line, clause = frame.line, frame.clause
    found = _looked_into(line, clause)
    if found is None:
        return None
    auditor, noun = found
    if frame.span[0] <= auditor.start < frame.span[1] or (frame.span[1] <= noun.start and not _another(line, noun, frame.span)):
        return iter(())
    if negated(line, clause, noun) or _planned(line, noun):
        return iter(())
    stage = Stage.ADOPTED if line.tokens[noun.first].fold in _USE else Stage.CONTRACTED
    heard = told(line, clause, noun, stage)
    return (
        stated(frame, heard, bound, body, unlisted=unlisted) for body, unlisted in frame.bodies for bound in vendors(frame, noun)
    )


def _looked_into(line: Line, clause: Clause) -> tuple[Name, Cue] | None:
    """The body that looks, and the noun for what it looks into; another body's, or whatever a supervisor looks into."""
    bodies = clause.names(line, Role.AGENCY) if line.lang in _DETERMINERS else ()
    for at, token in enumerate(line.tokens):
        if not (clause.holds(token.start) and token.fold.startswith(_LOOKS)) or token.upper or _noun(line, at):
            continue
        before = [name for name in bodies if name.end <= token.start]
        others = any(name.start > token.start for name in bodies)
        place = _object(line, at) if before and (others or supervises(before[-1].name)) else None
        if place is not None:
            noun = line.tokens[place]
            return before[-1], Cue(category="adopt", start=noun.start, end=noun.end, first=place, last=place)
    return None


def _noun(line: Line, at: int) -> bool:
    """ "After a review, it signed a contract": no verb; "passe un marché" is another one than "passe au crible"."""
    if at and line.tokens[at - 1].fold in _DETERMINERS[line.lang]:
        return True
    behind = [token.fold for token in line.tokens[at + 1 : at + 3]]
    return line.tokens[at].fold.startswith("pass") and behind != ["au", "crible"]


def _object(line: Line, at: int) -> int | None:
    """The number of the noun that the verb at ``at`` takes, its owner's name before it or not; none of what is its own."""
    strange = 0
    for place in range(at + 1, len(line.tokens)):
        token = line.tokens[place]
        if any(name.start <= token.start < name.end for name in line.names):
            continue
        if token.fold in _USE | _BOUGHT:
            return place
        strange += token.fold not in _BETWEEN
        if token.fold in _OWN or strange > 1 or not (token.word or token.fold == "'s"):
            return None
    return None


_DETERMINERS = {
    "en": frozenset({"a", "an", "the", "its", "this", "of", "under"}),
    "fr": frozenset({"un", "une", "le", "la", "l'", "de", "d'", "du", "son", "sa", "des", "les"}),
}
_BETWEEN_WORDS = "the a an into at how of 's 2 le la l' les un une des du de d' au crible par dont"
_BETWEEN = frozenset(_BETWEEN_WORDS.split())


def _another(line: Line, noun: Cue, span: tuple[int, int]) -> bool:
    """The body stands right before the noun, as its owner: "NASA's contract"."""
    return span[0] < noun.start and len(line.words(span[1], noun.start)) <= 1


def _planned(line: Line, noun: Cue) -> bool:
    return not _TO_COME.isdisjoint(token.fold for token in line.tokens[max(0, noun.first - _NEAR) : noun.first + 2])
