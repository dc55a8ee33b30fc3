"""Agencies and partners: a ladder of stages and two ways off it, ended and denied.

A stage alone never contradicts: it moves up (an update) or is passed already. Ended against current and denied against asserted
contradict, and once both stand, a later article is judged against the side that it agrees with. What only an inventory holds
silences nobody: the first article that tells it is new, at the lowest rank.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from alerts.matching import fact_key, family, norm
from alerts.model import Conflict, Kinship, Outcome, Reason, SourceKind, Value, ValueStatus
from alerts.weighing.bench import CURRENT, OLD_NEWS, Bench, Finding, Held, agreeing, nearest, slot_values, told_again
from alerts.weighing.speakers import speaker_conflict
from watchers.claims.model import Adoption, Partnership, PartnerStage, Stage

Climbing = Adoption | Partnership
_PARTNER_RUNGS = {PartnerStage.ANNOUNCED: 1, PartnerStage.ENDED: None, PartnerStage.DENIED: None}
_ONE_DAY = timedelta(days=1)
_CLAIMED_FOR_ALL = frozenset({Stage.OFFERED, Stage.APPROVED, Stage.CONTRACTED})
"""Stages that a text gives to a whole government on purpose; the others are a loose way to speak of some members."""


def rung(stage: Stage | PartnerStage) -> int | None:
    """Place on the ladder from 1 up; ``None`` for ended and denied."""
    return stage.rung if isinstance(stage, Stage) else _PARTNER_RUNGS[stage]


def _stage(value: Value) -> Stage | PartnerStage | None:
    return value.claim.stage if isinstance(value.claim, (Adoption, Partnership)) else None


def _height(held: Held) -> int:
    stage = _stage(held[1])
    return (rung(stage) or 0) if stage else 0


def _open(held: Sequence[Held]) -> tuple[Held, ...]:
    return tuple(pair for pair in held if _height(pair))


def _closed(held: Sequence[Held], name: str) -> tuple[Held, ...]:
    return tuple(pair for pair in held if (stage := _stage(pair[1])) is not None and stage.value == name)


def rank_of(bench: Bench, claim: Climbing) -> int:
    """How urgent it is where it is news."""
    whole = isinstance(claim, Adoption) and bench.coverage.is_whole(claim.agency)
    if claim.evidence.unlisted or whole:
        return 3
    return 1 if claim.stage is Stage.CONTRACTED else 2


def _first(bench: Bench, claim: Climbing) -> Finding:
    reasons = {"denied": Reason.FIRST_DENIAL, "ended": Reason.FIRST_END}
    reason = reasons.get(claim.stage.value, Reason.FIRST_IN_SLOT)
    return Finding(outcome=Outcome.NEW, reason=reason, rank=rank_of(bench, claim))


def _members(bench: Bench, claim: Adoption) -> tuple[Held, ...]:
    """Members of the collective that are known at the claim's stage or a higher one."""
    wanted = rung(claim.stage) or 0
    return tuple(
        pair
        for fact in bench.family(family(claim))
        for pair in slot_values(fact)
        if pair[1].status in CURRENT
        and not pair[1].inventoried
        and isinstance(pair[1].claim, Adoption)
        and _height(pair) >= wanted
        and bench.coverage.covers(claim.agency, pair[1].claim.agency)
    )


def _covered(bench: Bench, claim: Climbing) -> Finding | None:
    """A loose claim about a whole government says nothing new once members are known."""
    if not isinstance(claim, Adoption) or not rung(claim.stage) or claim.stage in _CLAIMED_FOR_ALL:
        return None
    if not bench.coverage.is_whole(claim.agency):
        return None
    members = _members(bench, claim)
    if not members:
        return None
    return Finding(outcome=Outcome.REPEATS, reason=Reason.COVERED_BY_MEMBER, rank=None, against=nearest(bench, members))


def _against(bench: Bench, held: Sequence[Held], conflict: Conflict) -> Finding:
    reason = Reason.DENIED if conflict is Conflict.DENIAL else Reason.ENDED_AGAINST_CURRENT
    return Finding(outcome=Outcome.CONTRADICTS, reason=reason, rank=1, against=nearest(bench, held), conflict=conflict)


