"""Which measure a sum of a sentence is of: revenue, profit, daily users, capital spending, a contract, a grant, a budget, seats.

The word that names the measure is looked for in the sum's own stretch: the nearest before it since the sum before, else the
first after it until the next sum. A percent is the growth of what stands nearest before it. Sums with the unit of a price
("per user per month") are prices and no figures.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from watchers.claims import places as p
from watchers.claims.actors import Line, Role
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.counting import counted, grown
from watchers.claims.grants import TEN_THOUSAND, gifted, received
from watchers.claims.lexicon import Cue
from watchers.claims.periods import Grain, Period
from watchers.claims.places import Place, Reading, Word
from watchers.claims.terms import terms

_EARNED = frozenset({p.REVENUE, p.NET, p.ADJUSTED, p.OPERATING})
"""What a company has earned once the period is over; before that it is a forecast and claims nothing."""
_BESIDE = 12
"""Characters between a sum and the period that is told right after it."""
_BEHIND = 40
"""Characters between a sum and a word behind it that names it."""
_BEFORE_NEXT = 8
_GLUED = 2
_LEFT = 60
_UNSIGNED = re.compile(
    r"\b(?:turned (?:it |them )?down|was (?:rejected|refused|declined)|rejected|rebuffed|unsuccessful|losing bid|rival bid"
    r"|refusée?s?|rejetée?s?|déclinée?s?|écartée?s?|infructueux|retoquée?s?)\b",
    re.I,
)
"""Of an offer that came to nothing."""
_OF_WHICH = re.compile(r"\b(?:dont|including|of which|among them|y compris)(?:[ \u00a0][\w-]+){0,2}[ \u00a0]\Z", re.I)
"""Right before a part of a sum told before it."""
_BIDDER = re.compile(r"\b(?:bid|tender|applicant|candidat|soumissionnaire|offre|supplier|fournisseur|prestataire)\w*", re.I)
_REQUIRED = re.compile(
    r"\b(?:must|need(?:s|ed)? to|required?|requires|minimum|at least|doivent|doit|exig\w+|au moins|justifi\w+)\b", re.I
)
_YEARLY = re.compile(
    r"\b(?:annual|yearly|annuel(?:le)?s?|monthly|mensuel(?:le)?s?|jährlich\w*"
    r"|first-year|(?:each|every) year|chaque année|tous les ans)\b",
    re.I,
)


def read(
    line: Line, here: Sequence[Quantity], spans: Sequence[Period], *, contract: bool, reports: bool = False
) -> tuple[Reading, ...]:
    """The sums of ``line`` that are figures, in order.

    ``spans`` are its periods; ``contract`` is true where the sentences just before speak of a contract, ``reports`` where the
    article has told what a company earned.
    """
    words = _words(line)
    known: list[Reading] = []
    for number, quantity in enumerate(here):
        if quantity.turn is Turn.NOT:
            continue
        place = Place(line, quantity, here, number)
        reading = grown(place, words, known) if quantity.percent else counted(place, words)
        if reading is None and not quantity.percent:
            reading = _invested(place) if reports else None
            reading = reading or _money(place, words, known, spans, contract=contract)
        if reading is not None:
            known.append(reading)
    return tuple(known)


_SPEAKING = frozenset(
    (*p.CUES, "figure.guide", "figure.deploy", "figure.people", "figure.staff", "figure.seat", "figure.term", "price.pay")
)


def speaks(line: Line) -> bool:
    """Whether the line holds any word that a figure could be told with."""
    return not line.index_of_cues.keys().isdisjoint(_SPEAKING) or (
        bool(line.named(Role.COMPANY, Role.VENDOR)) and _MONEY.search(line.text) is not None
    )


_MONEY = re.compile(r"[$€£]|\b(?:euros?|dollars?|francs?|pounds)\b")


def _words(line: Line) -> tuple[Word, ...]:
    return tuple(
        Word(cue.start, cue.end, p.CUES[cue.category], weak=cue.category in p.WEAK)
        for cue in line.cued("figure")
        if cue.category in p.CUES
    )


# ------------------------------------------------------------------------------------------------------------------ money


def _money(
    place: Place, words: Sequence[Word], known: Sequence[Reading], spans: Sequence[Period], *, contract: bool
) -> Reading | None:
    quantity = place.quantity
    if not quantity.money and quantity.amount.low < p.MILLION:
        return None
    if _priced(place):
        return None
    measure = _changed(place, words, known) or _named(place, words, spans, contract=contract)
    measure = measure or _dated(place, words, known, spans)
    if measure is None or not _counts(place, measure):
        return None
    ceiling = measure == p.CONTRACT and any(place.start <= cue.start < place.end for cue in place.line.cued("figure.ceiling"))
    return Reading(quantity=quantity, measure=measure, ceiling=ceiling)


def _invested(place: Place) -> Reading | None:
    """ "Les investissements ont atteint 402 millions", among a company's results."""
    money = place.quantity.money and place.quantity.amount.low >= p.MILLION
    return Reading(quantity=place.quantity, measure=p.CAPEX) if money and _CAPITAL.search(place.left) else None


