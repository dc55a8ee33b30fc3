"""What a new version of an article does to what its earlier ones told: dropped, said again, corrected away, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from alerts.model import Verdict
from service.flow.withdrawal import Withdrawal
from service.store.articles import ToJudge
from service.store.ledger import Teller
from service.store.revisions import Told, drop, line_of, most_serious, no_longer, noticed_before, say_again, take_back
from service.store.session import Connection
from watchers.claims.model import Claim, Extraction, NoticeKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Revised:
    """What an article no longer says."""

    dropped: tuple[Told, ...] = ()
    taken: Withdrawal | None = None
    """What its outlet has taken back with it, and in which words."""


def standing_claims(extraction: Extraction) -> tuple[Claim, ...]:
    """What the article claims: nothing, where its outlet takes it back, even if the old text still stands under the notice."""
    return () if extraction.retraction is not None else extraction.claims


def revise(
    c: Connection, item: ToJudge, extraction: Extraction, verdicts: Sequence[Verdict], told: tuple[Sequence[Told], Teller]
) -> Revised:
    """Write what the article no longer says into the ledger; ``told``: what it said before these verdicts, and who records.

    Only a text that was read whole has dropped what it does not say.
    """
    before, teller = told
    notice = extraction.retraction
    if notice is not None:
        places = take_back(c, before, teller)
        return Revised(dropped=tuple(before), taken=Withdrawal(notice=notice, now=teller.now, places=places, whole=True))
    if item.number == 1 or item.article.incomplete is not None:
        return Revised()
    dropped = no_longer(before, verdicts)
    drop(c, dropped, teller)
    say_again(c, verdicts, teller)
    still = {verdict.fact_key for verdict in verdicts}
    gone = [one for one in dropped if one.fact_key not in still]
    return Revised(dropped=dropped, taken=_corrected_away(c, item, extraction, gone, teller))


def _corrected_away(
    c: Connection, item: ToJudge, extraction: Extraction, gone: Sequence[Told], teller: Teller
) -> Withdrawal | None:
    """A new correction notice, and claims that are gone without another in their place: these the outlet has taken back."""
    notice = most_serious(extraction.notices)
    if not gone or notice is None or notice.kind is not NoticeKind.CORRECTION:
        return None
    if noticed_before(c, item.article_id, item.number) == line_of(notice):
        return None
    places = take_back(c, gone, teller)
    return Withdrawal(notice=notice, now=teller.now, places=places) if places else None
