"""Documents of the Federal Register's API (federalregister.gov, ``/api/v1/documents.json``) to entries.

Its order is the best match first unless the address asks for ``order=newest``; a page number beyond the last gives the first
page again, so the next page is only ever taken from the answer itself.
"""

from watchers.dates import moment
from watchers.errors import NotAFeed
from watchers.formats.jsontext import json_object, objects, string
from watchers.formats.listed import LONGEST, only_new
from watchers.formats.plaintext import clean_text, plain_text
from watchers.identity import canonical_url, entry_identity, host_of
from watchers.model import Asking, Entry, Listing

TITLE = "Federal Register"


def parse_register(text: str, asking: Asking) -> Listing:
    """The documents of an answer; none where nothing matched. Raises ``NotAFeed`` for other JSON."""
    found = json_object(text, "results")
    if found is None or not (found.listed or "count" in found.members):
        raise NotAFeed("this looks like json, and is no list of documents", url=asking.url)
    entries: dict[str, Entry] = {}
    for item in found.items:
        entry = _entry(item, asking.url)
        if entry is not None:
            entries.setdefault(entry.identity, entry)
    listing = Listing(
        title=TITLE,
        lang="en",
        entries=tuple(entries.values()),
        ill_formed=found.fault,
        form="register",
        next_page=canonical_url(string(found.members.get("next_page_url")), asking.url) or None,
    )
    return only_new(listing, asking.known, asking.room)


def _entry(item: dict[str, object], base: str) -> Entry | None:
    number = clean_text(string(item.get("document_number")))[:100]
    if not number:
        return None
    bodies = (string(one.get("name")) or string(one.get("raw_name")) for one in objects(item.get("agencies")))
    agencies = dict.fromkeys(name for body in bodies if (name := clean_text(body)))
    said = (string(item.get("abstract")), string(item.get("excerpts")))
    return Entry(
        # the number, not the address: that holds words of the title, which a correction may change
        identity=entry_identity(guid=number, url=None, title="", outlet=host_of(base)),
        url=next((url for name in ("html_url", "pdf_url") if (url := canonical_url(string(item.get(name)), base))), None),
        guid=number,
        title=" ".join(plain_text(string(item.get("title"))).split())[: LONGEST["title"]],
        summary="\n\n".join(text for part in said if (text := plain_text(part)))[: LONGEST["summary"]],
        author=", ".join(agencies)[: LONGEST["author"]] or None,
        published=moment(string(item.get("publication_date"))),
        updated=None,
        lang="en",
    )
