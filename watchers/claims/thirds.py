"""Others who take over in the middle of a clause: "Ohio uses A, and a bank nearby runs B", « … et les avocats essaient B »."""

from watchers.claims.actors import Line
from watchers.claims.lexicon import Cue

_LONGEST = 7
"""Words of a subject, between "and" and its verb."""
_AND = frozenset({"and", "while", "as", "et", "tandis", "pendant", "quand"})
_FIRST_WORDS = """
    a an the two three four five six seven eight nine ten some several many most all both other another its their his every
    local private nearby hundreds dozens thousands
    un une le la l' les des deux trois quatre cinq six sept huit neuf dix plusieurs certains certaines d'autres ses leurs autres
"""
_FIRST = frozenset(_FIRST_WORDS.split())
_HELPING_WORDS = """
    is are was were has have had will would can could may might be been being now also already since recently even soon still
    a ont est sont sera seront etait va vont avait se s' y en deja aussi desormais
"""
_HELPING = frozenset(_HELPING_WORDS.split())
_KNOWN = ("body", "figure.staff", "model", "ai", "served", "public", "government", "matter", "same", "product", "likewise")
"""What goes on with the body: the body itself by its noun, its people, its tool."""
_PARTS_WORDS = """
    department departments office offices unit units team teams division branch branches ministry ministries agency agencies
    service services bureau section sections arm wing police courts court hospital hospitals school schools library libraries
    laboratory lab labs force forces directorate authority council commission board it they he she we who which that
    direction directions services ministere ministeres agence equipe equipes unite unites bureau bureaux police tribunal
    tribunaux hopital hopitaux ecoles bibliotheque elle il ils elles celle-ci celui-ci qui on nous
"""
_PARTS = frozenset(_PARTS_WORDS.split())
"""Public bodies and parts of one, which may be meant."""


def third(line: Line, start: int, verb: Cue) -> bool:
    """Whether, behind ``start``, somebody who is no body and no part of one has become the subject of ``verb``."""
    row = line.words(start, verb.start)
    at = next((len(row) - 1 - at for at, token in enumerate(reversed(row)) if token.fold in _AND), None)
    if at is None:
        return False
    subject = list(row[at + 1 :])
    if subject and subject[0].fold == "que":
        subject = subject[1:]
    while subject and (subject[-1].fold in _HELPING or subject[-1].fold.endswith("ly")):
        subject.pop()
    if not 1 < len(subject) <= _LONGEST or subject[0].fold not in _FIRST or not all(token.word for token in subject):
        return False
    if any(token.upper or token.fold in _PARTS for token in subject):
        return False
    places = {token.start for token in subject}
    return not any(cue.start in places for cue in line.cued(*_KNOWN))
