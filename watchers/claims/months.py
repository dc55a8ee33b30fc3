"""The names of months, and text in the form in which the patterns of dates look at it."""


def flattened(text: str) -> str:
    """``text`` in lower case, offsets kept: the patterns below are in lower case, which costs half of ignoring it."""
    return text.replace("İ", "i").lower()


FLAT = (
    dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ") | dict.fromkeys(map(ord, "\u2010\u2011\u2013\u2014"), "-") | {0x2019: "'"}
)


_MONTHS = (
    ("january|jan|janvier|enero|januar", 1),
    ("february|feb|février|febrero|februar", 2),
    ("march|mar|mars|marzo|märz", 3),
    ("april|apr|avril|abril", 4),
    ("may|mai|mayo", 5),
    ("june|jun|juin|junio|juni", 6),
    ("july|jul|juillet|julio|juli", 7),
    ("august|aug|août|agosto", 8),
    ("september|sept|sep|septembre|septiembre", 9),
    ("october|oct|octobre|octubre|oktober", 10),
    ("november|nov|novembre|noviembre", 11),
    ("december|dec|décembre|diciembre|dezember", 12),
)
MONTH_NUMBER = {word: number for words, number in _MONTHS for word in words.split("|")}
MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))
