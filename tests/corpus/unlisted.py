"""How many labelled claims are about somebody whom no list holds, and how well those are read: totals alone.

``python tests/corpus/unlisted.py [FOLDER…]`` prints for each folder, with the names that spaCy proposes and without them, how
many claims on adoptions, partners and prices have an unlisted vendor, body or partner, and their recall and precision. No
sentence, no name: it serves for folders that nobody may look into.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from service.reference import shipped  # noqa: E402 - the path above must stand first when run as a script
from tests.corpus.renaming import FOLDERS, Proposing, extracted  # noqa: E402 - the same
from tests.corpus.scoring import Judge, Score, same_names, stories  # noqa: E402 - the same
from watchers import proposing  # noqa: E402 - the same
from watchers.claims.codec import claim_to_json  # noqa: E402 - the same

PARTS = {"agency": ("vendor", "agency"), "partner": ("vendor", "partner"), "price": ("vendor", "buyer")}


def strange(judge: Judge, fact: Mapping[str, object]) -> bool:
    """Whether the vendor, the body or the partner of a claim stands in no list."""
    told = (judge.name(fact.get(part)) for part in PARTS.get(str(fact["kind"]), ()))
    return any(isinstance(name, str) and shipped().names.entity(name) is None for name in told)


def score(folder: Path, propose: Proposing | None) -> Score:
    """The claims of a folder that are about somebody whom no list holds."""
    judge, whole = Judge(same_names(folder)), Score()
    for story in (one for one in stories(folder) if one.lang in ("en", "fr")):
        made = [claim_to_json(claim) for claim in extracted(shipped().extractor, story.article, propose).claims]
        pairs, lost, spurious = judge.pair(story.facts, made)
        whole.hit += sum(strange(judge, fact) for fact, _ in pairs)
        whole.lost += sum(strange(judge, fact) for fact in lost)
        whole.spurious += sum(strange(judge, claim) for claim in spurious)
    return whole


def main() -> None:
    """Print the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=list(FOLDERS))
    for folder in parser.parse_args().folders:
        for called, propose in (("with ner", proposing.propose), ("without", None)):
            one = score(folder, propose)
            print(
                f"{folder.name}: {one.hit + one.lost} labelled claims about an unlisted name, {called}: "
                f"recall {one.recall:.3f} at precision {one.precision:.3f}"
            )


if __name__ == "__main__":
    main()
