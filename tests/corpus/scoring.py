"""Labelled stories against what the reader makes of them: precision and recall by kind, then slots; claims lost and spurious.

``python tests/corpus/scoring.py [FOLDER] [-v] [--lang fr,en] [--kind agency] [--story 006]`` prints the table.
FOLDER holds stories, ``labels.jsonl`` and ``entities.json``; by default the development stories.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from service.index import load_names  # noqa: E402 - the same
from watchers.claims.codec import claim_to_json  # noqa: E402 - the path above must stand first when run as a script
from watchers.claims.extract import Extractor  # noqa: E402 - the same
from watchers.claims.lands import variants  # noqa: E402 - the same
from watchers.claims.lexicon import Lexicon  # noqa: E402 - the same
from watchers.model import Article, Lineage  # noqa: E402 - the same

STORIES = Path(__file__).parent / "stories"
SLOTS = {
    "agency": ("stage", "product", "attributed_to"),
    "partner": ("stage", "product", "attributed_to"),
    "price": ("product", "amount", "currency", "per", "buyer", "attributed_to"),
    "figure": ("amount", "amount_max", "currency", "period", "qualifier", "attributed_to"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One development story with its labels."""

    id: str
    article: Article
    lang: str
    on_beat: bool
    facts: tuple[Mapping[str, object], ...]


@dataclass(kw_only=True, slots=True)
class Score:
    """Counts for one kind."""

    hit: int = 0
    lost: int = 0
    spurious: int = 0
    slots: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Share of the claims made that are labelled."""
        return self.hit / (self.hit + self.spurious) if self.hit + self.spurious else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled claims that are made."""
        return self.hit / (self.hit + self.lost) if self.hit + self.lost else 1.0


