"""What a stage becomes by the words around its cue: a purchase that was only voted, a thing that staff have had since a day."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.closed import WHICH
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.polarity import family
from watchers.claims.tenses import BESIDE, SCOPE, ahead
from watchers.claims.tokens import Token

_SANCTIONS = (
    "approv",
    "clear",
    "endors",
    "greenli",
    "avalis",
    "approuv",
    "authoriz",
    "authoris",
    "vote",
    "voting",
    "votent",
    "voter",
    "autoris",
    "valid",
    "enterin",
    "ratif",
)
_BOUGHT = frozenset(
    {"bought", "purchased", "ordered", "signed", "awarded", "paid", "achete", "achetee", "acquis", "commande", "signe"}
)
_APART = frozenset({",", ";", "and", "et", "puis", "then", "that", "which", "who", "que", "qu'", "qui", "after", "apres"})


def sanctioned(line: Line, cue: Cue) -> bool:
    """ "Voted to buy X", "a autorisé l'acquisition de X": the purchase is cleared, and still to be made."""
    word = line.tokens[cue.first].fold
    before = [token.fold for token in line.tokens[max(0, cue.first - SCOPE) : cue.first]]
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at].startswith(_SANCTIONS)), None)
    return at is not None and word not in _BOUGHT and not _parted(before[at + 1 :]) and before[at - 1 : at] != ["had"]


def _parted(words: Sequence[str]) -> bool:
    """Whether another statement begins among ``words``; the comma of a number parts nothing."""
    return any(
        word in _APART and not (word == "," and at and words[at - 1].isdigit() and words[at + 1 : at + 2] != [])
        for at, word in enumerate(words)
    )


def had_since(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Disposent de X depuis lundi", "have had access to X since May": what staff have already, they use."""
    if family(cue) != "get" or ahead(line, clause, cue):
        return False
    return not _SINCE.isdisjoint(token.fold for token in line.words(clause.start, clause.end))


_SINCE = frozenset({"depuis", "since"})


def in_relative(line: Line, leading: Cue, cues: Sequence[Cue]) -> Cue | None:
    """ "Chose X, which it now uses", "a retenu X, que ses médecins utilisent depuis mai": the ware's own clause tells its use."""
    row = line.tokens
    for name in line.named(Role.PRODUCT, Role.VENDOR):
        at = next((at for at in range(leading.last + 1, len(row) - 1) if row[at].start >= name.end), None)
        if at is None or name.start < row[leading.last].end:
            continue
        at += row[at].fold == ","
        if at + 1 < len(row) and row[at].fold in WHICH:
            used = next((cue for cue in cues if family(cue) == "adopt" and at <= cue.first <= at + SCOPE), None)
            if used is not None and _its_own(line, at, used) and not _to_come(row[at : used.first + 1]):
                return used
    return None


_SUBJECTS_WORDS = "it they its their he she il elle ils elles ses leurs son sa leur"
_SUBJECTS = frozenset(_SUBJECTS_WORDS.split())
_COMING = frozenset({"will", "would", "could", "may", "might", "can", "plans", "intends", "hopes", "wants", "to", "n't", "not"})


def _its_own(line: Line, at: int, cue: Cue) -> bool:
    """The body, or its people, is the subject of the relative clause."""
    between = line.tokens[at + 1 : max(cue.last, cue.first + 1)]
    named = any(name for name in line.names if between and between[0].start <= name.start < cue.start)
    behind = (
        line.tokens[cue.last + 1 : cue.last + 1 + BESIDE] if line.tokens[at].fold == "dont" else ()
    )  # "dont se servent ses agents"
    return not named and not _SUBJECTS.isdisjoint(token.fold for token in (*between, *behind))


def _to_come(words: Sequence[Token]) -> bool:
    verbs = [token.fold for token in words]
    return (
        not _COMING.isdisjoint(verbs)
        or verbs[-1].endswith(("ra", "ront", "rait", "raient"))
        or "va" in verbs
        or "pourra" in verbs
    )


