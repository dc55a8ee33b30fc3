"""A government that its article need not name: "government agencies", "the government banned X from its devices"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.gazetteer import Entity
from watchers.claims.lexicon import Cue

_BARE = frozenset({"the government", "the federal government", "le gouvernement"})
"""What stands for a government outside the United States; there words for its agencies as a whole do too."""


def with_whole(lines: Sequence[Line], whole: Entity | None) -> list[Line]:
    """The lines with a government named where words stand for it: of the land just spoken of, else ``whole``, the article's."""
    return [_named(line, before, whole) for before, line in pairwise((None, *lines)) if line is not None]


def _named(line: Line, before: Line | None, whole: Entity | None) -> Line:
    cues = line.cued("government")
    near = before if cues and before is not None and before.passage == line.passage else None
    found = [one for cue in cues if (one := _meant(line, near, cue, whole)) is not None]
    if not found:
        return line
    return replace(line, names=tuple(sorted((*line.names, *found), key=lambda name: (name.start, name.end))))


def _meant(line: Line, before: Line | None, cue: Cue, whole: Entity | None) -> Name | None:
    if any(name.start < cue.end and cue.start < name.end for name in line.names):
        return None
    surface = line.text[cue.start - line.span.start : cue.end - line.span.start]
    bare = surface.lower() in _BARE
    land = _land(line, before, cue)
    one = Name(start=cue.start, end=cue.end, surface=surface, role=Role.AGENCY, name="")
    if land is not None and (whole is None or land.country != whole.country):
        return replace(one, name=land.actor) if bare and land.actor else None
    if whole is None or _elsewhere(line, before, whole) or (whole.country != "US" and not bare):
        return None
    return replace(one, name=whole.name, entity=whole)


def _land(line: Line, before: Line | None, cue: Cue) -> Entity | None:
    """The country that the sentence names before the words, else the only one of the sentence before."""
    here = [name.entity for name in line.named(Role.PLACE) if name.entity and name.end <= cue.start]
    near = [name.entity for name in before.named(Role.PLACE) if name.entity] if before is not None else []
    lands = [entity for entity in here or near if entity.category == "country"]
    return lands[-1] if lands and len({entity.country for entity in lands}) == 1 else None


def _elsewhere(line: Line, before: Line | None, whole: Entity) -> bool:
    """This sentence names a place or a body of another country, or for a government abroad the one before does."""
    near = before.named(Role.AGENCY, Role.PLACE) if before is not None and whole.country != "US" else ()
    return any(
        name.entity is not None and name.entity.country not in (whole.country, None, "")
        for name in (*line.named(Role.AGENCY, Role.PLACE), *near)
    )