def _denied(bench: Bench, held: Sequence[Held]) -> Finding:
    """Somebody entitled to say so says that it is not so: against the highest stage that stands, or the end of what never was."""
    rivals = _open(held) or _closed(held, "ended")
    return _against(bench, sorted(rivals, key=_height, reverse=True)[:1], Conflict.DENIAL)


def _end_day(bench: Bench, claim: Climbing) -> date:
    return claim.valid_from or bench.told().date()


def _ended(bench: Bench, claim: Climbing, held: Sequence[Held]) -> Finding:
    current = _open(held)
    if not current:
        return _against(bench, _closed(held, "denied"), Conflict.DENIAL)
    day = _end_day(bench, claim)
    later = tuple(pair for pair in current if bench.first_said(pair[1]).date() > day)
    if later:
        return _against(bench, later, Conflict.STATUS)
    return Finding(outcome=Outcome.UPDATES, reason=Reason.ENDED_LATER, rank=2, against=nearest(bench, current))


def _known_at_least(held: Sequence[Held], wanted: int) -> tuple[Held, ...]:
    return tuple(pair for pair in held if _height(pair) >= wanted)


def _ends_apart(claim: Climbing, held: Sequence[Held]) -> tuple[Held, ...]:
    """Where the end is dated, and by nobody on the claim's day."""
    day = claim.valid_from
    if claim.stage.value != "ended" or day is None:
        return ()
    dates = {s.claim.valid_from for _, value in held for s in value.sightings} - {None}
    near = any(known is not None and abs(known - day) <= _ONE_DAY for known in dates)
    return tuple(held) if dates and not near else ()


def _passed(bench: Bench, claim: Climbing, held: Sequence[Held]) -> Finding:
    """The same stage, or a lower one than is known."""
    same = [pair for pair in held if pair[1].norm == norm(claim)]
    apart = _ends_apart(claim, same)
    if apart:
        return Finding(
            outcome=Outcome.CONTRADICTS, reason=Reason.DATE_DIFFERS, rank=2, against=nearest(bench, apart), conflict=Conflict.DATE
        )
    conflict = speaker_conflict(bench, claim, same) if same else None
    return conflict or agreeing(bench, claim, held, Reason.SAME_VALUE if same else Reason.LOWER_RUNG)


def _taken_back(bench: Bench, claim: Climbing, held: Sequence[Held]) -> Finding | None:
    """Another stage takes the place of what the same outlet printed: in a correction notice, or by a quiet edit of its text."""
    ours = _corrected(bench, claim, held) if claim.evidence.corrects else _lowered(bench, claim, held)
    if not ours:
        return None
    return Finding(
        outcome=Outcome.CONTRADICTS,
        reason=Reason.CORRECTED,
        rank=1,
        against=nearest(bench, ours),
        conflict=Conflict.CORRECTION,
    )


def _corrected(bench: Bench, claim: Climbing, held: Sequence[Held]) -> tuple[Held, ...]:
    """What the outlet has printed, where a notice now says otherwise."""
    if any(value.norm == norm(claim) and not value.inventoried for _, value in held):
        return ()
    return tuple(pair for pair in held if any(bench.same_outlet(s) for s in pair[1].sightings))


def _lowered(bench: Bench, claim: Climbing, held: Sequence[Held]) -> tuple[Held, ...]:
    """Higher stages that only an earlier version of this very article told, and that this version tells no more."""
    wanted, said = rung(claim.stage), {norm(one) for one in bench.siblings if fact_key(one) == fact_key(claim)}
    if wanted is None or any(value.norm == norm(claim) for _, value in held):
        return ()
    above = tuple(pair for pair in held if _height(pair) > wanted)
    alone = all(value.articles and all(bench.same_page(s) for s in value.articles) for _, value in above)
    return above if alone and not any(value.norm in said for _, value in above) else ()


def _kin_told(bench: Bench, held: Sequence[Held]) -> bool:
    return any(bench.kinship(sighting) is not Kinship.INDEPENDENT for _, value in held for sighting in value.sightings)