def _dated(place: Place, words: Sequence[Word], known: Sequence[Reading], spans: Sequence[Period]) -> str | None:
    """A sum with only a period behind it is of the measure before: "$40 million this year, $65 million after"."""
    sums = [reading for reading in known if not reading.quantity.percent and reading.quantity.money]
    end = place.quantity.span.end - place.line.span.start
    dated = any(0 <= span.span.start - end <= _BESIDE for span in spans)
    if not sums or place.before(words) is not None:
        return None
    start = place.start - place.line.span.start
    planned = sums[-1].measure == p.CAPEX and any(start <= span.span.start < end for span in spans) and place.ahead("figure.plan")
    revised = sums[-1].measure == p.CAPEX and place.quantity.amount.low >= p.BILLION and place.ahead("figure.guide")
    return sums[-1].measure if dated or planned or revised else None


def _priced(place: Place) -> bool:
    """Whether the sum has the unit of a price: per user, a month, a year beside a verb of paying; or per share and the like."""
    unit = terms(place.line.text[place.quantity.span.end - place.line.span.start :])
    paid = any(place.start <= cue.start < place.quantity.span.start for cue in place.line.cued("price.pay"))
    small = place.quantity.amount.low < p.MILLION
    yearly = unit.time == "year" and paid and not place.line.cued("figure.revenue")
    return unit.holder is not None or (unit.foreign and small) or unit.time in ("month", "week") or yearly


def _named(place: Place, words: Sequence[Word], spans: Sequence[Period], *, contract: bool) -> str | None:
    """The measure that a word of the stretch names: a strong word before, one right after, then a weak one before."""
    strong = [word for word in words if not word.weak]
    obligated = place.behind([word for word in words if word.measure == p.OBLIGATED])
    if obligated and obligated.start - place.quantity.span.end < 24:
        return p.OBLIGATED
    before, behind = place.before(strong), place.behind(strong)
    granted = behind is not None and behind.measure == p.GRANT and behind.start - place.quantity.span.end <= _GLUED
    if granted or (not before and gifted(place)):
        return p.GRANT
    if before and _alone(place, before):
        return p.CONTRACT if contract and _cost_of(place, before) else _adjusted(place, before.measure)
    delivered = _delivered(place)
    if not delivered and behind and behind.start - place.quantity.span.end <= _BEHIND and not _of_next(place, behind):
        return behind.measure
    if delivered or _bought(place) or received(place):
        return p.CONTRACT
    return _weakly(place, words, spans, contract=contract)


_COST_OF = re.compile(r"(?:co[uû]ts?|facture|d[ée]pense|montant)[ \u00a0](?:de|du|d['’])", re.I)


def _cost_of(place: Place, word: Word) -> bool:
    """ "Coût de l'opération :", behind what a body has ordered: what the order costs."""
    told = _COST_OF.match(place.line.text, word.start - place.line.span.start) is not None
    return word.measure == p.BUDGET and told


