"""Facts that a ledger starts with: recorded like an article's claims, without an alert, once."""

from collections.abc import Sequence
from datetime import datetime

from alerts.recording import plan
from service.flow.judge import decide, met
from service.inventory import inventory
from service.ledgerfile import DEFAULT, Told, load
from service.reference import Reference
from service.store.articles import add_article, known_article, record_judged
from service.store.ledger import Teller, record, record_verdicts
from service.store.session import Store


def beginning(name: str, reference: Reference) -> tuple[Told, ...]:
    """What ``[ledger] baseline`` stands for: the package's own facts with the inventory beside them, none, or those of a file.

    Raises ``LedgerFileError``.
    """
    told = load(name)
    return (*told, inventory(reference)) if name == DEFAULT else told


def learn(store: Store, told: Sequence[Told], reference: Reference, now: datetime) -> int:
    """Record what is not yet known of ``told``; how many articles that were."""
    fresh = 0
    for one in told:
        with store.writing() as c:
            if known_article(c, one.article.url):
                continue
            item = add_article(c, one.article, one.article.published or now, kind=one.kind)
            claims, known = met(c, item.mark, one.claims, reference)
            verdicts = decide(item.mark, claims, known, reference)
            teller = Teller(revision=item.revision, article=item.article_id, now=one.article.published or now)
            record(c, teller, plan(verdicts), known)
            record_verdicts(c, item.revision, verdicts)
            record_judged(c, item, on_beat=True, reference=reference.digest, now=now)
            fresh += 1
    return fresh
