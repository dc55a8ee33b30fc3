"""When a clause sets what its cue tells: done, going on, to come, only possible, over."""

from watchers.claims.actors import Line, Role
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family, negated, reported_future

_PLANNED_WORDS = "era eront ira iront rra rront dra dront tra tront vra vront ura uront"
_PLANNED = tuple(_PLANNED_WORDS.split())
"""Endings of the French future."""
SCOPE = 7
"""Words over which one word of a clause may still govern another."""
BESIDE = 3
"""Words over which two stand right beside each other."""
_PAYING = ("pay", "spend", "charg", "bill", "factur", "pai", "vers", "depens")
"""A sum that will be paid is that of a contract already made."""


def planned(line: Line, clause: Clause, cue: Cue) -> bool:
    """A use to come, or a contract to come whose verb stands right behind the word for the future: "will sign", "is to buy"."""
    if family(cue) == "contract" and not line.tokens[cue.first].fold.startswith(_PAYING):
        future = clause.cues(line, "future")
        if line.lang == "fr" and line.tokens[cue.first].fold.endswith(("era", "eront")):
            return True
        coming = any(0 <= cue.first - other.last < BESIDE for other in future)
        coming = coming or any(reported_future(line, at) for at in range(max(0, cue.first - BESIDE), cue.first))
        return not done(line, cue) and coming
    return family(cue) in ("adopt", "get") and ahead(line, clause, cue) and not _kept_up(line, clause, cue)


def _kept_up(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Will continue to use", "will widen its use of", "continuera d'utiliser": a use to come that is there already."""
    if any(0 < cue.first - other.last < BESIDE for other in clause.cues(line, "still")):
        return True
    row = [token.fold for token in line.tokens[max(0, cue.first - BESIDE) : cue.last + 1 + BESIDE]]
    wider = next((at for at, word in enumerate(row) if word.startswith(_WIDENS)), None)
    return wider is not None and not _USES.isdisjoint(row[wider + 1 :])


_WIDENS = ("expand", "extend", "widen", "broaden", "etend", "elarg")
_USES = frozenset({"use", "usage", "rollout", "deployment", "utilisation", "recours"})


def might(line: Line, clause: Clause, cue: Cue) -> bool:
    """Only a possibility: "could use", "pourrait recourir à"; of "a deal that could be worth" only the sum is one."""
    if line.tokens[cue.first].fold in _SUMS:
        return False
    return any(0 < cue.first - other.last <= BESIDE for other in clause.cues(line, "modal"))


_SUMS = frozenset({"worth", "valued", "totalling", "totaling", "atteindre", "valoir"})


def over(line: Line, clause: Clause, cue: Cue, category: str = "after") -> bool:
    """Told as what was before: "after a trial", "ending two years of exploration"."""
    before = ("before", "avant")  # "tested it before dropping it": the end counts
    return any(
        other.last < cue.first <= other.last + SCOPE - 2 and not _closed(line, other, cue)
        for other in clause.cues(line, category)
        if not (family(cue) == "end" and line.tokens[other.first].fold in before)
    )


def _closed(line: Line, other: Cue, cue: Cue) -> bool:
    """ "After a review, NASA signed …": what came before ends at the comma, and the body follows."""
    row = line.tokens[other.last + 1 : cue.first]
    comma = next((token for token in row if token.fold == ","), None)
    return comma is not None and any(comma.start < name.start < cue.start for name in line.named(Role.AGENCY))


def ahead(line: Line, clause: Clause, cue: Cue, stretch: tuple[int, int] | None = None) -> bool:
    """Only planned: a "will", "from September", "va" governs the cue; ``stretch``: where the words stand that hold its verb."""
    verbs = line.tokens[cue.first : cue.last + 1] if stretch is None else line.words(stretch[0], max(stretch[1], cue.end))
    if line.lang == "fr" and any(token.fold.endswith(_PLANNED) and not token.upper for token in verbs):
        return True
    if cue.first and line.tokens[cue.first - 1].fold in _SHALL:
        return True
    if line.tokens[cue.first].fold in _MADE and _to_come(line, clause, cue):
        return True
    if any(reported_future(line, at) for at in range(max(0, cue.first - SCOPE), cue.first)):
        return True
    near = [other for other in clause.cues(line, "future") if abs(other.first - cue.first) <= SCOPE + 2]
    said = [
        one.first for one in clause.cues(line, "say") if one.first > cue.last
    ]  # "has put X to work, and says it will publish"
    near = [other for other in near if not any(cue.last < place < other.first for place in said)]
    planned = any(not negated(line, clause, other) for other in near)
    return planned and (stretch is not None or not done(line, cue))


_SHALL = frozenset({"sera", "seront", "fera", "feront"})
_MADE = frozenset({"based", "built", "powered", "running"})


def _to_come(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Will replace its chatbot with one based on X": the model's participle has the time of the verb before it."""
    coming = [one for one in clause.cues(line, "future") if one.last < cue.first and not negated(line, clause, one)]
    between = {token.fold for token in line.tokens[coming[-1].last : cue.first]} if coming else set()
    return bool(coming) and cue.first > 0 and line.tokens[cue.first - 1].fold not in _BEEN and not between & _PARTED


_BEEN = frozenset({"is", "are", "was", "were", "been", "be", "has", "have", "already", "now"})
_PARTED = frozenset({",", "and", "but", "that", "which", "who", "because", "since", "as"})


def done(line: Line, cue: Cue) -> bool:
    """ "A adopté", "s'est dotée", "has already rolled out": a day told beside it is that of the deed."""
    row = line.tokens
    inside = [at for at in range(cue.first, cue.last) if row[at].fold in _HAVE | _BE] if line.lang == "fr" else []
    at = inside[0] if inside else cue.first - 1
    while at > 0 and (row[at].fold in _ADVERBS or row[at].fold.endswith(("ly", "ment"))):
        at -= 1
    fold = row[at].fold if at >= 0 and (row[at].bare or row[at].fold != "a") else ""  # "à signer" has no auxiliary
    return fold in _HAVE or (fold in _BE and at > 0 and row[at - 1].fold in ("s'", "se"))


def now(line: Line, cue: Cue) -> bool:
    """ "Chose X and uses it", "a choisi X et l'utilise": a verb of the present with its object."""
    word = line.tokens[cue.first].fold
    if line.lang == "fr":
        before = line.tokens[cue.first - 1].fold if cue.first else ""
        return before in ("l'", "les", "en") and not word.endswith(("er", "ir", *_PLANNED, "ra"))
    behind = {token.fold for token in line.tokens[cue.last + 1 : cue.last + 3]}
    return word.endswith("s") and bool(behind & {"it", "them"})


_HAVE = frozenset({"a", "ont", "avait", "avaient", "avons", "ai", "has", "have", "had"})
_BE = frozenset({"est", "sont", "etait", "etaient"})
_ADVERBS = frozenset(
    {"deja", "already", "bien", "aussi", "also", "enfin", "ete", "since", "just", "now", "vite", "tout", "y", "en"}
)
