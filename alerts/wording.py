"""Facts in words, English or French: dates, amounts, what a claim says in a line. Pure.

Times are given and said in UTC. Names and quotes pass through untouched: whoever shows them cleans them.
"""

from datetime import date, datetime
from decimal import Decimal

from alerts.labels.model import Labels
from alerts.model import Alert, Value, Verdict
from watchers.claims.model import Adoption, Amount, Attribution, Claim, Figure, Free, Partnership, PartnerStage, Price, Stage

_SCALES = (
    (Decimal(10) ** 12, {"en": "trillion", "fr": "billions"}),
    (Decimal(10) ** 9, {"en": "billion", "fr": "milliards"}),
    (Decimal(10) ** 6, {"en": "million", "fr": "millions"}),
)
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_THIN = "\u202f"


def day(when: date | datetime, words: Labels) -> str:
    """``30 October 2024``, ``1er novembre 2024``: day, month, year, in the label's language."""
    number = "1er" if words.language == "fr" and when.day == 1 else str(when.day)
    return f"{number} {words.months[when.month - 1]} {when.year}"


def moment(when: datetime, words: Labels) -> str:
    """A day with its time in UTC."""
    return f"{day(when, words)}, {when:%H:%M} UTC"


def language_name(code: str, words: Labels) -> str:
    """The language's name; its code where the tables do not know it."""
    return words.languages.get(code.casefold(), code.upper())


def thing(claim: Adoption | Partnership | Price, words: Labels) -> str:
    """The model, or its maker's models where none is named."""
    return claim.product or words.words["models"].format(claim.vendor)


def maker(claim: Claim) -> str:
    """Under whose name a claim is listed: the vendor, or the first of a figure's subjects."""
    return claim.subject.split(" / ")[0] if isinstance(claim, Figure) else claim.vendor


def amount(value: Amount, currency: str | None, words: Labels) -> str:
    """``about $40.5 billion``, ``1 à 2 milliards €``; exact, never rounded."""
    text = _number(value.low, words)
    if value.high is not None:
        text = f"{text}–{_number(value.high, words)}"
    if currency is not None:
        text = _priced(text, currency, words)
    return words.qualifiers[value.qualifier].format(text) if value.qualifier is not None else text


def _priced(text: str, currency: str, words: Labels) -> str:
    sign = _SIGNS.get(currency)
    if words.language == "fr":
        return f"{text} {sign or currency}"
    return f"{sign}{text}" if sign else f"{currency} {text}"


def _number(value: Decimal, words: Labels) -> str:
    if not value.is_finite() or abs(value.adjusted()) > 20 or len(value.as_tuple().digits) > 25:
        return str(value)[:60]  # no amount of money or people; beyond the precision of decimals, dividing would fail
    for scale, names in _SCALES:
        if abs(value) >= scale and (value / scale * 1000) % 1 == 0:
            return f"{_digits(value / scale, words)} {names[words.language]}"
    return _digits(value, words)


def _digits(value: Decimal, words: Labels) -> str:
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if words.language == "fr":
        return text.replace(",", _THIN).replace(".", ",")
    return text


def price(claim: Price, words: Labels) -> str:
    """What is paid, and for what: ``$1 per agency and year``; zero in words, and a sum's being symbolic said behind it."""
    if claim.amount.low == 0 and claim.amount.high is None:
        paid = words.free[claim.free] if claim.free is not None else words.words["zero"]
    else:
        paid = amount(claim.amount, claim.currency, words)
    told = f"{paid} {per(claim.per, words)}" if claim.per else paid
    return f"{told} ({words.free[claim.free]})" if claim.free is Free.SYMBOLIC else told


def per(unit: str, words: Labels) -> str:
    """``agency/year`` as ``per agency and year``."""
    parts = [words.units.get(part.strip(), part.strip()) for part in unit.split("/")]
    return words.words["per"].format(words.words["and"].join(parts))


def period(code: str, words: Labels) -> str:
    """``2024-Q3`` as ``Q3 2024`` (``T3 2024``), ``FY2027-Q1`` as ``Q1 FY2027``."""
    year, _, quarter = code.partition("-Q")
    if not quarter:
        return code
    return f"{words.words['quarter']}{quarter} {year}"


def speaker(attribution: Attribution | None, words: Labels) -> str:
    """``Faith Eischen (Meta), by e-mail``; says so where nobody is credited."""
    if attribution is None:
        return words.words["unsaid"]
    name = attribution.speaker
    if attribution.employer and attribution.employer != name:
        name = words.words["employer"].format(speaker=name, employer=attribution.employer)
    return f"{name}, {words.channels[attribution.channel]}" if attribution.channel is not None else name


