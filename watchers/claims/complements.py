"""What a noun in the name of a French body takes behind it: "lutte contre la fraude", "appui au logement", "jeux en ligne"."""

from collections.abc import Sequence

from watchers.claims.tokens import Token

_ARTICLES = frozenset({"la", "l'", "le", "les"})
_TO_WORDS = "aide aides appui soutien acces assistance adaptation preparation initiation reinsertion retour"
_TO = frozenset(_TO_WORDS.split())
_TO_THE_WORDS = "delegation secretariat commissariat haut-commissariat sous-secretariat"
_TO_THE = frozenset(_TO_THE_WORDS.split())
"""Heads that "à la", "à l'" or "au" alone go on: "la délégation à Dakar" is one in a place."""
_RANKED = frozenset({"generale", "general", "ministerielle", "interministerielle", "interministeriel", "nationale", "regionale"})
"""Adjectives between such a head and its "à"."""
_AGAINST_WORDS = "lutte luttes protection prevention defense garantie assurance"
_AGAINST = frozenset(_AGAINST_WORDS.split())
_IN_WORDS = "recherche recherches formation formations etudes"
_IN = frozenset(_IN_WORDS.split())
_ABOUT_WORDS = "recherche recherches etudes documentation"
_ABOUT = frozenset(_ABOUT_WORDS.split())
_BETWEEN = frozenset({"egalite", "mixite", "parite"})
_SET = frozenset({("en", "ligne"), ("en", "mer"), ("en", "sante"), ("a", "distance")})
"""Said of any noun."""
_BEFORE = frozenset({"petite", "petit", "grande", "grand", "jeune", "jeunes", "bonne", "bon", "haute", "premiere"})
_NO_NOUN_WORDS = "la l' le les un une des cette ce son sa ses leur leurs ligne train cours partie effet raison outre"
_NO_NOUN = frozenset(_NO_NOUN_WORDS.split())


def complement(row: Sequence[Token], last: int, place: int) -> int | None:
    """Where the noun of the complement stands that begins at ``place``, right behind the word ``last`` of a body's name."""
    word = row[place].fold
    if word not in _OPENS or place + 1 >= len(row) or row[place].upper or (word == "a" and row[place].bare):  # "a", the verb
        return None
    if (word, row[place + 1].fold) in _SET:
        return place + 1
    article = row[place + 1].fold in _ARTICLES
    noun = place + 1 + article
    if noun >= len(row) or row[noun].upper or not row[noun].word or row[noun].fold in _NO_NOUN:
        return None
    head = last - 1 if last and row[last].fold in _RANKED else last  # "délégation générale à l'emploi"
    if row[head].fold not in (_TAKES if article else _TAKES_BARE).get(word, ()):
        return None
    if word == "entre" and noun + 2 < len(row) and row[noun + 1].fold == "et":  # "entre les femmes et les hommes"
        return noun + 2 + (row[noun + 2].fold in _ARTICLES and noun + 3 < len(row))
    return noun + (row[noun].fold in _BEFORE and noun + 1 < len(row) and row[noun + 1].word)


_TAKES = {"a": _TO | _TO_THE, "contre": _AGAINST, "sur": _ABOUT, "entre": _BETWEEN}
"""Nouns that go on with this word and an article."""
_TAKES_BARE = {"a": _TO, "au": _TO | _TO_THE, "aux": _TO | _TO_THE, "contre": _AGAINST, "en": _IN}
"""Nouns that go on with this word and a noun right behind it."""
_OPENS = frozenset(_TAKES) | frozenset(_TAKES_BARE)


_GOES_ON_WORDS = "par de d' du des a au aux en dans comme avec sur"
_GOES_ON = frozenset(_GOES_ON_WORDS.split())
"""Behind a participle these make a phrase of its own: "des dossiers classés par …"."""


def agreed(row: Sequence[Token], last: int, place: int, written: str) -> bool:
    """ "Les documents numérisés": a participle as an adjective, which has the plural of the noun before it."""
    behind = row[place + 1].fold if place + 1 < len(row) else ""
    return written.endswith("és") and len(written) > _SHORT and row[last].fold.endswith("s") and behind not in _GOES_ON


_SHORT = 4
