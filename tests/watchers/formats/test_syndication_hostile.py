"""Feeds that attack the parser: nothing is opened, nothing is expanded, nothing takes longer than its budget."""

from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest
import pytest_asyncio

from tests.standins.tasks import audited_parse
from watchers.confine.confinement import Confinement
from watchers.formats.syndication import parse_feed

URL = "https://news.example/feed.xml"
HEAD = "<rss version='2.0'><channel><title>t</title>"
GOOD = "<item><title>One</title><link>https://news.example/1</link><description>text</description></item>"
TAIL = "</channel></rss>"
SECRET = "file:///etc/hostname"


def with_doctype(doctype: str, text: str) -> bytes:
    item = f"<item><title>One</title><description>{text}</description></item>"
    return f"<?xml version='1.0'?><!DOCTYPE rss {doctype}>{HEAD}{item}{TAIL}".encode()


def inside(text: str) -> bytes:
    return f"{HEAD}<item><title>One</title><link>https://news.example/1</link>{text}</item>{TAIL}".encode()


in_one_loop = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def confined() -> AsyncIterator[Confinement]:
    async with Confinement(workers=1, cpu_seconds=1, wall_seconds=40, preload=("tests.standins.tasks",)) as confinement:
        yield confinement


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))


@pytest.mark.parametrize(
    "body",
    [
        with_doctype(f"[<!ENTITY l0 'lol'>{LAUGHS}]", "&l11;"),
        with_doctype(f"[<!ENTITY a '{'x' * 30_000}'>]", "&a;" * 30_000),
        with_doctype(f"[<!ENTITY e SYSTEM '{SECRET}'>]", "&e;"),
        with_doctype(f"[<!ENTITY % p SYSTEM '{SECRET}'> %p;]", "x"),
        with_doctype("[<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p.dtd'> %p;]", "x"),
        with_doctype("SYSTEM 'http://127.0.0.1:9/x.dtd'", "x"),
        with_doctype("PUBLIC '-//x//y' 'http://127.0.0.1:9/x.dtd'", "x"),
        inside(f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{SECRET}' parse='text'/>"),
        f"<?xml-stylesheet href='{SECRET}'?>{HEAD}{GOOD}{TAIL}".encode(),
        b"/etc/hostname",
        b"http://127.0.0.1:9/feed.xml",
        b"file:///etc/hostname",
    ],
    ids=[
        "laughs",
        "quadratic",
        "entity",
        "parameter",
        "remote parameter",
        "dtd",
        "public dtd",
        "xinclude",
        "stylesheet",
        "path",
        "url",
        "file",
    ],
)
@in_one_loop
async def test_a_body_opens_nothing(confined: Confinement, body: bytes) -> None:
    """No file, no name, no connection, no program, no expansion: the interpreter's audit hears nothing while it parses."""
    heard, entries, texts = await confined.run(audited_parse, body, URL, url=URL)
    assert heard == []
    assert entries == (-1 if b"<" not in body else 1)
    assert sum(len(text) for text in texts) < 200_000


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda: b" \n" * 50_000 + inside(""), id="leading blanks"),
        pytest.param(lambda: inside("<description>" + "&lt;!--" * 20_000 + "</description>"), id="comments escaped"),
        pytest.param(lambda: inside("<description><![CDATA[" + "<!--" * 20_000 + "]]></description>"), id="comments"),
        pytest.param(
            lambda: inside("<description><![CDATA[<b " + "a='b' " * 50_000 + ">x</b>]]></description>"), id="attributes in text"
        ),
        pytest.param(lambda: inside("<description>" + "&lt;div&gt;" * 20_000 + "</description>"), id="depth in text"),
        pytest.param(lambda: inside("<description>&#" + "9" * 100_000 + ";</description>"), id="endless number"),
        pytest.param(lambda: inside("<!--" + "x" * 1_000_000 + "-->"), id="one comment"),
        pytest.param(lambda: inside("<author>" + "a.a." * 20_000 + "@</author>"), id="author mail"),
        pytest.param(lambda: inside("<x>" * 5_000 + "</x>" * 5_000), id="depth"),
    ],
)
@in_one_loop
async def test_what_was_quadratic_in_others_is_read_in_time(confined: Confinement, body: Callable[[], bytes]) -> None:
    """Stripped first, or never handed to the slow part: the entry is there, within a second of CPU."""
    found = await confined.run(partial(parse_feed, url=URL, content_type=None), body(), url=URL)
    assert [entry.url for entry in found.entries] == ["https://news.example/1"]


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (f"{HEAD}{GOOD}<item><title>Half a ti", ["One"]),
        (f"{HEAD}{GOOD}<item><title>Two</title><link>https://news.example/2?id=1234", ["One"]),
        (f"{HEAD}{GOOD}<item><title>Two & three</title><link>/2</link></item>{TAIL}", ["One", "Two & three"]),
        (f"{HEAD}{GOOD}<item><title>2 < 3</title><link>/2</link></item>{TAIL}", ["One", "2 < 3"]),
        (f"{HEAD}{GOOD}<x:y>undeclared</x:y>{TAIL}", ["One"]),
        (f"{HEAD}{GOOD}{TAIL}{HEAD}{GOOD}{TAIL}", ["One"]),
        (f"PHP Warning: x in y\n{HEAD}{GOOD}{TAIL}", ["One"]),
    ],
    ids=["cut in a title", "cut in a link", "bare &", "bare <", "prefix", "two roots", "junk before"],
)
def test_an_ill_formed_document_gives_the_entries_that_are_whole(body: str, titles: list[str]) -> None:
    """What is whole is used, what was cut is not, and the listing says that something is wrong."""
    found = parse_feed(body.encode(), url=URL, content_type=None)
    assert [entry.title for entry in found.entries] == titles
    assert found.ill_formed
    assert "\n" not in found.ill_formed


def test_control_characters_and_lone_surrogates_do_not_come_through() -> None:
    """NUL, escape, non-characters and halves of pairs, raw and as references, stop here."""
    dirty = "A\0B\x1bC&#0;D&#x1b;&#1114112;E&#xD800;F\ufffeG&#xFFFE;H\u202eI"
    (entry,) = parse_feed(inside(f"<description>{dirty}</description>"), url=URL, content_type=None).entries
    assert entry.summary == "ABCDEFGHI"


def test_scripts_and_handlers_are_text_or_nothing() -> None:
    """What a browser would run is not there; what a reader sees is."""
    text = "<script>alert(1)</script><a href='javascript:x' onclick='y'>click</a><img src=x onerror=z><iframe src=q>w</iframe>"
    (entry,) = parse_feed(inside(f"<description><![CDATA[{text}]]></description>"), url=URL, content_type=None).entries
    assert entry.summary == "click"
