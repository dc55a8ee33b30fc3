"""The labelled stories with every listed vendor, product, body, partner and person under a name that no reference data hold.

A new name is of the old one's type: a body keeps the noun at its head ("Department of Orchard Works" for a department) and, in
French, with it its gender; a firm, a product or a person gets an invented word that begins with a vowel where the old one did,
so that every elision and article holds; editions of one product ("Llama 4", "Llama") share the new one. Acronyms become those of
the new name. A body that a story only ever calls by an acronym or a nickname is introduced once in full, as a newsroom would, in
its gender. All of it follows from a seed.

``python tests/corpus/renaming.py [FOLDER…] [-v] [--ner]`` prints the scores of the renamed stories.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from service.reference import shipped  # noqa: E402 - the path above must stand first when run as a script
from tests.corpus.newnames import Renamer, Telling, elided, head_of, usual_head  # noqa: E402 - the same
from tests.corpus.scoring import STORIES, Judge, Score, Story, count, same_names, stories, table  # noqa: E402 - the same
from watchers import proposing  # noqa: E402 - the same
from watchers.claims.codec import claim_to_json  # noqa: E402 - the same
from watchers.claims.extract import Extractor  # noqa: E402 - the same
from watchers.claims.gazetteer import Entity, Mention, NameKind  # noqa: E402 - the same
from watchers.claims.model import Extraction, Span, Wanting  # noqa: E402 - the same
from watchers.claims.outlets import presumed_country  # noqa: E402 - the same
from watchers.model import Article  # noqa: E402 - the same

Proposing = Callable[[str, tuple[Wanting, ...]], tuple[Span, ...]]
PARTS = ("bodies", "partners", "vendors")
"""What can be renamed by itself; persons and products go with the vendors."""
FOLDERS = (STORIES, STORIES.parent / "tuning")


@dataclass(frozen=True, kw_only=True)
class Renamed:
    """A story under new names."""

    story: Story
    called: Mapping[str, str]
    """Every new way of writing, in lower case → the old canonical name."""


def renamed(story: Story, renamer: Renamer, parts: Iterable[str] = PARTS, *, bare: bool = False) -> Renamed:
    """The story with these parts of its names renamed; ``bare``: and nothing introduced."""
    wanted = frozenset(parts)
    article = story.article
    telling = Telling(lang=story.lang, renamer=renamer, introduces=not bare)
    body = [one for one in _mentions(article, article.text, article.title) if _part(one.entity) in wanted]
    head = [one for one in _mentions(article, article.title, article.text) if _part(one.entity) in wanted]
    bodies = (*body, *head)
    telling.outright.update(m.entity.name for m in bodies if m.entity.kind is NameKind.AGENCY and head_of(m.surface))
    telling.outright.update(m.entity.name for m in body if m.entity.vendor)
    telling.heads.update(_heads((*((m, article.text) for m in body), *((m, article.title) for m in head)), story.lang))
    text = _rewritten(article.text, body, telling)
    title = _rewritten(article.title, head, telling)
    return Renamed(story=replace(story, article=replace(article, text=text, title=title)), called=dict(telling.called))


def _part(entity: Entity) -> str:
    if entity.kind is NameKind.AGENCY:
        return "bodies"
    return "partners" if entity.kind is NameKind.COMPANY and not entity.vendor else "vendors"


def _mentions(article: Article, text: str, context: str) -> tuple[Mention, ...]:
    day = article.published.date() if article.published else None
    land = presumed_country(article.lang, article.url)
    found = shipped().names.find(text, context=context, published=day, country=land)
    return tuple(one for one in found if _renames(one))


def _renames(mention: Mention) -> bool:
    entity = mention.entity
    if entity.category == "program" and entity.owner and mention.surface.startswith(f"{entity.owner} "):
        return True
    if entity.kind is NameKind.PLACE or entity.category in ("government", "program"):
        return False
    return not (entity.kind is NameKind.AGENCY and entity.id.startswith("agency:") and not mention.surface[:1].isupper())


def _heads(mentions: Iterable[tuple[Mention, str]], lang: str) -> dict[str, str]:
    """By canonical name the head of each body: the one that the story gives it first, else the usual one."""
    told: dict[str, str] = {}
    guessed: dict[str, str] = {}
    for mention, text in mentions:
        if mention.entity.kind is NameKind.AGENCY:
            head, before = head_of(mention.surface), text[max(0, mention.start - 6) : mention.start]
            usual = usual_head(mention.entity, lang, before)
            if head is not None:
                told.setdefault(mention.entity.name, head)
            elif usual == "Agence" or mention.entity.name not in guessed:
                guessed[mention.entity.name] = usual
    return {**guessed, **told}


def _inside_a_name(text: str, mention: Mention) -> bool:
    """ "Wirral Lakeside NHS Foundation Trust": a short form within a longer name that no data hold."""
    before, behind = text[: mention.start].rstrip(" "), text[mention.end : mention.end + 2]
    word = before[before.rfind(" ") + 1 :]
    inside = word[:1].isupper() and word.isalpha() and behind[:1] == " " and behind[1:].isupper()
    return inside and mention.entity.kind is NameKind.AGENCY and " " not in mention.surface


def _rewritten(text: str, mentions: Iterable[Mention], telling: Telling) -> str:
    told, at = "", 0
    for mention in mentions:
        if mention.start >= at and not _inside_a_name(text, mention):
            told += text[at : mention.start]
            word = telling.word(mention, told[-60:], text[mention.end : mention.end + 20])
            told = (elided(told, word) if telling.lang == "fr" else told) + word
            at = mention.end
    return told + text[at:]


@dataclass(frozen=True, kw_only=True)
class Way:
    """How stories are renamed and read."""

    parts: tuple[str, ...] = PARTS
    bare: bool = False
    propose: Proposing | None = None
    lang: str | None = None


def score(read: Extractor, folder: Path, report: list[str], way: Way) -> dict[str, Score]:
    """What the reader makes of the renamed stories of a folder, by kind of claim."""
    renamer, scores = Renamer(), {kind: Score() for kind in ("agency", "partner", "price", "figure")}
    for story in stories(folder):
        if story.lang in ("en", "fr") and way.lang in (None, story.lang):
            told = renamed(story, renamer, way.parts, bare=way.bare)
            judge = Judge({**same_names(folder), **told.called})
            made = [claim_to_json(claim) for claim in extracted(read, told.story.article, way.propose).claims]
            count(judge, told.story, made, scores, report)
    return scores


def total(scores: Iterable[Mapping[str, Score]], kinds: Iterable[str] = ("agency", "partner", "price")) -> Score:
    """All that alerts as one score: a figure alone never does."""
    wanted = frozenset(kinds)
    whole = Score()
    for one in (row[kind] for row in scores for kind in row if kind in wanted):
        whole.hit, whole.lost, whole.spurious = whole.hit + one.hit, whole.lost + one.lost, whole.spurious + one.spurious
    return whole


def extracted(read: Extractor, article: Article, propose: Proposing | None = None) -> Extraction:
    """What the reader makes of an article, with names proposed as the daemon would ask for them."""
    found = read.extract(article)
    spans = propose(article.text, found.wanting) if propose and found.wanting else ()
    return read.extract(article, spans) if spans else found


def main() -> None:
    """Print the scores; with ``-v`` every difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=list(FOLDERS))
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--lang")
    parser.add_argument("--show")
    parser.add_argument("--ner", action="store_true", help="with the names that spaCy proposes")
    parser.add_argument("--bare", action="store_true", help="nothing is introduced")
    parser.add_argument("--parts", default=",".join(PARTS))
    given = parser.parse_args()
    way = Way(
        parts=tuple(given.parts.split(",")), bare=given.bare, propose=proposing.propose if given.ner else None, lang=given.lang
    )
    found = []
    for folder in given.folders:
        report: list[str] = []
        if given.show:
            renamer = Renamer()
            for one in (renamed(story, renamer, way.parts, bare=way.bare) for story in stories(folder)):
                if one.story.id == given.show:
                    print(one.story.article.title, one.story.article.text, one.called, sep="\n\n")
            continue
        found.append(score(shipped().extractor, folder, report, way))
        print(folder.name, table(found[-1]), sep="\n")
        if given.v:
            print("\n".join(report))
    whole = total(found)
    print(f"agency, partner and price together: P {whole.precision:.3f} R {whole.recall:.3f}")


if __name__ == "__main__":
    main()
