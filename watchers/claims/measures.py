"""Which measure a sum of a sentence is of: revenue, profit, daily users, capital spending, a contract, a grant, a budget, seats.

The word that names the measure is looked for in the sum's own stretch: the nearest before it since the sum before, else the
first after it until the next sum. A percent is the growth of what stands nearest before it. Sums with the unit of a price
("per user per month") are prices and no figures.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watchers.claims.actors import Line, Role
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.periods import Grain, Period
from watchers.claims.terms import terms

REVENUE, NET, ADJUSTED = "revenue", "net income", "net income excluding one-off items"
OPERATING, USERS, CAPEX = "operating income", "daily users", "capex"
CONTRACT, OBLIGATED, GRANT, BUDGET, SEATS = "contract value", "contract obligations", "grant", "budget", "licensed users"
REVENUE_GROWTH, USERS_GROWTH = "revenue growth percent", "daily users growth percent"
OTHER = "other"
"""Something else that a company counts (costs, a division's revenue): it claims nothing and takes the sums that stand by it."""
COMPANY = frozenset({REVENUE, NET, ADJUSTED, OPERATING, USERS, CAPEX, REVENUE_GROWTH, USERS_GROWTH})
"""Measures of a company as such; the others stand between two bodies or are of a public body."""

_CUES = {
    "figure.revenue": REVENUE,
    "figure.net": NET,
    "figure.adjusted": ADJUSTED,
    "figure.operating": OPERATING,
    "figure.users": USERS,
    "figure.capex": CAPEX,
    "figure.invest": CAPEX,
    "figure.contract": CONTRACT,
    "figure.worth": CONTRACT,
    "figure.ceiling": CONTRACT,
    "figure.obligated": OBLIGATED,
    "figure.grant": GRANT,
    "figure.budget": BUDGET,
    "figure.other": OTHER,
}
_WEAK = frozenset({"figure.invest", "figure.worth", "figure.ceiling"})
"""Name a measure only beside stronger evidence."""
_GROWTH = {REVENUE: REVENUE_GROWTH, USERS: USERS_GROWTH}
_EARNED = frozenset({REVENUE, NET, ADJUSTED, OPERATING})
"""What a company has earned once the period is over; before that it is a forecast and claims nothing."""
_THOUSAND = Decimal(1_000)
_MILLION = Decimal(1_000_000)
_BILLION = Decimal(1_000_000_000)
_AFTER = 60
"""Characters after a sum in which its measure may be named: "$17.9 billion in revenue"."""
_BESIDE = 12
"""Characters between a sum and the period that is told right after it."""
_SEATS = 10
"""A deal for fewer seats is no news; a small number before such a word counts jobs or desks."""
_BEHIND = 40
"""Characters between a sum and a word behind it that names it."""
_BEFORE_NEXT = 8
_BEFORE_LIMIT = 160
"""Characters before a sum beyond which a word no longer names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sum and what it is of."""

    quantity: Quantity
    measure: str
    ceiling: bool = False
    """A contract's upper limit, not what it will cost."""
    falling: bool = False
    """A percent by which the measure fell."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that names a measure, or a sum whose measure is known."""

    start: int
    end: int
    measure: str
    weak: bool = False
    """Names the measure only beside stronger evidence."""


def read(line: Line, here: Sequence[Quantity], spans: Sequence[Period], *, contract: bool) -> tuple[Reading, ...]:
    """The sums of ``line`` that are figures, in order.

    ``spans`` are its periods; ``contract`` is true where the sentences just before speak of a contract.
    """
    words = _words(line)
    known: list[Reading] = []
    for number, quantity in enumerate(here):
        if quantity.turn is Turn.NOT:
            continue
        place = _Place(line, quantity, here, number)
        reading = _percent(place, words, known) if quantity.percent else _count(place, words)
        if reading is None and not quantity.percent:
            reading = _money(place, words, known, spans, contract=contract)
        if reading is not None:
            known.append(reading)
    return tuple(known)


_SPEAKING = (*_CUES, "figure.guide", "figure.deploy", "figure.people", "figure.staff", "figure.seat", "figure.term", "price.pay")


def speaks(line: Line) -> bool:
    """Whether the line holds any word that a figure could be told with."""
    return bool(line.cued(*_SPEAKING))


def _words(line: Line) -> tuple[_Word, ...]:
    return tuple(
        _Word(cue.start, cue.end, _CUES[cue.category], weak=cue.category in _WEAK)
        for cue in line.cued("figure")
        if cue.category in _CUES
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A sum among the others of its line."""

    line: Line
    quantity: Quantity
    here: Sequence[Quantity]
    number: int

    @property
    def start(self) -> int:
        """Where its stretch begins: after the last sum before it that is no percent, or with the line."""
        before = [q.span.end for q in self.here[: self.number] if not q.percent and (q.money or q.amount.low >= _MILLION)]
        return max(before[-1] if before else self.line.span.start, self.quantity.span.start - _BEFORE_LIMIT)

    @property
    def end(self) -> int:
        """Where its stretch ends: before the next sum, or with the line."""
        after = [q.span.start for q in self.here[self.number + 1 :] if not q.percent]
        return min(after[0] if after else self.line.span.end, self.quantity.span.end + _AFTER)

    def before(self, words: Sequence[_Word]) -> _Word | None:
        """The nearest of ``words`` before the sum, in its stretch."""
        found = [word for word in words if self.start <= word.start and word.end <= self.quantity.span.start]
        return max(found, key=lambda word: (word.end, -word.start), default=None)

    def behind(self, words: Sequence[_Word]) -> _Word | None:
        """The first of ``words`` after the sum, in its stretch and before the next clause."""
        found = [word for word in words if self.quantity.span.end <= word.start and word.end <= self.end]
        return min(found, key=lambda word: word.start, default=None)


# ------------------------------------------------------------------------------------------------------------------ money


def _money(
    place: _Place, words: Sequence[_Word], known: Sequence[Reading], spans: Sequence[Period], *, contract: bool
) -> Reading | None:
    quantity = place.quantity
    if not quantity.money and quantity.amount.low < _MILLION:
        return None
    if _priced(place):
        return None
    measure = _changed(place, words, known) or _named(place, words, spans, contract=contract)
    measure = measure or _dated(place, words, known, spans)
    if measure is None or not _counts(place, measure):
        return None
    ceiling = measure == CONTRACT and any(place.start <= cue.start < place.end for cue in place.line.cued("figure.ceiling"))
    return Reading(quantity=quantity, measure=measure, ceiling=ceiling)


def _dated(place: _Place, words: Sequence[_Word], known: Sequence[Reading], spans: Sequence[Period]) -> str | None:
    """A sum with only a period behind it is of the measure before: "$40 million this year, $65 million after"."""
    sums = [reading for reading in known if not reading.quantity.percent and reading.quantity.money]
    end = place.quantity.span.end - place.line.span.start
    dated = any(0 <= span.span.start - end <= _BESIDE for span in spans)
    if not sums or place.before(words) is not None:
        return None
    start = place.start - place.line.span.start
    planned = sums[-1].measure == CAPEX and any(start <= span.span.start < end for span in spans) and _ahead(place, "figure.plan")
    return sums[-1].measure if dated or planned else None


def _priced(place: _Place) -> bool:
    """Whether the sum has the unit of a price: per user, a month, a year beside a verb of paying; or per share and the like."""
    unit = terms(place.line.text[place.quantity.span.end - place.line.span.start :])
    paid = any(place.start <= cue.start < place.quantity.span.start for cue in place.line.cued("price.pay"))
    small = place.quantity.amount.low < _MILLION
    yearly = unit.time == "year" and paid and not place.line.cued("figure.revenue")
    return unit.holder is not None or (unit.foreign and small) or unit.time in ("month", "week") or yearly


def _named(place: _Place, words: Sequence[_Word], spans: Sequence[Period], *, contract: bool) -> str | None:
    """The measure that a word of the stretch names: a strong word before, one right after, then a weak one before."""
    strong = [word for word in words if not word.weak]
    obligated = place.behind([word for word in words if word.measure == OBLIGATED])
    if obligated and obligated.start - place.quantity.span.end < 24:
        return OBLIGATED
    before, behind = place.before(strong), place.behind(strong)
    if before and _alone(place, before):
        return _adjusted(place, before.measure)
    if behind and behind.start - place.quantity.span.end <= _BEHIND and not _of_next(place, behind):
        return behind.measure
    if _bought(place):
        return CONTRACT
    return _weakly(place, words, spans, contract=contract)


def _adjusted(place: _Place, measure: str) -> str:
    """Profit of which the same stretch says that it leaves something out: "excluding that effect, profit would be"."""
    left_out = any(place.start <= cue.start < place.quantity.span.start for cue in place.line.cued("figure.adjusted"))
    return ADJUSTED if measure == NET and left_out else measure


def _of_next(place: _Place, word: _Word) -> bool:
    """Whether ``word`` names the sum that follows it: "lost $4 billion on revenue of $470 million"."""
    following = [q.span.start for q in place.here[place.number + 1 :] if q.span.start >= word.end and not q.percent]
    return bool(following) and following[0] - word.end <= _BEFORE_NEXT


def _bought(place: _Place) -> bool:
    """Whether a public body pays a company the sum: "ICE is paying Palantir $30 million"."""
    start = place.quantity.span.start
    paying = [cue for cue in place.line.cued("price.pay") if cue.end <= start]
    if not paying or place.quantity.amount.low < _MILLION:
        return False
    payer = [name for name in place.line.named(Role.AGENCY) if name.end <= paying[-1].start]
    payee = [name for name in place.line.named(Role.VENDOR, Role.COMPANY) if name.start >= paying[-1].end]
    earlier = [name for name in place.line.named(Role.VENDOR, Role.COMPANY) if name.end <= paying[-1].start]
    return bool(payer and payee) and not earlier


def _alone(place: _Place, word: _Word) -> bool:
    """A contract's word names its worth only with a sum that is told as such; the others name what follows them."""
    if word.measure != CONTRACT:
        return True
    if place.quantity.turn is not None:
        return True
    near = place.quantity.span.start - word.end
    if place.quantity.money and place.quantity.amount.low >= _LARGE and _priced_at(place):
        return True
    told = any(word.start <= cue.start < place.quantity.span.start for cue in place.line.cued("figure.worth", "figure.ceiling"))
    return told or near <= 12


_LARGE = Decimal(100_000)
_AT = re.compile(r"(?:,?[ \u00a0](?:at|for|of)|[ \u00a0](?:pour|à hauteur de|de))[ \u00a0]\Z", re.I)


def _priced_at(place: _Place) -> bool:
    """Whether a contract's sum follows "at", "for" or "of", and both its sides stand in the line."""
    left = place.line.text[: place.quantity.span.start - place.line.span.start]
    sides = place.line.named(Role.AGENCY) and place.line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT)
    return bool(sides) and _AT.search(left[-24:]) is not None


def _weakly(place: _Place, words: Sequence[_Word], spans: Sequence[Period], *, contract: bool) -> str | None:
    weak = place.before([word for word in words if word.weak])
    yearly = any(span.grain is Grain.YEAR for span in spans) and place.quantity.amount.low >= _BILLION
    if weak is None and yearly and any(_of_investment(place, word) for word in words):
        return CAPEX
    if weak is None:
        return CONTRACT if contract and _spread(place) else None
    if weak.measure == CAPEX:
        return CAPEX if yearly else None
    spoken = contract or any(word.measure == CONTRACT and not word.weak for word in words)
    return CONTRACT if spoken else None


def _of_investment(place: _Place, word: _Word) -> bool:
    """ "120 milliards de dollars d'investissements": what is planned right after the sum."""
    return word.measure == CAPEX and 0 <= word.start - place.quantity.span.end <= _RIGHT_AFTER and _ahead(place, "figure.plan")


_RIGHT_AFTER = 8


def _spread(place: _Place) -> bool:
    """Told over years: "over its three years", "sur trois ans"."""
    return bool(place.line.cued("figure.term"))


def _counts(place: _Place, measure: str) -> bool:
    """Whether the sum is a figure at all: no forecast of earnings, nothing that analysts reckoned with, no contract of cents."""
    if measure in (USERS, OTHER) or _ahead(place, "figure.expected"):
        return False
    if measure in _EARNED and _ahead(place, "figure.forecast"):
        return False
    return measure != CONTRACT or place.quantity.amount.low >= _THOUSAND


def _ahead(place: _Place, category: str) -> bool:
    return any(place.start <= cue.start < place.quantity.span.start for cue in place.line.cued(category))


def _changed(place: _Place, words: Sequence[_Word], known: Sequence[Reading]) -> str | None:
    """The other end of a change is of the same measure, where no word before it names its own."""
    sums = [reading for reading in known if not reading.quantity.percent]
    if not sums or place.quantity.turn is None or place.before([word for word in words if not word.weak]):
        return None
    return sums[-1].measure


# ----------------------------------------------------------------------------------------------------------- counts, growth


def _count(place: _Place, words: Sequence[_Word]) -> Reading | None:
    """Daily users, or the seats of a deal."""
    quantity = place.quantity
    if quantity.money:
        return None
    if quantity.amount.low >= _MILLION:
        people = _follows(place, "figure.people", 24)
        daily = bool(place.line.cued("figure.daily")) and bool(place.line.cued("figure.apps") or place.line.named(Role.PRODUCT))
        users = [word for word in words if word.measure == USERS]
        named = place.before(words)
        if (people and daily) or (named and named.measure == USERS) or place.behind(users):
            return Reading(quantity=quantity, measure=USERS)
    return _seats(place)


_GENERIC = re.compile(
    r"\b(?:une?|any|every|chaque|toute?|an?)[ \u00a0](?!contract|deal|agreement|order|award|accord|contrat|marché|commande)"
    r"[\w-]+[ \u00a0](?:qui|that|which|who)\b",
    re.I,
)
"""Whoever does something, in general: "an agency that orders a thousand seats"."""
_WILL = re.compile(
    r"[ \u00a0](?:[\w’'-]+[ \u00a0]){1,3}?(?:(?:will|can|are to|would|could)[ \u00a0](?:soon |now |then )?"
    r"(?:be able|be (?:given|equipped|served|covered)|get|have|use|receive|gain)"
    r"|(?:seront|sont|vont être)[ \u00a0](?:bientôt )?(?:servi|équip|dot|couvert|concern)|auront accès|disposeront"
    r"|bénéficieront|recevront|pourront)",
    re.I,
)
"""After a count: its staff will have it."""
_OCCUPATION = re.compile(
    r"(?:[ \u00a0][a-zà-ÿ’'-]+){0,1}?[ \u00a0](?!(?:comput|serv|custom|lett|numb|pap|ord|vouch|folder|paramet|chapt|quart|corn"
    r"|met|doll|hect|kilom|ordinat|document|élément|instrument|habit|million|milliard|passeng|visit|consum|voyag|contribu|read|lect)"
    r"\w*\b)"
    r"[a-zà-ÿ-]{3,}(?:ers|ors|ists|ians|ees|ants|eurs|euses|iers|ières|iens|iennes|istes|icien\w*|aires)\b"
)
"""After a count: whoever does something for a living, by how the word ends; no things, and nobody whom an agency serves."""
_AT_PRICE = re.compile(r"[ \u00a0](?:[\w’'-]+[ \u00a0]){1,2}(?:at|à)[ \u00a0](?:[A-Z]{0,3}[$€£]|[0-9])")
"""After a count: its staff at so much each."""


def _seats(place: _Place) -> Reading | None:
    """The users that a deal licenses: seats, or staff for whom it is."""
    line, quantity = place.line, place.quantity
    if not line.cued("figure.deploy", "figure.contract") or quantity.amount.low < _SEATS:
        return None
    after = line.text[quantity.span.end - line.span.start :][:_WINDOW]
    if _GENERIC.search(line.text[: quantity.span.start - line.span.start]) or _tried(line):
        return None
    staff = (_counted(place, "figure.staff", 30) or _OCCUPATION.match(after)) and (
        _given_to(place) or _WILL.match(after) or _AT_PRICE.match(after)
    )
    if staff or _follows(place, "figure.seat", 3) or (_follows(place, "figure.seat", 24) and _WILL.match(after)):
        return Reading(quantity=quantity, measure=SEATS)
    return None


_WINDOW = 120
_TRIAL = re.compile(
    r"\b(?:trials?|pilots?|pilot(?:ing|ed)|test(?:s|ed|ing|é|ée|és|ait|aient|ent|er)?|essais?|pilotes?|expériment\w+)\b", re.I
)


def _tried(line: Line) -> bool:
    """Whether the line tells of a trial and of no deal: those who try a model are not licensed users."""
    return _TRIAL.search(line.text) is not None and not line.cued("figure.contract")


def _given_to(place: _Place) -> bool:
    """Whether "for", "its", "pour" or the like stands before the count, at most two words away ("for more than 400 staff")."""
    start = place.quantity.span.start
    for cue in place.line.cued("figure.for"):
        between = [token.fold for token in place.line.words(cue.end, start)] if start - 40 <= cue.end <= start else None
        if between is not None and sum(word not in _ROUGHLY for word in between) <= 2:
            return True
    return False


_ROUGHLY = frozenset(
    [
        "as",
        "many",
        "much",
        "up",
        "to",
        "some",
        "about",
        "around",
        "more",
        "than",
        "at",
        "least",
        "nearly",
        "over",
        "roughly",
        "plus",
        "de",
        "quelque",
        "quelques",
        "environ",
        "pres",
        "jusqu'",
        "a",
        "moins",
        "au",
        "d'",
    ]
)
"""Words that tell how exactly a count is meant."""


_PART = re.compile(r"\w[ \u00a0](?:de|des|of|from|by|par)[ \u00a0]\Z|\w[ \u00a0]d['’]\Z", re.I)


def _counted(place: _Place, category: str, within: int) -> bool:
    """As ``_follows``, where what follows is itself counted: not "300 answers from staff"."""
    text, start = place.line.text, place.line.span.start
    first = next((cue for cue in place.line.cued(category) if cue.start >= place.quantity.span.end), None)
    if first is None or first.start > place.quantity.span.end + within:
        return False
    return _PART.search(text[place.quantity.span.end - start : first.start - start]) is None


def _follows(place: _Place, category: str, within: int) -> bool:
    end = place.quantity.span.end
    return any(end <= cue.start <= end + within for cue in place.line.cued(category))


def _percent(place: _Place, words: Sequence[_Word], known: Sequence[Reading]) -> Reading | None:
    """Growth of revenue or of daily users; a percent of anything else claims nothing."""
    quantity = place.quantity
    around = (place.quantity.span.start - 70, place.quantity.span.end + 40)
    rises = [cue for cue in place.line.cued("figure.rise") if around[0] <= cue.start <= around[1]]
    falls = [cue for cue in place.line.cued("figure.fall") if around[0] <= cue.start <= around[1]]
    if not rises and not falls:
        return None
    told = [_Word(r.quantity.span.start, r.quantity.span.end, r.measure) for r in known if not r.quantity.percent]
    told += [word for word in words if not word.weak]
    before = [word for word in told if word.end <= quantity.span.start and word.start >= quantity.span.start - _BEFORE_LIMIT]
    after = [word for word in told if word.start >= quantity.span.end and word.start <= quantity.span.end + _AFTER]
    base = max(before, key=lambda word: word.end, default=None) or min(after, key=lambda word: word.start, default=None)
    measure = _GROWTH.get(base.measure) if base else None
    if measure is None or _ahead(place, "figure.forecast") or _ahead(place, "figure.expected"):
        return None
    return Reading(quantity=quantity, measure=measure, falling=bool(falls) and not rises)


def fallen(reading: Reading) -> Quantity:
    """The quantity of ``reading``, below zero where the measure fell."""
    amount = reading.quantity.amount
    return replace(reading.quantity, amount=replace(amount, low=-amount.low)) if reading.falling else reading.quantity
