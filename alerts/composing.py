"""Verdicts of one article to one alert: pure.

An article gives one alert or none, however many facts it adds; what told nothing new is counted, not shown.
"""

from collections.abc import Sequence

from alerts.delivery import Receipt
from alerts.model import Alert, ArticleMark, Verdict


def compose(
    *, key: str, mark: ArticleMark, verdicts: Sequence[Verdict], incomplete: str | None, story_root: Receipt | None
) -> Alert | None:
    """The article's alert; ``None`` when none of its verdicts alerts.

    ``verdicts`` are all of the article's, in any order; those that alert are kept, most urgent rank first, then in order of
    their place in the text. ``key`` must be stable over restarts: the message carries it.
    """
    loud = sorted((v for v in verdicts if v.loud), key=urgency)
    if not loud:
        return None
    return Alert(
        key=key,
        mark=mark,
        incomplete=incomplete,
        verdicts=tuple(loud),
        silent=len(verdicts) - len(loud),
        rank=urgency(loud[0])[0],
        story_root=story_root,
    )


def urgency(verdict: Verdict) -> tuple[int, int, str, str]:
    """Sort key: rank, place in the text, then fact and value for one order on every run. Silent verdicts come last."""
    return (verdict.rank or 9, verdict.claim.evidence.span.start, verdict.fact_key, verdict.norm)
