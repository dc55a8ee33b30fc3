"""The package's reference data, with a digest that stands on every revision read with it.

What weighing needs of it is small and stands ready. What a text is read with, ten times as large, is built where the first text
is read, in a confined worker or in a command that reads by itself; a daemon never does.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, partial
from importlib import resources
from typing import TYPE_CHECKING

from alerts.matching import Coverage, coverage
from alerts.namesakes import Glossary
from service.desknames import DeskName, aliases_of, never, rows_of
from service.listed import beside, data_files, lexicon_files, load_rows
from watchers.claims.gazetteer import Entity, ReferenceRows
from watchers.claims.model import Extraction, Span
from watchers.claims.tables import entities
from watchers.confine.named import Named
from watchers.model import Article

if TYPE_CHECKING:
    from service.index import Index, built
    from watchers.claims.extract import Extractor
    from watchers.claims.lexicon import Lexicon
    from watchers.claims.names import NameIndex
else:
    built = Named("service.index:built")

_NOTHING = ReferenceRows()


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Everything that reading and weighing know beforehand; immutable, safe to share between threads."""

    coverage: Coverage
    """Which bodies are collectives, and who belongs to whom."""
    glossary: Glossary
    """What the words in the names of public bodies mean in other languages."""
    digest: str
    """SHA-256 over every name and trigger; stands on each revision that was read with it."""
    listing: Callable[[], tuple[Entity, ...]]
    indexed: "Callable[[], Index]"

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Everybody and everything that the package lists, in the order of the tables; the desk's names are not among them."""
        return self.listing()

    @cached_property
    def index(self) -> "Index":
        """What texts are read with. Raises ``BrokenReference`` with every fault, its file and line."""
        return self.indexed()

    @property
    def names(self) -> "NameIndex":
        """Who is named in a text."""
        return self.index.names

    @property
    def lexicon(self) -> "Lexicon":
        """Every trigger."""
        return self.index.lexicon

    @property
    def extractor(self) -> "Extractor":
        """Takes the claims out of an article."""
        return self.index.extractor


def load(extra: ReferenceRows = _NOTHING) -> Reference:
    """The package's own reference data, with the rows of ``extra`` beside it.

    Raises:
        BrokenReference: a table is missing.
    """
    files = data_files()
    rows = beside(load_rows(files), extra)
    return Reference(
        coverage=_coverage(rows),
        glossary=_glossary(),
        digest=digest_of({**files, **lexicon_files()}, extra),
        listing=partial(_listed, extra),
        indexed=partial(built, extra),
    )


def digest_of(files: Mapping[str, str], extra: ReferenceRows = _NOTHING) -> str:
    """SHA-256 over these files (name → text) and rows."""
    return hashlib.sha256(repr((sorted(files.items()), extra)).encode()).hexdigest()


@cache
def shipped() -> Reference:
    """The package's own reference data: it cannot change, so once a process is enough. Raises ``BrokenReference``."""
    return load()


def ready() -> "Index":
    """Build all of it now and not at the first text. Raises ``BrokenReference`` with every fault, its file and line."""
    return shipped().index


@lru_cache(maxsize=2)
def with_names(desk: tuple[DeskName, ...]) -> Reference:
    """The package's own reference data with the desk's names over it; the last two are kept, for names change seldom."""
    return _renamed(shipped(), desk) if desk else shipped()


def _renamed(base: Reference, desk: tuple[DeskName, ...]) -> Reference:
    """``base`` with the desk's names over it; its triggers and its glossary stay."""
    known = {entity.name for entity in base.entities}
    rows, aliases, nobody = rows_of(desk, known.__contains__), aliases_of(desk), never(desk)
    return replace(
        base,
        digest=hashlib.sha256(repr((base.digest, rows, aliases, sorted(nobody))).encode()).hexdigest(),
        indexed=lambda: base.index.extended(rows, aliases, nobody),
    )


def claims_of(article: Article, desk: tuple[DeskName, ...] = (), proposed: tuple[Span, ...] = ()) -> Extraction:
    """What the article claims, by the package's own data and the desk's names: for a confined worker, which has the first loaded.

    A worker that meets other names than before builds its index anew, so that a change reaches it with the next article.
    """
    return with_names(desk).extractor.extract(article, proposed)


def claims_of_all(articles: tuple[Article, ...], desk: tuple[DeskName, ...] = ()) -> tuple[Extraction, ...]:
    """What each of many articles claims: for a confined worker, which so is asked less often."""
    return tuple(claims_of(article, desk) for article in articles)


def _listed(extra: ReferenceRows) -> tuple[Entity, ...]:
    return entities(beside(load_rows(data_files()), extra))


def _coverage(rows: ReferenceRows) -> Coverage:
    """Who belongs to whom, by the parents of the agencies' table; its rows of kind ``government`` are the collectives."""
    names = {row["id"]: row["name"] for row in rows.agencies}
    parents = {row["name"]: names.get(row["parent"]) for row in rows.agencies}
    return coverage(parents, (row["name"] for row in rows.agencies if row["kind"] == "government"))


def _glossary() -> Glossary:
    """The package's glossary; its head names the languages of the columns."""
    text = (resources.files("watchers.claims") / "data" / "glossary.csv").read_text(encoding="utf-8")
    return Glossary.build(list(csv.reader(io.StringIO(text, newline="")))[1:])
