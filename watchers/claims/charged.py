"""Which sums of a sentence are prices, each with its unit.

A sum is a price when it comes with a unit ("per user per month"), or with a verb or noun of paying beside a buyer; what is paid
for something else (training, a hotline, a subscription), to an unnamed rival, or only imagined, is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watchers.claims import clients, dealings
from watchers.claims.actors import Line, Role
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.attribution import attribution
from watchers.claims.brokers import BROKERS
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Evidence
from watchers.claims.passages import PassageKind
from watchers.claims.purposes import of_another_thing, of_something_else, stranger_sells
from watchers.claims.terms import Terms, joined, leading, shared_unit, terms

_MILLION = Decimal(1_000_000)
"""A sum from here on is a contract or an investment, not a price, unless it is told by the year."""


_PIECE = Decimal(100)
"""A piece of work that costs more is no model's."""
_ORDER = 100
"""Prices told together differ by less than this factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A sum that is a price, with its unit."""

    quantity: Quantity
    terms: Terms
    part: dealings.Stretch


def offers(scene: Scene, line: Line, here: Sequence[Quantity], seen: frozenset[str]) -> list[Offer]:
    """The prices among the sums ``here`` of ``line``; ``seen`` are the currencies that the article has used so far."""
    return _shared(line, here, [offer for q in here if (offer := _offer(scene, line, q, here, seen))])


def _offer(scene: Scene, line: Line, quantity: Quantity, here: Sequence[Quantity], seen: frozenset[str]) -> Offer | None:
    """``quantity`` as a price, or ``None``."""
    if quantity.turn is Turn.NOT or quantity.percent or _covered(line, quantity):
        return None
    after = line.text[quantity.span.end - line.span.start :]
    after = _ASIDE.sub("", after, count=1)
    unit = terms(after)
    unit = joined(unit, _later(after)) if unit.time and not unit.holder else unit
    if unit.foreign or not (quantity.money or (unit.holder and unit.time and seen)):
        return None
    if not unit.holder and not unit.time and len(here) > 1 and _IN_ALL.match(after):
        return None
    part = dealings.stretch(line, quantity, [q for q in here if q.money])
    unit = joined(unit, leading(line.text[part.start - line.span.start : part.place - line.span.start]))
    if not unit.holder and not unit.time and _next_year(line, part):
        unit = replace(unit, time="year", other_time=False)
    if not unit.holder and (
        unit.each or _EACH_COSTS.search(line.text, part.start - line.span.start, part.place - line.span.start)
    ):
        unit = replace(unit, holder=_each(scene, line, part))
    if not _told_as_price(scene, line, quantity, unit):
        return None
    if of_something_else(line, part) or stranger_sells(line, part):
        return None
    return Offer(quantity=quantity, terms=unit, part=part)


_IN_ALL = re.compile(r"\A[ \u00a0]?(?:in all|in total|altogether|all told|overall|au total|en tout)\b", re.I)
"""Behind a sum: what all seats cost together, and no price."""
_EACH_COSTS = re.compile(
    r"\b(?:each|chacune?)(?: of them)?[ \u00a0](?:\w+[ \u00a0])?(?:costs?|costing|comes? (?:to|at)|priced|billed|coût\w+|à|at)\b",
    re.I,
)
_ASIDE = re.compile(
    r"\A,[ \u00a0](?:not|rather than|instead of|et non(?: pas)?|au lieu de|contre)[ \u00a0][^,;:!?]{1,24},"
    r"(?=[ \u00a0](?:per|a|an|par)\b)",
    re.I,
)
"""Between a sum and its unit: the sum that it is not."""
_LATER = re.compile(
    r"\A[^;:.!?$€£0-9]{1,60}?(?P<unit>\b(?:for (?:each|every)|pour (?:chaque|chacune?)|per (?:user|seat|head)"
    r"|par (?:utilisateur|agent|poste)|a (?:head|seat|user))\b.{0,60})",
    re.I,
)


def _later(after: str) -> Terms:
    """The holder told behind who is paid: "£24 a month to Microsoft for each of the 900 clerks"."""
    match = _LATER.match(after)
    told = terms(match["unit"]) if match else Terms()
    return Terms(holder=told.holder) if not told.foreign and not told.piece else Terms()


_FIRST_YEAR = re.compile(r"\b(?:first|opening|initial) (?:year|twelve months)\b|\b(?:première|1re) année\b|\byear one\b", re.I)
_THEN = re.compile(
    r"\b(?:the second|the next|the following|thereafter|afterwards?|after that|from then on|year two|each year after"
    r"|l[ae]s? suivantes?|l['’]année suivante|la deuxième|la seconde|ensuite|par la suite|après quoi|au-delà)\b",
    re.I,
)


