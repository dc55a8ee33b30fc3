"""Function words of the two languages, folded: the closed classes of grammar that several rules ask for."""

DE_LA = frozenset({"d'", "de", "des", "du", "l'", "la", "le"})
""" "de" with and without its article."""
HELPERS = frozenset(
    {"a", "aura", "aussi", "avaient", "avait", "bien", "deja", "depuis", "finalement", "ont", "pas", "plus", "vite"}
)
"""What may stand between a French verb and its pronoun or past participle."""
IN = frozenset({"a", "at", "dans", "en", "in"})
""" "in" and "at" in both languages."""
IT = frozenset({"celle-ci", "celui-ci", "elle", "il", "it"})
"""What takes up one body or thing."""
ITS = frozenset({"its", "leur", "sa", "son", "their"})
"""Possessives of one thing."""
OF = frozenset({"d'", "de", "des", "du", "of"})
""" "of" in both languages."""
OF_OR_FROM = frozenset({"by", "d'", "de", "du", "from", "of"})
""" "of", "from", "by" before whose thing something is, in both languages."""
RELATIVES = frozenset({"dont", "qu'", "que", "qui", "that", "which", "who"})
"""All that opens a relative clause."""
_SOMEBODY_WORDS = """
    nous vous je j' tu on il elle ils elles rien personne aucun aucune nul nulle tout tous toute toutes cela ceci ca ce c'
    celui-ci celle-ci ceux-ci certains certaines beaucoup plusieurs chacun chacune quelques quelqu'un autres tel telle qui quoi
    we i you he she it they this that these those there nobody nothing none no everyone everybody everything someone somebody
    something anyone anybody anything some many most few all both each several others who what one
"""
SOMEBODY = frozenset(_SOMEBODY_WORDS.split())
"""Pronouns and their like that a sentence may open with as its subject: no name, however they are written."""
THE = frozenset({"l'", "la", "le", "les", "the"})
""" "the" in both languages."""
THEIR = frozenset({"its", "leur", "leurs", "sa", "ses", "son", "their"})
""" "its", "their" and their French kin, of one or several things."""
THEM = frozenset({"en", "it", "l'", "la", "le", "les", "them", "y"})
"""Pronouns before or behind a verb as its object."""
THEY = frozenset({"elle", "elles", "il", "ils", "it", "they"})
""" "it", "they" as subjects."""
US = frozenset({"nos", "notre", "nous", "our", "us", "we"})
"""Those who speak: "we", "our"."""
WHICH = frozenset({"dont", "qu'", "que", "that", "which"})
"""Relatives that take an object or a clause: "that", "which", "dont"."""
