"""The article as a scene: every sentence with its words, its cues and the actors named in it, built once and read by all kinds.

An actor is a listed name (``names.py``) or one that the text itself introduces (``unlisted.py``), put into one of six roles.
Who "the company", "le groupe" or a bare "we" is, is answered from what the earlier sentences named.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from watchers.claims.acting import Ground, towns, with_towns
from watchers.claims.actors import Line, Name, Role, indexed
from watchers.claims.editions import settled, usual
from watchers.claims.gazetteer import Entity, Mention, NameKind
from watchers.claims.heads import with_headed
from watchers.claims.hints import NO_HINTS, Hints
from watchers.claims.inhouse import driven
from watchers.claims.interviews import is_interview
from watchers.claims.lexicon import Cue, Lexicon
from watchers.claims.likening import likened
from watchers.claims.located import with_located
from watchers.claims.model import Span
from watchers.claims.names import Both, NameIndex
from watchers.claims.outlets import presumed_country
from watchers.claims.owning import with_owned
from watchers.claims.parents import without_parents
from watchers.claims.passages import CLAIMING, Passage, Sentence, passages
from watchers.claims.staffed import with_staff
from watchers.claims.tokens import Token, tokens
from watchers.claims.unlisted import unlisted
from watchers.claims.wholes import with_whole
from watchers.model import Article

__all__ = ["COLLECTIVE", "Bound", "Line", "Name", "Role", "Scene", "named", "scene"]

COLLECTIVE = frozenset(
    {"U.S. federal government", "U.S. national security and defense agencies", "U.S. national laboratories", "Five Eyes"}
)
"""Many bodies under one name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """A vendor that something was bound to, and its product where known."""

    vendor: str
    product: str | None
    unlisted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """An article laid out for reading; everything in order of place."""

    article: Article
    passages: tuple[Passage, ...]
    lines: tuple[Line, ...]
    """Sentences of the passages that may claim something, in order; questions among them, marked."""
    topic: str | None
    """The vendor that the article is mostly about."""
    country: str | None
    """ISO code of the country whose bodies the article is mostly about."""
    products: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By vendor the products that the article names, most named first."""
    vendors: frozenset[str] = frozenset()
    """All vendors that the article names, themselves or by a product."""
    bodies: dict[str, bool] = field(default_factory=dict)
    """The public bodies that the article names, each with whether it is unlisted."""
    interviewee: Name | None = None
    """Who answers where the article is one of questions and answers."""
    answers: frozenset[int] = frozenset()
    """Numbers of the passages that answer."""
    on_topic: bool = False
    """Whether the article names its topic twice as often as any other vendor."""
    proposed: tuple[Span, ...] = ()
    """Where somebody else sees names that nobody listed."""
    host: Name | None = None
    """The public body that the title of an interview names: the house of the one interviewed."""
    called: frozenset[str] = frozenset()
    """Companies that some sentence calls a partner, or lists after one that did."""

    def before(self, line: Line, *roles: Role, lines: int = 6) -> tuple[Name, ...]:
        """Actors named in the few sentences before ``line``, nearest sentence first, within it in order of place."""
        found: list[Name] = []
        for earlier in reversed(self.lines[max(0, line.index - lines) : line.index]):
            found.extend(earlier.named(*roles))
        return tuple(found)

    def product_of(self, vendor: str, line: Line) -> str | None:
        """The product of ``vendor`` that ``line`` means: named in it, or the only one that the article names."""
        here = [name.product for name in line.names if name.role is Role.PRODUCT and name.vendor == vendor]
        if here:
            return here[0]
        known = self.products.get(vendor, ())
        return known[0] if len(known) == 1 else None

    def vendor_at(self, line: Line, place: int) -> Bound | None:
        """The vendor that something at ``place`` is said of: the nearest to its left, else to its right, else one in mind."""
        sellers = line.named(Role.VENDOR, Role.PRODUCT)
        left = [name for name in sellers if name.end <= place]
        right = [name for name in sellers if name.start >= place]
        nearest = left[-1] if left else right[0] if right else None
        if nearest is None or nearest.vendor is None:
            return self.vendor_before(line)
        product = nearest.product or self.product_of(nearest.vendor, line)
        return Bound(vendor=nearest.vendor, product=product, unlisted=nearest.unlisted)

    def vendor_before(self, line: Line) -> Bound | None:
        """The vendor in mind when ``line`` begins: the last one named in its passage, else the topic, else the last named."""
        earlier = self.before(line, Role.VENDOR, Role.PRODUCT)
        own = [name for name in earlier if self.lines[line.index - 1].passage == line.passage]
        vendor = own[0].vendor if own else self.topic or (earlier[0].vendor if earlier else None)
        if vendor is None:
            return None
        return Bound(vendor=vendor, product=self.product_of(vendor, line))


# ------------------------------------------------------------------------------------------------------------------ build


def named(article: Article, names: NameIndex) -> Both:
    """The listed names in the article's text and title."""
    day = article.published.date() if article.published else None
    land = presumed_country(article.lang, article.url)
    return names.find_both(article.text, article.title, published=day, country=land)