def _reopened(bench: Bench, claim: Climbing, everything: Sequence[Held]) -> Finding:
    """An assertion against an end or a denial that stands alone."""
    held = tuple(pair for pair in everything if pair[1].status is not ValueStatus.SUPERSEDED)
    denials, ends = _closed(held, "denied"), _closed(held, "ended")
    before = _known_at_least(everything, rung(claim.stage) or 0)
    if before and _kin_told(bench, before):
        return _passed(bench, claim, before)
    if denials:
        return _against(bench, denials, Conflict.DENIAL)
    over = max(bench.since(value) for _, value in ends)
    if bench.told().date() < over:
        return agreeing(bench, claim, before or ends, Reason.OLDER_NEWS)
    if claim.valid_from is not None and claim.valid_from > over:
        return Finding(outcome=Outcome.UPDATES, reason=Reason.STAGE_UP, rank=rank_of(bench, claim), against=nearest(bench, ends))
    return _against(bench, ends, Conflict.STATUS)


def _climbed(bench: Bench, claim: Climbing, everything: Sequence[Held]) -> Finding:
    held = tuple(pair for pair in everything if pair[1].status is not ValueStatus.SUPERSEDED)
    current = _open(held)
    if not current:
        return _reopened(bench, claim, everything)
    if _known_at_least(current, rung(claim.stage) or 0):
        return _passed(bench, claim, _known_at_least(everything, rung(claim.stage) or 0))
    denials, ends = _closed(held, "denied"), _closed(held, "ended")
    if denials or ends:
        return _against(bench, denials or ends, Conflict.DENIAL if denials else Conflict.STATUS)
    told = [value for _, value in current if not value.inventoried]
    if told and all(bench.first_said(value) - bench.told() > OLD_NEWS for value in told):
        return agreeing(bench, claim, current, Reason.OLDER_NEWS)
    return Finding(outcome=Outcome.UPDATES, reason=Reason.STAGE_UP, rank=rank_of(bench, claim), against=nearest(bench, current))


def _inventoried(bench: Bench, claim: Climbing, held: Sequence[Held]) -> Finding | None:
    """The first article on a use that only an inventory holds, at its stage or a lower one."""
    wanted = rung(claim.stage)
    if wanted is None or bench.mark.kind is not SourceKind.ARTICLE:
        return None
    reached = _known_at_least(held, wanted)
    listed = [pair for pair in reached if pair[1].inventoried and pair[1].status in CURRENT]
    if not listed or any(not pair[1].inventoried for pair in reached):
        return None
    return Finding(outcome=Outcome.NEW, reason=Reason.FIRST_INVENTORIED, rank=3, against=nearest(bench, listed))


def _off_the_ladder(bench: Bench, claim: Climbing, held: Sequence[Held]) -> Finding:
    """An end or a denial, where something stands."""
    same = [pair for pair in held if pair[1].norm == norm(claim)]
    if same:
        return _passed(bench, claim, same)
    return _denied(bench, held) if claim.stage.value == "denied" else _ended(bench, claim, held)


def _held_against(bench: Bench, claim: Climbing, held: Sequence[Held]) -> Finding:
    now = [pair for pair in held if pair[1].status in CURRENT]
    if not now:
        return _first(bench, claim)
    corrected = _taken_back(bench, claim, now)
    if corrected:
        return corrected
    listed = _inventoried(bench, claim, held)
    if listed:
        return listed
    return _climbed(bench, claim, held) if rung(claim.stage) else _off_the_ladder(bench, claim, now)


def weigh_stage(bench: Bench, claim: Climbing) -> Finding:
    """What an agency or partner claim is, against the slot's values and, for a whole government, against its members."""
    held = slot_values(bench.slot(fact_key(claim)))
    withdrawn = [pair for pair in held if pair[1].status is ValueStatus.RETRACTED and pair[1].norm == norm(claim)]
    if withdrawn:
        again = told_again(bench, withdrawn, rank_of(bench, claim))
        return again or agreeing(bench, claim, withdrawn, Reason.SAME_VALUE)
    held = tuple(pair for pair in held if pair[1].status is not ValueStatus.RETRACTED)
    settled = any(not _height(pair) or pair[1].norm == norm(claim) for pair in held)
    covered = None if settled else _covered(bench, claim)
    return covered or _held_against(bench, claim, held)
