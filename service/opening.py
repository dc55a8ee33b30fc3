"""The database at a start: checked, brought to its newest schema, with the feeds that the settings want.

Needs neither the reference data nor anything of the network, so that a daemon can say what it watches before it loads those.
"""

from collections.abc import Callable
from datetime import datetime

from alerts.audience import Route
from service.settings import Settings
from service.store.feeds import sync_feeds
from service.store.places import mounts as kernels
from service.store.schema import prepare
from service.store.session import Store
from service.terminal import CHANNEL
from service.watchlist import WatchList
from watchers.model import Feed


def routes_of(settings: Settings) -> tuple[Route, ...]:
    """Where alerts go: without a token or a webhook all of them to the terminal."""
    return settings.routes if settings.slack.posts else (Route(channel=CHANNEL),)


def opened_store(settings: Settings, watch: WatchList, now: datetime, mounts: Callable[[], str] = kernels) -> Store:
    """The store, which whoever asked closes. ``mounts``: the kernel's table of mounts. Raises ``StoreError``."""
    feeds, listed = wanted_feeds(settings, watch)
    store = Store(settings.store_url, mounts)
    try:
        prepare(store)
        with store.writing() as c:
            sync_feeds(c, feeds, now, listed)
    except BaseException:
        store.close()
        raise
    return store


def wanted_feeds(settings: Settings, watch: WatchList) -> tuple[tuple[Feed, ...], frozenset[str]]:
    """The feeds of the file, then those of the watch list that it does not name itself; and the addresses of these."""
    own = {feed.url: feed for feed in settings.feeds}
    listed = tuple(feed for feed in watch.watched if feed.url not in own)
    return (*own.values(), *listed), frozenset(feed.url for feed in listed)
