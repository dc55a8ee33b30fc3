"""Timings, one line a figure, each as a ratio against a peer of the same run: `make bench`.

Absolute figures depend on the machine; the ratio is what is kept and compared.
"""

import io
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import event
from trafilatura import extract

from alerts.reaching import Reach
from service.archive import Given, articles
from service.logs import configure
from service.reference import Reference
from service.reference import load as load_reference
from service.replay import replay
from service.store import outbox
from service.store.articles import add_article
from service.store.known import load_known
from service.store.ledger import Teller, record
from service.store.schema import prepare
from service.store.session import Store
from tests.bench import extraction, latency
from tests.bench import renamed as renaming
from tests.contracts.builders import NOW, a_message, article, claim, plan_of
from tests.standins.newsroom import Story, page
from tests.standins.slack import ROOT
from tests.tools import compiled

STORIES = ROOT / "tests/corpus/stories"
CORPORA = (STORIES, *(ROOT / "tests/corpus" / name for name in ("blind", "tuning", "plain")))
READ = 200
"""Articles after which memory is measured."""
ROUNDS = 3


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, the median of a few rounds."""
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return statistics.median(found)


def reading(reference: Reference, given: tuple[Given, ...]) -> str:
    """Claims of the stories against taking the same stories' text out of their pages."""
    pages = [page(_story(one)) for one in given]
    ours = timed(lambda: [reference.extractor.extract(one.article) for one in given])
    peer = timed(lambda: [extract(html, fast=True) for html in pages])
    each = 1000 * ours / len(given)
    return f"claims: {each:.1f} ms an article, {ours / peer:.2f} times trafilatura's text extraction of its page"


def names(reference: Reference, given: tuple[Given, ...]) -> str:
    """Finding names against the floor of counting a byte string in the same text."""
    text = "\n".join(one.article.text for one in given)
    ours = timed(lambda: [reference.names.find(one.article.text) for one in given])
    floor = timed(lambda: [text.encode().count(b"Zzyzx") for _ in range(1000)]) / 1000
    return f"names: {len(text) / ours / 1e6:.2f} MB/s, 1/{ours / floor:,.0f} of the speed of counting one byte string"


def replaying(reference: Reference, given: tuple[Given, ...]) -> str:
    """A whole replay against reading its articles alone: what the ledger adds."""
    whole = timed(lambda: list(replay(given, reference)))
    ours = timed(lambda: [reference.extractor.extract(one.article) for one in given])
    return f"replay: {len(given) / whole:.0f} articles/s, {whole / ours:.2f} times reading them alone"


def committing(folder: Path) -> str:
    """An article with its claims, alert and outbox row in one transaction, against the same statements given to SQLite alone."""
    many, seen = 300, []
    store = Store(f"sqlite:///{folder}/bench.db")
    prepare(store)
    began = time.perf_counter()
    for number in range(many):
        _commit(store, number)
    ours = (time.perf_counter() - began) / many
    event.listen(store.engine, "before_cursor_execute", lambda *run: seen.append((run[2], run[3], run[5])))
    for number in range(many, 2 * many):
        _commit(store, number)
    store.close()
    alone = _alone(folder / "peer.db", seen) / many
    return (
        f"commit: {1 / ours:.0f} articles/s with ledger, alert and outbox, {len(seen) / many:.0f} statements each, "
        f"{ours / alone:.1f} times the same statements given to SQLite alone ({1 / alone:.0f}/s)"
    )


def _alone(path: Path, statements: Sequence[tuple[str, Any, bool]]) -> float:
    """Seconds that SQLite's own module takes for statements that were run, each ``BEGIN`` ending what came before."""
    store = Store(f"sqlite:///{path}")
    prepare(store)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as peer:
        peer.execute("PRAGMA synchronous=FULL")
        began = time.perf_counter()
        for sql, parameters, many in statements:
            if sql.startswith("BEGIN") and peer.in_transaction:
                peer.execute("COMMIT")
            if many:
                peer.executemany(sql, parameters)
            else:
                peer.execute(sql, parameters).fetchall()
        peer.execute("COMMIT")
        return time.perf_counter() - began


def _commit(store: Store, number: int) -> None:
    said = tuple(claim(f"Agency {number}-{part}", vendor=f"Vendor {number}") for part in range(6))
    with store.writing() as c:
        item = add_article(c, article(f"a{number}", f"text {number}"), NOW)
        known = load_known(c, item.mark, said, Reach())
        record(c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan_of(*said), known)
        alert = outbox.record_alert(c, outbox.NewAlert(key=f"A{number}", revision=item.revision, rank=2, shadow=False), NOW)
        outbox.enqueue(c, "C1", a_message(f"k{number}"), NOW, alert_id=alert)


def _story(one: Given) -> Story:
    published = one.article.published or datetime(2025, 1, 1, tzinfo=UTC)
    return Story(slug=one.id, title=one.article.title, text=one.article.text, published=published, lang=one.article.lang)


def _all_stories() -> Iterator[Story]:
    """The stories of every corpus that may be looked at, each under a name of its own."""
    for folder in CORPORA:
        for one in articles(folder):
            yield replace(_story(one), slug=f"{folder.name}-{one.id}")


def shipped() -> Iterator[str]:
    """The lines on reading, by the compiled wheel that the container holds, in a process of its own."""
    try:
        yield from compiled.run(compiled.wheel(), "tests/bench/extraction.py").splitlines()
    except compiled.NotCompiledError as why:
        yield f"compiled extraction: not measured, {why}"


def figures() -> Iterator[str]:
    """Every line, as it is measured."""
    reference = load_reference()
    given = tuple(articles(STORIES))
    yield from shipped()
    yield from (f"plain {line}" for line in extraction.figures(reference, given))
    yield renaming.line()
    for ner in (False, True):
        yield extraction.memory(tuple(islice(_all_stories(), READ)), ner=ner)
    with tempfile.TemporaryDirectory() as place:
        yield reading(reference, given)
        yield names(reference, given)
        yield replaying(reference, given)
        yield committing(Path(place))
    yield latency.line(latency.measured(reference, latency.ARTICLES))


if __name__ == "__main__":
    configure(io.StringIO(), verbose=False)
    for line in figures():
        print(f"bench {line}", flush=True)