def scene(
    article: Article, names: NameIndex, lexicon: Lexicon, hints: Hints = NO_HINTS, find: Callable[[], Both] | None = None
) -> Scene:
    """The article laid out. Pure and deterministic; linear in the length of the text.

    ``find`` gives what ``named`` finds, where somebody may have asked for it already.
    """
    text = article.text
    parts = passages(text, article.title, article.lang)
    land = presumed_country(article.lang, article.url)
    mentions, headed = find() if find else named(article, names)
    listed = [_own_maker(name, names) for mention in mentions if not _of_office(text, mention) for name in _names(mention)]
    interview = is_interview(article.title)
    asked = _asked(text, parts, least=1 if interview else _QUESTIONS)
    plain = _lines(parts, _Layout(text, lexicon, _Named(listed), asked))
    mostly = _country(plain)
    home = mostly or (_named_land(plain) or "US" if article.lang == "en" else None)
    whole = names.entity("U.S. federal government") if home == "US" else names.body_of("government", mostly) if mostly else None
    own = mostly or land or _named_land(plain)
    told = unlisted(plain, hints)
    ground = Ground(towns=names.towns, known=towns(plain), country=own, lines=plain, rows=told)
    own = home if own is None else own
    acted = [_with_places(line, row, ground) for line, row in zip(plain, told, strict=True)]
    rows = likened(
        acted,
        lambda name: names.body_of(name, own, _province(plain)) or names.called(name, own),
    )
    rows = with_owned(plain, rows, lambda name, land: names.called(name, land) or names.body_of(name, land))
    rows = with_headed(plain, rows, lambda words: _bodies_in(names, words, own), names.entity)
    lines = driven(settled(with_whole([_renamed(line, row) for line, row in zip(plain, rows, strict=True)], whole)))
    bodies = {name.name: name.unlisted for line in lines for name in line.named(Role.AGENCY)}
    host = _host(article, headed, _Layout(article.title, lexicon, _Named([]), frozenset()), hints) if interview else None
    topic = _topic(lines, headed)
    return Scene(
        article=article,
        passages=parts,
        lines=lines,
        topic=topic,
        country=_country(lines),
        products=_products(lines),
        vendors=frozenset(name.vendor for line in lines for name in line.names if name.vendor),
        bodies=bodies if host is None else {host.name: host.unlisted, **bodies},
        host=host,
        interviewee=_interviewee(lines) if asked else None,
        answers=_answers(parts, asked) if asked or not interview else _told(parts),
        on_topic=_mainly(lines, topic),
        proposed=hints.proposed,
        called=frozenset(
            name.name for line in lines if line.cued("partner", "among") for name in line.named(Role.COMPANY, Role.VENDOR)
        ),
    )


def _with_places(line: Line, row: tuple[Name, ...], ground: Ground) -> tuple[Name, ...]:
    """The names of a line with the bodies that its places tell of, without parents that do not act."""
    placed = with_towns(line, with_located(line, row), ground)
    return without_parents(line, with_staff(line, placed, ground))


class _Named:
    """Names in order of place, handed out sentence by sentence in one pass."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: (name.start, name.end))
        self._at = 0

    def within(self, span: Span) -> tuple[Name, ...]:
        while self._at < len(self._names) and self._names[self._at].start < span.start:
            self._at += 1
        first = self._at
        while self._at < len(self._names) and self._names[self._at].start < span.end:
            self._at += 1
        return tuple(self._names[first : self._at])


def _own_maker(name: Name, names: NameIndex) -> Name:
    """What a public body made for itself is no vendor's product."""
    if name.role is Role.PRODUCT and name.name in _CHANNELS:
        return replace(name, vendor=None)
    maker = names.entity(name.vendor) if name.role is Role.PRODUCT and name.vendor else None
    return replace(name, vendor=None) if maker is not None and maker.kind is NameKind.AGENCY else name


