"""A newsroom on loopback: feeds and their article pages over real HTTP, in a thread, changeable while it runs.

with running_newsroom() as newsroom:
    newsroom.publish(Story(slug="one", title="…", text="…", published=…))
    ... newsroom.feed_url ...

One newsroom may house several outlets: each story that names one stands in that outlet's own feed, ``newsroom.feed_of(outlet)``.
"""

import contextlib
import hashlib
import html
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_FEED = "/feed.xml"


@dataclass(frozen=True, kw_only=True)
class Story:
    """What one page says; paragraphs of ``text`` are parted by newlines, bullets begin with ``- ``."""

    slug: str
    title: str
    text: str
    published: datetime
    lang: str = "fr"
    outlet: str = ""
    """Empty: of the house itself."""


@dataclass(kw_only=True)
class Newsroom:
    """What the running server serves, newest story first, and what it was asked."""

    port: int = 0
    outlet: str = "Newsroom"
    stories: list[Story] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    """Paths that answer 503."""

    @property
    def base(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def feed_url(self) -> str:
        """The house's own feed."""
        return self.base + _FEED

    def feed_of(self, outlet: str) -> str:
        """The feed of one of the outlets."""
        return f"{self.base}/{_slug(outlet)}{_FEED}" if outlet else self.feed_url

    def url(self, story: Story) -> str:
        """Where a story's page is."""
        return f"{self.base}/{'/'.join(filter(None, (_slug(story.outlet), 'a', story.slug)))}"

    def publish(self, story: Story) -> None:
        """List it on top of its feed, from now on."""
        self.stories.insert(0, story)

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body for a path."""
        self.asked.append(path)
        if path in self.down:
            return 503, "text/plain", b"down"
        if path.endswith(_FEED):
            return 200, "application/rss+xml; charset=utf-8", self._feed(path.removesuffix(_FEED).strip("/")).encode()
        for story in self.stories:
            if self.base + path == self.url(story):
                return 200, "text/html; charset=utf-8", page(story).encode()
        return 404, "text/plain", b"not here"

    def _feed(self, slug: str) -> str:
        told = [story for story in self.stories if _slug(story.outlet) == slug]
        items = "".join(
            f"<item><title>{html.escape(story.title)}</title><link>{self.url(story)}</link>"
            f'<guid isPermaLink="true">{self.url(story)}</guid><pubDate>{format_datetime(story.published)}</pubDate>'
            f"<description>{html.escape(story.text[:160])}…</description></item>"
            for story in told
        )
        title = next((story.outlet for story in told if slug), self.outlet)
        head = f"<title>{html.escape(title)}</title><link>{self.base}/{slug}</link><description>stories</description>"
        return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def page(story: Story) -> str:
    """The story as a plain, well-formed page with a headline, a date and its paragraphs."""
    body = "".join(_paragraph(line) for line in story.text.splitlines() if line.strip())
    stamp = story.published.isoformat()
    return (
        f'<!doctype html><html lang="{story.lang}"><head><meta charset="utf-8"><title>{html.escape(story.title)}</title>'
        f'<meta property="article:published_time" content="{stamp}"></head><body><header><nav><a href="/">Home</a></nav></header>'
        f"<main><article><h1>{html.escape(story.title)}</h1>{body}</article></main><footer><p>Contact</p></footer></body></html>"
    )


def _slug(outlet: str) -> str:
    plain = unicodedata.normalize("NFKD", outlet.lower()).encode("ascii", "ignore").decode()
    return "".join(letter if letter.isalnum() else "-" for letter in plain)


def _paragraph(line: str) -> str:
    if line.startswith("- "):
        return f"<ul><li>{html.escape(line[2:])}</li></ul>"
    return f"<p>{html.escape(line)}</p>"


def _handler(newsroom: Newsroom) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name is the base class's
            status, kind, body = newsroom.answer(self.path)
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            unchanged = status == 200 and self.headers.get("If-None-Match") == tag
            self.send_response(304 if unchanged else status)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", "0" if unchanged else str(len(body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Say nothing: what was asked stands in the newsroom."""

    return Handler


@contextlib.contextmanager
def running_newsroom(outlet: str = "Newsroom") -> Iterator[Newsroom]:
    """Serve a newsroom on a free port of loopback until the block ends."""
    newsroom = Newsroom(outlet=outlet)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(newsroom)) as server:
        newsroom.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield newsroom
        finally:
            server.shutdown()
            thread.join()
