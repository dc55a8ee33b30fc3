"""A month of news from a seed: mostly about nothing of ours, now and then a story of the corpora under another outlet's name.

``python tests/bench/month.py`` replays 30 days, 30,000 articles of which 600 are on the beat, on two cores, and prints one line.
An argument is another number of articles; one in fifty is on the beat.
"""

import json
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from service.archive import Given, articles  # noqa: E402 - the path above must stand first when run as a script
from service.reference import Reference, shipped  # noqa: E402 - the same
from service.replay import replay  # noqa: E402 - the same
from watchers.claims.worth import tells, worth_reading  # noqa: E402 - the same

CORPUS = ROOT / "tests" / "corpus"
SETS = ("stories", "plain", "tuning")
SEED = 20241101
WHOLE = 30_000
SHARE = 50
"""One article in so many is on the beat."""
DAYS = 30
LENGTH = 2_500
"""Characters of an ordinary article."""
LIMIT = 300.0
"""Seconds within which a month is replayed on two cores."""
_START = datetime(2026, 3, 1, tzinfo=UTC)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_BODIES = ("NASA", "USAID", "the U.S. Department of Energy", "the Library of Congress", "the National Science Foundation")


def month(count: int, reference: Reference) -> Iterator[dict[str, str]]:
    """So many articles in order of time, as lines of an archive; the same ones every time."""
    chance = random.Random(SEED)
    given = [one for name in SETS for one in articles(CORPUS / name)]
    plain = _ordinary(given, reference)
    for number in range(count):
        at = _START + timedelta(days=DAYS) * number / count
        made = _told(given, number, chance) if number % SHARE == 0 else _nothing(plain, chance)
        outlet = f"Outlet {chance.randrange(200)}"
        yield {"id": str(number), "url": f"https://o.example/{number}", "outlet": outlet, "published": at.isoformat(), **made}


def _ordinary(given: Sequence[Given], reference: Reference) -> dict[str, list[str]]:
    """Sentences of the corpora that are about neither models nor their makers, by language."""
    found: dict[str, list[str]] = {}
    for one in given:
        for sentence in _SENTENCE.split(one.article.text):
            if len(sentence) > 40 and not worth_reading(sentence, "", partial(reference.names.find_both, sentence, "")):
                found.setdefault(one.article.lang, []).append(sentence)
    whole = {lang: "\n".join(sentences) for lang, sentences in found.items() if lang in ("en", "fr")}
    signs = {
        lang: {mention.surface for mention in reference.names.find(text, context="") if tells(mention.entity)}
        for lang, text in whole.items()
    }
    return {lang: [one for one in found[lang] if not any(sign in one for sign in signs[lang])] for lang in whole}


def _nothing(plain: dict[str, list[str]], chance: random.Random) -> dict[str, str]:
    lang = chance.choice(sorted(plain))
    told: list[str] = []
    while sum(map(len, told)) < LENGTH:
        told.append(chance.choice(plain[lang]))
    paragraphs = [" ".join(told[first : first + 3]) for first in range(0, len(told), 3)]
    return {"lang": lang, "title": told[0][:60], "text": "\n\n".join(paragraphs)}


def _told(given: Sequence[Given], number: int, chance: random.Random) -> dict[str, str]:
    """A story of the corpora; every third one about another body than its own."""
    article = given[chance.randrange(len(given))].article
    text = article.text
    if number % 3 == 0:
        body = chance.choice(_BODIES)
        text = re.sub(r"(?:the )?U\.S\. Department of \w+|State Department|Pentagon", body, text)
    return {"lang": article.lang, "title": article.title, "text": text}


def written(path: Path, count: int, reference: Reference) -> Path:
    """The month as an archive of JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in month(count, reference))
    return path


def main(count: int) -> bool:
    """Replay a month and print what it took."""
    reference = shipped()
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "month.jsonl", count, reference)
        began = time.monotonic()
        claims = alerts = 0
        for outcome in replay(articles(path), reference):
            claims += len(outcome.verdicts)
            alerts += outcome.alert is not None
        took = time.monotonic() - began
    used = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    line = {
        "articles": count,
        "on the beat": len(range(0, count, SHARE)),
        "claims": claims,
        "alerts": alerts,
        "seconds": round(took, 1),
        "processor seconds": round(used, 1),
        "articles a second": round(count / took),
        "cores": os.cpu_count(),
    }
    print(f"replay of a month: {json.dumps(line)}")
    return took <= LIMIT * max(count / WHOLE, 0.1)


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else WHOLE) else 1)
