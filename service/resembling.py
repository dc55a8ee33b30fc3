"""Which known names an unknown one resembles; the only door to RapidFuzz."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from alerts.comparing import fold
from alerts.namesakes import Glossary

LEAST = 78
"""Of a hundred: below this two names have little in common."""
MOST = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A known name that an unknown one may stand for."""

    name: str
    """Canonical."""
    score: int
    """0 to 100: how alike they are written, whatever the order of their words; 100 also where each word means the same."""


class Resembling:
    """The known names of one sort, made ready once: pairs of a way of writing and the canonical name."""

    def __init__(self, known: Iterable[tuple[str, str]], glossary: Glossary) -> None:
        self._written = {fold(way): canonical for way, canonical in known if len(way) > 1}
        self._ways = list(self._written)
        self._glossary = glossary
        self._long: dict[int, list[str]] = {}
        for canonical in dict.fromkeys(self._written.values()):
            self._long.setdefault(len(glossary.units(canonical)), []).append(canonical)

    def of(self, name: str) -> tuple[Suggestion, ...]:
        """The known names nearest to ``name``, the best first."""
        found = process.extract(fold(name), self._ways, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST, limit=4 * MOST)
        best: dict[str, int] = {}
        for way, score, _ in found:
            best[self._written[way]] = max(best.get(self._written[way], 0), round(score))
        for canonical in self._long.get(len(self._glossary.units(name)), ()):
            if self._glossary.same(name, canonical):
                best[canonical] = 100
        ranked = sorted(best, key=lambda one: (-best[one], one))
        return tuple(Suggestion(name=one, score=best[one]) for one in ranked[:MOST])
