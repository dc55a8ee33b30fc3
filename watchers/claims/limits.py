"""Ends that only limit: the day on which a trial or a contract is to run out, a filter that blocks, what replaces an old tool.

"The trial ends in May" tells how long a trial lasts, "uses X with a setting that disables uploads" how X is used; "a replacement
built on X" is what comes. None of them lets go of X.
"""

from watchers.claims.actors import Line, Role
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.tenses import BESIDE, SCOPE


def limits(line: Line, ended: Cue) -> bool:
    """Whether an end is one of a term, of a part, or of what came before."""
    return family(ended) == "end" and (_runs_out(line, ended) or _of_a_part(line, ended) or _replaces(line, ended))


def _runs_out(line: Line, ended: Cue) -> bool:
    """ "The trial ends in May", "le contrat expire en 2028": a term that is still to come, and nothing of what follows it."""
    row = line.tokens
    word, helper = row[ended.first].fold, row[ended.first - 1].fold if ended.first else ""
    if not (word in _ENDS or (word in _TO_END and helper in _WILL)):
        return False
    before = {token.fold for token in row[max(0, ended.first - SCOPE) : ended.first]}
    behind = [token.fold for token in row[ended.last + 1 :]]
    return not before.isdisjoint(_TERMS) and behind[:1] != [] and behind[0] in _WHEN and _NOT.isdisjoint(behind)


def _of_a_part(line: Line, ended: Cue) -> bool:
    """ "A filter that blocks personal questions", "uploads are switched off": the model is used without it."""
    row = line.tokens
    sold = {name.start for name in line.named(Role.PRODUCT, Role.VENDOR)}
    if any(token.start in sold for token in row[ended.last + 1 : ended.last + 1 + BESIDE]):  # "the rule that bans X"
        return False
    lead = [token.fold for token in row[max(0, ended.first - BESIDE) : ended.first]]
    if len(lead) > 1 and lead[-1] in _THAT and lead[-2] in _GUARDS:
        return True
    around = row[max(0, ended.first - SCOPE + 1) : ended.last + 1 + BESIDE + 1]
    return row[ended.first].fold.startswith(_SHUTS) and not _PARTS.isdisjoint(token.fold for token in around)


def _replaces(line: Line, ended: Cue) -> bool:
    """ "A replacement built on X", "tests X as a replacement", "talks with X on a replacement": the model is what comes."""
    row = line.tokens
    before = [token.fold for token in row[max(0, ended.first - 2) : ended.first]]
    behind = [token.fold for token in row[ended.last + 1 : ended.last + 2]]
    coming = before[:1] == ["as"] or not _MADE.isdisjoint(behind) or (before[-1:] == ["a"] and _LEFT.isdisjoint(behind))
    return row[ended.first].fold in _REPLACEMENT and coming


_ENDS_WORDS = (
    "ends expires lapses concludes expire expirent expirera prend prendra prennent acheve achevera termine terminera finira"
)
_ENDS = frozenset(_ENDS_WORDS.split())
_TO_END = frozenset({"end", "expire", "lapse", "conclude", "run"})
_WILL = frozenset({"will", "to"})
_TERMS_WORDS = """
    trial test pilot experiment phase contract deal agreement licence license arrangement subscription offer
    essai experimentation pilote contrat accord abonnement marche convention offre
"""
_TERMS = frozenset(_TERMS_WORDS.split())
_WHEN_WORDS = """
    in on at next this after within by when with monday tuesday wednesday thursday friday tomorrow
    en le au a dans fin debut vendredi lundi mardi mercredi jeudi demain apres
"""
_WHEN = frozenset(_WHEN_WORDS.split())
_NOT = frozenset({"not", "n't", "without", "never", "no", "ne", "n'", "pas", "sans", "non"})
_THAT = frozenset({"that", "which", "qui"})
_GUARD_WORDS = """
    filter filters setting settings rule rules policy policies option clause safeguard safeguards feature mode guardrail
    guardrails control controls wall filtre filtres reglage reglages regle regles garde-fou garde-fous mode parametre charte
    module dispositif
"""
_GUARDS = frozenset(_GUARD_WORDS.split())
_SHUTS_WORDS = "disabl switch turn block remov desactiv coup bloqu ban bar restrict strip"
_SHUTS = tuple(_SHUTS_WORDS.split())
_PARTS_WORDS = """
    upload uploads plugin plugins function functions memory feature features attachments search browsing images
    fonction fonctions fonctionnalite fonctionnalites fichiers memoire extensions jointes joints recherche
"""
_PARTS = frozenset(_PARTS_WORDS.split())
_REPLACEMENT = frozenset({"replacement", "replacements"})
_LEFT = frozenset({"of", "for", "by"})
_MADE = frozenset({"built", "based", "running", "powered", "made", "using", "from", "called", "named", "on", "is"})
