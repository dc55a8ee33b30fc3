"""Texts that nobody writes in good faith, in families: each is a function of its length in characters."""

from collections.abc import Callable, Mapping
from functools import partial

_PROSE = (
    "The Department of State uses Llama, Meta said on Tuesday. It pays $1 per agency and $3.29 million a year, an official said. "
)
_FRENCH = "Le ministère de la Justice teste Llama, a indiqué Meta mardi. Il paie 3,29 millions d’euros par an, selon le groupe. "

_UNITS = {
    "prose": _PROSE,
    "prose a line": _PROSE + "\n",
    "French prose": _FRENCH,
    "no space": "a",
    "capitals": "A",
    "capital words": "ABC ",
    "title words": "Abc ",
    "initials": "A.B.",
    "digits": "1",
    "ones": "1 ",
    "little words": "de ",
    "dollars": "$",
    "dollars apart": "$ ",
    "sums": "$1 ",
    "agencies": "DARPA NASA FBI ",
    "departments": "Department of State, ",
    "heads": "ministère de la ",
    "coordinated": "State and Education departments and ",
    "countries": "U.S. ",
    "nationalities": "American ",
    "cities": "City of ",
    "models": "Llama 4 ",
    "vendors": "Meta ",
    "uses": "uses Llama ",
    "companies": "Acme Inc. ",
    "persons": "John Smith said ",
    "taught": "Long Name (LN) ",
    "opening quotes": "“",
    "nested quotes": "« “ ",
    "straight quotes": '"a ',
    "quoted": "«a»",
    "brackets": "(",
    "bracketed": "((A) ",
    "turned round": "\u202ea",
    "accents": "e\u0301",
    "bare accents": "\u0301",
    "nulls": "a\x00 ",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "blank lines": "\n",
    "short lines": "a\n",
    "bullets": "- a\n",
    "commas": ",",
    "full stops": ". ",
    "elisions": "d'",
    "possessives": "'s ",
    "speech": "said ",
    "number words": "two hundred and ",
    "French numbers": "quatre-vingt-",
    "years": "2024 ",
    "quarters": "Q3 ",
    "versions": "1.1.",
    "thousands": "1,000,",
    "addresses": "http://a.b/",
    "mails": "a@b.",
    "colons": ": ",
    "ellipses": "…",
    "Chinese": "国防部",
    "pictures": "😀",
    "articles": "the ",
}


def _repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


FAMILIES: Mapping[str, Callable[[int], str]] = {name: partial(_repeated, unit) for name, unit in _UNITS.items()}
"""A text of so many characters, by the name of its family."""