def _next_year(line: Line, part: dealings.Stretch) -> bool:
    """Whether the sum is that of the years after a first one told in the sentence: "la suivante sera facturée 46 000 €"."""
    start, end = part.start - line.span.start, part.end - line.span.start
    return _FIRST_YEAR.search(line.text) is not None and _THEN.search(line.text, start, end) is not None


def inherited(line: Line, here: Sequence[Quantity], before: Sequence[Offer]) -> list[Offer]:
    """The only sum of a line that is compared with the price told right before: "The list price is $9"."""
    full = next((offer for offer in reversed(before) if offer.terms.holder), None)
    money = [q for q in here if q.money and not q.percent and q.turn is not Turn.NOT]
    if full is None or len(money) != 1 or not line.cued("price.list", "price.recall") or line.cued("price.other", "price.hawker"):
        return []
    quantity = money[0]
    unit = terms(line.text[quantity.span.end - line.span.start :])
    like = quantity.plain_dollar or quantity.currency in (None, full.quantity.currency)
    near = full.quantity.amount.low / _TIMES <= quantity.amount.low <= full.quantity.amount.low * _TIMES
    if not like or not near or unit != Terms():
        return []
    return [Offer(quantity=quantity, terms=full.terms, part=dealings.stretch(line, quantity, money))]


_TIMES = 20
"""How many times dearer or cheaper the price may be that one is compared with."""


def _each(scene: Scene, line: Line, part: dealings.Stretch) -> str | None:
    """Of what "each" is said: of seats counted before, or of the agencies that pay."""
    before = scene.lines[line.index - 1] if line.index else None
    counted = before is not None and bool(before.cued("figure.seat")) and _THEY.match(line.text) is not None
    if counted or any(cue.end <= part.place for cue in line.cued("figure.seat")):
        return "user"
    if any(part.place < cue.start < part.end for cue in line.cued("figure.seat")):  # "$9 each a week for 200 licences"
        return "user"
    if any(_counted(line, cue) for cue in line.cued("figure.staff") if cue.end <= part.place):
        return "user"  # "pour 1 500 professeurs, à 9 euros par mois chacun"
    return "agency" if _of_agencies(line, part) else None


def _counted(line: Line, cue: Cue) -> bool:
    """A number stands before the people, a word at most between them."""
    return any(token.fold[:1].isdigit() for token in line.tokens[max(0, cue.first - 2) : cue.first])


_THEY = re.compile(r"(?:they|these|those|ils|elles|celles-ci|ceux-ci)\b", re.I)


def _of_agencies(line: Line, part: dealings.Stretch) -> bool:
    """Whether "each" is said of the agencies that pay: no seller stands nearer before the sum, unless there is only one."""
    payers = [cue.end for cue in line.cued("price.public", "government") if part.start <= cue.start and cue.end <= part.place]
    payers += [name.end for name in clients.bodies(line) if part.start <= name.start and name.end <= part.place]
    names = [name for name in line.names if name.vendor and name.end <= part.place]
    last = max((name.end for name in names), default=0)
    return bool(payers) and (max(payers) > last or len({name.vendor for name in names}) == 1)


def _covered(line: Line, quantity: Quantity) -> bool:
    """Whether the sum is part of words that say that nothing is paid: "not a cent"."""
    place = quantity.span
    return any(
        cue.start < place.end and place.start < cue.end for cue in line.cued("price.nopay", "price.noprofit", "price.free")
    )


def _told_as_price(scene: Scene, line: Line, quantity: Quantity, unit: Terms) -> bool:
    bought = _goes_for(line, quantity) and bool(clients.bodies(line))
    if bought or _is_figure(line, quantity, unit) or _saved(line, quantity):
        return bought
    if unit.holder:
        return quantity.amount.low < _MILLION
    if unit.piece:
        return bool(line.cued("price.pay")) and dealings.named_seller(line) and quantity.amount.low < _PIECE
    paying = _pays(line) or symbolic(line, quantity) or (unit.time is not None and bool(line.cued("price.deal")))
    paying = paying or (unit.time is not None and _offered_at(line, quantity))
    payer = bool(clients.bodies(line)) or payer_by_letters(line) is not None
    told = bool(line.cued("body")) or clients.speaking_body(scene, line) is not None
    payer = payer or (bool(unit.time) and told and dealings.named_seller(line))
    parties = payer or bool(line.cued("body", "price.public")) or dealings.named_seller(line)
    if unit.other_time and quantity.amount.low >= _TERM:
        return False  # "signed for it at $640,000 for two years": what a contract is worth
    if unit.time:
        payer = payer or clients.agencies_before(line, quantity.span.start) is not None
        return paying and (payer or clients.body_before(scene, line) is not None) and not of_another_thing(line, quantity)
    return paying and parties and quantity.amount.low < _MILLION and (payer or public(scene, line))


