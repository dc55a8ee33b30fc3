"""An article that somebody wants read now: fetched as any other, through the same guard, and judged as any other."""

from functools import partial
from typing import TYPE_CHECKING

from service.desk.answers import Voice
from service.explaining import Teller, conclusion
from service.flow.kit import Kit
from service.flow.stages import Job, Stage
from service.store.articles import add_article, known_article
from service.store.session import Connection
from service.store.ways import way_of
from watchers.confine.named import Named
from watchers.errors import WatchError
from watchers.identity import canonical_url, host_of
from watchers.model import Article
from watchers.reading.hint import Hint

if TYPE_CHECKING:
    from watchers.reading.read import read as read_page
else:
    read_page = Named("watchers.reading.read:read")


async def read_now(kit: Kit, voice: Voice, given: str) -> tuple[str, tuple[Job, ...]]:
    """Read the article at an address; what to tell who asked, and the job that judges it, if any."""
    url = canonical_url(given.strip("<>").partition("|")[0])
    if url is None:
        return voice.say("no address", given=given[:200]), ()
    way = await kit.store.read(partial(way_of, url=url))
    if way is not None:
        return voice.say("known", how=conclusion(way, Teller(language=voice.language))), ()
    try:
        document = await (kit.pages or kit.fetcher).fetch(url)
        if document is None:
            return voice.say("empty page"), ()
        hint = Hint(url=url, outlet=host_of(url) or "")
        article = await kit.confined.run(partial(read_page, hint=hint), document, url=url)
    except WatchError as error:
        return voice.say("unread", why=error), ()
    number = await kit.store.write(partial(_kept, url=url, article=article, kit=kit))
    if number is None:
        return voice.say("known meanwhile"), ()
    whole = "" if article.incomplete is None else voice.say("in part", why=article.incomplete.value)
    return voice.say("added", title=article.title or url, whole=whole), (Job(Stage.JUDGE, (number,)),)


def _kept(c: Connection, url: str, article: Article, kit: Kit) -> int | None:
    """The article's number; ``None`` where it came in meanwhile."""
    return None if known_article(c, url) else add_article(c, article, kit.clock.now(), address=url).article_id