def _adjusted(place: Place, measure: str) -> str:
    """Profit of which the same stretch says that it leaves something out: "excluding that effect, profit would be"."""
    left_out = any(place.start <= cue.start < place.quantity.span.start for cue in place.line.cued("figure.adjusted"))
    return p.ADJUSTED if measure == p.NET and left_out else measure


def _of_next(place: Place, word: Word) -> bool:
    """Whether ``word`` names the sum that follows it: "lost $4 billion on revenue of $470 million"."""
    following = [q.span.start for q in place.here[place.number + 1 :] if q.span.start >= word.end and not q.percent]
    return bool(following) and following[0] - word.end <= _BEFORE_NEXT


def _bought(place: Place) -> bool:
    """Whether a public body pays a company the sum: "ICE is paying Palantir $30 million"."""
    start = place.quantity.span.start
    paying = [cue for cue in place.line.cued("price.pay", "contract", "figure.invest", "figure.award") if cue.end <= start]
    if not paying or place.quantity.amount.low < TEN_THOUSAND:
        return False
    payer = [name for name in place.line.named(Role.AGENCY) if name.end <= paying[-1].start]
    payee = [name for name in place.line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT) if name.start >= paying[-1].end]
    earlier = [name for name in place.line.named(Role.VENDOR, Role.COMPANY) if name.end <= paying[-1].start]
    return bool(payer and payee) and not earlier


def _delivered(place: Place) -> bool:
    """Whether it is what a company's work costs a body: "built by Example for €96,000", "prend le relais, pour 615 000 €"."""
    if place.quantity.amount.low < TEN_THOUSAND or not place.quantity.money or _COSTING.search(place.left[-48:]) is None:
        return False
    if place.ahead("figure.other", "figure.grant", "figure.budget", "figure.revenue", "figure.net", "figure.guide"):
        return False
    start = place.quantity.span.start
    firms = [name for name in place.line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT) if name.end <= start]
    works = [cue for cue in place.line.cued("serve", "serve.by", "task", "duty") if place.start <= cue.start < start]
    deals = [cue for cue in place.line.cued("contract", "adopt", "figure.deploy") if place.start <= cue.start < start]
    served = any(name.role is not Role.PRODUCT for name in firms) and bool(works)
    return served or bool(firms and deals and place.line.named(Role.AGENCY)) or _fronted(place)


def _fronted(place: Place) -> bool:
    """ "Pour 2,8 millions d'euros, Atos installera …": the cost before the work, between a company and a body of the line."""
    if len(place.left) > _HEAD or not place.right.startswith(","):
        return False
    end = place.quantity.span.end
    firms = [name for name in place.line.named(Role.VENDOR, Role.COMPANY) if name.start >= end]
    works = [cue for cue in place.line.cued("serve", "task", "duty", "contract", "figure.deploy") if cue.start >= end]
    return bool(firms and works and place.line.named(Role.AGENCY))


_HEAD = 32
"""Characters that a sum may stand from the head of its sentence."""


_COSTING = re.compile(
    r"(?:\b(?:for|at|at a (?:total )?cost of|at a price of|pour|moyennant|contre|au prix de|pour un (?:montant|coût|total|prix)"
    r"(?: \w+)? (?:de|à)|à hauteur de|d['’]un montant(?: \w+)? (?:de|à)|d['’]une valeur de|l['’]addition montant à|valued at"
    r"|(?:will|would|to|has) cost|factur[ée]e?s?|co[uû]te(?:ra|ront|nt)?|billed at))"
    r"[ \u00a0](?:(?:some|about|around|roughly|nearly|up to|just over|just under|a total of|quelque|environ|près de|plus de"
    r"|un peu plus de|un total de)[ \u00a0])?\Z",
    re.I,
)
"""Right before what something costs."""