def _saved(line: Line, quantity: Quantity) -> bool:
    """ "Aims to save $50 million a year", "ferait économiser 2 millions": what is not spent is no price."""
    before = [token.fold for token in line.before(quantity.span.start, _SAVED) if token.word]
    return any(fold.startswith(_SAVES) for fold in before)


_SAVED = 4
_SAVES = ("save", "saving", "economis", "epargn")


def _goes_for(line: Line, quantity: Quantity) -> bool:
    """ "Agencies can get ChatGPT Enterprise for $1", "obtenir Claude pour 1 dollar": a small sum right behind the product."""
    before = [token for token in line.before(quantity.span.start, 3) if token.word]
    if not before or before[-1].fold not in _FOR or quantity.amount.low >= _SMALL or quantity.spelled or not quantity.money:
        return False
    return any(name.end <= before[-1].start <= name.end + 2 for name in line.named(Role.PRODUCT))


_FOR = frozenset({"for", "at", "pour"})
_SMALL = 1_000
"""Sums from here on may be what a contract is worth."""


def _offered_at(line: Line, quantity: Quantity) -> bool:
    """ "Has offered the service the use of its model for one pound a year"."""
    before = [token.fold for token in line.before(quantity.span.start, 2)]
    return any(cue.end <= quantity.span.start for cue in line.cued("offer.to")) and not {"for", "at"}.isdisjoint(before)


_TERM = Decimal(10_000)
"""A sum from here on for some years is a contract's."""


_TOKEN = re.compile(r"\b(?:symbol|token\b|nominal|simb[oó]l)", re.I)
_CLOSE = 16
"""Characters beside a sum in which it may be called symbolic."""


def symbolic(line: Line, quantity: Quantity) -> bool:
    """Whether the sum is a unit of money and called symbolic: "a token dollar", "1 euro symbolique"."""
    start, end = quantity.span.start - line.span.start, quantity.span.end - line.span.start
    return quantity.amount.low == 1 and _TOKEN.search(line.text, max(0, start - _CLOSE), end + _CLOSE) is not None


def _pays(line: Line) -> bool:
    """Whether the line tells of paying, or of a body that spends."""
    spent = line.cued("price.spend")
    return bool(line.cued("price.pay", "price.nopay")) or (bool(spent) and not _vendor_before(line, spent[0]))


def _vendor_before(line: Line, cue: Cue) -> bool:
    """Whether it is a seller that spends: the name that stands last before ``cue`` is no body's."""
    before = [name for name in line.named(Role.AGENCY, Role.VENDOR, Role.COMPANY) if name.end <= cue.start]
    return bool(before) and before[-1].role is not Role.AGENCY


_LETTERS = re.compile(
    r"(?:(?:\b(?:the|le|la|les|au|du|à la)[ \u00a0]|\bl['’])|\A)(?P<letters>(?-i:[A-ZÉ][A-ZÉ-]{2,7}))(?![\w-])", re.I
)
_NO_PAYER = frozenset({"API", "GPU", "CPU", "LLM", "USD", "EUR", "GBP", "CAD", "AUD", "CHF", "TVA", "VAT", "CEO", "PDG", "SAAS"})


def payer_by_letters(line: Line) -> str | None:
    """The acronym that pays though nothing introduced it: "L'ANOF paie 39 € par utilisateur"; it must be the subject."""
    paying = [cue for cue in line.cued("price.pay", "price.spend") if not _selling(line, cue)]
    for match in _LETTERS.finditer(line.text) if paying else ():
        end = line.span.start + match.end()
        subject = any(0 <= cue.start - end <= _SUBJECT for cue in paying)
        if subject and match["letters"] not in _NO_PAYER and not line.is_named(end - 1):
            return match["letters"]
    return None


_SUBJECT = 14
"""Characters between an acronym and the verb of which it is the subject: "will now pay"."""


def _selling(line: Line, cue: Cue) -> bool:
    return any(cue.start == other.start for other in line.cued("price.sell")) or not _PAYING.match(
        line.text, cue.start - line.span.start
    )


_PAYING = re.compile(r"pay|paid|pai[et]|vers|d[ée]bours|r[ée]gl|spen[dt]|d[ée]pens|zahl|abon|paga", re.I)
"""How verbs begin whose subject is who pays."""


def public(scene: Scene, line: Line) -> bool:
    """Whether a public body stands in the line or not far before it."""
    if clients.bodies(line) or line.cued("price.public") or clients.body_before(scene, line) is not None:
        return True
    return any(name.name in BROKERS for name in scene.before(line, Role.AGENCY))  # "an agency hands over A$15"


_FIGURES = (
    "figure.revenue",
    "figure.net",
    "figure.operating",
    "figure.capex",
    "figure.obligated",
    "figure.grant",
    "figure.budget",
    "figure.contract",
    "figure.worth",
)


