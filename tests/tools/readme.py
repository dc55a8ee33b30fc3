"""Draws the README's alert from what the service really says about a story of its demo: `make readme`."""

import re
import sys

from alerts.model import Alert
from alerts.slack.blocks import message
from service.archive import articles
from service.reference import load as load_reference
from service.replay import replay
from service.terminal import draw
from tests.standins.slack import ROOT

README = ROOT / "README.md"
SHOWN = "078"
"""The story of the demo whose alert is shown: one stage moves on, one figure contradicts the one on record."""
_PLACE = re.compile(r"(?<=```text\n).*?(?=```\n<!-- end of alert -->)", re.DOTALL)


def told(story: str) -> Alert:
    """What the service says about a story of its demo."""
    outcomes = replay(articles(ROOT / "service/demo/stories"), load_reference())
    shown = next(outcome.alert for outcome in outcomes if outcome.id == story)
    if shown is None:
        raise RuntimeError(f"{story} does not alert")
    return shown


def alert() -> str:
    """The alert as a terminal draws it, 80 columns wide."""
    shown = told(SHOWN)
    return draw(message(shown, key=shown.key, language="en"), 80) + "\n"


def drawn(readme: str) -> str:
    """The README with the alert in its place."""
    text = alert()
    return _PLACE.sub(lambda _: text, readme)


if __name__ == "__main__":
    README.write_text(drawn(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
