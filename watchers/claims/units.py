"""What no library has: press magnitudes, currencies as newsrooms write them, number words, in four languages.

Closed classes of language, so code and not reference data: no desk ever adds a numeral. All keys are lower case.
"""

from collections.abc import Mapping
from decimal import Decimal

THOUSAND = Decimal(1000)
MILLION = Decimal(10) ** 6
BILLION = Decimal(10) ** 9
TRILLION = Decimal(10) ** 12

MAGNITUDES: Mapping[str, Mapping[str, Decimal]] = {
    "en": {
        "hundred": Decimal(100),
        "thousand": THOUSAND,
        "thousands": THOUSAND,
        "million": MILLION,
        "millions": MILLION,
        "milliard": BILLION,
        "billion": BILLION,
        "billions": BILLION,
        "trillion": TRILLION,
        "trillions": TRILLION,
        "lakh": Decimal(10) ** 5,
        "crore": Decimal(10) ** 7,
    },
    "fr": {
        "mille": THOUSAND,
        "millier": THOUSAND,
        "milliers": THOUSAND,
        "million": MILLION,
        "millions": MILLION,
        "milliard": BILLION,
        "milliards": BILLION,
        # The false friend: a French "billion" is an English trillion.
        "billion": TRILLION,
        "billions": TRILLION,
        "trillion": Decimal(10) ** 18,
        "trillions": Decimal(10) ** 18,
    },
    "es": {
        "mil": THOUSAND,
        "miles": THOUSAND,
        "millón": MILLION,
        "millon": MILLION,
        "millones": MILLION,
        "millardo": BILLION,
        "millardos": BILLION,
        "billón": TRILLION,
        "billon": TRILLION,
        "billones": TRILLION,
    },
    "de": {
        "tausend": THOUSAND,
        "million": MILLION,
        "millionen": MILLION,
        "milliarde": BILLION,
        "milliarden": BILLION,
        "billion": TRILLION,
        "billionen": TRILLION,
    },
}
"""Magnitude words that stand after a number, by language; other languages are read as English."""

SHORT_MAGNITUDES: Mapping[str, Decimal] = {
    "mio": MILLION,
    "mn": MILLION,
    "mln": MILLION,
    "mds": BILLION,
    "md": BILLION,
    "mrd": BILLION,
    "mrds": BILLION,
    "mia": BILLION,
    "bn": BILLION,
    "tn": TRILLION,
    "trn": TRILLION,
    "tsd": THOUSAND,
}
"""Abbreviations that need no currency beside them."""

LETTER_MAGNITUDES: Mapping[str, Decimal] = {
    "k": THOUSAND,
    "K": THOUSAND,
    "M": MILLION,
    "MM": MILLION,
    "m": MILLION,
    "G": BILLION,
    "B": BILLION,
    "b": BILLION,
    "T": TRILLION,
}
"""Single letters: magnitudes only with a currency beside them (``5 m`` is also five metres, ``5G`` a network)."""

SYMBOLS: Mapping[str, str] = {
    "US$": "USD",
    "U.S.$": "USD",
    "$US": "USD",
    "$ US": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAN$": "CAD",
    "Can$": "CAD",
    "$CA": "CAD",
    "$ CA": "CAD",
    "$CAN": "CAD",
    "$ CAN": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "$AU": "AUD",
    "$ AU": "AUD",
    "NZ$": "NZD",
    "$NZ": "NZD",
    "$ NZ": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
    "NT$": "TWD",
    "R$": "BRL",
    "CN¥": "CNY",
    "$ canadiens": "CAD",
    "$ canadien": "CAD",
    "$ australiens": "AUD",
    "$ américains": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
    "₪": "ILS",
    "₴": "UAH",
    "zł": "PLN",
    "FCFA": "XOF",
    "F CFA": "XOF",
}
"""Signs before or after a number. A bare ``$`` is the U.S. dollar."""

_CODES = "USD EUR GBP CAD AUD NZD JPY CNY RMB KRW CHF SEK NOK DKK PLN INR AED MAD TND DZD SAR TWD SGD HKD ILS BRL UAH XOF"
CODES = frozenset(_CODES.split())
"""ISO codes as printed, before or after a number."""

_DOLLARS = {
    "USD": "us u.s. américain américains estadounidense estadounidenses americano americanos",
    "CAD": "canadien canadiens canadian canadiense canadienses",
    "AUD": "australien australiens australian australiano australianos",
    "NZD": "néo-zélandais neozelandés neozelandeses",
    "SGD": "singapourien singapouriens",
    "TWD": "taïwanais",
}

