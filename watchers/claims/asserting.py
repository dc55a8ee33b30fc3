"""Clauses that assert nothing of a body: suppositions, and bodies that sue, fine or investigate."""

from watchers.claims.actors import Line, Role
from watchers.claims.cutting import Clause
from watchers.claims.disputing import disputed
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import CONDITIONAL, reported_future, worked_on


def unasserted(line: Line, clause: Clause) -> bool:
    """A supposition, or a body that sues, fines or investigates."""
    watched = [cue for cue in clause.cues(line, "watch") if not (_presents(line, cue) or _reason(line, clause, cue))]
    watched = [cue for cue in watched if not (_drawn(line, clause, cue) or _set_aside(line, cue))]
    if any(not worked_on(line, clause, cue) for cue in watched):
        return True
    if clause.cues(line, "misstated"):
        account = disputed(line, clause)
        return account is None or (account.denied is None and all(map(account.holds, clause.cues(line, *STAGES))))
    if line.lang == "fr" and _would_save(line, clause):
        return True
    supposed = [cue for cue in clause.cues(line, "suppose") if not _will_let(line, cue)]
    stages = clause.cues(line, *STAGES) if supposed else ()
    return any(not stages or cue.first <= stages[0].first for cue in supposed)


def _reason(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Has paused the use of X after a complaint": why the body does what stands before."""
    led = [token.fold for token in line.tokens[max(0, cue.first - _REASON) : cue.first]]
    at = next((at for at, fold in enumerate(led) if fold in _AFTER), None)
    if at is None and _participle(line, clause, cue):
        return True
    if at is None or line.lang != "en":
        return False
    place = line.tokens[max(0, cue.first - _REASON) + at].start
    told = [one for one in clause.cues(line, "end") if one.start < place]
    body = any(name.start < place for name in clause.names(line, Role.AGENCY, Role.PLACE)) or bool(clause.cues(line, "body"))
    return bool(told) and body


def _set_aside(line: Line, cue: Cue) -> bool:
    """ "Despite criticism, X has signed …", « malgré une enquête, … »: what did not keep a body from it, before a comma."""
    led = [token.fold for token in line.tokens[max(0, cue.first - 3) : cue.first]]
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 2]]
    return cue.first <= len(led) and bool(led) and led[0] in _DESPITE and behind == [","]


_DESPITE = frozenset({"despite", "amid", "after", "following", "malgre", "apres"})


def _participle(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "A résilié le contrat, accusant l'entreprise de …", ", accusing it of …": with which words a body does what it does."""
    before = [token.fold for token in line.tokens[max(0, cue.first - 1) : cue.first]]
    verb = line.tokens[cue.first]
    if before != [","] or not verb.fold.endswith(_PARTICIPLES.get(line.lang, ())):
        return False
    return any(one.end <= verb.start for one in clause.cues(line, *STAGES))


_PARTICIPLES = {"fr": ("ant",), "en": ("ing",)}
_REASON = 6
_AFTER = frozenset({"after", "following", "amid", "pending", "because", "over", "despite"})


def _drawn(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Uses X, a project that drew complaints": what came of it, told behind a use in an aside."""
    row = line.tokens[max(0, cue.first - _REASON) : cue.first]
    at = next((at for at, token in enumerate(row) if token.fold in _DRAWS), None)
    if at is None or not any(token.fold == "," for token in line.words(clause.start, row[at].start)):
        return False
    comma = [token.start for token in line.words(clause.start, row[at].start) if token.fold == ","][-1]
    return any(one.start < comma for one in clause.cues(line, *STAGES))


_DRAWS_WORDS = "drew draws drawing drawn prompted prompting sparked sparking raised raising brought attracted triggered provoked"
_DRAWS = frozenset(_DRAWS_WORDS.split())


def _presents(line: Line, cue: Cue) -> bool:
    """ "The energy regulator Ofgem": what the body right behind is called, and nothing that it does."""
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    name = line.name_at(behind[0].start) if cue.first == cue.last and behind and behind[0].upper else None
    return name is not None and name.role is Role.AGENCY


def _would_save(line: Line, clause: Clause) -> bool:
    """ "Remplacer X par Y ferait économiser 11 millions": a verb in the infinitive is the subject of what would be."""
    stages = clause.cues(line, *STAGES)
    first = line.tokens[stages[0].first] if stages else None
    if first is None or not first.fold.endswith(("er", "ir", "re")):
        return False
    before = [token.fold for token in line.before(first.start, 1)]
    if before and before[0] not in (",", ":", ";"):
        return False
    behind = line.words(first.end, clause.end)
    return any(token.fold.endswith(CONDITIONAL) and token.fold not in ("pourrait", "pourraient") for token in behind)


def _will_let(line: Line, cue: Cue) -> bool:
    """ "Said it would let agencies use X": what was to come, and no supposition."""
    return line.tokens[cue.last].fold in ("let", "allow") and reported_future(line, cue.first)
