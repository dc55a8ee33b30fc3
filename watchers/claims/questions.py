"""Who asks and who answers in an article of questions and answers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.gazetteer import Mention
from watchers.claims.hints import Hints
from watchers.claims.layout import Layout, Named, laid_out
from watchers.claims.passages import CLAIMING, Passage, passages
from watchers.claims.roles import in_roles
from watchers.claims.unlisted import unlisted
from watchers.model import Article


def host_of(article: Article, headed: Iterable[Mention], layout: Layout, hints: Hints) -> Name | None:
    """The first public body of the title, listed or not."""
    listed = [name for mention in headed for name in in_roles(mention)]
    rows = laid_out(passages(article.title, "", article.lang), replace(layout, named=Named(listed)))
    return next((name for row in unlisted(rows, hints) for name in row if name.role is Role.AGENCY), None)


def told_by_one(parts: Sequence[Passage]) -> frozenset[int]:
    """What stands behind the first passage of an interview that prints no questions."""
    return frozenset(number for number, passage in enumerate(parts) if number and passage.kind in CLAIMING)


def asked_in(text: str, parts: Sequence[Passage], least: int) -> frozenset[int]:
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


QUESTIONS = 2


def answering(parts: Sequence[Passage], asked: frozenset[int]) -> frozenset[int]:
    """The passages between the questions: what the one interviewed says."""
    if not asked:
        return frozenset()
    return frozenset(number for number, passage in enumerate(parts) if number > min(asked) and passage.kind in CLAIMING) - asked


def interviewee_of(lines: Sequence[Line]) -> Name | None:
    """The first person named with a house of their own, else the first one named."""
    people = [name for line in lines for name in line.named(Role.PERSON)]
    return next((name for name in people if name.employer), people[0] if people else None)
