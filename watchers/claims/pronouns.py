"""What stands for a body already named: "it" and "they" at the head of a clause, "its" before what is its own."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.closed import THEIR
from watchers.claims.cutting import WHO, Clause
from watchers.claims.tokens import Token

_LEAD = 9
_OWNED = 3
_SINGULAR = frozenset({"it", "il", "elle"})
PLURAL = frozenset({"they", "ils", "elles", "both"})
_PRONOUNS = _SINGULAR | PLURAL
THE_LATTER = frozenset({"ce", "cette"})
LINKS = frozenset({"and", "but", "so", "then", "et", "mais", "puis", "or", "there", "now", "today", "since"})
"""Words that may stand before the subject of a clause."""


def pronoun(line: Line, clause: Clause) -> list[Token]:
    """The clause begins with a pronoun for the body: "It is testing …", "Since May it has …, "In June, it signed …"."""
    row = line.words(clause.start, clause.end)[: _LEAD + 1]
    while row and (not row[0].word or row[0].fold in LINKS):
        row = row[1:]
    if row and row[0].fold in WHO and clause.start > line.span.start:
        return [] if _of_a_noun(line, row[0]) else [row[0]]
    if row and row[0].fold in _PRONOUNS:
        return [] if _cleft(row) else [row[0]]
    if len(row) > 1 and row[0].fold in THE_LATTER and row[1].fold.startswith("dernier"):  # "Cette dernière dispose de X"
        return [row[0]]
    dated = _dated(row)
    if dated is not None:
        return [dated]
    comma = next((at for at, token in enumerate(row) if token.fold == ","), None)
    behind = row[comma + 1 : comma + 2] if comma is not None else []
    if not behind or behind[0].fold not in _PRONOUNS:
        return []
    following = line.words(behind[0].end, clause.end)
    stressed = bool(following) and following[0].fold == ","  # "a, elle, bondi": only stresses the clause's own subject
    return [] if stressed else [behind[0]]


def _dated(row: Sequence[Token]) -> Token | None:
    """ "In May it bought …", "Last year it has …": a date without a comma before the pronoun."""
    at = next((at for at, token in enumerate(row[: _DATE + 1]) if token.fold in ("it", "they")), 0)
    words = [token.fold for token in row[:at]]
    return row[at] if at and words[0] in _WHEN and any(fold in _TIMES or fold[:1].isdigit() for fold in words) else None


_DATE = 4
_WHEN = frozenset({"in", "on", "by", "since", "until", "last", "this", "next", "from", "after", "during", "earlier", "later"})
_TIMES_WORDS = """
    january february march april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday year month week spring summer autumn fall winter quarter then
"""
_TIMES = frozenset(_TIMES_WORDS.split())


def _cleft(row: Sequence[Token]) -> bool:
    """ "It is X that installs …": the pronoun stands for nobody."""
    folds = [token.fold for token in row]
    return folds[1:2] in (["is"], ["was"]) and row[2].upper and bool({"that", "who"}.intersection(folds[3:]))


def possessive(line: Line, clause: Clause) -> list[Token]:
    """ "Its clerks have …", "At its Houston centre, …": what is a body's, and neither a model nor a product."""
    row = [token for token in line.words(clause.start, clause.end)[: _LEAD + 1] if token.word]
    while row and (row[0].fold in _COUNTED or row[0].fold[:1].isdigit()):  # "2 500 de ses agents", "some 300 of its clerks"
        row = row[1:]
    row = row[:_OWNED]
    found = next((token for token in row if token.fold in THEIR), None)
    if found is None:
        return []
    verb = next((cue.start for cue in line.cued("adopt", "explore", "get") if cue.start > found.end), clause.end)
    owned = [token.start for token in line.words(found.end, min(verb, clause.end))[:_OWNED]]
    wares = [cue.start for cue in line.cued("ai", "model")] + [name.start for name in line.named(Role.PRODUCT)]
    other = {token.fold for token in line.words(found.end, line.span.end)[:2]}
    return [] if set(owned) & set(wares) or not _OTHERS.isdisjoint(other) else [found]


_OTHER_WORDS = """
    industrie economie population opposition presse voisin voisine voisins concurrent concurrents rival rivale rivaux secteur
    industry economy opposition press neighbour neighbours neighbor neighbors rivals competitor competitors
"""
_OTHERS = frozenset(_OTHER_WORDS.split())
"""What is a land's or a body's in words only, and does nothing for it."""


_COUNTED_WORDS = """
    some about around nearly almost over more than of quelque environ pres plus de d' la moitie tous toutes all most half
    hundreds thousands dozens centaines dizaines milliers une des certains certaines un tiers quart both
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())


def _of_a_noun(line: Line, who: Token) -> bool:
    """ "The ministry of the armed forces, which signed …": who that is stands right before it, and is nobody named."""
    before = [token for token in line.before(who.start, _NAMED + 1) if token.word]
    last = before[-1] if before else None
    if last is None or line.lang != "en" or last.upper or line.is_named(last.start):
        return False
    led = [token.fold for token in before]
    heads = [cue for cue in line.cued("body") if cue.end == last.end]
    inside = any("of" in {token.fold for token in line.before(cue.start, 1)} for cue in heads)  # "the ministry of the forces"
    return "of" in led and (inside or not heads)


_NAMED = 4
