"""What a verb takes, where that is no model: a work made with one, what others did with one, something else that is replaced."""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.outsiders import OWN
from watchers.claims.polarity import family
from watchers.claims.stages import Staged
from watchers.claims.voice import passive
from watchers.claims.wares import WARES
from watchers.claims.wishes import NEXT, SOON


def replaces_other(frame: Frame, told: Staged) -> bool:
    """ "It replaces a patchwork of older programs": what goes is something else, and no model that the text has named."""
    line = frame.line
    if told.stage is not Stage.ENDED or not line.tokens[told.cue.first].fold.startswith(_REPLACING) or passive(line, told.cue):
        return False
    if frame.clause.names(line, Role.PRODUCT, Role.VENDOR):
        return False
    behind = line.tokens[told.cue.last + 1 : told.cue.last + 1 + SOON]
    objects = {cue.start: cue for cue in line.cued("model", "company", "matter")}
    taken = next((token for token in behind if token.start in objects or token.fold in ("it", "them")), None)
    return taken is None or (taken.start in objects and _called(line, objects[taken.start]))


def _called(line: Line, cue: Cue) -> bool:
    """ "L'outil eTranslation", "the tool NIPRGPT": a name of its own stands right behind the noun."""
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    if not behind or not behind[0].word or line.is_named(behind[0].start):
        return False
    start, end = (place - line.span.start for place in (behind[0].start, behind[0].end))
    return any(letter.isupper() for letter in line.text[start:end])


_REPLACING = ("replac", "remplac")


def of_another(frame: Frame, told: Staged) -> bool:
    """ "Cleared a device whose manual was translated with X": what the verb takes is something else, and no word for a model."""
    line, clause = frame.line, frame.clause
    if not told.shown and family(told.cue) == "end" and _crafted(line, told.cue):
        return True
    found = family(told.cue) == "approve" and told.cue.end <= frame.span[0] and _found_with(line, told.cue)
    if found or _of_a_work(frame) or _studied(frame, told):
        return True
    if told.shown or family(told.cue) not in ("explore", "approve") or told.cue.start < frame.span[1]:
        return False
    if _how_others(line, told.cue) or _sets_against(line, told.cue):
        return True
    goods = [name.start for name in clause.names(line, Role.PRODUCT, Role.VENDOR) if name.start >= told.cue.end]
    words = line.words(told.cue.end, goods[0]) if goods else ()
    at = next((at for at, token in enumerate(words) if token.fold in _WHOSE), None)
    if at is None:
        return False
    return not any(told.cue.end <= cue.start < goods[0] for cue in clause.cues(line, "ai", "figure.staff", *STAGES))


def _crafted(line: Line, cue: Cue) -> bool:
    """ "Retire un prix à une bande dessinée réalisée avec X", "pulled a poster made with X": a work, and no tool."""
    name = next((one for one in line.named(Role.PRODUCT) if one.start >= cue.end), None)
    row = line.before(name.start, NEXT) if name is not None else ()
    made = next((at for at, token in enumerate(row) if token.fold.startswith(_MADE_OF)), None)
    noun = next((token for token in reversed(line.before(row[made].start, 2)) if token.word), None) if made is not None else None
    known = {one.end for one in line.cued("ai", "model", "served", "product")}
    return noun is not None and noun.end not in known and cue.end < noun.end and noun.fold not in WARES


def _found_with(line: Line, cue: Cue) -> bool:
    """ "Un médicament découvert avec X a été approuvé par l'agence": what is cleared is what came of it."""
    name = next((one for one in reversed(line.named(Role.PRODUCT)) if one.end <= cue.start), None)
    row = line.before(name.start, NEXT) if name is not None else ()
    found = next((token for token in row if token.fold.startswith((*_MADE_OF, *_FOUND_WITH))), None)
    noun = next((token for token in reversed(line.before(found.start, 2)) if token.word), None) if found is not None else None
    return (
        noun is not None and noun.fold not in WARES and noun.end not in {one.end for one in line.cued("ai", "model", "product")}
    )


_FOUND_WITH = ("decouv", "identifi", "trouve", "discovered", "found", "designed", "detecte", "detected")


def _sets_against(line: Line, cue: Cue) -> bool:
    """ "A comparé X à des médecins", "compared X with doctors": people are measured against it, and nobody tries it out."""
    if not line.tokens[cue.first].fold.startswith("compar"):
        return False
    name = next((one for one in line.named(Role.PRODUCT, Role.VENDOR) if one.start >= cue.end), None)
    row = line.behind(name.end, _SIDES) if name is not None else ()
    against = next((at for at, token in enumerate(row) if token.fold in _AGAINST), None)
    return against is not None and not _PEOPLE.isdisjoint(token.fold for token in row[against + 1 : against + 4])


