"""Articles out of files, as ``read`` and ``replay`` take them: Markdown with YAML front matter, HTML, text, JSON Lines, a folder.

A text is kept to the character (but for blank lines around it), so that quotes and offsets are those of the file's body.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from service.errors import Misread
from watchers.dates import moment
from watchers.identity import canonical_url
from watchers.model import Article, Document, Validators
from watchers.reading.hint import Hint
from watchers.reading.read import from_text, read
from watchers.reading.text import folded

CAP = 10_000_000
"""Bytes of one article, as a file or as a line."""
NO_ADDRESS = "archive:"
"""Begins the ``url`` of an article that came without one; its id follows, since an address is what revisions are told by."""

_MARKDOWN, _HTML, _TEXT, _LINES = (".md", ".markdown"), (".html", ".htm"), (".txt",), (".jsonl", ".ndjson")
_TAKEN = (*_MARKDOWN, *_HTML, *_TEXT, *_LINES)
_HEADER_CAP = 65_536
_TITLE_LENGTH = 200
_TOO_LARGE = f"is over {CAP:,} bytes: no article is that long"
_KEYS = ("id", "url", "outlet", "lang", "published", "title", "byline")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_Header = Mapping[str, str | None]


class ArchiveError(Misread):
    """Something in an archive cannot be taken: which file, which line (1-based; ``None``: the whole), and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One article of an archive."""

    id: str
    """As given; else the file's name without its ending, or the number of its line."""
    article: Article


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where an article stands, for errors, and the id it gets where it brings none."""

    path: str
    line: int | None
    id: str

    def fault(self, message: str, line: int | None = None) -> ArchiveError:
        return ArchiveError(self.path, line or self.line, message)


_Found = tuple[Given, _Place]


def articles(path: str | Path) -> Iterator[Given]:
    """The articles of a file, of a folder's files in order of their names, or of standard input (``-``).

    In a folder a README, files of other kinds and JSON Lines without texts are passed over. An id may come again only with
    the same ``url``, as the next revision of its article. Raises ``ArchiveError``; the articles before the fault have been
    given by then.
    """
    if str(path) == "-":
        return stream(sys.stdin.buffer.read())
    place = Path(path)
    return _distinct(_folder(place) if place.is_dir() else _file(place, inside=False))


def stream(body: bytes, name: str = "-") -> Iterator[Given]:
    """The articles of bytes without a file name: HTML, JSON Lines, Markdown with front matter or plain text, by their look."""
    return _distinct(_by_look(body, _Place(path=name, line=None, id="stdin")))


def _by_look(body: bytes, place: _Place) -> Iterator[_Found]:
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        yield from _lines(body.splitlines(keepends=True), place.path, "")
    elif head.startswith(b"<"):
        yield _from_html(body, None, {}, place), place
    else:
        make = _markdown if head.startswith(b"---") else _plain
        yield make(_decoded(body, place), place), place


def _distinct(found: Iterable[_Found]) -> Iterator[Given]:
    known: dict[str, str] = {}
    for given, place in found:
        url = given.article.url
        if given.id in known and (url.startswith(NO_ADDRESS) or known[given.id] != url):
            raise place.fault(f"the id {given.id!r} was given before: give each article an id of its own")
        known[given.id] = url
        yield given


def _folder(folder: Path) -> Iterator[_Found]:
    place = _Place(path=str(folder), line=None, id="")
    try:
        files = sorted((path for path in folder.iterdir() if _is_taken(path)), key=lambda path: path.name)
    except OSError as error:
        raise place.fault(f"cannot be listed: {error.strerror}") from error
    stems = [path.stem for path in files]
    empty = True
    for path in files:
        for found in _file(path, inside=True, name=path.stem if stems.count(path.stem) == 1 else path.name):
            empty = False
            yield found
    if empty:
        raise place.fault(f"holds no article: files are taken that end in {', '.join(_TAKEN)}")


def _is_taken(path: Path) -> bool:
    return path.suffix.lower() in _TAKEN and path.stem.lower() != "readme" and not path.name.startswith(".") and path.is_file()


def _file(path: Path, *, inside: bool, name: str | None = None) -> Iterator[_Found]:
    """The articles of one file; ``inside`` a folder, where JSON Lines may be of another kind."""
    place = _Place(path=str(path), line=None, id=path.stem if name is None else name)
    suffix = path.suffix.lower()
    if not path.exists():
        raise place.fault("no such file or folder")
    if suffix not in _TAKEN or not path.is_file():
        raise place.fault(f"is no article: files are taken that end in {', '.join(_TAKEN)}")
    if suffix in _LINES:
        yield from _line_file(path, place, inside=inside)
        return
    body = _body(path, place)
    if suffix in _HTML:
        yield _from_html(body, None, {}, place), place
        return
    make = _markdown if suffix in _MARKDOWN else _plain
    yield make(_decoded(body, place), place), place


def _body(path: Path, place: _Place) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(CAP + 1)
    except OSError as error:
        raise place.fault(f"cannot be read: {error.strerror}") from error
    if len(body) > CAP:
        raise place.fault(_TOO_LARGE)
    return body


def _line_file(path: Path, place: _Place, *, inside: bool) -> Iterator[_Found]:
    try:
        with path.open("rb") as file:
            if inside and not _holds_texts(file.readline(CAP + 1)):
                return
            file.seek(0)
            yield from _lines(iter(lambda: file.readline(CAP + 1), b""), place.path, f"{place.id}:" if inside else "")
    except OSError as error:
        raise place.fault(f"cannot be read: {error.strerror}") from error


def _holds_texts(line: bytes) -> bool:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return True  # broken rather than of another kind: that is to be said, not passed over
    return not isinstance(row, dict) or "text" in row or "html" in row


def _lines(lines: Iterable[bytes], path: str, prefix: str) -> Iterator[_Found]:
    for number, line in enumerate(lines, start=1):
        place = _Place(path=path, line=number, id=f"{prefix}{number}")
        if len(line) > CAP:
            raise place.fault(_TOO_LARGE)
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _row(_decoded(line, place), place), place


def _row(line: str, place: _Place) -> Given:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise place.fault(f"is no JSON object on one line: {error}") from error
    if not isinstance(row, dict):
        raise place.fault("is no JSON object: write one article a line, as an object")
    text, html = row.get("text"), row.get("html")
    header = _header({key: row.get(key) for key in _KEYS}, place)
    if isinstance(text, str):
        return _given(header, text, place)
    if isinstance(html, str):
        return _from_html(html.encode("utf-8", "replace"), "utf-8", header, place)
    raise place.fault("has neither `text` nor `html` as a string: give one of the two")


def _markdown(text: str, place: _Place) -> Given:
    head, found, rest = text.partition("\n")
    if head.rstrip() != "---" or not found:
        return _headed(text, place)
    lines = rest.split("\n")
    end = next((number for number, line in enumerate(lines) if line.rstrip() in {"---", "..."}), None)
    if end is None:
        raise place.fault("the front matter is not closed: end it with a line of `---`", 1)
    return _given(_header(_front_matter("\n".join(lines[:end]), place), place), "\n".join(lines[end + 1 :]), place)


def _front_matter(source: str, place: _Place) -> Mapping[str, object]:
    if len(source) > _HEADER_CAP:
        raise place.fault(f"the front matter is over {_HEADER_CAP} characters long", 1)
    try:
        read_in = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - safer than SafeLoader: it makes strings, lists and maps only
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise place.fault(f"the front matter is no YAML: {error.problem}", line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise place.fault("the front matter is no YAML", 1) from error
    if read_in in (None, ""):
        return {}
    if not isinstance(read_in, dict):
        raise place.fault("the front matter is no list of `key: value`", 1)
    return {
        key: None if isinstance(value, str) and value in _NULLS else value
        for key, value in read_in.items()
        if not isinstance(value, list | dict) or key in _KEYS
    }


def _headed(text: str, place: _Place) -> Given:
    """Markdown without front matter: a first heading is the title."""
    first, _, rest = text.strip("\n").partition("\n")
    if first.startswith("# "):
        return _given({"title": first[2:].strip()}, rest, place)
    return _given({}, text, place)


def _plain(text: str, place: _Place) -> Given:
    """A text file: its first line is the title where it reads like one, or comes twice."""
    first, _, rest = text.strip("\n").partition("\n")
    second, _, third = rest.lstrip("\n").partition("\n")
    title = first.strip()
    if title and folded(second) == folded(title):
        return _given({"title": title}, third, place)
    if rest and _reads_like_a_title(title):
        return _given({"title": title}, rest, place)
    return _given({}, text, place)


def _reads_like_a_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and len(line.split()) >= 4 and line[-1] not in '.:;,…»"”'


def _header(values: Mapping[str, object], place: _Place) -> _Header:
    header: dict[str, str | None] = {}
    for key in _KEYS:
        value = values.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and key == "id":
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise place.fault(f"`{key}` is no string")
        header[key] = value
    return header


def _given(header: _Header, text: str, place: _Place) -> Given:
    return _finished(from_text(text, _hint(header, place)), header, place)


def _from_html(body: bytes, charset: str | None, header: _Header, place: _Place) -> Given:
    hint = _hint(header, place)
    document = Document(
        url=hint.url,
        final_url=hint.url,
        status=200,
        content_type="text/html",
        charset=charset,
        validators=Validators(),
        body=body,
    )
    return _finished(read(document, hint), header, place)


def _finished(article: Article, header: _Header, place: _Place) -> Given:
    identity = header.get("id") or place.id
    if not article.url:
        article = replace(article, url=NO_ADDRESS + identity)
    return Given(id=identity, article=article)


def _hint(header: _Header, place: _Place) -> Hint:
    url, published = header.get("url"), header.get("published")
    address, when = canonical_url(url) if url else "", moment(published)
    if address is None:
        raise place.fault(f"`url` is no http(s) address: {url!r}")
    if published and when is None:
        raise place.fault(f"`published` is no date: {published!r}; write it like 2024-10-30T19:10:00-04:00")
    return Hint(
        url=address,
        outlet=header.get("outlet") or "",
        title=header.get("title") or "",
        author=header.get("byline"),
        published=when,
        lang=header.get("lang"),
    )


def _decoded(body: bytes, place: _Place) -> str:
    try:
        return body.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise place.fault(f"is not UTF-8 (byte {error.start}): save it as UTF-8") from error
