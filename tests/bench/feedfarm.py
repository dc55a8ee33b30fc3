"""Four hundred feeds and more on loopback, each under an address of its own in 127.0.0.0/8: what peers are measured against.

Every feed has fifty entries, in one of four forms as the web has them: a newspaper's summaries (RSS, 50 kB), a blog's full texts
(RSS, 270 kB; Atom, 250 kB), a search's headlines (RSS, 46 kB); half of them are sent packed. Run as a process: it prints its
port, and ``/mode/NAME`` changes what it answers:

- ``etag``: validators, and 304 to whoever sends them;
- ``same``: no validators, the same bytes every time;
- ``new``: no validators, and one more entry at every poll of a feed.
"""

import asyncio
import gzip
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

ENTRIES = 50
MOST_NEW = 60
_PROSE = (
    "agency model contract said tender data minister cloud pilot office budget approved Tuesday software procurement review "
    "staff licence price vendor secure memo audit public service million department programme announced year council "
)
WORDS = _PROSE.split()
_HEADS = {
    "Content-Type": "application/xml; charset=utf-8",
    "Connection": "close",
}


def address(number: int) -> str:
    """The loopback address of a feed."""
    return f"127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}"


def _prose(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def _entry(kind: int, number: int, chance: random.Random) -> str:
    title, link = _prose(chance, 9), f"https://feed-@@@@@@.example/2026/11/story-{number}-{chance.randrange(10**6)}"
    day, hour, minute = 1 + (number // 24) % 28, number % 24, number % 60
    date, iso = f"{day:02} Nov 2026 {hour:02}:{minute:02}:00 GMT", f"2026-11-{day:02}T{hour:02}:{minute:02}:00Z"
    whole = "".join(f"&lt;p&gt;{_prose(chance, 70)} &lt;a href=&quot;{link}&quot;&gt;more&lt;/a&gt;&lt;/p&gt;" for _ in range(9))
    headline = f"&lt;a href=&quot;{link}&quot; target=&quot;_blank&quot;&gt;{title} {_prose(chance, 60)}&lt;/a&gt;"
    item = f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{link}</guid><pubDate>{date}</pubDate>"
    dates = f"<published>{iso}</published><updated>{iso}</updated><author><name>A. B.</name></author>"
    lead = f"<dc:creator>A. B.</dc:creator><description>{_prose(chance, 60)}</description>"
    return (
        f"{item}<category>News</category><description>{_prose(chance, 95)}</description></item>\n",
        f"{item}{lead}<content:encoded>{whole}</content:encoded></item>\n",
        f"<entry><title>{title}</title><link href='{link}'/><id>{link}</id>{dates}<content type='html'>{whole}</content></entry>",
        f"{item}<description>{headline}</description><source url='https://paper.example'>Paper</source></item>\n",
    )[kind]


_CHANNEL = "<channel><title>Feed @@@@@@</title><link>https://feed-@@@@@@.example/</link>"
_MODULES = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
_FRAMES = (
    (f"<rss version='2.0'>{_CHANNEL}", "</channel></rss>"),
    (f"<rss version='2.0' {_MODULES}>{_CHANNEL}", "</channel></rss>"),
    ("<feed xmlns='http://www.w3.org/2005/Atom'><title>Feed @@@@@@</title><id>tag:@@@@@@</id>", "</feed>"),
    (f"<rss version='2.0'>{_CHANNEL}", "</channel></rss>"),
)


@cache
def _window(kind: int, version: int) -> bytes:
    """A kind's document with so many entries more than it began with, the newest first; ``@@@@@@``: the feed's number."""
    head, tail = _FRAMES[kind]
    entries = _entries(kind)[MOST_NEW - version : MOST_NEW - version + ENTRIES]
    return ("<?xml version='1.0' encoding='utf-8'?>" + head + "".join(entries) + tail).encode()


@cache
def _entries(kind: int) -> list[str]:
    chance = random.Random(kind)
    return [_entry(kind, number, chance) for number in range(MOST_NEW + ENTRIES, 0, -1)]


def document(number: int, version: int = 0) -> bytes:
    """What feed ``number`` shows at its poll ``version``."""
    return _window(number % 4, version).replace(b"@@@@@@", b"%06d" % number)


@dataclass(kw_only=True)
class Farm:
    """What is answered, and to how many requests."""

    mode: str = "etag"
    polls: Counter[int] = field(default_factory=Counter)
    packed: dict[tuple[int, int], bytes] = field(default_factory=dict)
    answered: Counter[str] = field(default_factory=Counter)

    def answer(self, number: int, request: bytes) -> bytes:
        """The whole answer to a request for a feed."""
        tag = b'"%d"' % number
        if self.mode == "etag" and b"if-none-match: " + tag in request.lower():
            self.answered["304"] += 1
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\nConnection: close\r\n\r\n"
        self.answered["200"] += 1
        version = 0
        if self.mode == "new":
            self.polls[number] += 1
            version = min(self.polls[number], MOST_NEW)
        body, extra = document(number, version), b"ETag: " + tag + b"\r\n" if self.mode == "etag" else b""
        if number // 4 % 2 and b"gzip" in request.lower():
            body, extra = self._gzipped(number, version, body), extra + b"Content-Encoding: gzip\r\n"
        heads = b"".join(f"{name}: {value}\r\n".encode() for name, value in _HEADS.items())
        return b"HTTP/1.1 200 OK\r\n" + heads + extra + b"Content-Length: %d\r\n\r\n" % len(body) + body

    def _gzipped(self, number: int, version: int, body: bytes) -> bytes:
        found = self.packed.get((number, version))
        if found is None:
            found = gzip.compress(body, 1)
            if self.mode != "new":
                self.packed[number, version] = found
        return found


class _Connection(asyncio.Protocol):
    def __init__(self, farm: Farm) -> None:
        self._farm, self._said = farm, b""
        self._line: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._line = transport

    def data_received(self, data: bytes) -> None:
        self._said += data
        if b"\r\n\r\n" not in self._said or not isinstance(self._line, asyncio.WriteTransport):
            return
        path = self._said.split(b" ", 2)[1].decode()
        if path.startswith("/mode/"):
            self._farm.mode = path.removeprefix("/mode/")
            self._farm.polls.clear()
            counts = " ".join(f"{status}:{count}" for status, count in sorted(self._farm.answered.items()))
            self._farm.answered.clear()
            self._line.write(f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(counts)}\r\n\r\n{counts}".encode())
        else:
            self._line.write(self._farm.answer(int(path.rpartition("/")[2]), self._said))
        self._line.close()


async def serve(feeds: int) -> None:
    """Answer until the process is ended; the port is printed once all documents are made."""
    farm = Farm()
    for number in range(min(feeds, 400)):
        document(number)
        if number // 4 % 2:
            farm._gzipped(number, 0, document(number))
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(farm), "0.0.0.0", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
