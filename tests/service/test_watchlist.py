"""The built-in watch list: every kind of address that can be read is watched, the others say why not."""

from collections import Counter
from pathlib import Path

import pytest

from service.tomlfile import SettingsError
from service.watchlist import load
from watchers.model import FeedKind, View


def test_the_built_in_list_watches_every_kind() -> None:
    """Feeds, sitemaps, pages and the Federal Register; services that want a key or a body are listed with their reason."""
    found = load("default")
    assert Counter(feed.kind for feed in found.watched) == {
        FeedKind.FEED: 72,
        FeedKind.PAGE: 4,
        FeedKind.SITEMAP: 2,
        FeedKind.REGISTER: 1,
    }
    views = {feed.url: feed.view for feed in found.watched if feed.view != View()}
    assert views == {"https://www.anthropic.com/sitemap.xml": View(only="/news/")}
    assert (
        dict(found.listed)["https://api.usaspending.gov/api/v2/search/spending_by_award/"]
        == "kind api is not read by this version"
    )


@pytest.mark.parametrize("wishes", ['kind = "page"\nselect = "p:["', 'select = "main"', 'take = "text"'])
def test_a_view_that_makes_no_sense_makes_the_list_unusable(tmp_path: Path, wishes: str) -> None:
    """A list of one's own is held to the same rules as the settings."""
    (tmp_path / "list.toml").write_text(f'[[feed]]\nurl = "https://a.example/"\n{wishes}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"select|take"):
        load(str(tmp_path / "list.toml"))