_AGREED = frozenset({"figure.contract", "figure.worth"})
"""A contract at so much a year has a price."""
_NOUNS = ("figure.grant", "figure.contract", "figure.budget", "figure.revenue", "figure.net", "figure.obligated")
_RIGHT_AFTER = 3
"""Characters between a sum and the noun that it belongs to: "a $1 million grant"."""


def _is_figure(line: Line, quantity: Quantity, unit: Terms) -> bool:
    """Whether words of a company figure, a contract's worth or a budget stand nearer before the sum than words of paying."""
    if unit.holder:
        return False
    if any(0 <= cue.start - quantity.span.end <= _RIGHT_AFTER for cue in line.cued(*_NOUNS)):
        return True
    categories = [one for one in _FIGURES if not (unit.time and one in _AGREED)]
    figures = [cue.end for cue in line.cued(*categories) if cue.end <= quantity.span.start]
    if not figures:
        return False
    paying = [cue.end for cue in line.cued("price.pay") if cue.end <= quantity.span.start]
    if any(cue.end <= quantity.span.start and paying and cue.end >= max(paying) for cue in line.cued("figure.budget")):
        return not unit.time  # "the trial will cost": the verb of paying belongs to the budget's own words
    return not paying or max(figures) > max(paying)


def _shared(line: Line, here: Sequence[Quantity], offers: list[Offer]) -> list[Offer]:
    """Prices told together share the unit that only one is told with, or that the sentence tells once for all of them."""
    full = next((offer for offer in offers if offer.terms.holder), None) or _once(line, here)
    if full is None:
        return offers
    places = {offer.quantity.span for offer in offers}
    beside = [_beside(line, q, here, full) for q in here if q.span not in places]
    together = [*offers, *(offer for offer in beside if offer)]
    unit = _of_a_change(full.terms, together)
    together = [replace(offer, terms=_common(offer.terms, unit)) for offer in together]
    return sorted(together, key=lambda offer: offer.part.place)


def _of_a_change(unit: Terms, together: Sequence[Offer]) -> Terms:
    """``unit`` with the time that one end of a change tells: "the price per user fell from $30 to $24 a month"."""
    ends = [offer.terms.time for offer in together if offer.quantity.turn in (Turn.OLD, Turn.NEW) and not offer.terms.other_time]
    return replace(unit, time=next((time for time in ends if time), None)) if len(ends) > 1 and not unit.time else unit


def _once(line: Line, here: Sequence[Quantity]) -> Offer | None:
    """The first of several sums with the unit that stands apart from all of them."""
    money = [q for q in here if q.money and q.turn is not Turn.NOT]
    unit = shared_unit(line.text) if len(money) > 1 and dealings.named_seller(line) else None
    if unit is None or _is_figure(line, money[0], unit) or money[0].amount.low >= _MILLION:
        return None
    return Offer(quantity=money[0], terms=unit, part=dealings.stretch(line, money[0], money))


def _common(own: Terms, full: Terms) -> Terms:
    """The unit of a sum told beside one with ``full``: its own, else that; of a stated other term only the holder."""
    if own.piece or _own_terms(own, full):
        return own
    return replace(own, holder=full.holder) if own.other_time else full


def _own_terms(own: Terms, full: Terms) -> bool:
    """Whether a sum's own unit stands: it names its holder and time, or a time that the other's unit does not have."""
    if own.holder is not None:
        return own.time is not None or own.holder != full.holder
    return own.time is not None and own.time != full.time


def _beside(line: Line, quantity: Quantity, here: Sequence[Quantity], full: Offer) -> Offer | None:
    """A sum without a unit of its own beside a price: of the same currency and order, and of nothing else."""
    part = dealings.stretch(line, quantity, [q for q in here if q.money])
    unit = terms(line.text[quantity.span.end - line.span.start :])
    like = quantity.money and (quantity.currency in (None, full.quantity.currency) or quantity.minor or full.quantity.minor)
    order = full.quantity.amount.low * _ORDER
    if not like or quantity.amount.low > order or quantity.turn is Turn.NOT or unit.foreign:
        return None
    if unit.other_time and quantity.amount.low >= _TERM:  # "et Grok 42 cents, pour dix-huit mois" is a price like the others
        return None
    if of_something_else(line, part) or _covered(line, quantity):
        return None
    return Offer(quantity=quantity, terms=full.terms, part=part)


def told_at(scene: Scene, line: Line, place: int, *, unlisted: bool) -> Evidence:
    """The sentence as evidence for what stands at ``place``."""
    return Evidence(
        quote=line.text,
        span=line.span,
        attribution=attribution(scene, line, place),
        hedged=dealings.hedged(line, place),
        unlisted=unlisted,
        corrects=line.kind is PassageKind.CORRECTION,
    )
