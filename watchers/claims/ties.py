"""What ties a firm to a vendor, and how far it is: announced, ended by a word that is said of the firm, or denied by somebody.

"Until May", "no longer runs", "replaced by" end it; the end of a trial that a firm oversees does not.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.cutting import Clause
from watchers.claims.entities import Bound
from watchers.claims.joining import distance, groups
from watchers.claims.lexicon import Cue
from watchers.claims.model import Attribution, PartnerStage
from watchers.claims.polarity import negated


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties companies of one clause to a vendor."""

    cue: Cue
    vendor: Bound
    partners: tuple[Name, ...]
    weight: int


def partner_stage(line: Line, clause: Clause, tie: Tie, name: Name, credit: Attribution | None) -> PartnerStage | None:
    """Ended and denied need their own words; a bare "is no partner" that nobody says is nothing."""
    after = _succession(line, name)
    if after is not None:
        return after
    denies = any(not negated(line, clause, cue) for cue in clause.cues(line, "deny"))
    if _refused(line, clause, tie.cue, name) and not _no_more(line, tie.cue):
        own = tie.cue.category == "bond"
        itself = credit is not None and (name.name in (credit.speaker, credit.employer) or (own and credit.employer is None))
        told = clause.cues(line, "deny") or (itself and tie.cue.category != "duty") or line.cued("misstated")
        return PartnerStage.DENIED if credit is not None and told else None
    if denies:
        return PartnerStage.DENIED if credit is not None else None
    if _over(line, clause, tie, name):
        return PartnerStage.ENDED
    return None if clause.cues(line, "misstated") else PartnerStage.ANNOUNCED


def _over(line: Line, clause: Clause, tie: Tie, name: Name) -> bool:
    """A word of ending is said of the firm, not of another one that stands before it."""
    if _no_more(line, tie.cue) or _until(line, tie.cue):
        return True
    ends = [cue for cue in clause.cues(line, "end") if not negated(line, clause, cue) and not _hands_over(line, cue)]
    ends = [cue for cue in ends if not _of_trial(line, clause, cue, name) and not clause.cues(line, "still")]
    return any(_said_of(line, clause, cue, tie, name) for cue in (*ends, *clause.cues(line, "serve.quit")))


def _of_trial(line: Line, clause: Clause, cue: Cue, name: Name) -> bool:
    """ "The trial, overseen by X, ends", "pays X for the pilot, which ends", "end its trial of a model hosted by X"."""
    trials = clause.cues(line, "matter")
    if cue.start >= name.end:
        last = max((one for one in trials if one.end <= cue.start), key=lambda one: one.end, default=None)
        between = {token.fold for token in line.words(last.end, cue.start)} if last is not None else set()
        return any(one.end <= name.start for one in trials) or not _RELATIVE.isdisjoint(between)
    tried = [one for one in trials if _TRIAL.search(line.text, one.start - line.span.start, one.end - line.span.start)]
    return any(cue.end <= one.start and one.end <= name.start for one in tried)


_RELATIVE = frozenset({"which", "that", "qui"})
_TRIAL = re.compile(r"trial|pilot|test|essai|expériment", re.I)


def _said_of(line: Line, clause: Clause, cue: Cue, tie: Tie, name: Name) -> bool:
    """The firm stands in the last group of firms before the word, or no firm does."""
    firms = [
        one for one in clause.names(line, Role.COMPANY, Role.VENDOR) if one.name != tie.vendor.vendor and one.end <= cue.start
    ]
    return not firms or name.name in {one.name for one in groups(line, firms)[-1]}


def _refused(line: Line, clause: Clause, cue: Cue, name: Name) -> bool:
    """A negation stands over the word; before a firm that has left, "sans X, qui a jeté l'éponge", it says nothing more."""
    return negated(line, clause, cue) and not (
        cue.category == "serve.quit" and all(other.start < name.start for other in clause.cues(line, "not"))
    )


def _succession(line: Line, name: Name) -> PartnerStage | None:
    """Right behind "replaced by" the new firm, right behind "takes over from" the old one."""
    for category, stage in (("heir", PartnerStage.ANNOUNCED), ("heir.of", PartnerStage.ENDED)):
        for cue in line.cued(category):
            if (
                cue.category == category
                and cue.end <= name.start
                and distance(line, (cue.start, cue.end), (name.start, name.end)) <= 2
            ):
                return stage
    return None


def _hands_over(line: Line, cue: Cue) -> bool:
    """ "Replaces" ends another one's work, not that of its subject."""
    return any(other.first <= cue.last and cue.first <= other.last for other in line.cued("heir", "heir.of"))


def _until(line: Line, cue: Cue) -> bool:
    """ "Hosted it until May", "hébergeait … jusqu'en mai": a past that has its end."""
    last = line.tokens[cue.last].fold
    before = line.tokens[cue.first - 1].fold if cue.first else ""
    past = last.endswith(("ait", "aient")) or ((last in _PASTS or last.endswith("ed")) and before not in _BE)
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 16]]
    return past and any(word in _TILL for word in behind)


_PASTS = frozenset({"ran", "kept", "held", "built", "did", "sold", "resold"})
_BE = frozenset({"be", "been", "is", "are", "was", "were", "being", "will"})
_TILL = frozenset({"until", "till", "jusqu'", "jusque"})


def _no_more(line: Line, cue: Cue) -> bool:
    """ "N'héberge plus", "n'est plus chargé de", "no longer runs"."""
    around = [token.fold for token in line.tokens[max(0, cue.first - _BEFORE) : cue.last + 3]]
    if line.lang != "fr":
        return any(pair in (("no", "longer"), ("any", "longer"), ("any", "more")) for pair in pairwise(around))
    return "plus" in around and bool({"n'", "ne"}.intersection(around[: around.index("plus")]))


_BEFORE = 7
