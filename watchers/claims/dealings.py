"""What prices and figures share: the sums of a sentence, and who sells to whom around one of them.

A sum's seller is the vendor named nearest before it, in the stretch since the sum before; several joined by "and" share it
("OpenAI and Anthropic each charge $1, and Google charges 47 cents"). Its buyer is a public body of the sentence, else the one
that the sentences before had in mind.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.amounts import Quantity, quantities
from watchers.claims.entities import Bound, Scene
from watchers.claims.model import Clash, Evidence, Span
from watchers.claims.pairs import of_two
from watchers.claims.passages import PassageKind

_LONGEST = 3000
"""Characters beyond which a line is no sentence but debris; reading it would cost more than it can say."""
MOST = 300
"""Claims of one kind after which reading an article stops: no newsroom prints as many."""


MOST_SUMS = 4000
"""Sums of one article after which no more are read."""


def readable(line: Line) -> bool:
    """Whether ``line`` may claim a price or a figure: it asks nothing and is no endless string."""
    return not line.question and line.span.end - line.span.start <= _LONGEST


def sums(line: Line) -> tuple[Quantity, ...]:
    """The quantities of ``line`` with spans in the article's text; a conversion into a second currency is left out."""
    found: list[Quantity] = []
    for quantity in quantities(line.text, line.lang):
        if (found and _converts(line.text, found[-1], quantity)) or _named_by(line, quantity):
            continue
        found.append(quantity)
    start = line.span.start
    return tuple(replace(q, span=Span(start=q.span.start + start, end=q.span.end + start)) for q in found)


def _named_by(line: Line, quantity: Quantity) -> bool:
    """Whether a bare number is part of a product's name: "Microsoft 365 Copilot", "Office 365 licences"."""
    if quantity.money or quantity.percent or quantity.spelled:
        return False
    start = quantity.span.start + line.span.start
    inside = any(name.start <= start < name.end for name in line.named(Role.PRODUCT, Role.VENDOR, Role.COMPANY))
    glued = any(name.end + 1 == start for name in line.named(Role.PRODUCT, Role.VENDOR, Role.COMPANY))
    return inside or (glued and _CAPITAL.match(line.text, quantity.span.end) is not None)


_CAPITAL = re.compile(r"[ \u00a0][A-Z]")
_CONVERSION = re.compile(
    r"[\s,(–-]{1,3}(?:(?:or|i\.e\.|about|around|roughly|some|soit|ou|environ|près de|unos|rund|etwa|also)[\s\u00a0]){0,3}", re.I
)