_SIDES = 7
_AGAINST = frozenset({"a", "aux", "au", "avec", "with", "to", "against", "contre"})
_PEOPLE_WORDS = """
    medecins internes radiologues juges avocats eleves etudiants candidats experts traducteurs humains infirmieres chercheurs
    doctors physicians radiologists judges lawyers pupils students experts translators humans nurses residents clinicians people
"""
_PEOPLE = frozenset(_PEOPLE_WORDS.split())


_MADE_WORDS = (
    "realise genere redig ecrit dessin illustr produit traduit peint compos made generated written drawn produced drafted"
)
_MADE_OF = tuple(_MADE_WORDS.split())


def _how_others(line: Line, cue: Cue) -> bool:
    """ "Is looking into how Meta trained X": what somebody else did or does is looked at, and no model tried."""
    row = line.tokens[cue.last + 1 : cue.last + 1 + SOON]
    asked = next((token for token in row if token.fold in _ASKED), None)
    maker = next((name for name in line.named(Role.VENDOR, Role.PRODUCT) if asked and 0 < name.start - asked.end <= 1), None)
    if maker is not None and maker.role is Role.PRODUCT:  # "studied how X answers", but not "how X could help its clerks"
        rest = line.words(maker.end, line.span.end)
        return _MIGHT.isdisjoint(token.fold for token in rest[:SOON]) and OWN.isdisjoint(token.fold for token in rest)
    return maker is not None and not any(token.start == maker.end and token.fold == "'s" for token in line.tokens)


_MIGHT = frozenset({"could", "can", "might", "may", "would", "pourrait", "peut", "pourraient", "peuvent"})
_ASKED = frozenset({"how", "why", "whether", "comment", "pourquoi", "si"})
_WHOSE = frozenset({"that", "which", "whose", "where", "dont"})


def _of_a_work(frame: Frame) -> bool:
    """ "Approved a drug discovered with X", "published an essay written by X": who made the thing used the model."""
    line = frame.line
    if line.lang != "en" or not line.holds(_PASSES):
        return False
    goods = next((name for name in frame.clause.names(line, Role.PRODUCT) if name.start >= frame.span[1]), None)
    row = line.words(frame.span[1], goods.start) if goods is not None else ()
    verb = next((at for at, token in enumerate(row) if token.fold in _PASSES), len(row))
    made = next((at for at, token in enumerate(row) if at > verb + 1 and token.fold.startswith(_MAKES)), None)
    if made is None or [token.fold for token in row[made + 1 : made + 2]] not in (["with"], ["by"], ["using"], ["through"]):
        return False
    noun = row[made - 1]
    return noun.word and noun.fold not in WARES and not any(cue.end == noun.end for cue in line.cued("ai", "model", "served"))


_PASSES_WORDS = """
    approved approves cleared clears licensed authorised authorized patented granted registered published awarded seized
"""
_PASSES = frozenset(_PASSES_WORDS.split())
_MAKE_WORDS = """
    discover design develop found identif invent creat built generated written drawn made produced drafted
"""
_MAKES = tuple(_MAKE_WORDS.split())


def _studied(frame: Frame, told: Staged) -> bool:
    """ "Researchers at the institute compared X with doctors", "a study at the university tested X": science, and no trial."""
    line = frame.line
    if line.lang != "en" or family(told.cue) != "explore":
        return False
    opening = [token.fold for token in line.words(frame.clause.start, frame.span[0]) if token.word][:_OPENING]
    if not _STUDIES.isdisjoint(opening):
        return True
    if not line.tokens[told.cue.first].fold.startswith("compar"):
        return False
    rest = [token.fold for token in line.tokens[told.cue.last + 1 :]]
    if any(rest[at : at + 2] in (["in", "a"], ["in", "an"]) and rest[at + 2] in _STUDIES for at in range(len(rest) - 2)):
        return True  # "compared X with Y in a paper"
    goods = [name for name in frame.clause.names(line, Role.PRODUCT, Role.VENDOR) if name.start >= told.cue.end]
    behind = [token.fold for token in line.behind(goods[-1].end, 1)] if goods else []
    return behind in (["with"], ["to"], ["against"])


_OPENING = 3
_STUDIES = frozenset({"study", "studies", "paper", "survey", "experiment", "preprint", "poll", "article", "journal"})
