"""Areas taken up by what they are: "La Normandie attend. La Région a choisi X", « Dans la Drôme … le Département ».

The bare name of a French region, department or Swiss canton is a place until it acts; a noun that takes it up is its government.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchers.claims.acting import Ground
from watchers.claims.actors import Line, Name, Role
from watchers.claims.located import body_at, in_order
from watchers.claims.naming import Run
from watchers.claims.tokens import Token, fold

_ACTS = {"region": ("Région",), "departement": ("Département", "Collectivité"), "canton": ("Canton", "République")}
_COUNCILS = {"regional": "region", "departemental": "departement"}
"""What the council of an area is called by."""
_HEADS = frozenset(_ACTS) | {"conseil", "executif"}
_BACK = 5
"""Sentences back among which the area is looked for."""
_BEFORE = frozenset({",", ":", ";", "et", "mais", "que", "qu'", "car", "or", "donc", "ou", "puis", "par", "«", "–", "—"})
_OTHERS = frozenset({"voisin", "voisine", "de", "du", "d'", "des", "la", "federal", "en"})
"""Behind the noun these make it another one's."""
_OF_A_PLACE = ("ienne", "ien", "oise", "ois", "aise", "ais", "aine", "ain")
"""How adjectives of place end: "la région parisienne"."""


def with_areas(line: Line, names: tuple[Name, ...], ground: Ground) -> tuple[Name, ...]:
    """``names`` and the area that a noun of the line takes up as its subject."""
    if line.lang != "fr" or not line.holds(_HEADS):
        return names
    added = list(_taken_up(line, names, ground))
    return in_order([*names, *added]) if added else names


def _taken_up(line: Line, names: Sequence[Name], ground: Ground) -> Iterator[Name]:
    row = line.tokens
    for at in range(1, len(row) - 1):
        told = _kind(row, at)
        if told is None or row[at - 1].fold not in ("la", "le", "l'") or (at > 1 and row[at - 2].fold not in _BEFORE):
            continue
        kind, last = told
        behind = row[last + 1] if last + 1 < len(row) else None
        if behind is None or behind.upper or behind.fold in _OTHERS or behind.fold.endswith(_OF_A_PLACE):
            continue
        if _held(names, row[at]):
            continue
        acts = _area(line, at, kind, ground)
        if acts is not None:
            yield replace(body_at(line, Run(at, last), acts), unlisted=False)
            return


def _kind(row: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The kind of area that ``row[at]`` names, and its last word: "la Région", "le conseil régional"."""
    if row[at].fold in _ACTS:
        return row[at].fold, at
    council = _COUNCILS.get(row[at + 1].fold) if row[at].fold in ("conseil", "executif") else None
    return (council, at + 1) if council is not None else None


def _held(names: Sequence[Name], token: Token) -> bool:
    return any(name.start <= token.start < name.end for name in names)


def _area(line: Line, at: int, kind: str, ground: Ground) -> str | None:
    """Who acts for the one area of this kind that was named last; ``None`` where a body of its own was named."""
    for earlier in reversed(ground.lines[max(0, line.index - _BACK) : line.index + 1]):
        end = at - 1 if earlier.index == line.index else len(earlier.tokens)
        found = {acts: name for name, acts in _areas(earlier, end, kind, ground)}
        if len(found) > 1:
            return None
        if found:
            acts, name = next(iter(found.items()))
            own = (body for row in ground.rows[: line.index] for body in row if body.role is Role.AGENCY)
            return None if any(fold(name) in fold(body.name) for body in own) else acts
    return None


def _areas(line: Line, end: int, kind: str, ground: Ground) -> Iterator[tuple[str, str]]:
    at = 0
    while at < end:
        found = ground.towns.area_at(line.tokens, at, _ACTS[kind]) if line.tokens[at].upper else None
        if found is not None and found[0] < end:
            last, town = found
            yield line.text[line.tokens[at].start - line.span.start : line.tokens[last].end - line.span.start], town.acts
            at = last
        at += 1