_CHANNELS = frozenset({"WhatsApp", "Facebook", "Instagram", "Messenger"})
"""Over which an assistant is reached: no model."""
_ROLES = {NameKind.AGENCY: Role.AGENCY, NameKind.PERSON: Role.PERSON, NameKind.PLACE: Role.PLACE, NameKind.PRODUCT: Role.PRODUCT}


def _names(mention: Mention) -> Iterable[Name]:
    entity = mention.entity
    role = _ROLES.get(entity.kind) or (Role.VENDOR if entity.vendor else Role.COMPANY)
    product = None
    if role is Role.PRODUCT:
        product = None if _unnamed(mention) else entity.name
    vendor = entity.name if role is Role.VENDOR else entity.owner if role is Role.PRODUCT else None
    yield Name(
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        role=role,
        name=entity.name,
        vendor=vendor,
        product=product,
        entity=entity,
        employer=entity.owner if role is Role.PERSON else None,
    )


_OFFICE = re.compile(
    r"[ \u00a0](?:Office|Teams|Word|Excel|Outlook|Windows|Exchange|SharePoint|Surface|Maps|Drive|Docs|Chrome|Classroom|Meet"
    r"|Ads|Pixel)\b"
    r"(?! (?:365 )?Copilot)"
)


def _bodies_in(names: NameIndex, words: str, country: str | None) -> list[tuple[int, int, Entity]]:
    found = names.find(words, country=country)
    return [(one.start, one.end, one.entity) for one in found if one.entity.kind is NameKind.AGENCY]


def _of_office(text: str, mention: Mention) -> bool:
    """ "Microsoft Office", "Google Maps": other software of a maker of models."""
    return mention.entity.vendor and _OFFICE.match(text, mention.end) is not None


def _unnamed(mention: Mention) -> bool:
    """ "Les modèles de Mistral", "DeepSeek models": whose they are is said, and not which."""
    words = mention.surface.lower()
    return mention.entity.name.endswith(" models") and (words.startswith("mod") or words.endswith(" models"))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Lays sentences out as lines."""

    text: str
    lexicon: Lexicon
    named: _Named
    asked: frozenset[int]
    """Numbers of the passages in which an interviewer asks."""

    def line(self, index: int, number: int, passage: Passage, sentence: Sentence) -> Line:
        span = sentence.span
        row = tokens(self.text, span.start, span.end)
        lang = sentence.lang if sentence.lang in self.lexicon.languages else passage.lang
        names = self.named.within(span)
        cues = tuple([cue for cue in self.lexicon.find(row, lang, _closed(row, names)) if not _month(cue, row)])
        return Line(
            index=index,
            passage=number,
            kind=passage.kind,
            span=span,
            text=self.text[span.start : span.end],
            lang=lang,
            question=sentence.question or number in self.asked,
            quotes=sentence.quotes,
            tokens=row,
            cues=cues,
            names=names,
            index_of_cues=indexed(cues),
        )


def _renamed(line: Line, names: tuple[Name, ...]) -> Line:
    """The line with the names that the text introduces; words inside them are no cues any more: "Corviston Partners"."""
    known = frozenset(line.names)
    inside = [(name.start, name.end) for name in names if name.role in _NO_CUES and (name.unlisted or name not in known)]
    if not inside:
        return line if names == line.names else replace(line, names=names)
    cues = tuple(cue for cue in line.cues if not any(start <= cue.start and cue.end <= end for start, end in inside))
    return replace(line, names=names, cues=cues, index_of_cues=indexed(cues))


def _month(cue: Cue, row: Sequence[Token]) -> bool:
    """ "In May" is no "may"."""
    return cue.category in ("hedge", "modal") and cue.first > 0 and row[cue.first].upper


def _closed(row: Sequence[Token], names: Sequence[Name]) -> frozenset[int]:
    """Tokens inside a body's, a company's or a person's name: "Patent and Trademark Office" says nothing of trademarks."""
    inside = [name for name in names if name.role in _NO_CUES]
    found: set[int] = set()
    at = 0
    for name in inside:
        at = max(at, bisect_left(row, name.start, key=_start))
        while at < len(row) and row[at].start < name.end:
            found.add(at)
            at += 1
    return frozenset(found)


_start = itemgetter(0)


_NO_CUES = frozenset({Role.AGENCY, Role.PERSON, Role.COMPANY, Role.VENDOR})


