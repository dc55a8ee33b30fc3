"""What went wrong with an address, in words: a sentence for everybody who watches it, and no name of a class."""

from datetime import timedelta

import pytest

from watchers import errors
from watchers.errors import BadStatus, FeedReplaced, NotAFeed, ParseKilled, Replaced, TooLarge, Unreachable, Untrusted, WatchError
from watchers.saying import in_words

URL = "https://news.example/feed"


def status(number: int, wait: timedelta | None = None) -> BadStatus:
    return BadStatus(f"status {number}", url=URL, status=number, retry_after=wait)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (status(404), "nothing is found there (status 404)"),
        (status(410), "its publisher has taken it down for good (status 410)"),
        (status(401), "it asks for a login (status 401)"),
        (status(403), "it refuses us (status 403)"),
        (status(500), "its server fails (status 500)"),
        (status(204), "it answers with no document (status 204)"),
        (status(429, timedelta(hours=3)), "it asks to be asked less often (status 429), again in 3 hours at the earliest"),
        (status(503, timedelta(seconds=61)), "its server cannot answer now (status 503), again in 2 minutes at the earliest"),
        (status(503, timedelta(0)), "its server cannot answer now (status 503), again in 1 minute at the earliest"),
        (status(503, timedelta(days=9)), "its server cannot answer now (status 503), again in 9 days at the earliest"),
        (
            FeedReplaced.instead(NotAFeed("this looks like html", url=URL), Replaced.PAGE),
            "a web page that names no feed stands there",
        ),
        (
            FeedReplaced.instead(
                NotAFeed("this looks like html, which names the feed https://a.example/f", url=URL), Replaced.PAGE
            ),
            "a web page stands there, which names the feed https://a.example/f",
        ),
        (
            FeedReplaced.instead(NotAFeed("this looks like json, and is no JSON Feed", url=URL), Replaced.PAGE),
            "no feed stands there: this looks like json, and is no JSON Feed",
        ),
        (FeedReplaced("x", url=URL, by=Replaced.CONSENT), "a question for consent stands where a feed should be"),
        (FeedReplaced("x", url=URL, by=Replaced.LOGIN), "a login stands where a feed should be"),
        (FeedReplaced("x", url=URL, by=Replaced.CHECK), "a check for robots stands where a feed should be"),
        (
            FeedReplaced("moved to https://b.example/, where another feed answers", url=URL, by=Replaced.OTHER),
            "it moved to https://b.example/, where another feed answers",
        ),
        (Unreachable("no address: not known", url=URL), "it cannot be reached: no address: not known"),
        (Untrusted("expired", url=URL), "its encryption cannot be trusted: expired"),
        (TooLarge("more than 9 bytes on the wire", url=URL), "it is too large: more than 9 bytes on the wire"),
        (ParseKilled("over 5 s of CPU", url=URL), "reading it had to be stopped: over 5 s of CPU"),
    ],
)
def test_each_failure_is_a_sentence(error: WatchError, said: str) -> None:
    """What it is, and where that is known what it means."""
    assert in_words(error) == said


def test_no_error_shows_its_class() -> None:
    """Whatever is raised: the message is there, the name of the class is not."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, WatchError)]
    for kind in kinds:
        told = in_words(status(418) if kind is BadStatus else kind("why so", url=URL))
        assert kind.__name__ not in told
        assert kind is BadStatus or "why so" in told
