"""What somebody else told and the clause says is not so: "rejecting a report of a pilot", "called reports of its use false".

Words for a stage inside such an account are not the body's; where the body itself disputes it, they are denied. After
"despite" or "contrary to" they are only set aside.
"""

from dataclasses import dataclass

from watchers.claims.actors import Line, Role
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue

_BEFORE = 8
"""Words between a verb that disputes and the account, among them whose it is: "a trade publication's account"."""
_UPON = 5
_CLOSES = frozenset({",", ";", ":", "»", "”"})
_OWN = frozenset({"its", "their", "his", "her", "our", "son", "sa", "ses", "leur", "leurs", "notre", "nos"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is told again in a clause in order to be disputed."""

    start: int
    """Where the noun for it stands."""
    end: int
    """Where what it says ends."""
    denied: Cue | None
    """The words that dispute it; ``None`` where it is only set aside."""

    def holds(self, cue: Cue) -> bool:
        """Whether the cue tells what the account says."""
        return self.start <= cue.start < self.end


def disputed(line: Line, clause: Clause) -> Account | None:
    """The first account of the clause that is not so; ``None`` where there is none."""
    for account in clause.cues(line, "account"):
        if _taken_for_granted(line, account):
            continue
        denied = _disputes(line, clause, account) or _called(line, clause, account) or _untrue_behind(line, clause, account)
        aside = any(0 <= account.first - cue.last - 1 <= _UPON for cue in clause.cues(line, "although"))
        if denied is not None or aside:
            end = denied.start if denied is not None and denied.start > account.end else _end(line, clause, account)
            return Account(start=account.start, end=end, denied=None if aside else denied)
    return None


def beside(line: Line, clause: Clause, cues: list[Cue]) -> tuple[Cue | None, list[Cue]]:
    """What disputes an account of a use, as a word of denial, and the cues that stand outside the account."""
    account = disputed(line, clause)
    if account is None:
        return None, cues
    rest = [cue for cue in cues if not account.holds(cue)]
    if account.denied is None or (len(rest) == len(cues) and not _wielded(line, clause, account)):
        return None, rest
    return account.denied._replace(category="deny"), rest


def _wielded(line: Line, clause: Clause, account: Account) -> bool:
    """ "A claim that interviews are summarised by X": what the account says is done with a product."""
    for name in clause.names(line, Role.PRODUCT, Role.VENDOR):
        if account.start <= name.start < account.end:
            before = line.words(account.start, name.start)[-_OWNER:]
            return any(token.fold in _MEANS for token in before)
    return False


_OWNER = 5
"""Words before a product among which the one for a means stands: "by Elon Musk's"."""
_MEANS = frozenset({"by", "with", "on", "through", "using", "via", "par", "avec", "grace", "into", "to", "sur"})


def disclaims(line: Line) -> bool:
    """ "The bureau dismissed the report as fiction": what was told in the sentence before is not so."""
    disputes = [cue for cue in line.cued("disputes") if not _kept_from(line, cue)]
    if any(cue.last + 2 >= len(line.tokens) and cue.last + 1 < len(line.tokens) for cue in disputes):
        return True  # "Le ministère dément."
    for account in line.cued("hearsay"):
        if any(0 < account.first - cue.last <= _UPON for cue in disputes):
            return True
        for false in line.cued("untrue"):
            ahead = [token.fold for token in line.tokens[account.last + 1 : false.first]]
            said = any(0 < account.first - cue.last <= _UPON for cue in line.cued("called"))
            behind = 0 <= false.first - account.last <= _UPON and (said or not _IS.isdisjoint(ahead))
            if behind or (said and 0 < account.first - false.last <= _UPON):
                return True
    return False


def _taken_for_granted(line: Line, account: Cue) -> bool:
    """ "Rejected claims about its use of X": the use is its own, and stands."""
    behind = line.tokens[account.last + 1 : account.last + 2]
    return bool(behind) and behind[0].fold in _OWN


def _disputes(line: Line, clause: Clause, account: Cue) -> Cue | None:
    """The verb before the account, nothing but its own words between."""
    for cue in clause.cues(line, "disputes"):
        between = line.tokens[cue.last + 1 : account.first]
        near = cue.last < account.first and len(between) <= _BEFORE
        if near and not any(token.fold in (",", ";", ":") for token in between) and not _kept_from(line, cue):
            return cue
    return None


def _kept_from(line: Line, cue: Cue) -> bool:
    """ "Declined to dispute", "did not deny", "uses X to reject claims": nothing is disputed."""
    before = [token.fold for token in line.tokens[max(0, cue.first - _LEFT) : cue.first]]
    if before[-1:] in (["to"], ["pour"]):
        return _QUICK.isdisjoint(before)
    return not _NOT.isdisjoint(before[-2:]) or before[-2:] in (["refuse", "de"], ["afin", "de"])


_LEFT = 4
_QUICK_WORDS = "quick moved rushed hastened sought took stepped tried keen hurried had wanted forced"
_QUICK = frozenset(_QUICK_WORDS.split())
_NOT = frozenset({"not", "n't", "didn't", "doesn't", "ne", "n'", "never", "without", "sans", "neither", "nor", "ni"})


def _called(line: Line, clause: Clause, account: Cue) -> Cue | None:
    """ "Called a report of a pilot false", "qualifie de « fausses » les informations sur un essai"."""
    for cue in clause.cues(line, "called"):
        for false in clause.cues(line, "untrue"):
            near = 0 <= account.first - cue.last <= _BEFORE and false.first > cue.last
            if near and (false.first < account.first or line.lang == "en"):
                return false
    return None


def _untrue_behind(line: Line, clause: Clause, account: Cue) -> Cue | None:
    """ "Reports of a pilot were inaccurate": a verb of being between what the account says and the word."""
    for false in clause.cues(line, "untrue"):
        before = [token.fold for token in line.tokens[max(account.last + 1, false.first - 3) : false.first]]
        if false.first > account.last and not _IS.isdisjoint(before):
            return false
    return None


_IS = frozenset({"is", "are", "was", "were", "est", "sont", "etait", "etaient"})


def _end(line: Line, clause: Clause, account: Cue) -> int:
    """The account reaches to the next mark that parts, or to the end of its clause."""
    return next((token.start for token in line.words(account.end, clause.end) if token.fold in _CLOSES), clause.end)