def _lines(parts: Sequence[Passage], layout: _Layout) -> tuple[Line, ...]:
    found: list[Line] = []
    for number, passage in enumerate(parts):
        if passage.kind in CLAIMING:
            for sentence in passage.sentences:
                found.append(layout.line(len(found), number, passage, sentence))
    return tuple(found)


def _topic(lines: Sequence[Line], title: Iterable[Mention]) -> str | None:
    """The vendor named most; the title's names and the first sentences weigh more."""
    weights: Counter[str] = Counter()
    for mention in title:
        for name in _names(mention):
            if name.vendor:
                weights[name.vendor] += 3
    for line in lines:
        for name in line.names:
            if name.vendor:
                weights[name.vendor] += 2 if line.index < 2 else 1
    return max(weights, key=lambda vendor: weights[vendor]) if weights else None


def _mainly(lines: Sequence[Line], topic: str | None) -> bool:
    told = Counter(name.vendor for line in lines for name in line.named(Role.VENDOR, Role.PRODUCT) if name.vendor)
    own = told.pop(topic or "", 0)
    return own >= 2 * max(told.values(), default=0)


def _country(lines: Sequence[Line]) -> str | None:
    agencies = [name.entity for line in lines for name in line.named(Role.AGENCY)]
    votes = Counter(entity.country for entity in agencies if entity and entity.country)
    return votes.most_common(1)[0][0] if votes else None


def _named_land(lines: Sequence[Line]) -> str | None:
    """The one country that the article names, by itself or by its parts; a mark of none where it names several."""
    places = [name.entity for line in lines for name in line.named(Role.PLACE)]
    lands = {place.country for place in places if place is not None and place.country}
    return next(iter(lands)) if len(lands) == 1 else "" if lands else None


def _province(lines: Sequence[Line]) -> Entity | None:
    """The one province or region that the article names."""
    parts = {
        name.entity.id: name.entity
        for line in lines
        for name in line.named(Role.PLACE)
        if name.entity and name.entity.category == "region"
    }
    return next(iter(parts.values())) if len(parts) == 1 else None


def _products(lines: Sequence[Line]) -> dict[str, tuple[str, ...]]:
    found: dict[str, Counter[str]] = {}
    named = [name for line in lines for name in line.names if name.vendor and name.product]
    under = usual(named)
    for name in named:
        product = name.product or ""
        found.setdefault(name.vendor or "", Counter())[under.get(product, product)] += 1
    return {vendor: tuple(product for product, _ in row.most_common()) for vendor, row in found.items()}


def _host(article: Article, headed: Iterable[Mention], layout: _Layout, hints: Hints) -> Name | None:
    """The first public body of the title, listed or not."""
    listed = [name for mention in headed for name in _names(mention)]
    rows = _lines(passages(article.title, "", article.lang), replace(layout, named=_Named(listed)))
    return next((name for row in unlisted(rows, hints) for name in row if name.role is Role.AGENCY), None)


def _told(parts: Sequence[Passage]) -> frozenset[int]:
    """What stands behind the first passage of an interview that prints no questions."""
    return frozenset(number for number, passage in enumerate(parts) if number and passage.kind in CLAIMING)


def _asked(text: str, parts: Sequence[Passage], least: int) -> frozenset[int]:
    """The passages in which an interviewer asks: questions that stand alone, and what else is set in the same bold."""
    asked = [number for number, passage in enumerate(parts) if _asks(passage)]
    if len(asked) < least:
        return frozenset()
    if not all(text.endswith("*", 0, parts[number].span.start) for number in asked):
        return frozenset(asked)
    bold = [number for number, passage in enumerate(parts) if text.endswith("**", 0, passage.span.start)]
    first = next((number for number in bold if any(one.question for one in parts[number].sentences)), asked[0])
    return frozenset(number for number in bold if number >= first)


def _asks(passage: Passage) -> bool:
    return bool(passage.sentences) and all(sentence.question for sentence in passage.sentences)


_QUESTIONS = 2


def _answers(parts: Sequence[Passage], asked: frozenset[int]) -> frozenset[int]:
    """The passages between the questions: what the one interviewed says."""
    if not asked:
        return frozenset()
    return frozenset(number for number, passage in enumerate(parts) if number > min(asked) and passage.kind in CLAIMING) - asked


def _interviewee(lines: Sequence[Line]) -> Name | None:
    people = [name for line in lines for name in line.named(Role.PERSON)]
    return next((name for name in people if name.employer), people[0] if people else None)
