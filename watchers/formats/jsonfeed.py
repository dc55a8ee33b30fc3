"""JSON Feed 1.0 and 1.1 (jsonfeed.org) to entries."""

from watchers.dates import moment
from watchers.errors import NotAFeed
from watchers.formats.jsontext import json_object, objects, string
from watchers.formats.listed import LONGEST, only_new
from watchers.formats.plaintext import clean_text, plain_text
from watchers.identity import canonical_url, entry_identity, host_of
from watchers.model import Asking, Entry, Listing


def parse_json_feed(text: str, asking: Asking) -> Listing:
    """The entries of a JSON Feed. Raises ``NotAFeed`` for other JSON."""
    found = json_object(text, "items")
    if found is None or not found.listed:
        raise NotAFeed("this looks like json, and is no JSON Feed", url=asking.url)
    lang = _language(found.members.get("language"))
    entries: dict[str, Entry] = {}
    for item in found.items:
        entry = _entry(item, asking.url, lang)
        entries.setdefault(entry.identity, entry)
    listing = Listing(
        title=_line(found.members.get("title"), "title"),
        lang=lang,
        entries=tuple(entries.values()),
        ill_formed=found.fault,
        form="json feed",
        next_page=canonical_url(string(found.members.get("next_url")), asking.url) or None,
    )
    return only_new(listing, asking.known, asking.room)


def _entry(item: dict[str, object], base: str, lang: str | None) -> Entry:
    addresses = (string(item.get(name)) for name in ("url", "external_url", "id"))
    url = next((address for given in addresses if "/" in given and (address := canonical_url(given, base))), None)
    guid = clean_text(string(item.get("id")))[: LONGEST["guid"]] or None
    title = _line(item.get("title"), "title")
    summary = max(_texts(item), key=len)[: LONGEST["summary"]]
    return Entry(
        identity=entry_identity(guid=guid, url=url, title=title or summary[:200], outlet=host_of(base)),
        url=url,
        guid=guid,
        title=title,
        summary=summary,
        author=_author(item),
        published=moment(string(item.get("date_published"))),
        updated=moment(string(item.get("date_modified"))),
        lang=_language(item.get("language")) or lang,
    )


def _texts(item: dict[str, object]) -> tuple[str, ...]:
    return (
        plain_text(string(item.get("content_html"))),
        clean_text(string(item.get("content_text"))),
        clean_text(string(item.get("summary"))),
    )


def _author(item: dict[str, object]) -> str | None:
    named = (*objects(item.get("authors")), *objects(item.get("author")))
    names = dict.fromkeys(name for one in named if (name := _line(one.get("name"), "author")))
    return ", ".join(names)[: LONGEST["author"]] or None


def _line(value: object, name: str) -> str:
    return " ".join(clean_text(string(value)).split())[: LONGEST[name]]


def _language(value: object) -> str | None:
    code = string(value).strip()[:40].replace("_", "-").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None