def credit(attribution: Attribution | None, words: Labels) -> str:
    """``Said by Faith Eischen (Meta), by e-mail``, or that nobody is credited, as a line of its own."""
    said = speaker(attribution, words)
    return said[:1].upper() + said[1:] if attribution is None else words.words["said"].format(said)


def about(claim: Claim, words: Labels) -> str:
    """The slot a claim fills, without its value: ``GSA and Llama``, ``price of Claude for GSA``."""
    w = words.words
    if isinstance(claim, Adoption):
        return w["about agency"].format(agency=claim.agency, thing=thing(claim, words))
    if isinstance(claim, Partnership):
        return w["about partner"].format(partner=claim.partner, thing=thing(claim, words))
    if isinstance(claim, Price):
        return w["about price buyer" if claim.buyer else "about price"].format(thing=thing(claim, words), buyer=claim.buyer)
    return w["about figure"].format(subject=claim.subject, measure=measure(claim, words))


def measure(claim: Figure, words: Labels) -> str:
    """What is measured, with its period."""
    name = words.measures.get(claim.measure, claim.measure)
    return f"{name} {period(claim.period, words)}" if claim.period else name


def worth(claim: Claim, words: Labels) -> str:
    """The value a claim gives its slot: a stage, a price, an amount; with the date since when it holds, where one is given."""
    if isinstance(claim, Price):
        value = price(claim, words)
    elif isinstance(claim, Figure):
        value = amount(claim.amount, claim.currency, words)
    else:
        value = words.states[claim.stage]
    if isinstance(claim, Adoption | Price):
        return f"{value}{_since(claim, words)}"
    return f"{value}, {words.words['since'].format(day(claim.valid_from, words))}" if claim.valid_from else value


def sentence(claim: Claim, words: Labels) -> tuple[str, str]:
    """A claim as (name, rest), the name to be set bold: ``("GSA", " approves Llama")``."""
    colon = words.words["colon"]
    if isinstance(claim, Adoption):
        return claim.agency, f" {words.stages[claim.stage]} {thing(claim, words)}{_since(claim, words)}"
    if isinstance(claim, Partnership):
        return claim.partner, f"{colon}{_partner(claim, words)}"
    if isinstance(claim, Price):
        buyer = f" {words.words['for buyer'].format(claim.buyer)}" if claim.buyer else ""
        return thing(claim, words), f"{colon}{price(claim, words)}{buyer}{_since(claim, words)}"
    return claim.subject, f", {measure(claim, words)}{colon}{worth(claim, words)}"


def _since(claim: Adoption | Price, words: Labels) -> str:
    since = f", {words.words['since'].format(day(claim.valid_from, words))}" if claim.valid_from else ""
    return f"{since}, {words.words['until'].format(day(claim.valid_until, words))}" if claim.valid_until else since


def _partner(claim: Partnership, words: Labels) -> str:
    state = "" if claim.stage is PartnerStage.ANNOUNCED else f" ({words.states[claim.stage]})"
    return f"{claim.role or words.words['partner of'].format(thing(claim, words))}{state}"


def off_ladder(claim: Claim) -> str | None:
    """``end`` or ``denial`` where that is what a claim says."""
    stage = claim.stage if isinstance(claim, Adoption | Partnership) else None
    if stage in {Stage.DENIED, PartnerStage.DENIED}:
        return "denial"
    return "end" if stage in {Stage.ENDED, PartnerStage.ENDED} else None


def why(verdict: Verdict, words: Labels) -> str:
    """The reason, as a reader hears it; what was compared is shown beside it."""
    return words.reasons.get(verdict.reason, verdict.reason.value)


def origins(value: Value, words: Labels) -> str:
    """How many articles say a value and how many of them are independent of the others; an inventory is named, not counted."""
    if not value.sightings:
        return words.words["baseline"]
    if value.inventoried:
        return words.words["inventory"]
    told = value.articles
    number = len(told) + value.more
    independent = sum(sighting.kinship == "independent" for sighting in told) + value.more_independent
    sources = words.words["source one"] if number == 1 else words.words["sources"].format(n=number, i=independent)
    return sources if len(told) == len(value.sightings) else words.words["and inventory"].format(sources)


def unread(alert: Alert, words: Labels) -> str | None:
    """That the article was not read whole, and why; ``None`` where it was."""
    if alert.incomplete is None:
        return None
    return words.words["incomplete"].format(words.incomplete.get(alert.incomplete, alert.incomplete))
