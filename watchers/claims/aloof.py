"""A preposition before a product that keeps it apart: "took aim at X", "is wary of X", "found errors in X", "an answer to X".

Where no word tells a use, what is done with, through, by or on a product still shows one; what is done at, near, against or
without it shows none, and "of", "to" and "in" show one beside few words only.
"""

from watchers.claims.actors import Line
from watchers.claims.closed import OF

_ASIDE_WORDS = """
    near at against without about over toward towards like unlike than despite around beyond after
    contre sans comme malgre envers autour pres loin face apres devant
"""
_ASIDE = frozenset(_ASIDE_WORDS.split())
_TO = frozenset({"to", "a", "au", "aux"})
_IN = frozenset({"in", "dans", "chez"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "le", "la", "l'", "les", "un", "une", "son", "leur"})
_WINDOW = 4
"""Words before the preposition among which the one stands that it belongs to."""
_HAD_WORDS = """
    use uses usage help means copy copies version versions instance instances licence licences license licenses seats out instead
    basis mix blend engine capable form access
    dispos equip dot muni pass sert serv jouit profit benefici arm nant pourv recours usage aide moyen copie version licence poste
    base socle moteur derive issu reentrain affin partir grace instar acces abonn choisi essai test pilot trial sort
"""
_HAD = tuple(_HAD_WORDS.split())
"""Beginnings of words behind which "of" leaves the product in the body's hands."""
_ANSWERS_WORDS = """
    alternative alternatives rival rivals answer answers response reply objection objections tribute prize award letter leak link
    ties damage limit limits limitation harm threat challenge challenger competitor counterpart successor equivalent contrast
    hommage prix reponse reponses limite limites accueil avenir lettre fuite menace concurrent rivale equivalent frein freins
    borne bornes objection objections confiance attention journee colloque
"""
_ANSWERS = frozenset(_ANSWERS_WORDS.split())
_SEEN_WORDS = """
    found finds find saw sees see seen spotted spots detected detects discovered uncovered identified noticed exposed flagged
    stake stakes interest trust faith confidence promise hope flaw flaws bug bugs error errors bias biases role shares investment
    vulnerability weakness weaknesses threat danger ally enemy
    trouve voit vu decele decouvert repere releve identifie pointe detecte remarque faille failles erreur erreurs biais confiance
    interet espoir espoirs participation actions parts menace danger defaut defauts
"""
_SEEN = frozenset(_SEEN_WORDS.split())


def aloof(line: Line, stretch: tuple[int, int]) -> bool:
    """Whether the words between a body and a product end with a preposition that keeps the two apart."""
    row = [token for token in line.words(*stretch) if token.word]
    while row and row[-1].fold in _ARTICLES - _TO:
        row.pop()
    if len(row) > 1 and row[-1].fold == "a" and line.lang == "en":
        row.pop()
    if not row:
        return False
    last, before = row[-1].fold, [token.fold for token in row[-1 - _WINDOW : -1]]
    if last in _ASIDE:
        return True
    if last in OF:
        wares = {cue.end for cue in line.cued("ai", "model", "share", "adopt", "explore", "contract", "approve")}
        known = any(token.end in wares for token in row[-1 - _WINDOW : -1])
        return not known and not any(fold.startswith(_HAD) for fold in before)
    if last in _TO:
        return not _ANSWERS.isdisjoint(before[-2:])
    return last in _IN and not _SEEN.isdisjoint(before)
