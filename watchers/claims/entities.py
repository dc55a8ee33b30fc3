"""The article as a scene: every sentence with its words, its cues and the actors named in it, built once and read by all kinds.

An actor is a listed name (``names.py``) or one that the text itself introduces (``unlisted.py``), put into one of six roles.
Who "the company", "le groupe" or a bare "we" is, is answered from what the earlier sentences named.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from watchers.claims.acting import Ground, towns, with_towns
from watchers.claims.actors import Line, Name, Role
from watchers.claims.areas import with_areas
from watchers.claims.beaten import beaten
from watchers.claims.editions import settled
from watchers.claims.gazetteer import Entity, NameKind
from watchers.claims.heads import with_headed
from watchers.claims.hints import NO_HINTS, Hints
from watchers.claims.inhouse import driven
from watchers.claims.interviews import is_interview
from watchers.claims.layout import Layout, Named, laid_out, renamed
from watchers.claims.leagues import of_league
from watchers.claims.lexicon import Lexicon
from watchers.claims.likening import likened
from watchers.claims.located import with_located
from watchers.claims.model import Span
from watchers.claims.names import Both, NameIndex
from watchers.claims.opposed import opposed
from watchers.claims.outlets import presumed_country
from watchers.claims.owning import with_owned
from watchers.claims.parents import without_parents
from watchers.claims.passages import Passage, passages
from watchers.claims.questions import QUESTIONS, answering, asked_in, host_of, interviewee_of, told_by_one
from watchers.claims.roles import in_roles, of_office, own_maker
from watchers.claims.staffed import with_staff
from watchers.claims.topics import country_of, mainly, named_land, products_of, province, topic_of
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

    def _standing(self, line: Line) -> tuple[Name, ...]:
        """``before``, without the vendors that their own sentence tells as beaten."""
        found: list[Name] = []
        for earlier in reversed(self.lines[max(0, line.index - _LATELY) : line.index]):
            row = earlier.named(Role.VENDOR, Role.PRODUCT)
            found.extend(name for name in row if not (earlier.cued("loser") and beaten(earlier, name)))
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
        """The vendor in mind when ``line`` begins: the last one named in its passage, else the topic, else the last named.

        Those that lost against another are in nobody's mind.
        """
        earlier = self._standing(line)
        own = [name for name in earlier if self.lines[line.index - 1].passage == line.passage]
        apart = opposed(self.lines[line.index - 1]) if own else None
        if apart is not None:  # "does not run on X but on Y": what follows is said of Y
            own = [name for name in own if name.vendor != apart[0].vendor]
        just = {name.vendor for name in self.before(line, Role.VENDOR, Role.PRODUCT, lines=1)}
        takes_up = len(just) == 1 and not self.on_topic and line.cued("model") != ()
        lately = next(iter(just)) if takes_up else None  # "the tool" opens a paragraph: the last one's, more than the title's
        vendor = own[0].vendor if own else lately or self.topic or (earlier[0].vendor if earlier else None)
        if vendor is None:
            return None
        return Bound(vendor=vendor, product=self.product_of(vendor, line))


_LATELY = 6
"""Sentences before a line that may hold whom it has in mind."""


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
    whole_names = [one for one in mentions if not (of_office(text, one) or of_league(text, one))]
    listed = [own_maker(name, names) for mention in whole_names for name in in_roles(mention)]
    interview = is_interview(article.title)
    asked = asked_in(text, parts, least=1 if interview else QUESTIONS)
    plain = laid_out(parts, Layout(text, lexicon, Named(listed), asked))
    mostly = country_of(plain)
    home = mostly or (named_land(plain) or "US" if article.lang == "en" else None)
    whole = names.entity("U.S. federal government") if home == "US" else names.body_of("government", mostly) if mostly else None
    own = mostly or land or named_land(plain)
    told = unlisted(plain, hints)
    ground = Ground(towns=names.towns, known=towns(plain), country=own, lines=plain, rows=told)
    own = home if own is None else own
    acted = [_listed_there(names, _with_places(line, row, ground)) for line, row in zip(plain, told, strict=True)]
    rows = likened(
        acted,
        lambda name: names.body_of(name, own, province(plain)) or names.called(name, own) or names.owned(name),
    )
    rows = with_owned(plain, rows, lambda name, land: names.called(name, land) or names.body_of(name, land))
    rows = with_headed(plain, rows, lambda words: _bodies_in(names, words, own), names.entity)
    lines = driven(settled(with_whole([renamed(line, row) for line, row in zip(plain, rows, strict=True)], whole)))
    bodies = {name.name: name.unlisted for line in lines for name in line.named(Role.AGENCY)}
    host = host_of(article, headed, Layout(article.title, lexicon, Named([]), frozenset()), hints) if interview else None
    topic = topic_of(lines, headed)
    return Scene(
        article=article,
        passages=parts,
        lines=lines,
        topic=topic,
        country=country_of(lines),
        products=products_of(lines),
        vendors=frozenset(name.vendor for line in lines for name in line.names if name.vendor),
        bodies=bodies if host is None else {host.name: host.unlisted, **bodies},
        host=host,
        interviewee=interviewee_of(lines) if asked else None,
        answers=answering(parts, asked) if asked or not interview else told_by_one(parts),
        on_topic=mainly(lines, topic),
        proposed=hints.proposed,
        called=frozenset(
            name.name for line in lines if line.cued("partner", "among") for name in line.named(Role.COMPANY, Role.VENDOR)
        ),
    )


def _with_places(line: Line, row: tuple[Name, ...], ground: Ground) -> tuple[Name, ...]:
    """The names of a line with the bodies that its places tell of, without parents that do not act."""
    before = ground.lines[line.index - 1] if line.index else None
    placed = with_areas(line, with_towns(line, with_located(line, row, before), ground), ground)
    return without_parents(line, with_staff(line, placed, ground))


def _listed_there(names: NameIndex, row: tuple[Name, ...]) -> tuple[Name, ...]:
    """The row with the listed bodies that its place gives an office: "Ministère des Finances de l'Inde"."""
    if not any(_given_place(name) for name in row):
        return row
    return tuple([_as_listed(names, name) if _given_place(name) else name for name in row])


def _given_place(name: Name) -> bool:
    return (
        name.unlisted
        and name.role is Role.AGENCY
        and name.name.startswith(("Minist", "Agence"))
        and len(name.name) > len(name.surface)
    )


def _as_listed(names: NameIndex, name: Name) -> Name:
    whole = [one.entity for one in names.find(name.name) if one.surface == name.name]
    return replace(name, name=whole[0].name, entity=whole[0], unlisted=False) if whole else name


def _bodies_in(names: NameIndex, words: str, country: str | None) -> list[tuple[int, int, Entity]]:
    found = names.find(words, country=country)
    return [(one.start, one.end, one.entity) for one in found if one.entity.kind is NameKind.AGENCY]
