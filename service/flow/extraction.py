"""From an article's text to its claims, under the names that the desk has decided on by now."""

import asyncio
from dataclasses import dataclass

from service.desknames import DeskName
from service.flow.kit import Kit
from service.flow.stages import Stage
from service.reference import Reference, claims_of, with_names
from service.store.names import names_of_desk
from watchers.claims.model import Extraction
from watchers.model import Article


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """What a stage works with: the desk's names, and the reference data with them over it."""

    desk: tuple[DeskName, ...]
    reference: Reference


async def names_now(kit: Kit) -> Names:
    """The desk's names as they stand in the database: another process may have changed them since."""
    desk = await kit.store.read(names_of_desk)
    return Names(desk=desk, reference=await asyncio.to_thread(with_names, desk) if desk else kit.reference)


async def claims_in(kit: Kit, article: Article, desk: tuple[DeskName, ...]) -> Extraction:
    """What the article claims, taken out in a confined worker; names that nobody listed are looked for where a claim lacks one.

    Raises ``WatchError`` where the text cannot be read; where only the looking for names fails, the article goes without.
    """
    found = await _with_proposals(kit, article, desk)
    for reason in found.unbound:
        kit.meter.count(Stage.JUDGE, "reference left open", reason.value)
    return found


async def _with_proposals(kit: Kit, article: Article, desk: tuple[DeskName, ...]) -> Extraction:
    found = await kit.confined.run(claims_of, article, desk, url=article.url)
    if kit.proposer is None or not found.wanting:
        return found
    spans = await kit.proposer.propose(article.text, found.wanting, article.url)
    kit.meter.count(Stage.JUDGE, "names proposed" if spans else "no names proposed")
    return await kit.confined.run(claims_of, article, desk, spans, url=article.url) if spans else found
