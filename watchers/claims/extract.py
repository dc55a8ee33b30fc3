"""All claims of one article: the scene is laid out once, each kind reads it, and what is said several times becomes one claim."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from watchers.claims.actors import Line, Role
from watchers.claims.adoption import adoptions
from watchers.claims.entities import Scene, named, scene
from watchers.claims.figure import figures
from watchers.claims.hints import Hints, phrases
from watchers.claims.lexicon import Lexicon
from watchers.claims.merging import merged
from watchers.claims.model import Adoption, Claim, Extraction, Partnership, Span
from watchers.claims.names import NameIndex
from watchers.claims.newcomers import strangers, told_of, wanting
from watchers.claims.notices import notices
from watchers.claims.partnership import partnerships
from watchers.claims.price import prices
from watchers.claims.unbound import unbound
from watchers.claims.worth import worth_reading
from watchers.model import Article, shortened


class Extractor:
    """Reads articles with one set of names and triggers; immutable and safe to share between threads."""

    def __init__(self, names: NameIndex, lexicon: Lexicon, never: Collection[str] = ()) -> None:
        self._names = names
        self._lexicon = lexicon
        self._never = phrases(never)

    def extract(self, article: Article, proposed: Sequence[Span] = ()) -> Extraction:
        """What the article claims, in order of place; ``proposed``: where names may stand that nobody listed.

        Pure and deterministic.
        """
        readable = _readable(article)
        find = cache(partial(named, readable, self._names))
        if not proposed and not worth_reading(readable.text, article.title, find):
            return Extraction(claims=(), on_beat=False)
        hints = Hints(never=self._never, proposed=tuple(proposed))
        view = scene(readable, self._names, self._lexicon, hints, find)
        claims: tuple[Claim, ...] = (
            *_without_helpers(merged((*adoptions(view), *partnerships(view)))),
            *prices(view),
            *figures(view),
        )
        made = tuple(sorted((claim for claim in claims if told_of(claim, self._never)), key=_place))
        return Extraction(
            claims=made,
            on_beat=_on_beat(view, claims),
            notices=notices(view.lines, article.title),
            strangers=strangers(view, made),
            wanting=wanting(view, made),
            unbound=unbound(view, made),
        )


def _without_helpers(claims: Sequence[Adoption | Partnership]) -> Iterator[Adoption | Partnership]:
    """The claims but those on a firm that only brings another vendor's model to bodies: a contract with it is the partner's."""
    helpers = {claim.partner for claim in claims if isinstance(claim, Partnership)}
    sold = Counter(claim.vendor for claim in claims if isinstance(claim, Adoption))
    for claim in claims:
        own = claim.product is None or claim.evidence.unlisted  # a tool of its name that another's model drives
        helps = isinstance(claim, Adoption) and own and claim.vendor in helpers
        if not helps or sold[claim.vendor] > _HELPED:
            yield claim


_HELPED = 2
"""Bodies with which a firm that only helps another's model has dealings: with more of them it sells what is its own."""


def _readable(article: Article) -> Article:
    """The article with no more text than is read, whoever made it."""
    text = shortened(article.text)
    return article if len(text) == len(article.text) else replace(article, text=text)


def _place(claim: Claim) -> tuple[int, int]:
    return claim.evidence.span.start, claim.evidence.span.end


def _on_beat(view: Scene, claims: Sequence[Claim]) -> bool:
    """An AI vendor or model together with a government, a price or a figure."""
    if view.topic is None:
        return False
    return bool(claims) or any(_public_or_sum(line) for line in view.lines)


def _public_or_sum(line: Line) -> bool:
    if line.named(Role.AGENCY, Role.PLACE) or line.cued("government", "body"):
        return True
    return any(sign in line.text for sign in "$€£")