def given_by_maker(line: Line, cues: Sequence[Cue], body: tuple[int, int]) -> Cue | None:
    """ "X has offered NASA the use of Y", "X laisse les agents utiliser Y": the maker gives, and nobody uses it yet."""
    for cue in cues:
        offers = family(cue) == "offer" or line.tokens[cue.first].fold in _LEAVES
        makers = [name for name in line.named(Role.VENDOR) if name.end <= cue.start] if offers and cue.start < body[0] else []
        gap = [token.fold for token in line.words(makers[-1].end, cue.start)] if makers else []
        if makers and len(gap) <= BESIDE and _GIVING.issuperset(gap) and all(_within(line, cue, other) for other in cues):
            return Cue(category="offer.to", start=cue.start, end=cue.end, first=cue.first, last=cue.last)
    return None


def _within(line: Line, offer: Cue, other: Cue) -> bool:
    """Whether ``other`` only tells what is offered."""
    if family(other) not in ("adopt", "get", "offer", "approve"):
        return False
    if other.first <= offer.first:
        return other.last >= offer.first - 1  # "will give"
    return _APART.isdisjoint(token.fold for token in line.tokens[offer.first : other.first])


_LEAVES = frozenset({"laisse", "laissent", "laissera"})
_GIVING = frozenset(
    {"has", "have", "had", "is", "will", "would", "now", "also", "a", "ont", "avait", "va", "s'", "been", "said", "it"}
)


def tried_by_many(line: Line, cue: Cue) -> bool:
    """ "Which 20 percent of its workers have tried", "qu'ont essayé 900 agents": who has a thing in hand, and no trial of it."""
    word = line.tokens[cue.first].fold
    if word not in _TRIED:
        return False
    around = line.tokens[max(0, cue.first - SCOPE) : cue.last + SCOPE + 1]
    staff = [one for one in line.cued("figure.staff") if around[0].start <= one.start <= around[-1].start]
    return bool(staff) and any(token.fold[:1].isdigit() for token in around)


_TRIED = frozenset({"tried", "essaye", "essayee"})


def of_older(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "A firm that has held a contract with the agency since 2020": what a partner had before pays for no model."""
    firms = [name for name in clause.names(line, Role.COMPANY) if name.end <= cue.start]
    if family(cue) != "contract" or not (firms or _with_body(line, cue)):
        return False
    row = line.tokens
    behind = row[cue.last + 1 : cue.last + 1 + BESIDE]
    sold = {name.start for name in line.named(Role.VENDOR, Role.PRODUCT)}
    if behind and behind[0].fold in ("with", "avec") and any(token.start in sold for token in behind):
        return False
    before = [token.fold for token in row[max(0, cue.first - BESIDE - 1) : cue.first]]
    around = {token.fold for token in (*row[max(0, cue.first - 1) : cue.first], *row[cue.last + 1 : cue.last + 2])}
    held = not _HELD.isdisjoint(before) and not _SINCE.isdisjoint(token.fold for token in row[cue.first - len(before) :])
    return held or not _OLDER.isdisjoint(around)


def _with_body(line: Line, cue: Cue) -> bool:
    """ "A contract with the agency", in a sentence that names nobody: whose it is stands before, and is not the agency."""
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 2]]
    met = any(0 < one.first - cue.last <= BESIDE for one in line.cued("body"))
    return behind in (["with"], ["avec"]) and met and not line.named(Role.AGENCY, Role.VENDOR, Role.PRODUCT)


_HELD = frozenset({"held", "holds", "hold", "had", "has", "titulaire", "detient", "detenait"})
_OLDER_WORDS = """
    older existing earlier longstanding long-standing unrelated broader wider previous ancien existant anterieur precedent
"""
_OLDER = frozenset(_OLDER_WORDS.split())


def stage_of(line: Line, clause: Clause, cue: Cue, stage: Stage) -> Stage:
    """``stage`` as the words around ``cue`` change it."""
    if stage is Stage.CONTRACTED and sanctioned(line, cue):
        return Stage.APPROVED
    if stage is Stage.OFFERED and had_since(line, clause, cue):
        return Stage.ADOPTED
    return stage
