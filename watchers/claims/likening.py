"""Two names for one body in one text: a plain one ("the Postal Service") and the whole ("U.S. Postal Service").

A body that no list holds is the listed one of the country that the text speaks of, where that is listed under the same words
with its nation before them; a name that another of the text goes on from ("Direction générale des impôts ivoirienne") is its
short form.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from watchers.claims.actors import Name, Role
from watchers.claims.belonging import BELONGING_ENGLISH, BELONGING_FRENCH, COUNTRIES_FRENCH
from watchers.claims.gazetteer import Entity
from watchers.claims.tokens import fold

Lookup = Callable[[str], Entity | None]


def likened(rows: Sequence[tuple[Name, ...]], listed: Lookup) -> list[tuple[Name, ...]]:
    """The names of each line, each body under its fullest name; ``listed`` finds the country's own body of a plain name."""
    plain = {name.name: name for row in rows for name in row if name.role is Role.AGENCY and name.unlisted}
    if not plain:
        return list(rows)
    whole = {name.name: name for row in rows for name in row if name.role is Role.AGENCY and not name.unlisted}
    meant = {one: found for one in plain if (found := _meant(one, plain, whole, listed)) is not None}
    if not meant:
        return list(rows)
    return [tuple(_as(name, meant[name.name]) if name.unlisted and name.name in meant else name for name in row) for row in rows]


def _as(name: Name, other: Name | Entity) -> Name:
    if isinstance(other, Entity):
        return replace(name, name=other.name, entity=other, unlisted=False) if name.role is Role.AGENCY else name
    return replace(name, name=other.name, entity=other.entity, unlisted=other.unlisted) if name.role is Role.AGENCY else name


def _meant(one: str, plain: dict[str, Name], whole: dict[str, Name], listed: Lookup) -> Name | Entity | None:
    if " " not in one:
        return None
    folded = fold(one)
    longer = [name for key, name in whole.items() if fold(key).endswith(f" {folded}") and _nation(fold(key)[: -len(folded)])]
    if len(longer) == 1:
        return longer[0]
    longer = [name for key, name in plain.items() if fold(key).startswith(f"{folded} ") and _placed(fold(key)[len(folded) + 1 :])]
    if len(longer) == 1:
        return longer[0]
    return listed(one)


def _nation(words: str) -> bool:
    return words.strip() in BELONGING_ENGLISH or words.strip() in ("u.s.", "uk", "new zealand", "south korean")


def _placed(words: str) -> bool:
    """ "Ivoirienne", "du Gabon"."""
    row = words.replace("'", "' ").split()
    return (len(row) == 1 and row[0] in BELONGING_FRENCH) or (len(row) < 4 and row[-1] in COUNTRIES_FRENCH)