def _alone(place: Place, word: Word) -> bool:
    """A contract's word names its worth only with a sum that is told as such; the others name what follows them."""
    if word.measure != p.CONTRACT:
        return True
    if place.quantity.turn is not None:
        return True
    near = place.quantity.span.start - word.end
    if place.quantity.money and place.quantity.amount.low >= _LARGE and _priced_at(place):
        return True
    told = any(word.start <= cue.start < place.quantity.span.start for cue in place.line.cued("figure.worth", "figure.ceiling"))
    return told or near <= 12 or (_over_years(place) and _APPOSED.search(place.left) is not None)


_LARGE = Decimal(100_000)
_APPOSED = re.compile(r"(?:[,:(–—]|\b(?:for|at|of|pour|de|à))[ \u00a0]\Z", re.I)
"""Right before a sum that stands beside the contract named before it: "le contrat notifié en mai, 11 millions sur quatre ans"."""
_AT = re.compile(r"(?:,?[ \u00a0](?:at|for|of)|[ \u00a0](?:pour|à hauteur de|de))[ \u00a0]\Z", re.I)


def _priced_at(place: Place) -> bool:
    """Whether a contract's sum follows "at", "for" or "of", and both its sides stand in the line."""
    left = place.line.text[: place.quantity.span.start - place.line.span.start]
    sides = place.line.named(Role.AGENCY) and place.line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT)
    return bool(sides) and _AT.search(left[-24:]) is not None


def _weakly(place: Place, words: Sequence[Word], spans: Sequence[Period], *, contract: bool) -> str | None:
    if _CAPITAL.search(place.left):
        return None
    weak = place.before([word for word in words if word.weak])
    yearly = any(span.grain is Grain.YEAR for span in spans) and place.quantity.amount.low >= p.BILLION
    if weak is None and yearly and any(_of_investment(place, word) for word in words):
        return p.CAPEX
    if weak is None:
        return p.CONTRACT if contract and _spread(place) else None
    if weak.measure == p.CAPEX:
        return p.CAPEX if yearly else None
    spoken = contract or any(word.measure == p.CONTRACT and not word.weak for word in words)
    return p.CONTRACT if spoken or _dealing(place) else None


def _dealing(place: Place) -> bool:
    """Whether the line tells of a deal between a body and a company without its noun: "les licences, d'un montant de"."""
    sides = place.line.named(Role.AGENCY) and place.line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT)
    large = place.quantity.money and place.quantity.amount.low >= TEN_THOUSAND
    if not sides or not large or _MARKET.search(place.left):
        return False
    return bool(place.line.cued("figure.deploy", "price.pay", "contract", "task"))


_CAPITAL = re.compile(
    r"\b(?:investments?|investissements?|capital spending|capex)(?: \w+){0,2} "
    r"(?:reached|came to|totall?ed|stood at|were|was|ont atteint|atteignent|s['’]élèvent à|se montent à|ont représenté"
    r"|se sont (?:élevés|montés) à) \Z",
    re.I,
)
_MARKET = re.compile(r"\bmarchés? (?:de l['’]|du |des |de la |mondial|européen|américain)|\bmarkets?\b", re.I)
"""What is bought and sold of a kind in the world, and no contract."""


def _of_investment(place: Place, word: Word) -> bool:
    """ "120 milliards de dollars d'investissements": what is planned right after the sum."""
    return word.measure == p.CAPEX and 0 <= word.start - place.quantity.span.end <= _RIGHT_AFTER and place.ahead("figure.plan")


_RIGHT_AFTER = 8


def _over_years(place: Place) -> bool:
    """Told over years right after the sum."""
    return place.follows("figure.term", _NEXT_WORDS)


_NEXT_WORDS = 4


def _spread(place: Place) -> bool:
    """Told over years: "over its three years", "sur trois ans"."""
    return bool(place.line.cued("figure.term"))


