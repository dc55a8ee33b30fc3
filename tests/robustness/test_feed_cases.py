"""What a document can do to whoever parses it, case by case (B01 to B20), in a worker with the limits of its kind.

Nothing that is named in a document is opened, expanded or asked; what takes too long is ended; whole entries are read; and
the next document is read as if nothing had been.
"""

from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest
import pytest_asyncio

from tests.standins.tasks import audited_listing, dies, eats, writes_garbage
from watchers.confine.confinement import Confinement
from watchers.errors import NotAFeed, ParseKilled
from watchers.formats.listing import listing_of
from watchers.model import Asking, Listing

URL = "https://news.example/feed"
LURE, SECRET = "http://127.0.0.1:9/lure", "file:///etc/hostname"
GOOD = "<item><title>One</title><link>https://news.example/1</link></item>"
LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))


in_one_loop = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def confined() -> AsyncIterator[Confinement]:
    async with Confinement(workers=1, cpu_seconds=1, wall_seconds=40, preload=("tests.standins.tasks",)) as confinement:
        yield confinement


def rss(inside: str = "", doctype: str = "") -> bytes:
    """A feed of one item, with this in it."""
    return f"{doctype}<rss version='2.0'><channel>{GOOD[:-7]}{inside}</item></channel></rss>".encode()


def xhtml(inside: str) -> bytes:
    """The same item in Atom, with this for its content."""
    said = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{inside}</div></content>'
    entry = f"<entry><title>One</title><link href='https://news.example/1'/>{said}</entry>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>".encode()


def entity(declared: str, used: str = "&e;") -> bytes:
    return rss(f"<description>{used}</description>", f"<!DOCTYPE rss [{declared}]>")


async def heard_and_read(confined: Confinement, body: bytes) -> tuple[list[str], list[tuple[str, str]]]:
    heard, listing = await confined.run(audited_listing, body, Asking(url=URL), url=URL)
    return heard, [] if listing is None else [(entry.url or "", entry.title + entry.summary) for entry in listing.entries]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(entity(f"<!ENTITY l0 'lol'>{LAUGHS}", "&l11;"), id="B01 billion laughs"),
        pytest.param(entity(f"<!ENTITY e '{'x' * 30_000}'>", "&e;" * 30_000), id="B02 quadratic blow-up"),
        pytest.param(entity(f"<!ENTITY e SYSTEM '{SECRET}'>"), id="B03 external entity"),
        pytest.param(entity(f"<!ENTITY % p SYSTEM '{LURE}'> %p;", "x"), id="B04 parameter entity"),
        pytest.param(rss(doctype=f"<!DOCTYPE rss SYSTEM '{LURE}'>"), id="B05 external DTD"),
        pytest.param(
            rss(f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{SECRET}' parse='text'/>"), id="B06 XInclude"
        ),
    ],
)
@in_one_loop
async def test_nothing_that_a_document_declares_is_expanded_or_opened(confined: Confinement, body: bytes) -> None:
    """The entry is read without what was declared."""
    heard, read = await heard_and_read(confined, body)
    assert heard == []
    ((url, said),) = read
    assert url == "https://news.example/1"
    assert len(said) < 200_000


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda: rss("<b " + " ".join(f"a{n}='{n}'" for n in range(200_000)) + ">x</b>"), id="B07 attributes"),
        pytest.param(lambda: rss("<category>x</category>" * 240_000), id="B09 categories"),
    ],
)
@in_one_loop
async def test_what_takes_quadratic_time_is_ended_at_its_budget(confined: Confinement, body: Callable[[], bytes]) -> None:
    """A second of processor time here, five in service; the feed has a named error, and the next one is read."""
    with pytest.raises(ParseKilled, match="CPU"):
        await confined.run(partial(listing_of, asking=Asking(url=URL)), body(), url=URL)
    assert (await heard_and_read(confined, rss()))[1] == [("https://news.example/1", "One")]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda: b" \n" * 50_000 + rss(), id="B08 leading blanks"),
        pytest.param(lambda: rss("<description>" + "&lt;!--" * 40_000 + "</description>"), id="B10 comments in a description"),
        pytest.param(lambda: rss("<author>" + "a.a." * 20_000 + "@</author>"), id="B11 author's mail"),
        pytest.param(lambda: rss("<!--" + "x" * 4_000_000 + "-->"), id="B12 one comment"),
        pytest.param(lambda: rss("<b a='" + "x" * 4_000_000 + "'/>"), id="B12 one attribute"),
        pytest.param(lambda: rss("<x>" * 100_000 + "</x>" * 100_000), id="B13 depth"),
        pytest.param(lambda: xhtml("<div>" * 100_000 + "x" + "</div>" * 100_000), id="B13 depth of XHTML"),
        pytest.param(lambda: rss("<description>" + "&lt;div&gt;" * 100_000 + "</description>"), id="B13 depth in the text"),
    ],
)
@in_one_loop
async def test_what_others_choke_on_is_read_within_the_budget(confined: Confinement, body: Callable[[], bytes]) -> None:
    """Cut or stripped before the slow part: the entry is there within a second."""
    assert [url for url, _ in (await heard_and_read(confined, body()))[1]] == ["https://news.example/1"]


