"""Other ways of naming a body of a nation: with its land before or behind it, a department by its field.

"Dutch Immigration Service" is also "the Netherlands' immigration service" and "the Immigration Service of the Netherlands",
"Australian Department of Finance" also "the Australian finance department"; « Agence spatiale canadienne », « du Canada ».
"""

import re
from collections.abc import Iterator

from watchers.claims.gazetteer import Row, split

_FIELD = re.compile(r"(Department|Ministry) (?:of|for) (?:the )?(.+)$")
_WITH_ARTICLE = ("United", "Netherlands", "Philippines", "Czech Republic", "UK", "U.K.", "U.S.", "European Union", "Emirates")
_PLURAL = frozenset({"États-Unis", "Pays-Bas", "Philippines", "Émirats arabes unis"})
_MASCULINE = frozenset({"Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize"})
"""Lands that end in an "e" and are masculine all the same."""
_FEDERAL = frozenset({"DE", "CH", "AT", "BE", "CA", "AU", "NG", "MX", "BR", "AE", "MY", "IN", "PK", "ET"})
"""Lands whose bodies say "federal" where others say their nation."""
_BARE = frozenset({"GB"})
"""Lands whose departments are listed without their nation."""
_LANDS: dict[str, tuple[str, ...]] = {"GB": ("UK", "Britain"), "US": ()}
"""How newspapers call a land where that is not its name; America's bodies are called by their names."""
_LEAST = 2
"""Words that a body keeps without its nation: "Space Agency"."""
_ALONE = frozenset({"senate", "parliament", "army", "navy", "police", "customs", "judiciary", "military", "treasury"})
"""Bodies of one word, which every nation has."""


def variants(name: str, country: Row) -> Iterator[str]:
    """Ways of writing ``name``, English or French, that say its nation in other words; none where the name does not say it.

    ``country``: the row of the nation in the table of governments.
    """
    yield from _english(name, country)
    yield from _french(name, country)


def _english(name: str, country: Row) -> Iterator[str]:
    adjective = country["demonym_en"]
    lands = _LANDS.get(country["iso"], (country["name_en"],))
    core = _core(name, adjective, lands, federal=country["iso"] in _FEDERAL)
    if core is None and adjective and _FIELD.match(name) and country["iso"] in _BARE:
        core = name  # "Department of Health and Social Care": no other nation has one under this name
        for own in (adjective, *lands):
            yield f"{own} {name}"
    if core is None:
        return
    if " " not in core:
        core = core.lower()  # "Italy's senate": the nation's capital is enough
    field = _FIELD.match(core)
    for land in lands:
        the = "the " if land.startswith(_WITH_ARTICLE) or land.endswith(_WITH_ARTICLE) else ""
        own = f"{land}'" if land.endswith("s") else f"{land}'s"
        yield f"{own} {core}"
        yield f"{core} of {the}{land}"
        if field is not None:
            yield f"{core} in {the}{land}"
            yield f"{own} {field[2]} {field[1]}"
    if field is None:
        return
    yield f"{adjective} {field[2]} {field[1]}"
    if core == name:
        first = re.split(r",| and ", field[2])[0]
        yield from (f"{own} {words} {field[1]}" for own in (adjective, *lands) for words in (field[2], first))


def _core(name: str, adjective: str, lands: tuple[str, ...], *, federal: bool) -> str | None:
    """The name without its nation; ``None`` where it does not say it or where too little stays."""
    for first in (adjective, *lands, *(("Federal",) if federal else ())):
        bare = name.removeprefix(f"{first} ")
        if first and bare != name:
            return bare if _stays(bare) else None
    for land in lands:
        for link in (" of ", " of the "):
            bare = name.removesuffix(f"{link}{land}")
            if bare != name:
                return bare if _stays(bare) else None
    return None


def _stays(bare: str) -> bool:
    return (len(bare.split()) >= _LEAST and bare[0].isupper()) or bare.lower() in _ALONE


def _french(name: str, country: Row) -> Iterator[str]:
    land, adjectives = country["name_fr"], split(country["demonyms_fr"])
    placed = [f" {link}{land}" for link in _links(land)] if land else []
    said = [f" {one}" for one in adjectives]
    ending = next((one for one in (*placed, *said) if name.endswith(one)), None)
    bare = name.removesuffix(ending) if ending else ""
    if len(bare.split()) >= _LEAST:
        yield from (bare + other for other in (*placed, *said) if other != ending)


def _links(land: str) -> tuple[str, ...]:
    if land in _PLURAL:
        return ("des ",)
    if land[0] in "AEIOUÉÎ":
        return "d'", "de l'"
    return ("de ", "de la ") if land.endswith("e") and land not in _MASCULINE else ("du ",)