def _converts(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether ``second`` only repeats ``first`` in another currency: "$1 million, about £740,000"."""
    if not (first.money and second.money and first.currency and second.currency) or first.currency == second.currency:
        return False
    between = text[first.span.end : second.span.start]
    if len(between) > 48:
        return False
    gap = re.sub(r"^[\s\u00a0]?[\w'’ -]{0,24}(?=[,(])", "", between)
    return bool(gap.strip()) and _CONVERSION.fullmatch(gap) is not None


def currency_of(quantity: Quantity, known: Collection[str], home: str | None = None) -> str | None:
    """Its currency: printed, else the only one of ``known``, the article's so far.

    A bare dollar is that of ``home`` (ISO code of the buyer's country) where that has a dollar of its own; so are cents alone,
    and a French text's "centimes".
    """
    local = _DOLLARS.get(home or "")
    if quantity.plain_dollar and local:
        return local
    if quantity.currency is not None and (not quantity.minor or quantity.currency not in ("EUR", "USD")):
        return quantity.currency
    if quantity.minor and local and local not in known:  # cents for an American body, in a text with a European price too
        return local
    if len(known) == 1:
        return next(iter(known))
    return (local if quantity.minor else None) or quantity.currency or ("USD" if quantity.minor else None)


_DOLLARS = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD"}
"""Countries whose press writes its own dollar with a bare sign."""


def home_of(scene: Scene, line: Line, buyer: Name | None) -> str | None:
    """The country whose dollar a bare sign means: the buyer's, else the article's; the French press calls few dollars bare."""
    country = (buyer.entity.country if buyer and buyer.entity else None) or scene.country
    if country is None and line.lang == "fr" and "$" in line.text and not _american(scene):
        return "CA"
    return country if line.lang == "en" or country in ("US", "CA") else None


def _american(scene: Scene) -> bool:
    """Whether the article names anybody or any place of the United States; else a French text's bare dollar is Canada's."""
    return any(
        name.entity is not None and name.entity.country == "US"
        for line in scene.lines
        for name in line.named(Role.AGENCY, Role.PLACE)
    )


def currencies(found: Iterable[Quantity]) -> frozenset[str]:
    """The currencies that these sums are printed in, hundredths left out: their word may be another country's."""
    return frozenset(q.currency for q in found if q.currency and not q.minor)


# --------------------------------------------------------------------------------------------------------------- evidence


def in_summary(scene: Scene) -> frozenset[Span]:
    """The sentences of standfirsts and summaries, whose credit yields to the body's."""
    return frozenset(line.span for line in scene.lines if line.kind is PassageKind.STANDFIRST)


def noted(kept: Evidence, other: Evidence, summary: frozenset[Span]) -> Evidence:
    """``kept``, with a note where the summary's sentence ``other`` credits somebody else with the same."""
    if kept.span in summary or other.span not in summary or other.attribution is None or kept.attribution is None:
        return kept
    if kept.attribution.speaker in (other.attribution.speaker, other.attribution.employer):
        return kept
    if other.attribution.speaker == kept.attribution.employer:
        return kept
    return replace(kept, clashes=(*kept.clashes, Clash(attribution=other.attribution, quote=other.quote, span=other.span)))


# ---------------------------------------------------------------------------------------------------------------- sellers


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The part of a line that belongs to one sum: from the end of the sum before it to the start of the next."""

    start: int
    place: int
    """Where the sum itself stands."""
    end: int


def stretch(line: Line, quantity: Quantity, among: Sequence[Quantity]) -> Stretch:
    """The stretch of ``quantity`` between its neighbours ``among`` the sums that compete with it."""
    before = [q.span.end for q in among if q.span.end <= quantity.span.start]
    after = [q.span.start for q in among if q.span.start >= quantity.span.end]
    return Stretch(
        start=before[-1] if before else line.span.start, place=quantity.span.start, end=after[0] if after else line.span.end
    )


def sellers(scene: Scene, line: Line, part: Stretch) -> tuple[Bound, ...]:
    """Who sells at the sum of ``part``: a coordinated group before it, else the first after it, else whoever was in mind."""
    firm = payee(scene, line, part)
    if firm is not None:
        return (Bound(vendor=firm.name, product=None, unlisted=firm.unlisted),)
    named = line.named(Role.VENDOR, Role.PRODUCT)
    before = [name for name in named if part.start <= name.start and name.end <= part.place]
    before = [name for name in before if not _ground(name)] or before
    if before:
        return _group(scene, line, before)
    after = [name for name in named if part.place <= name.start < part.end]
    if after:
        return _bound(scene, line, after[:1])
    bound = of_two(scene, line, part.start, part.place) or in_mind(scene, line, part.place)
    return (bound,) if bound else ()


def _ground(name: Name) -> bool:
    """A platform: a price told of it and of a model on it is the model's."""
    return name.entity is not None and name.entity.category == "platform"


def payee(scene: Scene, line: Line, part: Stretch) -> Name | None:
    """The firm to which the sum goes by itself, the maker of the model left aside: "X bills this 96,000 euros a year"."""
    start, end = _segment(line, part.place)
    named = line.named(Role.COMPANY, Role.VENDOR, Role.PRODUCT)
    ahead = [name for name in named if start <= name.start and name.end <= part.place]
    bills = [cue for cue in line.cued("price.sell") if start <= cue.start < part.place]
    if for_other_work(line, part):
        return None
    if ahead and ahead[-1].role is Role.COMPANY and bills and ahead[-1].end <= bills[0].start:
        return ahead[-1]
    last = _LAST.search(line.text[max(0, part.place - line.span.start) : end - line.span.start])
    taken = last is not None or (bool(bills) and not ahead and _SHE.match(line.text) is not None)
    if not taken or any(start <= name.start < end for name in named):
        return None
    before = scene.lines[line.index - 1].named(Role.COMPANY, Role.VENDOR, Role.PRODUCT) if line.index else ()
    return before[-1] if before and before[-1].role is Role.COMPANY else None


def for_other_work(line: Line, part: Stretch) -> bool:
    """ "Charges it $2 million a year for auditing its books": what is paid for has nothing to do with a model."""
    purpose = _PURPOSE.search(line.text, part.place - line.span.start)
    ours = ("served", "task", "model", "product", "serve", "matter")
    return purpose is not None and not any(cue.start >= purpose.end() + line.span.start for cue in line.cued(*ours))


_PURPOSE = re.compile(r"\b(?:for (?!each|every|the (?:first )?year|a year|the month)|pour (?!chaque|l['’]année|un an))", re.I)
"""After a sum, before what it is paid for."""
_LAST = re.compile(
    r"(?:[$€£]|euros?|dollars?|francs?|illions?|mois|an|année|réglée?s?|versée?s?|payée?s?)[ \u00a0](?:est versée?s? |va )?"
    r"(?:à ce dernier|à cette dernière|à celle-ci|à celui-ci|au prestataire|au revendeur"
    r"|à l['’](?:intégrateur|hébergeur|opérateur|éditeur)|to the (?:latter|reseller|integrator|host|contractor|operator))\b",
    re.I,
)
_SHE = re.compile(r"\W*(?:elle|il|celle-ci|celui-ci|cette dernière|ce dernier|it|the latter)\b", re.I)


def in_mind(scene: Scene, line: Line, place: int) -> Bound | None:
    """The vendor that something at ``place`` is said of, a model's maker before the cloud that it is bought through."""
    bound = scene.vendor_at(line, place)
    return _model_of(scene, line, bound) if bound else None


def _model_of(scene: Scene, line: Line, bound: Bound) -> Bound:
    """Instead of the cloud through which a model is bought, the maker told with it: "Claude, supplied through Amazon Bedrock"."""
    near = scene.lines[max(0, line.index - _CLOUDS_BACK) : line.index]
    named = [name for earlier in near for name in earlier.named(Role.VENDOR, Role.PRODUCT) if name.vendor]
    gear = {name.vendor for name in named if _ground(name)}
    gear -= {name.vendor for name in named if name.role is Role.PRODUCT and not _ground(name)}
    makers = [name for name in named if name.vendor not in gear]
    decided = bound.vendor in gear and len({name.vendor for name in makers}) == 1
    return _bound(scene, line, makers[-1:])[0] if decided else bound


_CLOUDS_BACK = 6


def named_seller(line: Line) -> bool:
    """Whether the line itself names a vendor or a product."""
    return bool(line.named(Role.VENDOR, Role.PRODUCT))


def _group(scene: Scene, line: Line, names: Sequence[Name]) -> tuple[Bound, ...]:
    return _bound(scene, line, coordinated(line, names))


def coordinated(line: Line, names: Sequence[Name]) -> tuple[Name, ...]:
    """The last of ``names`` and those joined to it by nothing but commas and "and"."""
    group = [names[-1]]
    for name in reversed(names[:-1]):
        between = line.text[name.end - line.span.start : group[0].start - line.span.start]
        if not _JOINED.fullmatch(between):
            break
        group.insert(0, name)
    return tuple(group)


_JOINED = re.compile(r"[\s\u00a0]*(?:,|;|and|et|y|und|&|'s|’s|de|d'|d’|von|to|with|à|avec|\(|:|[\s\u00a0])*", re.I)


def _bound(scene: Scene, line: Line, names: Iterable[Name]) -> tuple[Bound, ...]:
    """One binding for each vendor of ``names``, with the product named beside it or the one the article means."""
    found: dict[str, Bound] = {}
    for name in names:
        if name.vendor is None:
            continue
        known = found.get(name.vendor)
        product = name.product or (known.product if known else None)
        found[name.vendor] = Bound(vendor=name.vendor, product=product, unlisted=name.unlisted)
    return tuple(b if b.product else replace(b, product=scene.product_of(b.vendor, line)) for b in found.values())


def with_product(scene: Scene, line: Line, bound: Bound) -> Bound:
    """``bound`` with the product of its vendor that was named last before ``line``, where it has none."""
    if bound.product:
        return bound
    before = [name.product for name in scene.before(line, Role.PRODUCT, lines=3) if name.vendor == bound.vendor]
    return replace(bound, product=before[0]) if before else bound


def hedged(line: Line, place: int) -> bool:
    """Whether a word of possibility stands before ``place``, no more than a dozen words away, and names no measure itself."""
    named = line.cued("figure")
    hedges = [cue for cue in line.cued("hedge") if cue.end <= place and place - cue.end < _HEDGE]
    return any(not any(one.start <= cue.start and cue.end <= one.end for one in named) for cue in hedges)


_HEDGE = 80
"""Characters before a sum in which a hedge speaks of it."""


def speaks_of_public(line: Line) -> bool:
    """Whether the line speaks of public bodies in general, not only within a product's name ("Grok for Government")."""
    products = line.named(Role.PRODUCT)
    return any(not any(name.start <= cue.start < name.end for name in products) for cue in line.cued("price.public"))


def coordinated_from(line: Line, names: Sequence[Name]) -> tuple[Name, ...]:
    """The first of ``names`` and those that follow it, joined by nothing but commas and "and"."""
    group = [names[0]]
    for name in names[1:]:
        if not _JOINED.fullmatch(line.text[group[-1].end - line.span.start : name.start - line.span.start]):
            break
        group.append(name)
    return tuple(group)


def other_payee(line: Line, part: "Stretch") -> bool:
    """Whether the sum goes to a company that sells no model: the host, the integrator."""
    start, end = _segment(line, part.place)
    near = [
        name
        for name in line.named(Role.COMPANY, Role.VENDOR, Role.PRODUCT)
        if max(start, part.start) <= name.start < min(end, part.end)
    ]
    left = [name for name in near if name.end <= part.place]
    right = [name for name in near if name.start > part.place]
    paid = right and right[0].role is Role.COMPANY and _PAID_TO.search(line.text[: right[0].start - line.span.start]) is not None
    return bool(paid) or (bool(left) and left[-1].role is Role.COMPANY and not _channel(line, left[-1]))


def _channel(line: Line, name: Name) -> bool:
    """ "The licences came from a reseller, X, and cost $9": X only passes on what the vendor sells."""
    if _VIA.search(line.text[: name.start - line.span.start][-_NEAR_SEATS:]) is not None:
        return True
    seats = [cue for cue in line.cued("figure.seat") if cue.end <= name.start]
    between = line.text[seats[-1].end - line.span.start : name.start - line.span.start] if seats else ""
    return len(between) < _NEAR_SEATS and _THROUGH.search(between) is not None


_VIA = re.compile(
    r"\b(?:through|via|par l['’](?:intermédiaire|entremise))"
    r"(?:[ \u00a0](?:d[eu]|des|d['’]|the|le|la|l['’]|reseller|revendeur)){0,3}[ \u00a0]?\Z",
    re.I,
)
_NEAR_SEATS = 60
_THROUGH = re.compile(
    r"\b(?:through|via|from|by|par|chez|auprès|auprès de|de)\b(?:[ \u00a0][\w'’-]+){0,4},?[ \u00a0]?(?:d['’])?\Z", re.I
)


def _segment(line: Line, place: int) -> tuple[int, int]:
    """Where the statement that holds ``place`` begins and ends: semicolons part statements."""
    text, at = line.text, place - line.span.start
    end = text.find(";", at)
    return line.span.start + text.rfind(";", 0, at) + 1, line.span.end if end < 0 else line.span.start + end


def supposed(line: Line, place: int) -> bool:
    """Whether the statement that holds ``place`` only imagines.

    Its condition opens it, or stands behind a verb that depends on it.
    """
    start, end = _segment(line, place)
    cues = [cue for cue in line.cued("suppose") if start <= cue.start < end]
    if any(cue.start - start < _OPENING for cue in cues):
        return True
    return any(_WOULD.search(line.text, start - line.span.start, cue.start - line.span.start) for cue in cues)


def misprinted(line: Line, place: int) -> bool:
    """Whether what stands at ``place`` is only what was printed before and is wrong: "an earlier version said X paid $40"."""
    start, _ = _segment(line, place)
    text, at = line.text, place - line.span.start
    printed = [(cue.start - line.span.start, cue.end - line.span.start) for cue in line.cued("misstated")]
    printed += [match.span() for match in _PRINTED.finditer(text, 0, at)]
    told = [
        (first, last) for first, last in printed if start - line.span.start <= first and last <= at and "," not in text[last:at]
    ]
    return any(not _CONTRARY.search(text[:first]) for first, _ in told)


_PRINTED = re.compile(
    r"\bnous (?:écrivions|indiquions|affirmions|(?:avions|avons) (?:écrit|indiqué|affirmé))\b|\bil était (?:écrit|indiqué) que\b"
    r"|\bwe (?:wrote|stated) that\b|\boriginally (?:said|stated|reported)\b",
    re.I,
)
_CONTRARY = re.compile(r"\b(?:contrary to|unlike|not as|contrairement à|à la différence de|et non)\b[^,;]{0,30}\Z", re.I)


_OPENING = 20
_WOULD = re.compile(r"\b(?:would|could|might)\b|\b\w+rai(?:t|ent)\b", re.I)


_PAID_TO = re.compile(r"(?:[$€£][0-9][0-9.,]*|illions?|euros?|dollars?|€|\$)[ \u00a0](?:à|to|an)[ \u00a0]\Z", re.I)
"""Right before a company: it is the one that gets the sum."""
