"""Broken and hostile feeds without end, each told by its number: documents of every format, damaged and poisoned at random."""

import gzip
import json
import random
from collections.abc import Callable
from dataclasses import dataclass

from watchers.model import FeedKind, Take, View

LURE = "http://127.0.0.1:9/lure"
SECRET = "file:///etc/hostname"
_WORDS = [
    "agency",
    "Llama",
    "État",
    "contract",
    "said",
    "«",
    "tender",
    "»",
    "data",
    "5,3",
    "minister’s",
    "café",
    "😀",
    "Ω",
    "model",
]
_POISONS = (
    "<script>alert(1)</script>",
    "&undeclared;",
    "&nbsp;&eacute;",
    "& bare < less",
    "&#0;&#xD800;&#xFFFE;&#1114112;&#99999999999;",
    "\x00\x01\x0b\ufffe",
    "<![CDATA[ open",
    "]]>",
    "<!-- open",
    "-->",
    "<?xml-stylesheet href='" + SECRET + "'?>",
    f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{SECRET}' parse='text'/>",
    f"<link>{SECRET}</link>",
    "<link>javascript:alert(1)</link>",
    f"<enclosure url='{LURE}' length='9' type='x'/>",
    "<undeclared:prefix>x</undeclared:prefix>",
    "<item><title>inside</title></item>",
    "</item></channel></rss>",
    "\u202e\u200b\u2066",
    "http://[::1",
    "https://user:pass@127.0.0.1/%zz?\ud83d".encode("utf-8", "replace").decode(),
    '"',
    "\\",
    "{",
    "]",
    "\\ud800",
    "1e999999",
    "null",
)
_HEADS = (
    f"<!DOCTYPE rss [<!ENTITY e SYSTEM '{SECRET}'>]>",
    f"<!DOCTYPE rss SYSTEM '{LURE}'>",
    f"<!DOCTYPE rss [<!ENTITY % p SYSTEM '{LURE}'> %p;]>",
    "<!DOCTYPE rss [<!ENTITY l0 'lol'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 9)) + "]>",
    "PHP Warning: x in y\n",
    "<!-- a comment -->",
    " \n" * 200,
    "<?xml version='1.0' encoding='utf-7'?>",
    "<?xml version='1.1' encoding='unicode_escape'?>",
)
_LABELS = (
    None,
    "text/html",
    "application/rss+xml; charset=zlib",
    "text/xml; charset=utf-16",
    "application/json",
    'x; charset="',
    "",
)
_CODECS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "utf-32", "shift_jis", "koi8-r")


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A body, what the server calls it, and what it is taken for."""

    body: bytes
    content_type: str | None
    kind: FeedKind
    view: View


def broken(seed: int) -> Broken:
    """The feed of this number: always the same."""
    chance = random.Random(seed)
    make = chance.choice(_FORMATS)
    text = make(chance)
    for _ in range(chance.randrange(4)):
        text = chance.choice(_DAMAGES)(text, chance)
    body = text.encode(chance.choice(_CODECS), "replace")
    for _ in range(chance.randrange(3)):
        body = chance.choice(_WOUNDS)(body, chance)
    fitting = FeedKind.PAGE if make is _page else FeedKind.AUTO
    kind = chance.choice((*(fitting,) * 12, *FeedKind))
    select, take = chance.choice((("", Take.LINKS), ("li", Take.LINKS), ("main", Take.TEXT)))
    view = View(select=select, take=take) if kind is FeedKind.PAGE else View()
    return Broken(body=body, content_type=chance.choice(_LABELS), kind=kind, view=view)


def _said(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice((*_WORDS, *_WORDS, chance.choice(_POISONS))) for _ in range(count))


def _rss(chance: random.Random) -> str:
    items = "".join(
        f"<item><title>{_said(chance, 5)}</title><link>https://news.example/{n}</link><guid>{chance.random()}</guid>"
        f"<pubDate>{chance.choice(('Mon, 02 Nov 2026 10:00:00 GMT', 'mardi 5 nov. 2024', '2099-13-45', ''))}</pubDate>"
        f"<description>{_said(chance, 30)}</description></item>"
        for n in range(chance.randrange(1, 12))
    )
    version = chance.choice(("0.91", "0.92", "2.0", "9"))
    return f"{_head(chance)}<rss version='{version}'><channel><title>{_said(chance, 2)}</title>{items}</channel></rss>"


def _rdf(chance: random.Random) -> str:
    items = "".join(f"<item><title>{_said(chance, 5)}</title><link>/{n}</link></item>" for n in range(5))
    spaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    return f"{_head(chance)}<rdf:RDF {spaces}><channel/>{items}</rdf:RDF>"


def _atom(chance: random.Random) -> str:
    entries = "".join(
        f"<entry><title type='html'>{_said(chance, 5)}</title><id>tag:{n}</id>"
        f"<link href='{chance.choice((f'/{n}', LURE, SECRET))}'/>"
        f"<content type='{chance.choice(('html', 'xhtml', 'text', 'base64'))}'>{_said(chance, 20)}</content></entry>"
        for n in range(5)
    )
    return f"{_head(chance)}<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{LURE}'><title>x</title>{entries}</feed>"


def _json_feed(chance: random.Random) -> str:
    strange: tuple[object, ...] = (None, [], {}, 7, "x" * 50, [[[]]], True)
    items = [{"id": n, "url": f"/{n}", "title": _said(chance, 4), "content_html": chance.choice(strange)} for n in range(5)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": chance.choice(strange), "items": items}
    return json.dumps(feed, ensure_ascii=chance.random() < 0.5)


def _register(chance: random.Random) -> str:
    strange: tuple[object, ...] = (None, [], {}, 7, _said(chance, 3))
    results = [{"document_number": f"2026-{n}", "title": chance.choice(strange), "agencies": [strange, 1]} for n in range(4)]
    return json.dumps({"count": 4, "next_page_url": LURE, "results": results})


def _sitemap(chance: random.Random) -> str:
    name = chance.choice(("urlset", "sitemapindex"))
    child = "url" if name == "urlset" else "sitemap"
    rows = "".join(f"<{child}><loc>https://news.example/{_said(chance, 1)}{n}</loc></{child}>" for n in range(8))
    return f"{_head(chance)}<{name} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</{name}>"


def _page(chance: random.Random) -> str:
    rows = "".join(f"<li><a href='/story-number-{n}'>{_said(chance, 6)}</a>" for n in range(8))
    return f"<!doctype html><html><head><title>x</title></head><body><main><ul>{rows}</ul></main>"


def _monster(chance: random.Random) -> str:
    """One thing very many times, of the kinds that parsers are known to choke on; of a size that most of them still manage."""
    count = chance.choice((1_000, 5_000))
    inside = chance.choice(
        (
            "<x>" * count + "</x>" * count,
            "<b " + " ".join(f"a{n}='{n}'" for n in range(count)) + ">x</b>",
            "<category>x</category>" * count,
            "<description>" + "&lt;!--" * count + "</description>",
            "<author>" + "a.a." * count + "@</author>",
            "<!--" + "x" * count * 20 + "-->",
            "<description>&#" + "9" * count + ";</description>",
            "<![CDATA[" * count,
        )
    )
    return (
        f"<rss version='2.0'><channel><item><title>One</title><link>https://news.example/1</link>{inside}</item></channel></rss>"
    )


def _other(chance: random.Random) -> str:
    """What is no feed at all, or only looks like an address of one."""
    deep = "[" * 100_000
    return chance.choice(
        ("", "/etc/hostname", LURE, SECRET, "null", "{}", "[]", '{"items":' + deep, deep, "<", "\x00" * 99, "<rss")
    )


def _head(chance: random.Random) -> str:
    return chance.choice(("", "", "<?xml version='1.0' encoding='utf-8'?>", chance.choice(_HEADS)))


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _poisoned(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_POISONS) + text[at:]


def _doubled(text: str, chance: random.Random) -> str:
    first, second = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    return text[:second] + text[first:]


def _without(text: str, chance: random.Random) -> str:
    return text.replace(chance.choice((">", "<", "/", '"', "'", "</item>", "</entry>", ":", ",")), "", chance.randrange(1, 4))


def _flipped(body: bytes, chance: random.Random) -> bytes:
    wounded = bytearray(body)
    for _ in range(min(len(wounded), 5)):
        wounded[chance.randrange(len(wounded))] = chance.randrange(256)
    return bytes(wounded)


def _shortened(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _packed(body: bytes, chance: random.Random) -> bytes:
    packed = gzip.compress(body)
    return packed if chance.random() < 0.5 else _shortened(packed, chance)


_FORMATS: tuple[Callable[[random.Random], str], ...] = (
    *(_rss, _rss, _rss, _atom, _atom, _rdf, _json_feed, _json_feed, _register, _sitemap, _sitemap, _page, _page),
    *(_monster, _other),
)
_DAMAGES = (_cut, _poisoned, _poisoned, _doubled, _without)
_WOUNDS = (_flipped, _shortened, _packed)
