"""Our alerts beside three that a newsroom could have without us, on the development stream; and who groups its stories best.

``python tests/bench/stream.py`` prints one line a figure. The rivals: a feed reader (every new address), an aggregator (every
text that is no near-copy), and one that compares titles. Groups are held against ``story_group`` by the adjusted Rand index
(Hubert and Arabie 1985): 1 for the same groups, 0 for what chance gives.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import comb
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from alerts.comparing import fold  # noqa: E402 - the path above must stand first when run as a script
from alerts.corroboration import kinship, resemblance  # noqa: E402 - the same
from alerts.model import ArticleMark, Kinship  # noqa: E402 - the same
from service import expectation  # noqa: E402 - the same
from service.archive import Given, articles  # noqa: E402 - the same
from service.reference import shipped  # noqa: E402 - the same
from service.replay import Outcome, replay  # noqa: E402 - the same

STORIES = ROOT / "tests" / "corpus" / "stories"
AGGREGATOR, LOOSE, TITLES = 0.85, 0.5, 0.5
"""Resemblances from which a text is a copy for an aggregator, for a loose one, and from which two titles are one."""
_START = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """One article of the stream with what we made of it."""

    given: Given
    outcome: Outcome

    @property
    def mark(self) -> ArticleMark:
        """As the ledger remembers it."""
        article = self.given.article
        published = article.published or _START
        return ArticleMark(
            article=self.given.id,
            url=article.url,
            outlet=article.outlet,
            title=article.title,
            lang=article.lang or "en",
            published=published,
            seen=published,
            body_sha256=article.lineage.body_sha256,
            sketch=article.lineage.sketch,
            told_to=article.lineage.told_to,
            gist=article.lineage.gist,
            asked=article.lineage.asked,
        )


Alike = Callable[[Telling, Telling], bool]


def told(folder: Path = STORIES) -> tuple[Telling, ...]:
    """The stream in order of publication, judged on an empty ledger."""
    given = sorted(articles(str(folder)), key=_published)
    outcomes = replay(given, shipped())
    return tuple(Telling(given=one, outcome=outcome) for one, outcome in zip(given, outcomes, strict=True))


def _published(one: Given) -> datetime:
    return one.article.published or _START


def same_address(one: Telling, other: Telling) -> bool:
    """A feed reader's view."""
    return one.given.article.url == other.given.article.url


def alike_words(least: float) -> Alike:
    """An aggregator's view: enough word trigrams in common."""
    return lambda one, other: resemblance(one.given.article.lineage.sketch, other.given.article.lineage.sketch) >= least


def alike_titles(one: Telling, other: Telling) -> bool:
    """Half of the titles' words in common."""
    left, right = (set(fold(each.given.article.title).split()) for each in (one, other))
    return len(left & right) >= TITLES * len(left | right)


def our_kin(one: Telling, other: Telling) -> bool:
    """Copy, rewrite or translation, as the ledger counts origins."""
    sides = ((each.mark, tuple(verdict.claim for verdict in each.outcome.verdicts)) for each in (one, other))
    (mark, claims), (other_mark, other_claims) = sides
    return kinship(mark, claims, other_mark, other_claims)[0] is not Kinship.INDEPENDENT


def quality(owed: Mapping[str, bool], sent: Mapping[str, bool]) -> tuple[float, float]:
    """Precision and recall of the alerts sent."""
    right = sum(owed[key] for key, alert in sent.items() if alert)
    return right / max(sum(sent.values()), 1), right / max(sum(owed.values()), 1)


def rival(stream: Sequence[Telling], alike: Alike) -> dict[str, bool]:
    """Alerts of somebody who alerts on whatever is like nothing before."""
    return {one.given.id: not any(alike(one, earlier) for earlier in stream[:at]) for at, one in enumerate(stream)}


def groups(stream: Sequence[Telling], alike: Alike) -> list[int]:
    """The group of each article: that of the first earlier one that it is like."""
    found: list[int] = []
    for at, one in enumerate(stream):
        found.append(next((found[before] for before in range(at) if alike(one, stream[before])), at))
    return found


def stories(stream: Sequence[Telling], folder: Path = STORIES) -> list[str]:
    """The labelled story of each article; its own where the labels name none."""
    labels = map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines())
    story = {row["id"]: str(row.get("story_group") or row["id"]) for row in labels}
    return [story[one.given.id] for one in stream]


def adjusted_rand(one: Sequence[object], other: Sequence[object]) -> float:
    """The adjusted Rand index of two groupings of the same things."""
    both = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    left, right = (sum(comb(count, 2) for count in Counter(side).values()) for side in (one, other))
    chance = left * right / comb(len(one), 2)
    most = (left + right) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def main() -> None:
    """Print the figures."""
    stream = told()
    expected = expectation.load(STORIES / "stream.jsonl")
    owed = {key: bool(row["alert"]) for key, row in expected.articles.items()}
    ours = {one.given.id: one.outcome.alert is not None for one in stream}
    copies = alike_words(AGGREGATOR)
    for name, sent in (
        ("writethru", ours),
        ("feed reader (new address)", rival(stream, same_address)),
        (f"aggregator (MinHash {AGGREGATOR})", rival(stream, copies)),
        ("title words", rival(stream, alike_titles)),
    ):
        precision, recall = quality(owed, sent)
        print(f"alerts, {name}: {sum(sent.values())} sent, precision {precision:.3f}, recall {recall:.3f}")
    score = expectation.compare(expected, (one.outcome for one in stream))
    print(f"contradictions: {score.found} of {score.contradictions}, false {len(score.false_contradictions)}")
    truth = stories(stream)
    for name, alike in (("writethru", our_kin), (f"MinHash {LOOSE}", alike_words(LOOSE)), (f"MinHash {AGGREGATOR}", copies)):
        print(f"groups, {name}: adjusted Rand index {adjusted_rand(truth, groups(stream, alike)):.3f}")


if __name__ == "__main__":
    main()
