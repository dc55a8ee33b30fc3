"""People of no body told just before, whom a plural pronoun takes up: "The police arrested three men. They had used X"."""

from watchers.claims.actors import Line, Role
from watchers.claims.closed import OF
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.pronouns import PLURAL


def they_are_others(scene: Scene, line: Line, clause: Clause) -> bool:
    """Whether the clause opens with "they" after a sentence on such people."""
    first = next((token for token in line.words(clause.start, clause.end) if token.word), None)
    return first is not None and first.fold in PLURAL and crowd_before(scene, line)


def crowd_before(scene: Scene, line: Line) -> bool:
    """Whether the sentence before speaks of several such people, as who acts or as whom something is done to."""
    if not line.index:
        return False
    earlier = scene.lines[line.index - 1]
    if earlier.passage != line.passage and earlier.named(Role.AGENCY):
        return False
    return any(_several(earlier, cue) for cue in earlier.cued("outsider"))


def _several(line: Line, cue: Cue) -> bool:
    """ "Three men", "des pirates": more than one, no insertion of theirs ("letters from residents"), no possessive of theirs."""
    noun = line.tokens[cue.last].fold
    if not (noun.endswith(("s", "x")) or noun in _MANY) or noun in _ONE or line.quoted(cue.start):
        return False
    before = [token.fold for token in line.before(cue.start, _NEAR) if token.fold not in _ARTICLES]
    behind = [token.fold for token in line.behind(cue.end, 1)]
    return (before[-1:] == ["des"] and _taken(before[:-1])) or (
        not (before[-1:] != [] and before[-1] in _THEIRS) and behind not in (["'"], ["'s"])
    )


def _taken(before: list[str]) -> bool:
    """ "Des pirates …", "contre des escrocs", "a arrêté des hommes": no "des" of a noun before it."""
    return not before or before[-1] in _AGAINST or not _HAVE.isdisjoint(before)


_NEAR = 3
_AGAINST = frozenset({"contre", ",", "ou", "et"})
_HAVE = frozenset({"a", "ont", "avait", "avaient"})
_ARTICLES = frozenset({"the", "les", "la", "l'", "le", "its", "ses", "their", "leurs", "all", "tous"})
_THEIRS = frozenset({*OF, "from", "by", "for", "to", "among", "with", "par", "pour", "aux", "chez", "avec", "between", "entre"})
_MANY = frozenset({"men", "women", "children", "people"})
_ONE = frozenset({"business", "fils", "epoux", "hostess"})
