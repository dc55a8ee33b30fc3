"""What the log says of a feed's troubles: each once, when it has lasted; and once when it is over."""

from datetime import datetime

from service.flow import hearing
from service.logs import logger
from service.store.feeds import FeedRow
from service.store.watches import Watch
from watchers.standing import is_due


def tell(row: FeedRow, before: Watch, after: Watch, now: datetime) -> None:
    """Say what has become of a feed with this poll, where that is news."""
    url, stands = row.feed.url, after.standing
    if is_due(stands, now) and stands.trouble is not None and stands.since is not None:
        since = stands.since.isoformat()
        logger().warning("feed in trouble", feed=url, trouble=stands.trouble.value, why=stands.why, since=since)
    if before.standing.told and before.standing.trouble is not None and stands.trouble is None:
        logger().info("feed well again", feed=url, was=before.standing.trouble.value)
    if after.moved_to != before.moved_to:
        logger().warning("feed moved", feed=url, to=after.moved_to)
    if hearing.slid(before, after):
        logger().warning("feed slid", feed=url, why="it lists nothing that was known: entries may never have been seen")
