"""How well the labelled stories are read once every listed name is one that no data hold; also as a program of its own."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from service.reference import shipped  # noqa: E402 - the path above must stand first when run as a script
from tests.corpus.renaming import FOLDERS, Way, score, total  # noqa: E402 - the same
from watchers import proposing  # noqa: E402 - the same


def line() -> str:
    """With the names that spaCy proposes, without them, and where nothing at all is introduced."""
    found = []
    for way in (Way(propose=proposing.propose), Way(), Way(propose=proposing.propose, bare=True)):
        whole = total(score(shipped().extractor, folder, [], way) for folder in FOLDERS)
        found.append(f"recall {whole.recall:.2f} at precision {whole.precision:.2f}")
    return (
        f"renamed: {found[0]} on names that nobody listed (wanted: 0.65 at 0.88), {found[1]} without proposals; "
        f"{found[2]} where nobody introduces an unknown body or product"
    )


if __name__ == "__main__":
    print(f"bench {line()}")