def stories(folder: Path = STORIES) -> Iterator[Story]:
    """All stories in order, with their labels."""
    labels = {row["id"]: row for row in map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines())}
    for path in sorted(folder.glob("[0-9]*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        label = labels[meta["id"]]
        yield Story(
            id=meta["id"],
            article=_article(meta, body.strip("\n")),
            lang=label["lang"],
            on_beat=label["on_beat"],
            facts=tuple(label["facts"]),
        )


def digest(folder: Path = STORIES) -> str:
    """SHA-256 over stories and labels: floors hold for one corpus only."""
    total = hashlib.sha256()
    for path in sorted([*folder.glob("[0-9]*.md"), folder / "labels.jsonl"]):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def same_names(folder: Path = STORIES) -> dict[str, str]:
    """Every alias of an unlisted name, folded to lower case, to its canonical name.

    Where the lists have learned an alias of it since it was labelled, the name that they give it is one more.
    """
    found, learned = {}, _learned()
    for name, row in json.loads((folder / "entities.json").read_text("utf-8")).items():
        if not row["listed"]:
            for alias in [name, *row["aliases"]]:
                found[_plain(alias).lower()] = name
                found |= {listed.lower(): name for listed in learned.get(alias.lower(), ())}
    return found


@cache
def _learned() -> dict[str, tuple[str, ...]]:
    """Names of listed bodies and companies by everything that they are called, in lower case."""
    called: dict[str, tuple[str, ...]] = {}
    nations = {row["iso"]: row for row in _rows("governments") if row["level"] == "country"}
    for row in (*_rows("agencies"), *_rows("partners")):
        listed = {row["name"], *row["aliases_en"].split("|"), *row["aliases_fr"].split("|")} - {""}
        nation = nations.get(row["country"])
        said = {other for alias in listed for other in variants(alias, nation)} if nation else set()
        for alias in {one.lower() for one in listed | said}:
            called[alias] = (*called.get(alias, ()), row["name"])
    return called


def _rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "watchers" / "claims" / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Judge:
    """Compares the claims of one story with its labels."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def name(self, value: object) -> object:
        """The canonical form of a name."""
        return self._names.get(_plain(value).lower(), _plain(value)) if isinstance(value, str) else value

    def key(self, fact: Mapping[str, object]) -> tuple[object, ...]:
        """What makes two claims the same claim; a figure's and a price's amount take part in its pairing only."""
        kind = fact["kind"]
        if kind == "agency":
            return kind, self.name(fact["vendor"]), self.name(fact["agency"])
        if kind == "partner":
            return kind, self.name(fact["vendor"]), self.name(fact["partner"])
        if kind == "price":
            return kind, self.name(fact["vendor"]), _rounded(fact["amount"])
        return kind, self.subject(str(fact["subject"])), fact["measure"], _rounded(fact["amount"])

    def subject(self, named: str) -> str:
        """The canonical form of what a figure is about; what lies between two is the same whichever is named first."""
        return " / ".join(sorted(str(self.name(part)) for part in named.split(" / ")))

    def pair(
        self, gold: Iterable[Mapping[str, object]], made: Iterable[Mapping[str, object]]
    ) -> tuple[list[tuple[Mapping[str, object], Mapping[str, object]]], list[Mapping[str, object]], list[Mapping[str, object]]]:
        """Pairs, labelled claims that were lost, claims that nobody labelled."""
        left = list(made)
        pairs, lost = [], []
        for fact in gold:
            match = max(
                (claim for claim in left if self.key(claim) == self.key(fact)),
                key=lambda claim: sum(self.agree(fact, claim, slot) for slot in SLOTS[str(fact["kind"])]),
                default=None,
            )
            if match is None:
                lost.append(fact)
            else:
                left.remove(match)
                pairs.append((fact, match))
        return pairs, lost, left

    def agree(self, fact: Mapping[str, object], claim: Mapping[str, object], slot: str) -> bool:
        """Whether one slot holds the same."""
        one, other = fact.get(slot), claim.get(slot)
        if slot in ("amount", "amount_max"):
            return _rounded(one) == _rounded(other)
        return self.name(one) == self.name(other)


def _plain(name: str) -> str:
    """Typography is no part of a name: an apostrophe is one, straight or not."""
    return name.replace("’", "'")


def _rounded(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, int | float) else value


def _article(meta: Mapping[str, object], text: str) -> Article:
    return Article(
        url=str(meta["url"]),
        canonical_url=None,
        outlet=str(meta["outlet"]),
        title=str(meta["title"]),
        byline=str(meta["byline"]) if meta["byline"] else None,
        lang=str(meta["lang"]),
        published=datetime.fromisoformat(str(meta["published"])).astimezone(UTC),
        text=text,
        lineage=Lineage(body_sha256="", sketch=()),
    )


def score(
    extractor: Extractor, langs: frozenset[str], report: list[str], only: str | None = None, folder: Path = STORIES
) -> dict[str, Score]:
    """Scores by kind over the stories of these languages; ``report`` takes one line for each claim lost or spurious."""
    judge = Judge(same_names(folder))
    scores = {kind: Score() for kind in SLOTS}
    for story in stories(folder):
        if story.lang in langs and only in (None, story.id):
            made = [claim_to_json(claim) for claim in extractor.extract(story.article).claims]
            count(judge, story, made, scores, report)
    return scores


def count(judge: Judge, story: Story, made: list[dict[str, object]], scores: dict[str, Score], report: list[str]) -> None:
    """Add one story's claims to the scores and its differences to the report."""
    pairs, lost, spurious = judge.pair(story.facts, made)
    for fact, claim in pairs:
        kind = str(fact["kind"])
        scores[kind].hit += 1
        for slot in SLOTS[kind]:
            same = judge.agree(fact, claim, slot)
            scores[kind].slots[slot] += same
            if not same:
                report.append(f"{story.id} slot  {judge.key(fact)} {slot}: {fact.get(slot)!r} made {claim.get(slot)!r}")
    for fact in lost:
        scores[str(fact["kind"])].lost += 1
        report.append(f"{story.id} LOST  {judge.key(fact)} {fact.get('stage', '')} | {fact['evidence']}")
    for claim in spurious:
        scores[str(claim["kind"])].spurious += 1
        report.append(f"{story.id} EXTRA {judge.key(claim)} {claim.get('stage', '')} | {claim['quote']}")


def table(scores: Mapping[str, Score]) -> str:
    """The scores, one line a kind."""
    rows = []
    for kind, one in scores.items():
        slots = "  ".join(f"{slot} {one.slots[slot]}/{one.hit}" for slot in SLOTS[kind])
        rows.append(
            f"{kind:8} P {one.precision:.3f} R {one.recall:.3f}  ({one.hit} hit, {one.lost} lost, {one.spurious} extra)  {slots}"
        )
    return "\n".join(rows)


def extractor() -> Extractor:
    """The reader with the package's own reference data."""
    folder = ROOT / "watchers" / "claims" / "data" / "lexicon"
    return Extractor(load_names(), Lexicon.build({path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}))


def main() -> None:
    """Print the table; with ``-v`` every difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=STORIES)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--lang", default="fr,en")
    parser.add_argument("--kind")
    parser.add_argument("--story")
    given = parser.parse_args()
    report: list[str] = []
    scores = score(extractor(), frozenset(given.lang.split(",")), report, given.story, given.folder)
    print(table(scores))
    if given.v:
        print("\n".join(line for line in report if not given.kind or f"('{given.kind}'" in line))


if __name__ == "__main__":
    main()
