"""Towns and areas by their bare names: whose government acts where grammar shows that one does ("Duluth will use …").

Most of these names mean a hundred other things, so they stand apart from the places that a text may name anywhere: they are
looked up only where a sentence shows a body, and the doubtful ones only where it says that a town is meant.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from watchers.claims.gazetteer import Row
from watchers.claims.tokens import Token, fold, tokens

_HOMES = {"fr": ("FR", "CH", "BE", "CA", "LU"), "en": ("US", "GB", "CA", "AU", "IE", "NZ")}
"""Countries whose towns go without saying in a language; of two towns the list has the larger one first."""


class Town(NamedTuple):
    """One town or area."""

    acts: str
    """Canonical name of its government."""
    country: str
    area: bool
    """A county, a department, a canton: no town hall."""
    article: str
    """What French says before it, folded; empty for most towns."""
    doubt: str
    """``name`` where persons and companies are called so too, ``word`` where it is a common word, ``river`` where a river or a
    range of hills is; else empty."""


class Towns:
    """Looks up towns by their words; built once, never changed."""

    def __init__(self, rows: Iterable[Row], seats: Mapping[str, str]) -> None:
        self._seats = {fold(word): government for word, government in seats.items()}
        self._known: dict[tuple[str, ...], tuple[Town, ...]] = {}
        self._longest: dict[str, int] = {}
        for row in rows:
            words = tuple(token.fold for token in tokens(row["name"]))
            town = Town(row["acts"], row["country"], row["kind"] == "area", row["article"], row["doubt"])
            self._known[words] = (*self._known.get(words, ()), town)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def begins(self, word: str) -> bool:
        """Whether some town's name begins with this folded word: a quick look."""
        return word in self._longest

    def government_at(self, word: str) -> str | None:
        """The national government that sits in the capital of this folded name, where newsrooms call it so."""
        return self._seats.get(word)

    def area_at(self, row: Sequence[Token], at: int, acts: tuple[str, ...]) -> tuple[int, Town] | None:
        """The area whose name begins at ``row[at]`` and whose government's name begins with one of ``acts``."""
        most = min(self._longest.get(row[at].fold, 0), len(row) - at) if row[at].upper else 0
        for size in range(most, 0, -1):
            for town in self._known.get(tuple([token.fold for token in row[at : at + size]]), ()):
                if town.area and town.acts.startswith(acts):
                    return at + size - 1, town
        return None

    def at(self, row: Sequence[Token], at: int, lang: str, country: str | None) -> tuple[int, Town] | None:
        """The town whose name begins at ``row[at]`` and the last word of the name; of several that of ``country``, else of one
        where the language is at home."""
        most = min(self._longest.get(row[at].fold, 0), len(row) - at) if row[at].upper else 0
        for size in range(most, 0, -1):
            found = self._known.get(tuple([token.fold for token in row[at : at + size]]))
            if found is not None and row[at + size - 1].word:
                return at + size - 1, _chosen(found, lang, country)
        return None


def _chosen(found: Sequence[Town], lang: str, country: str | None) -> Town:
    homes = _HOMES.get(lang, ())
    own = next((town for town in found if town.country == country), None)
    return own or next((town for town in found if town.country in homes), found[0])
