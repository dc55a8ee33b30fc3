"""Amounts as newsrooms print them, in four languages: value, range, currency, how exactly, direction."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.claims.amounts import Quantity, Turn, quantities
from watchers.claims.model import Qualifier

# (language, text, one row for each quantity). A row: low[..high] currency[%|c] [qualifier] [turn]; "-" is no currency.
TABLE = [
    # English, signs and magnitudes
    ("en", "$40.5 billion", ["40500000000 USD"]),
    ("en", "revenue of $40.59 billion", ["40590000000 USD"]),
    ("en", "40.5 billion dollars", ["40500000000 USD"]),
    ("en", "$200 million", ["200000000 USD"]),
    ("en", "$200M", ["200000000 USD"]),
    ("en", "$1.2B", ["1200000000 USD"]),
    ("en", "$5bn", ["5000000000 USD"]),
    ("en", "$5 bn", ["5000000000 USD"]),
    ("en", "£740,000", ["740000 GBP"]),
    ("en", "€29", ["29 EUR"]),
    ("en", "EUR 29", ["29 EUR"]),
    ("en", "USD 5m", ["5000000 USD"]),
    ("en", "US$5 million", ["5000000 USD"]),
    ("en", "U.S.$5 million", ["5000000 USD"]),
    ("en", "C$3.5 million", ["3500000 CAD"]),
    ("en", "A$7.4 million", ["7400000 AUD"]),
    ("en", "NZ$2m", ["2000000 NZD"]),
    ("en", "CA$900", ["900 CAD"]),
    ("en", "3.5 million Canadian dollars", ["3500000 CAD"]),
    ("en", "20 million US dollars", ["20000000 USD"]),
    ("en", "5 million Swiss francs", ["5000000 CHF"]),
    ("en", "300 million pounds", ["300000000 GBP"]),
    ("en", "₹5 crore", ["50000000 INR"]),
    ("en", "₹1,00,000", ["100000 INR"]),
    ("en", "¥500 billion", ["500000000000 JPY"]),
    ("en", "$1.3 trillion", ["1300000000000 USD"]),
    ("en", "$1,200,000", ["1200000 USD"]),
    ("en", "$1,200.50", ["1200.5 USD"]),
    ("en", "$0.47", ["0.47 USD"]),
    ("en", "42 cents", ["0.42 -c"]),
    ("en", "47¢", ["0.47 USDc"]),
    ("en", "30 pence", ["0.3 GBPc"]),
    ("en", "a 5-million-dollar deal", ["5000000 USD"]),
    ("en", "a $1 million grant", ["1000000 USD"]),
    ("en", "$90k", ["90000 USD"]),
    ("en", "$4\u00a0billion", ["4000000000 USD"]),
    ("en", "$\uff14\uff10\uff0e\uff15 billion", ["40500000000 USD"]),
    ("en", "40,5 billion dollars", ["40500000000 USD"]),
    # English, words
    ("en", "one dollar", ["1 USD"]),
    ("en", "a dollar", ["1 USD"]),
    ("en", "a dollar's worth", []),
    ("en", "a symbolic dollar", ["1 USD"]),
    ("en", "token euro", ["1 EUR"]),
    ("en", "twenty dollars", ["20 USD"]),
    ("en", "forty-five dollars", ["45 USD"]),
    ("en", "a billion dollars", ["1000000000 USD"]),
    ("en", "three million users", ["3000000 -"]),
    ("en", "half a million dollars", ["500000 USD"]),
    ("en", "two hundred dollars", ["200 USD"]),
    ("en", "a hundred thousand dollars", ["100000 USD"]),
    ("en", "twenty-five agencies", ["25 -"]),
    ("en", "zero dollars", ["0 USD"]),
    # English, ranges and changes
    ("en", "$37 billion to $40 billion", ["37000000000..40000000000 USD"]),
    ("en", "$37 to $40 billion", ["37000000000..40000000000 USD"]),
    ("en", "$37-40bn", ["37000000000..40000000000 USD"]),
    ("en", "$37\u201340 billion", ["37000000000..40000000000 USD"]),
    ("en", "between 64 and 72 billion dollars", ["64000000000..72000000000 USD"]),
    ("en", "between $64 billion and $72 billion", ["64000000000..72000000000 USD"]),
    ("en", "in the range of $60-65 billion", ["60000000000..65000000000 USD"]),
    ("en", "a range from $60 to $65 billion", ["60000000000..65000000000 USD"]),
    ("en", "from $18 to $21", ["18 USD old", "21 USD new"]),
    ("en", "rose from 261 to 675 million dollars", ["261000000 USD old", "675000000 USD new"]),
    ("en", "$21 a month, up from $18 now", ["21 USD", "18 USD old"]),
    ("en", "up from the $60 billion to $65 billion it gave", ["60000000000..65000000000 USD old"]),
    ("en", "$900,000 to $1 million", ["900000..1000000 USD"]),
    ("en", "42 to 47 cents", ["0.42..0.47 -c"]),
    ("en", "worth $2.4 million, not $4.2 million", ["2400000 USD", "4200000 USD not"]),
    ("en", "$40 billion compared with $34 billion", ["40000000000 USD", "34000000000 USD old"]),
    ("en", "5 to 10 percent", ["5..10 %"]),
    ("en", "$5 to 10 percent", ["5 USD", "10 %"]),
    ("en", "from $5 to €7", ["5 USD", "7 EUR"]),
    # English, qualifiers
    ("en", "more than $3 billion", ["3000000000 USD more than"]),
    ("en", "over 400 users", ["400 - more than"]),
    ("en", "at least $5", ["5 USD more than"]),
    ("en", "about $2 million", ["2000000 USD about"]),
    ("en", "some 3,000 utilities", ["3000 - about"]),
    ("en", "nearly 40 percent", ["40 % about"]),
    ("en", "up to $200 million", ["200000000 USD up to"]),
    ("en", "as much as $5", ["5 USD up to"]),
    ("en", "6,000 staff at most", ["6000 - up to"]),
    ("en", "200 users or more", ["200 - more than"]),
    ("en", "no more than $9", ["9 USD up to"]),
    ("en", "a ceiling of $200 million", ["200000000 USD up to"]),
    # English, percents and no amounts
    ("en", "19 percent", ["19 %"]),
    ("en", "19%", ["19 %"]),
    ("en", "19 per cent", ["19 %"]),
    ("en", "a 22-percent rise", ["22 %"]),
    ("en", "3 percentage points", ["3 -"]),
    ("en", "in 2025", []),
    ("en", "June 30, 2024", []),
    ("en", "on 30 June", []),
    ("en", "fiscal 2026-27", []),
    ("en", "at 09:45", []),
    ("en", "Llama 3.1", []),
    ("en", "memorandum M-25-21", []),
    ("en", "version 1.2.3.4", []),
    ("en", "the 20th", []),
    ("en", "a 5G network", []),
    ("en", "5 m away", ["5 -"]),
    ("en", "$", []),
    # French
    ("fr", "40,5 milliards de dollars", ["40500000000 USD"]),
    ("fr", "40,5\u00a0milliards de\u00a0dollars", ["40500000000 USD"]),
    ("fr", "un chiffre d’affaires de 40,59 milliards d’euros", ["40590000000 EUR"]),
    ("fr", "1 200 €", ["1200 EUR"]),
    ("fr", "1\u00a0200\u00a0€", ["1200 EUR"]),
    ("fr", "1\u202f200\u202f€", ["1200 EUR"]),
    ("fr", "1\u2009200\u2009€", ["1200 EUR"]),
    ("fr", "11\u202f500\u202fpostes", ["11500 -"]),
    ("fr", "39€", ["39 EUR"]),
    ("fr", "3,20 €", ["3.2 EUR"]),
    ("fr", "1.200.000 euros", ["1200000 EUR"]),
    ("fr", "1.200 euros", ["1200 EUR"]),
    ("fr", "200 M$", ["200000000 USD"]),
    ("fr", "3,5 M$ CA", ["3500000 CAD"]),
    ("fr", "3,5\u00a0M$\u00a0CA", ["3500000 CAD"]),
    ("fr", "5 Md€", ["5000000000 EUR"]),
    ("fr", "5 Mds €", ["5000000000 EUR"]),
    ("fr", "2 G$", ["2000000000 USD"]),
    ("fr", "15 k€", ["15000 EUR"]),
    ("fr", "12 MUSD", ["12000000 USD"]),
    ("fr", "7,4 millions de dollars australiens", ["7400000 AUD"]),
    ("fr", "3 millions de dollars canadiens", ["3000000 CAD"]),
    ("fr", "20 dollars américains", ["20 USD"]),
    ("fr", "5 millions de livres sterling", ["5000000 GBP"]),
    ("fr", "10 millions de francs suisses", ["10000000 CHF"]),
    ("fr", "47 centimes", ["0.47 EURc"]),
    ("fr", "47 cents", ["0.47 -c"]),
    ("fr", "47 centimes de dollar", ["0.47 USDc"]),
    ("fr", "un dollar par agence", ["1 USD"]),
    ("fr", "le dollar symbolique", ["1 USD"]),
    ("fr", "un euro symbolique", ["1 EUR"]),
    ("fr", "cent dollars", ["100 USD"]),
    ("fr", "cent mille dialogues", ["100000 -"]),
    ("fr", "quatre-vingt-dix-sept dollars", ["97 USD"]),
    ("fr", "vingt et un euros", ["21 EUR"]),
    ("fr", "soixante-dix euros", ["70 EUR"]),
    ("fr", "mille euros", ["1000 EUR"]),
    ("fr", "mille milliards d'euros", ["1000000000000 EUR"]),
    ("fr", "deux mille milliards d’euros", ["2000000000000 EUR"]),
    ("fr", "un demi-milliard d'euros", ["500000000 EUR"]),
    ("fr", "dix-sept millions d’élèves", ["17000000 -"]),
    ("fr", "une douzaine d'entreprises", []),
    ("fr", "1 billion de dollars", ["1000000000000 USD"]),
    ("fr", "$40.5 billion", ["40500000000 USD"]),
    ("fr", "37 à 40 milliards de dollars", ["37000000000..40000000000 USD"]),
    ("fr", "entre 60 et 65 milliards de dollars", ["60000000000..65000000000 USD"]),
    ("fr", "des dépenses de 37 à 40 milliards", ["37000000000..40000000000 -"]),
    ("fr", "de 261 à 675 millions de dollars", ["261000000 USD old", "675000000 USD new"]),
    ("fr", "bondi de 261 millions de dollars à 675 millions de dollars", ["261000000 USD old", "675000000 USD new"]),
    ("fr", "12 €, contre 9 € auparavant", ["12 EUR", "9 EUR old"]),
    ("fr", "2,4 millions et non 4,2 millions", ["2400000 -", "4200000 - not"]),
    ("fr", "plus de 3,2 milliards de personnes", ["3200000000 - more than"]),
    ("fr", "Quelque 3,29 milliards d’internautes", ["3290000000 - about"]),
    ("fr", "environ 2 millions d'euros", ["2000000 EUR about"]),
    ("fr", "près de 1200 %", ["1200 % about"]),
    ("fr", "jusqu'à 200 millions de dollars", ["200000000 USD up to"]),
    ("fr", "6 000 collaborateurs au plus", ["6000 - up to"]),
    ("fr", "moins de 5 €", ["5 EUR up to"]),
    ("fr", "19 %", ["19 %"]),
    ("fr", "19\u00a0%", ["19 %"]),
    ("fr", "19 pour cent", ["19 %"]),
    ("fr", "le 30 octobre 2024", []),
    ("fr", "l’exercice 2026-2027", []),
    ("fr", "le 1er octobre", []),
    # Spanish
    ("es", "40.589 millones de dólares", ["40589000000 USD"]),
    ("es", "un 19 %", ["19 %"]),
    ("es", "3.290 millones de personas", ["3290000000 -"]),
    ("es", "24 dólares por usuario", ["24 USD"]),
    ("es", "mil millones de euros", ["1000000000 EUR"]),
    ("es", "2 billones de euros", ["2000000000000 EUR"]),
    ("es", "una horquilla de 70.000 a 72.000 millones de dólares", ["70000000000..72000000000 USD"]),
    ("es", "más de 5 millones de euros", ["5000000 EUR more than"]),
    ("es", "un dólar simbólico", ["1 USD"]),
    # German
    ("de", "59,89 Milliarden Dollar", ["59890000000 USD"]),
    ("de", "rund 10.000 Beschäftigte", ["10000 - about"]),
    ("de", "0,47 US-Dollar", ["0.47 USD"]),
    ("de", "47 Cent", ["0.47 -c"]),
    ("de", "24 Prozent", ["24 %"]),
    ("de", "zwischen 115 und 135 Milliarden Dollar", ["115000000000..135000000000 USD"]),
    ("de", "5 Mio. Euro", ["5000000 EUR"]),
    ("de", "3 Mrd. Euro", ["3000000000 EUR"]),
    ("de", "eine Billion Euro", ["1000000000000 EUR"]),
    ("de", "fünfundvierzig Euro", ["45 EUR"]),
    ("de", "1.200.000 Euro", ["1200000 EUR"]),
    ("de", "bis zu 200 Millionen Dollar", ["200000000 USD up to"]),
    ("de", "bisher sind es 0,47 Dollar", ["0.47 USD old"]),
    # Others
    ("ar", "٤٠ % from ٢٠٠ users", ["40 %", "200 -"]),
    ("it", "$3 million", ["3000000 USD"]),
    ("de", "1'200'000 Franken", ["1200000 CHF"]),
]


def shown(found: Quantity) -> str:
    low = f"{found.amount.low:f}" + (f"..{found.amount.high:f}" if found.amount.high is not None else "")
    mark = "%" if found.percent else (found.currency or "-") + ("c" if found.minor else "")
    return " ".join([low, mark, *(str(word) for word in (found.amount.qualifier, found.turn) if word)])


@pytest.mark.parametrize(("lang", "text", "expected"), TABLE, ids=[f"{lang}:{text}" for lang, text, _ in TABLE])
def test_amounts_as_newsrooms_print_them(lang: str, text: str, expected: list[str]) -> None:
    """Each printed form gives its value, range, currency, qualifier and direction, and nothing else is an amount."""
    assert [shown(found) for found in quantities(text, lang)] == expected


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("$40.5 billion", "100000000"),
        ("$40.59 billion", "10000000"),
        ("$200 million", "1000000"),
        ("$0.47", "0.01"),
        ("47 cents", "0.01"),
    ],
)
def test_the_step_is_one_unit_of_the_last_printed_digit(text: str, step: str) -> None:
    """How coarsely an amount was printed is kept, for amounts are compared at the coarser precision."""
    assert quantities(text, "en")[0].amount.step == Decimal(step)


def test_the_span_covers_sign_number_and_words() -> None:
    """Offsets are those of the text given, typographic spaces and all."""
    text = "Soit «\u00a040,5\u202fmilliards de dollars\u00a0», ou US$7."
    assert [text[q.span.start : q.span.end] for q in quantities(text, "fr")] == ["40,5\u202fmilliards de dollars", "US$7"]


def test_what_is_counted_stands_beside_the_number() -> None:
    """The words after a number say what it counts, up to the next mark."""
    assert quantities("Some 3.29 billion people use it, daily.", "en")[0].unit == "people use it"
    assert quantities("340 agents", "fr")[0].unit == "agents"


def test_words_and_digits_are_told_apart() -> None:
    """``spelled`` is true for a number in words alone, and hundredths and money are known as such."""
    one, two = quantities("one dollar or 3 cents", "en")
    assert (one.spelled, two.spelled) == (True, False)
    assert (one.money, two.money, two.minor, two.turn) == (True, True, True, None)
    assert not quantities("12 agents", "en")[0].money


def test_a_change_names_old_and_new() -> None:
    """Both ends of a change are amounts of their own."""
    assert [q.turn for q in quantities("passé de 3 € à 4 €", "fr")] == [Turn.OLD, Turn.NEW]


def test_hostile_numbers_stay_small() -> None:
    """Serial numbers are no amounts, and magnitudes on magnitudes do not overflow."""
    assert quantities("9" * 400, "en") == ()
    assert quantities("999999999999999999 trillion trillion dollars", "en")[0].amount.low > 0
    assert quantities("1.200,5.3 euros", "fr") == ()
    assert quantities("12.34,567.8 euros", "fr") == ()


@given(st.text(alphabet="0123456789 .,$€%-kKMàdetomillionun\u00a0'", max_size=60), st.sampled_from(["en", "fr", "es", "de"]))
def test_any_text_gives_ordered_amounts_inside_it(text: str, lang: str) -> None:
    """Whatever is printed: spans lie in the text, in order, without overlap; a range's upper end is the higher."""
    found = quantities(text, lang)
    edges = [edge for q in found for edge in (q.span.start, q.span.end)]
    assert edges == sorted(edges)
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert all(q.amount.high is None or q.amount.high > q.amount.low for q in found)


@given(st.integers(min_value=1, max_value=10**9))
def test_groups_of_three_are_read_back(number: int) -> None:
    """An integer printed with the language's groups is read as itself."""
    english = f"{number:,}"
    assert quantities(f"${english}", "en")[0].amount.low == number
    assert quantities(f"{english.replace(',', '.')} Euro", "de")[0].amount.low == number
    assert quantities(english.replace(",", "\u202f") + "\u00a0€", "fr")[0].amount.low == number


def test_up_to_is_told_from_a_point() -> None:
    """The three qualifiers of the contract, and none where nothing is said."""
    assert [quantities(text, "en")[0].amount.qualifier for text in ("up to $5", "over $5", "about $5", "for $5")] == [
        Qualifier.UP_TO,
        Qualifier.MORE_THAN,
        Qualifier.ABOUT,
        None,
    ]