_CURRENCY_WORDS = {
    "USD": "dollar|dollars|dólar|dólares|dolar|u.s. dollar|u.s. dollars|us dollar|us dollars|us-dollar|us-dollars",
    "CAD": "canadian dollar|canadian dollars|kanadische dollar|kanadischer dollar|kanadischen dollar",
    "AUD": "australian dollar|australian dollars|australische dollar|australischer dollar|australischen dollar",
    "NZD": "new zealand dollar|new zealand dollars|neuseeländische dollar|neuseeland-dollar",
    "SGD": "singapore dollar|singapore dollars|singapur-dollar",
    "TWD": "new taiwan dollars|nouveaux dollars taïwanais",
    "EUR": "euro|euros",
    "GBP": "pound|pounds|pound sterling|pounds sterling|livre|livres|livre sterling|livres sterling|libras|libras esterlinas"
    "|pfund",
    "JPY": "yen|yens|yenes",
    "CNY": "yuan|yuans|renminbi",
    "KRW": "won|wons|won sud-coréens|south korean won",
    "CHF": "swiss franc|swiss francs|franc suisse|franc symbolique|francs suisses|francs|schweizer franken|franken"
    "|francos suizos",
    "SEK": "kronor|swedish krona|swedish kronor|couronnes suédoises|schwedische kronen",
    "NOK": "norwegian kroner|couronnes norvégiennes|norwegische kronen",
    "DKK": "danish kroner|couronnes danoises|dänische kronen",
    "PLN": "zloty|zlotys",
    "INR": "rupee|rupees|roupie|roupies|rupien|rupias",
    "AED": "uae dirhams|dirhams émiratis",
    "MAD": "dirham marocain|dirhams marocains|moroccan dirham|moroccan dirhams",
    "TND": "dinar tunisien|dinars tunisiens|tunisian dinar|tunisian dinars",
    "DZD": "dinar algérien|dinars algériens|algerian dinar|algerian dinars",
    "SAR": "riyal|riyals|saudi riyals|riyals saoudiens",
    "ILS": "shekel|shekels",
    "BRL": "brazilian reais|reais|réaux",
    "UAH": "hryvnia|hryvnias",
    "XOF": "cfa francs|francs cfa|franc cfa",
}


def _words() -> dict[str, str]:
    found = {word: code for code, row in _CURRENCY_WORDS.items() for word in row.split("|")}
    for code, adjectives in _DOLLARS.items():
        for adjective in adjectives.split():
            for noun in ("dollar", "dollars", "dólar", "dólares"):
                found[f"{noun} {adjective}"] = code
    return found


CURRENCY_WORDS: Mapping[str, str] = _words()
"""Names of currencies, singular and plural, in all four languages, lower case with accents."""

MINOR_WORDS: Mapping[str, str | None] = {
    "cent": None,
    "cents": None,
    "¢": "USD",
    "centime": "EUR",
    "centimes": "EUR",
    "centavo": None,
    "centavos": None,
    "céntimo": "EUR",
    "céntimos": "EUR",
    "pence": "GBP",
    "penny": None,
    "pennies": None,
}
"""Hundredths, and the currency that the word alone tells."""

PERCENT_WORDS = ("percent", "per cent", "pct", "pour cent", "p. 100", "por ciento", "prozent", "%")

_ENGLISH = (
    "zero one two three four five six seven eight nine "
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
)
_SPANISH = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve "
    "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
)
_GERMAN = (
    "null ein zwei drei vier fünf sechs sieben acht neun "
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
)


def _numbered(row: str, tens: str, extra: Mapping[str, int]) -> dict[str, int]:
    found = {word: number for number, word in enumerate(row.split())}
    found.update({word: (at + 2) * 10 for at, word in enumerate(tens.split())})
    found.update(extra)
    return found


def _german_pairs(tens: str) -> dict[str, int]:
    """Twenty-one to ninety-nine, which German writes as one word: einundzwanzig."""
    return {
        f"{unit}und{ten}": (at + 2) * 10 + number
        for at, ten in enumerate(tens.split())
        for number, unit in enumerate(_GERMAN.split()[1:10], 1)
    }


_SPANISH_TWENTIES = {
    word: 21 + at
    for at, word in enumerate(
        (
            "veintiuno",
            "veintidós",
            "veintitrés",
            "veinticuatro",
            "veinticinco",
            "veintiséis",
            "veintisiete",
            "veintiocho",
            "veintinueve",
        )
    )
}
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"

NUMBER_WORDS: Mapping[str, Mapping[str, int]] = {
    "en": _numbered(_ENGLISH, "twenty thirty forty fifty sixty seventy eighty ninety", {"a": 1, "hundred": 100}),
    "fr": _numbered(
        _FRENCH,
        "vingt trente quarante cinquante soixante",
        {"une": 1, "quatre-vingt": 80, "quatre-vingts": 80, "cent": 100, "cents": 100},
    ),
    "es": _numbered(
        _SPANISH,
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        {"un": 1, "una": 1, "cien": 100, "ciento": 100, **_SPANISH_TWENTIES},
    ),
    "de": _numbered(
        _GERMAN, _GERMAN_TENS, {"eine": 1, "einen": 1, "einem": 1, "einer": 1, "hundert": 100, **_german_pairs(_GERMAN_TENS)}
    ),
}
"""Number words up to a hundred; what they make together is added up by ``amounts``."""


def magnitudes(lang: str) -> Mapping[str, Decimal]:
    """Magnitude words of ``lang``; English for a language without a table."""
    return MAGNITUDES.get(lang, MAGNITUDES["en"])


def number_words(lang: str) -> Mapping[str, int]:
    """Number words of ``lang``; English for a language without a table."""
    return NUMBER_WORDS.get(lang, NUMBER_WORDS["en"])


ROUGH_WORDS: Mapping[str, int] = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
"""French collective numerals: "une trentaine d'euros" is about thirty."""
