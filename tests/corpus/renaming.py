"""The labelled stories with every listed vendor, product, body, partner and person under a name that no reference data hold.

A new name is of the old one's type: a body keeps the noun at its head ("Department of Orchard Works" for a department) and, in
French, with it its gender; a firm, a product or a person gets an invented word that begins with a vowel where the old one did,
so that every elision and article holds. Acronyms become those of the new name. A body that a story only ever calls by an acronym
or a nickname is introduced once in full, as a newsroom would. All of it follows from a seed.

``python tests/corpus/renaming.py [FOLDER…] [-v] [--ner]`` prints the scores of the renamed stories.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from service.reference import shipped  # noqa: E402 - the path above must stand first when run as a script
from tests.corpus.scoring import STORIES, Judge, Score, Story, count, same_names, stories, table  # noqa: E402 - the same
from watchers import proposing  # noqa: E402 - the same
from watchers.claims.codec import claim_to_json  # noqa: E402 - the same
from watchers.claims.extract import Extractor  # noqa: E402 - the same
from watchers.claims.gazetteer import Entity, Mention, NameKind  # noqa: E402 - the same
from watchers.claims.model import Extraction, Span, Wanting  # noqa: E402 - the same
from watchers.claims.naming import FIRMS, HEADS  # noqa: E402 - the same
from watchers.claims.outlets import presumed_country  # noqa: E402 - the same
from watchers.claims.tokens import fold  # noqa: E402 - the same
from watchers.model import Article  # noqa: E402 - the same

Proposing = Callable[[str, tuple[Wanting, ...]], tuple[Span, ...]]
SEED = 5
PARTS = ("bodies", "partners", "vendors")
"""What can be renamed by itself; persons and products go with the vendors."""
FOLDERS = (STORIES, STORIES.parent / "tuning")

_PLACES = {
    True: ("Upland", "Estuary", "Orchard", "Inlet", "Island", "Amber", "Ivory", "Umber", "Acorn", "Alder"),
    False: (
        "Tidal",
        "Marsh",
        "Lantern",
        "Harbour",
        "Meadow",
        "Granary",
        "Willow",
        "Beacon",
        "Fjord",
        "Copper",
        "Quarry",
        "Bramble",
    ),
}
_FIELDS = ("Works", "Records", "Signals", "Crossings", "Measures", "Waterways", "Soundings", "Gauges", "Moorings", "Ledgers")
_FRENCH_PLACES = (
    *("ouvrages", "relevés", "registres", "sentiers", "signaux", "canaux", "marais", "jalons", "bornages", "étiages"),
    *("carnets", "inventaires", "itinéraires", "bassins", "talus", "gisements", "pâturages", "vergers"),
)
_FRENCH_FIELDS = (
    "fluviaux",
    "côtiers",
    "insulaires",
    "alpins",
    "portuaires",
    "littoraux",
    "lacustres",
    "montagnards",
    "forestiers",
)
_SYLLABLES = {
    True: ("Or", "El", "Is", "Um", "Ard", "Ev", "Ob", "Il", "Usk", "Aln"),
    False: (
        "Nor",
        "Tar",
        "Vel",
        "Bran",
        "Cor",
        "Dal",
        "Fen",
        "Gar",
        "Kes",
        "Lor",
        "Mor",
        "Pel",
        "Quen",
        "Rav",
        "Sul",
        "Wen",
        "Zel",
    ),
}
_ENDS = {
    NameKind.COMPANY: ("vane", "dris", "liss", "mond", "tik", "wick", "bane", "gard"),
    NameKind.PRODUCT: ("isa", "ago", "uno", "elta", "ira", "ova", "eon"),
    NameKind.PERSON: ("strand", "quist", "haven", "berg", "marsh"),
}
_GIVEN = ("Milan", "Edda", "Corin", "Thea", "Joris", "Alba", "Ruben", "Ilka")
_VOWELS = frozenset("aeiou")
_OPENING = re.compile(r"(?:^|[.!?:»”\"\n*]\s*)$")
_OF = re.compile(r" (?:of|for|de la|de l['’]|des|du|de|d['’]) ?", re.IGNORECASE)
_FRENCH_ARTICLE = re.compile(r"(?:\b(?:le|la|les|du|au|aux|des|un|une|modèles?|ce|son|leur) |['’«] ?)$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:\b(?:the|The|its|their|his|her|our|every|each|a|an)|['’]s) $")


@dataclass(frozen=True, kw_only=True)
class Alias:
    """The new names of one listed entity."""

    full: str
    """Of a body in English, of anything else in every language."""
    french: str
    short: str
    """Acronym of a body, surname of a person."""


@dataclass(frozen=True, kw_only=True)
class Renamed:
    """A story under new names."""

    story: Story
    called: Mapping[str, str]
    """Every new way of writing, in lower case → the old canonical name."""


class Renamer:
    """Gives each listed entity its new names, the same in every story, in the order in which they are asked for."""

    def __init__(self, seed: int = SEED) -> None:
        chance = random.Random(seed)
        self._names: dict[str, Alias] = {}
        self._pools: dict[tuple[str, bool], Iterator[tuple[str, ...]]] = {}
        for vowel in (True, False):
            for kind, ends in _ENDS.items():
                self._pools[kind, vowel] = _shuffled(chance, _SYLLABLES[vowel], ends)
            self._pools[NameKind.AGENCY, vowel] = _shuffled(chance, _PLACES[vowel], _FIELDS)
        self._pools["french", False] = _shuffled(chance, _FRENCH_PLACES, _FRENCH_FIELDS)

    def alias(self, entity: Entity) -> Alias:
        """The new names of an entity; two entities of one canonical name share them."""
        if entity.name not in self._names:
            self._names[entity.name] = self._made(entity)
        return self._names[entity.name]

    def _made(self, entity: Entity) -> Alias:
        vowel = fold(entity.name)[0] in _VOWELS
        if entity.kind is NameKind.PERSON:
            surname = "".join(next(self._pools[NameKind.PERSON, False]))
            given = _GIVEN[len(self._names) % len(_GIVEN)]
            return Alias(full=f"{given} {surname}", french=f"{given} {surname}", short=surname)
        if entity.kind is not NameKind.AGENCY:
            word = "".join(next(self._pools[entity.kind, vowel]))
            return Alias(full=word, french=word, short=word)
        place, area = next(self._pools[NameKind.AGENCY, vowel])
        nature, sort = next(self._pools["french", False])
        return Alias(full=f"{place} {area}", french=f"des {nature} {sort}", short=f"{place[0]}{area[0]}")


def _shuffled(chance: random.Random, first: Iterable[str], second: Iterable[str]) -> Iterator[tuple[str, ...]]:
    pairs = list(product(first, second))
    chance.shuffle(pairs)
    return iter(pairs)


@dataclass(kw_only=True)
class _Telling:
    """One story while it is rewritten."""

    lang: str
    renamer: Renamer
    introduces: bool = True
    """Whether what nobody can know is introduced once."""
    called: dict[str, str] = field(default_factory=dict)
    introduced: set[str] = field(default_factory=set)
    """Bodies whose full name stands already."""
    outright: set[str] = field(default_factory=set)
    """Bodies whose full name the story itself gives somewhere, and vendors that it names."""

    def word(self, mention: Mention, before: str) -> str:
        """What stands in place of a mention."""
        entity, alias = mention.entity, self.renamer.alias(mention.entity)
        match entity.kind:
            case NameKind.AGENCY:
                found = self._body(mention, alias, before)
            case NameKind.PERSON:
                found = alias.full if " " in mention.surface else alias.short
            case NameKind.COMPANY:
                found = _with_tail(alias.full, mention.surface)
            case _:
                found = self._product(mention, _with_edition(alias.full, mention.surface), before)
                self._note(entity, _with_edition(alias.full, mention.surface))
                return found
        self._note(entity, found.removeprefix("the ").removeprefix("The "))
        return found

    def _note(self, entity: Entity, written: str) -> None:
        self.called[written.lower()] = entity.name
        self.called[self.renamer.alias(entity).full.lower()] = entity.name

    def _body(self, mention: Mention, alias: Alias, before: str) -> str:
        entity = mention.entity
        head = head_of(mention.surface)
        bracketed = before.endswith("(")
        if head is None and (bracketed or not self.introduces or entity.name in self.introduced or entity.name in self.outright):
            return self._acronym(entity, alias)
        self.introduced.add(entity.name)
        lang = "en" if mention.surface in shipped().names.ways(entity)[:1] else self.lang
        full = _body_of(head or _usual_head(entity, self.lang), alias, lang)
        self._note(entity, full)
        if head is None:
            full = f"{full} ({self._acronym(entity, alias)})"
        if self.lang == "en" and not _ARTICLE.search(before) and head is None:
            return f"{'The' if _OPENING.search(before) else 'the'} {full}"
        return full

    def _models(self, mention: Mention, owner: Entity) -> str:
        """ "X models", "modèles de X": whose they are is said, and not which."""
        maker = self.renamer.alias(owner).full
        self._note(owner, maker)
        if mention.surface.lower().startswith("mod"):
            return f"{mention.surface.split()[0]} {'d’' if fold(maker)[0] in _VOWELS else 'de '}{maker}"
        return f"{maker} models"

    def _product(self, mention: Mention, written: str, before: str) -> str:
        """A product is introduced once with what it is, and with its maker where the story never names one."""
        owner = shipped().names.entity(mention.entity.owner or "")
        if owner is not None and mention.entity.name.endswith(" models"):
            return self._models(mention, owner)
        if mention.entity.name in self.introduced or not before or not self.introduces:
            return written
        self.introduced.add(mention.entity.name)
        maker = "" if owner is None or owner.name in self.outright else self.renamer.alias(owner).full
        if owner is not None and maker:
            self._note(owner, maker)
        if self.lang == "en":
            noun = "language model" if mention.entity.category in ("family", "model") else "assistant"
            if _ARTICLE.search(before):
                return (
                    f"{maker} {noun} {written}".strip() if not before.endswith((" a ", " an ")) else f"{maker} {written}".strip()
                )
            return f"{maker}'s {noun} {written}" if maker else f"the {noun} {written}"
        of = "" if not maker else f" d'{maker}" if fold(maker)[0] in _VOWELS else f" de {maker}"
        return f"{written}{of}" if _FRENCH_ARTICLE.search(before) else f"l'assistant {written}{of}"

    def _acronym(self, entity: Entity, alias: Alias) -> str:
        full = _body_of(_usual_head(entity, self.lang), alias, self.lang)
        letters = [word[0] for word in re.findall(r"[\w-]+", full.replace("d'", "")) if len(word) > 3 or word[0].isupper()]
        written = "".join(letters).upper()
        self._note(entity, written)
        self._note(entity, full)
        return written


@cache
def head_of(surface: str) -> str | None:
    """The noun of a body's name, as it stands there: "Department of", "Census Bureau"'s "Bureau"; ``None`` for a nickname."""
    words = surface.replace("’", "'").split()
    found = [word for word in words if fold(word.strip("'")) in HEADS]
    if not found or len(words) < 2:
        return None
    first = _OF.split(surface, maxsplit=1)[0]
    return first if fold(first.split()[-1]) in HEADS or fold(first.split()[0]) in HEADS else found[-1]


@cache
def _usual_head(entity: Entity, lang: str) -> str:
    """The head of a body that is only called by a short form."""
    if lang == "fr":
        return "Office"
    words = entity.name.split()
    return next((word for word in reversed(words) if fold(word) in HEADS), "Bureau")


def _body_of(head: str, alias: Alias, lang: str) -> str:
    if lang == "fr" and not re.search(r"\b(?:Department|Bureau of|Agency|Office of)\b", head):
        first, *rest = head.split()
        plain = [first, *(word for word in rest if fold(word) in ("generale", "general", "nationale", "national", "federal"))]
        return f"{' '.join(plain)} {alias.french}"
    noun = next((word for word in reversed(head.split()) if fold(word) in HEADS), head)
    noun = noun if noun[:1].isupper() else noun.capitalize()
    if noun in ("Department", "Ministry", "Bureau", "Office") and head.rsplit(maxsplit=1)[-1] == noun:
        return f"{noun} of {alias.full}"
    return f"{alias.full} {noun}"


def _with_tail(name: str, surface: str) -> str:
    """A firm keeps the last word that tells what it is: "Booz Allen" none, "Scale AI" its "AI"."""
    words = surface.split()
    return f"{name} {words[-1]}" if len(words) > 1 and fold(words[-1]) in FIRMS else name


def _with_edition(name: str, surface: str) -> str:
    """A product keeps what makes an edition of it: "4 Scout", "for Government", "Enterprise"."""
    words = surface.split()
    at = next(
        (n for n, word in enumerate(words) if n and (word[0].isdigit() or word.lower() in ("for", "pour", "enterprise"))), None
    )
    lead = "modèles " if words[0].lower().startswith("modèle") else ""
    return lead + (f"{name} {' '.join(words[at:])}" if at else name)


def renamed(story: Story, renamer: Renamer, parts: Iterable[str] = PARTS, *, bare: bool = False) -> Renamed:
    """The story with these parts of its names renamed; ``bare``: and nothing introduced."""
    wanted = frozenset(parts)
    article = story.article
    telling = _Telling(lang=story.lang, renamer=renamer, introduces=not bare)
    body = [one for one in _mentions(article, article.text, article.title) if _part(one.entity) in wanted]
    head = [one for one in _mentions(article, article.title, article.text) if _part(one.entity) in wanted]
    bodies = (*body, *head)
    telling.outright.update(m.entity.name for m in bodies if m.entity.kind is NameKind.AGENCY and head_of(m.surface))
    telling.outright.update(m.entity.name for m in body if m.entity.vendor)
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
    if entity.kind is NameKind.PLACE or entity.category in ("government", "program"):
        return False
    return not (entity.kind is NameKind.AGENCY and entity.id.startswith("agency:") and not mention.surface[:1].isupper())


def _rewritten(text: str, mentions: Iterable[Mention], telling: _Telling) -> str:
    told, at = "", 0
    for mention in mentions:
        if mention.start >= at:
            told += text[at : mention.start]
            word = telling.word(mention, told[-12:])
            told = (_elided(told, word) if telling.lang == "fr" else told) + word
            at = mention.end
    return told + text[at:]


def _elided(before: str, word: str) -> str:
    """A French text whose article fits what follows: "la DARPA" becomes "l'Office"."""
    if fold(word)[0] not in _VOWELS:
        return before
    for article, short in ((" du", " de l'"), (" au", " à l'"), ("le", "l'"), ("la", "l'"), ("Le", "L'"), ("La", "L'")):
        if re.search(rf"(?:^|\W){article.strip()} $", before):
            return before.removesuffix(f"{article} ") + short
    return before


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
