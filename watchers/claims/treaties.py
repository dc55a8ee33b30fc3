"""Places that make a deal with a vendor: "Malta and Microsoft have signed …", "l'accord entre X et l'Estonie", "with Rwanda".

A country that only stands in a sentence does nothing. Beside a vendor as the subject of a verb of agreeing, or as the other side
of a deal that the sentence names, its government acts.
"""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import THE
from watchers.claims.cutting import Clause
from watchers.claims.joining import groups
from watchers.claims.tokens import Token

_DEAL = ("approve.deal", "contract", "explore.with", "explore")
_CLOSE = 5
_REACH = 8
_BETWEEN = frozenset({"between", "entre"})
_TIES_WORDS = """
    ties tying tied links linking linked binds binding bound joins joining unites uniting connects lie lient liant lier liait unit
    unissant unissent
"""
_TIES = frozenset(_TIES_WORDS.split())
_WITH = frozenset({"with", "avec"})
_TO = frozenset({"to", "with", "a", "au", "aux"})
_OTHER_WORDS = """
    trade tariff peace tax customs visa border extradition security arms oil gas energy chip chips fishing climate commercial
    commerciaux douaniers fiscal frontalier settlement antitrust privacy data
"""
_OTHER = frozenset(_OTHER_WORDS.split())
"""Before or behind the word for a deal: one of states, and no vendor's."""

_BUILT_WORDS = "center centers centre centres campus factory plant cable cables usine gigafactory"
_BUILT = frozenset(_BUILT_WORDS.split())


def party(line: Line, clause: Clause, place: Name) -> bool:
    """Whether ``place`` is a side of a deal that the clause tells of, a vendor being the other."""
    sellers = clause.names(line, Role.VENDOR)
    cues = clause.cues(line, *_DEAL) if sellers or clause.cues(line, "company") else ()
    if cues and _signs(line, clause, place):
        return True
    if not sellers or not cues or _possessed(line, place) or any(_of_states(line, cue.first, cue.last) for cue in cues):
        return False
    if not _BUILT.isdisjoint(token.fold for token in line.words(place.end, clause.end)):
        return False  # "with Kenya to build a data center"
    return _beside(line, clause, place) or _other_side(line, place, sellers)


def _signs(line: Line, clause: Clause, place: Name) -> bool:
    """ "Agreements that Malaysia and the Philippines signed with the company": the subject of a relative clause."""
    group = next((row for row in groups(line, clause.names(line, Role.PLACE)) if place in row), (place,))
    before = [token.fold for token in line.before(group[0].start, 2) if token.fold not in THE]
    behind = [token.fold for token in line.words(group[-1].end, clause.end)[:_CLOSE] if token.fold not in _HAVE]
    led = before[-1:] in (["that"], ["que"], ["qu'"]) and not clause.cues(line, "bar")
    return led and len(behind) > 1 and behind[0] in _SIGNED and behind[1] in _WITH


_HAVE = frozenset({"has", "have", "had", "a", "ont", "avait", "avaient"})
_SIGNED = frozenset({"signed", "struck", "made", "reached", "concluded", "signe", "conclu", "passe", "noue"})


def _possessed(line: Line, place: Name) -> bool:
    """ "With France's Mistral": the place only says where somebody is at home."""
    behind = [token.fold for token in line.behind(place.end, 1)]
    return behind in (["'s"], ["'"], ["-"]) or any(token.upper and token.word for token in line.behind(place.end, 1))


def _of_states(line: Line, first: int, last: int) -> bool:
    row = line.tokens
    return not _OTHER.isdisjoint(token.fold for token in row[max(0, first - 2) : last + 3])


def _beside(line: Line, clause: Clause, place: Name) -> bool:
    """Place and vendor as one subject, its verb close behind: "Malta and Microsoft have signed", "vont ouvrir …"."""
    for group in groups(line, clause.names(line, Role.PLACE, Role.VENDOR)):
        if place in group and any(one.role is Role.VENDOR for one in group):
            end = group[-1].end
            leads = THE.issuperset(token.fold for token in line.words(clause.start, group[0].start))
            if leads and line.tokens and line.behind(end, 1) and line.behind(end, 1)[0].fold in _WILL:
                return True
            return any(0 <= len(line.words(end, cue.start)) <= _CLOSE for cue in clause.cues(line, *_DEAL) if cue.start >= end)
    return False


_WILL = frozenset({"vont", "viennent", "ont", "will", "are", "have"})


def _other_side(line: Line, place: Name, sellers: Sequence[Name]) -> bool:
    """ "Between X and the place", "that ties X to the place", "X signed a deal with the place"."""
    seller = next((name for name in reversed(sellers) if name.end <= place.start), None)
    row = () if seller is None else line.words(seller.end, place.start)
    if seller is None or not row:
        return _led_by(line, place, sellers)
    folds = [token.fold for token in row if token.fold not in THE]
    if folds[:1] == [","] and "," in folds[1:]:  # "X, valorisée 11,7 milliards d'euros, a des accords avec …"
        folds = folds[len(folds) - folds[::-1].index(",") :]
    before = [token.fold for token in line.before(seller.start, 2)]
    if folds in (["and"], ["et"]) and _BETWEEN.intersection(before):
        return True
    if len(folds) == 1 and folds[0] in _TO and _TIES.intersection(before):
        return True
    return bool(folds) and folds[-1] in _WITH and len(folds) <= _REACH and _dealing(line, row)


def _led_by(line: Line, place: Name, sellers: Sequence[Name]) -> bool:
    """ "Between the place and X"."""
    seller = next((name for name in sellers if name.start >= place.end), None)
    row = () if seller is None else [token.fold for token in line.words(place.end, seller.start) if token.fold not in THE]
    before = [token.fold for token in line.before(place.start, 2)]
    return row in (["and"], ["et"]) and bool(_BETWEEN.intersection(before))


def _dealing(line: Line, row: Sequence[Token]) -> bool:
    """The vendor's own verb of agreeing stands in ``row``."""
    inside = {token.start for token in row}
    return any(line.tokens[cue.first].start in inside for cue in line.cued(*_DEAL))