def _counts(place: Place, measure: str) -> bool:
    """Whether the sum is a figure at all: no forecast of earnings, nothing that analysts reckoned with, no contract of cents."""
    if measure in (p.USERS, p.OTHER) or place.ahead("figure.expected") or _of_another(place, measure):
        return False
    if measure in _EARNED:
        if _OF_WHICH.search(place.left):
            return False
        nobodys = place.quantity.amount.low < TEN_THOUSAND or (_REQUIRED.search(place.left) and _BIDDER.search(place.line.text))
        guided = measure == p.REVENUE and _WHOLE_YEAR.search(place.line.text) is not None
        return not nobodys and (guided or not place.ahead("figure.forecast"))
    if measure != p.CONTRACT:
        return True
    if _UNSIGNED.search(place.line.text):
        return False
    yearly = _YEARLY.search(place.left[-_LEFT:]) or terms(place.right).time in _RECURS
    return not yearly and place.quantity.amount.low >= p.THOUSAND


_RECURS = frozenset({"year", "quarter", "month", "week", "day"})
"""What is paid each of these is a price."""
_WHOLE_YEAR = re.compile(
    r"\b(?:this|full|fiscal|financial|whole|current|next)(?: (?:fiscal|financial))? year\b"
    r"|\b(?:for|in) (?:fiscal |FY)?20[0-9]{2}\b"
    r"|\b(?:cette année|année en cours|exercice|l['’]année|sur l['’]ensemble|en 20[0-9]{2}|pour 20[0-9]{2})\b",
    re.I,
)
"""A company's own guidance for a whole year is kept as its revenue of that year."""


def _of_another(place: Place, measure: str) -> bool:
    """Money bound or set aside for something that the line names and that is no model: "480 millions dans l'énergie"."""
    if measure not in (p.OBLIGATED, p.BUDGET) or place.line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT):
        return False
    ours = place.line.cued("model", "ai", "matter", "figure.contract", "figure.seat", "explore", "company")
    return not ours and _PURPOSE.match(place.right) is not None


_PURPOSE = re.compile(
    r"[ \u00a0](?:(?:à|dans|de|sur|in|to|of|from|on|out of)[ \u00a0](?:son|sa|leur|its|their|the|le)[ \u00a0]"
    r"(?:[\w-]+[ \u00a0]){0,2}?budgets?[ \u00a0])?(?:pour|dans|for|in|on|towards|to)[ \u00a0]"
    r"(?!(?:20[0-9]{2}|FY|l['’](?:année|exercice)|(?:the[ \u00a0])?"
    r"(?:this|next|fiscal|financial|coming|current|calendar|prochain|exercice)))",
    re.I,
)


def aged(line: Line, here: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """``here`` with what stands between "after" and "a year earlier" told as old: "après 400 000 euros un an plus tôt"."""
    earlier = line.cued("figure.earlier")
    return tuple(replace(q, turn=Turn.OLD) if q.turn is None and _after_that(line, q, earlier) else q for q in here)


def _after_that(line: Line, quantity: Quantity, earlier: Sequence[Cue]) -> bool:
    left = line.text[: quantity.span.start - line.span.start]
    told = any(0 <= cue.start - quantity.span.end <= _EARLIER for cue in earlier)
    return told and _AFTER.search(left) is not None


_EARLIER = 24
_AFTER = re.compile(
    r"\b(?:après|after|following|vs\.?|versus)[ \u00a0](?:(?:a|an|un|une|some|about|environ|quelque)[ \u00a0])?\Z", re.I
)


def _changed(place: Place, words: Sequence[Word], known: Sequence[Reading]) -> str | None:
    """The other end of a change is of the same measure, where no word before it names its own."""
    sums = [reading for reading in known if not reading.quantity.percent]
    if not sums or place.quantity.turn is None or place.before([word for word in words if not word.weak]):
        return None
    return sums[-1].measure


def fallen(reading: Reading) -> Quantity:
    """The quantity of ``reading``, below zero where the measure fell."""
    amount = reading.quantity.amount
    return replace(reading.quantity, amount=replace(amount, low=-amount.low)) if reading.falling else reading.quantity
