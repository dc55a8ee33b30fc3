"""Ends that tell nothing of the product: what is only thought of, and what another deed ends by the way."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.leading import APART
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.tenses import BESIDE, SCOPE


def thereby(frame: Frame, cues: Sequence[Cue], ended: Cue) -> bool:
    """ "Has licensed X for 900 clerks, ending a contest": what ends with it is something else."""
    line, at = frame.line, ended.first
    if family(ended) != "end" or not line.tokens[at].fold.endswith("ing") or not at or line.tokens[at - 1].fold != ",":
        return False
    led = any(family(cue) in ("adopt", "contract", "approve", "offer") and cue.last < at for cue in cues)
    goods = [name.start for name in line.named(Role.PRODUCT, Role.VENDOR)]
    behind = line.words(ended.end, frame.clause.end)[: SCOPE - 1]
    wares = {cue.start for cue in line.cued("model", "matter", "ai", "explore", "adopt")}
    taken = any(token.start in wares or token.start in goods for token in behind)
    return led and not taken and any(place < ended.start for place in goods)


def weighed(line: Line, cues: Sequence[Cue], ended: Cue) -> bool:
    """ "Étudie l'interdiction de X", "is considering dropping X": an end that is only thought of tells nothing."""
    for cue in cues:
        gap = line.tokens[cue.last + 1 : ended.first]
        if line.lang == "en" and family(cue) == "explore" and "whether" in {token.fold for token in gap[:2]}:
            return True  # "weighing whether to renew the licences"
        if (
            family(cue) == "explore"
            and line.tokens[cue.last].fold.startswith(_THINKS)
            and 0 <= ended.first - cue.last <= BESIDE + 1
        ):
            return not any(token.fold in APART or line.name_at(token.start) for token in gap)
    return False


_THINKS = ("etudi", "envisag", "song", "reflech", "examin", "evalu", "consider", "weigh", "mull", "contemplat", "studi", "explor")


def talked_of(line: Line, ended: Cue) -> bool:
    """ "Has spoken with X about replacing Y": what is only talked of ends nothing."""
    if family(ended) != "end" or line.lang != "en" or not line.tokens[ended.first].fold.endswith("ing"):
        return False
    before = [token.fold for token in line.tokens[max(0, ended.first - 2) : ended.first]]
    led = any(cue.last < ended.first for cue in line.cued("explore.with"))
    return led and not _OF_TALKS.isdisjoint(before)


_OF_TALKS = frozenset({"about", "on", "over"})
