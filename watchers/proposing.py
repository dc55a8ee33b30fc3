"""Where names may stand that nobody listed: the only door to spaCy, for a confined worker.

The models are asked for spans alone; what they call them is ignored, for they are often wrong about it. They are read as data,
by path: no code of their packages runs. The English weights are a third party's repackaging, so what is on the disk must be what
was looked at: a digest of every file that is read stands in ``data/models.csv``, and others are refused.
"""

import csv
import hashlib
import io
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING

from watchers.claims.model import Span, Wanting
from watchers.confine.named import Named
from watchers.errors import ParseFailed

if TYPE_CHECKING:
    from spacy import load
    from spacy.language import Language
else:
    load = Named("spacy:load")  # a second and a half of processor time, where a name is to be proposed at all

_PARTS = ("config.cfg", "meta.json", "ner", "tok2vec", "tokenizer", "vocab")
"""Of a model's folder: all that is read of it."""
_UNUSED = ("tagger", "morphologizer", "parser", "lemmatizer", "attribute_ruler", "senter")
_LONGEST = 2_000
"""Characters of one sentence that are looked at."""


class ModelRefused(ParseFailed):
    """A model is not the one that was looked at."""


def ready() -> None:
    """Load every model, so that what is forked afterwards has them. Raises ``ModelRefused``."""
    for lang in _models():
        _pipeline(lang)


def propose(text: str, wanting: tuple[Wanting, ...]) -> tuple[Span, ...]:
    """Where in these sentences of ``text`` names seem to stand, in order of place; none in a language without a model.

    Raises ``ModelRefused``.
    """
    found: list[Span] = []
    for lang in _models():
        mine = [one.span for one in wanting if one.lang == lang]
        documents = _pipeline(lang).pipe(text[span.start : span.end][:_LONGEST] for span in mine) if mine else ()
        for span, document in zip(mine, documents, strict=True):
            found.extend(Span(start=span.start + e.start_char, end=span.start + e.end_char) for e in document.ents)
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


@cache
def _models() -> dict[str, dict[str, str]]:
    """The models by their language: package, version and digest."""
    text = (resources.files("watchers.claims") / "data" / "models.csv").read_text(encoding="utf-8")
    return {row["lang"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@cache
def _pipeline(lang: str) -> "Language":
    row = _models()[lang]
    folder = folder_of(row["package"], row["version"])
    if digest_of(folder) != row["sha256"]:
        raise ModelRefused(f"the files of {row['package']} {row['version']} are not those that were looked at", url=str(folder))
    return load(folder, exclude=list(_UNUSED))


def folder_of(package: str, version: str) -> Path:
    """Where the data of an installed model lie. Raises ``ModelRefused`` where it is not installed in this version."""
    try:
        folder = Path(str(metadata.distribution(package).locate_file(f"{package}/{package}-{version}")))
    except metadata.PackageNotFoundError as error:
        raise ModelRefused(f"{package} is not installed", url=package) from error
    if not (folder / "config.cfg").is_file():
        raise ModelRefused(f"{package} is not installed in version {version}", url=str(folder))
    return folder


def digest_of(folder: Path) -> str:
    """SHA-256 over the name and content of every file of a model that is read."""
    total = hashlib.sha256()
    for part in _PARTS:
        place = folder / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                total.update(f"{path.relative_to(folder).as_posix()}\n{path.stat().st_size}\n".encode())
                total.update(path.read_bytes())
    return total.hexdigest()