def listed(body: str | bytes) -> Listing:
    return listing_of(body if isinstance(body, bytes) else body.encode(), Asking(url=URL))


def test_no_control_character_reaches_anybody() -> None:
    """B14: NUL, controls, lone surrogates and U+FFFE are gone from titles and texts; the words around them stay."""
    raw = rss("<description>a\x00b\x01c&#xD800;d&#0;e\ufffe\ufffff</description>")
    (entry,) = listed(raw).entries
    assert entry.summary == "abcdef"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (f"<rss version='2.0'><channel>{GOOD}<item><title>Half", 1),
        (f"<rss version='2.0'><channel>{GOOD[:-20]}", 0),
        (f"<rss version='2.0'><channel>{GOOD}</channel></rss><rss><channel>{GOOD}</channel></rss>", 1),
        (f"PHP Warning: x\n<rss version='2.0'><channel>{GOOD}</channel></rss>", 1),
        (f"<rss version='2.0'><channel>{GOOD}<x:y>z</x:y></channel></rss>", 1),
        (f"<rss version='2.0'><channel>{GOOD}<item><title>A & B</title><link>/2</link></item></channel></rss>", 2),
        (f"<rss version='2.0'><channel>{GOOD}<item><title>2 < 3</title><link>/2</link></item></channel></rss>", 2),
    ],
    ids=["truncated", "truncated in the first", "two roots", "junk before", "undeclared prefix", "bare &", "bare <"],
)
def test_what_is_whole_is_read_and_the_feed_says_that_it_is_ill_formed(body: str, count: int) -> None:
    """B15: entries before the break are used."""
    found = listed(body)
    assert len(found.entries) == count
    assert found.ill_formed


@pytest.mark.parametrize("body", ["/etc/hostname", "http://127.0.0.1:9/lure", "file:///etc/hostname"])
@in_one_loop
async def test_a_body_that_names_a_place_opens_nothing(confined: Confinement, body: str) -> None:
    """B16: no file, no request."""
    assert await heard_and_read(confined, body.encode()) == ([], [])


@pytest.mark.parametrize(
    "body",
    [b"", b"\xef\xbb\xbf", b"null", b"{}", b"[" * 100_000, b'{"items": [{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]}"],
)
def test_what_holds_no_feed_is_a_fault_of_the_feed(body: bytes) -> None:
    """B17: empty, only a mark, JSON that is none, JSON without end."""
    with pytest.raises(NotAFeed):
        listed(body)


def test_nothing_of_a_document_can_run_anywhere() -> None:
    """B18: scripts and handlers are text or gone, links of other schemes are dropped."""
    said = "<title>a&lt;script&gt;x()&lt;/script&gt; b</title><description>&lt;b onclick='x()'&gt;c&lt;/b&gt;</description>"
    links = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x")
    items = "".join(f"<item>{said}<link>{link}</link><guid isPermaLink='false'>{n}</guid></item>" for n, link in enumerate(links))
    found = listed(f"<rss version='2.0'><channel>{items}</channel></rss>").entries
    assert [(entry.url, entry.title, entry.summary) for entry in found] == [(None, "a<script>x()</script> b", "c")] * 4


def test_a_base_elsewhere_leads_only_where_addresses_may() -> None:
    """B19: relative links are resolved and checked again; what is then asked for goes through the guard of addresses."""
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='file:///etc/'><entry><title>a</title><link href='passwd'/></entry>"
        "<entry xml:base='https://other.example/x/'><title>b</title><link href='../1'/></entry></feed>"
    )
    first, second = listed(atom).entries
    assert first.url in {None, "https://news.example/passwd"}
    assert second.url in {"https://other.example/1", "https://news.example/1"}


@pytest.mark.parametrize(
    "task",
    [partial(dies, 9), partial(dies, 11), partial(eats, 1 << 40), writes_garbage],
    ids=["killed", "fault", "memory", "garbage"],
)
@in_one_loop
async def test_a_worker_that_dies_is_a_named_error_and_the_next_feed_is_read(
    confined: Confinement, task: Callable[[], object]
) -> None:
    """B20: by a signal, for want of memory, or writing garbage."""
    with pytest.raises(ParseKilled):
        await confined.run(task, url=URL)
    assert (await heard_and_read(confined, rss()))[1] == [("https://news.example/1", "One")]
