"""New names for listed ones, of the same type, and how a newsroom would introduce them; see ``renaming``."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from service.reference import shipped
from watchers.claims.gazetteer import Entity, Mention, NameKind
from watchers.claims.naming import FIRMS, FRENCH_HEADS, HEADS
from watchers.claims.tokens import fold

SEED = 5
_PLACES = {
    True: ("Upland", "Estuary", "Orchard", "Inlet", "Island", "Amber", "Ivory", "Umber", "Acorn", "Alder"),
    False: (
        "Tidal",
        "Marsh",
        "Lantern",
        "Harbour",
        "Meadow",
        "Granary",
        "Willow",
        "Beacon",
        "Fjord",
        "Copper",
        "Quarry",
        "Bramble",
    ),
}
_FIELDS = ("Works", "Records", "Signals", "Crossings", "Measures", "Waterways", "Soundings", "Gauges", "Moorings", "Ledgers")
_FRENCH_PLACES = (
    *("ouvrages", "relevés", "registres", "sentiers", "signaux", "canaux", "marais", "jalons", "bornages", "étiages"),
    *("carnets", "inventaires", "itinéraires", "bassins", "talus", "gisements", "pâturages", "vergers"),
)
_FRENCH_FIELDS = (
    "fluviaux",
    "côtiers",
    "insulaires",
    "alpins",
    "portuaires",
    "littoraux",
    "lacustres",
    "montagnards",
    "forestiers",
)
_SYLLABLES = {
    True: ("Or", "El", "Is", "Um", "Ard", "Ev", "Ob", "Il", "Usk", "Aln"),
    False: (
        "Nor",
        "Tar",
        "Vel",
        "Bran",
        "Cor",
        "Dal",
        "Fen",
        "Gar",
        "Kes",
        "Lor",
        "Mor",
        "Pel",
        "Quen",
        "Rav",
        "Sul",
        "Wen",
        "Zel",
    ),
}
_ENDS = {
    NameKind.COMPANY: ("vane", "dris", "liss", "mond", "tik", "wick", "bane", "gard"),
    NameKind.PRODUCT: ("isa", "ago", "uno", "elta", "ira", "ova", "eon"),
    NameKind.PERSON: ("strand", "quist", "haven", "berg", "marsh"),
}
_GIVEN = ("Milan", "Edda", "Corin", "Thea", "Joris", "Alba", "Ruben", "Ilka")
_VOWELS = frozenset("aeiou")
_OPENING = re.compile(r"(?:^|[.!?:«»”\"\n*]\s*)$")
_OF = re.compile(r" (?:of|for|de la|de l['’]|des|du|de|d['’]) ?", re.IGNORECASE)
_FRENCH_ARTICLE = re.compile(
    r"(?:\b(?:le|la|les|du|au|aux|des|un|une|ce|son|sa|leur|notre)"
    r"(?: (?:prochaine?|nouvelle|nouveau|grande?|vieux|vieille|propre|petite?|futur|premier|dernier))?"
    r" (?:modèles? )?|\bmodèles? |['’«] ?)$",
    re.IGNORECASE,
)
_SMALL = r"(?!(?:of|for|in|at|by|to|with|from|on|and|or|that|as|is|was|are|has|had|but|which|who)\b)"
_ARTICLE = re.compile(
    rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|my|your|whose|[Ee]very|[Ee]ach|any|no|this|[Aa]n?)|['’]s)"
    rf"(?: {_SMALL}[a-z-]+(?<!ing))? $"
)
_A = re.compile(r"\b[Aa]n?(?: [\w-]+)? $")
_NOUN_BEHIND = re.compile(r" (?:language )?(?:models?|chatbots?|assistants?|tools?|app)\b")
_DEFINITE = frozenset(
    {"Ministry", "Department", "Office", "Agency", "Bureau", "Commission", "Administration", "Board", "Treasury"}
)
"""English heads that no sentence names without "the"."""
_UNLISTED = re.compile(r"(?:\b[Ll]['’]|\b(?:[Ll]a|[Ll]e|[Tt]he) )([A-ZÀ-Ý][\w’' -]+) \($")
_FEMININE = re.compile(r"\b(?:la|une|cette) $", re.I)


@dataclass(frozen=True, kw_only=True)
class Alias:
    """The new names of one listed entity."""

    full: str
    """Of a body in English, of anything else in every language."""
    french: str
    short: str
    """Acronym of a body, surname of a person."""


class Renamer:
    """Gives each listed entity its new names, the same in every story, in the order in which they are asked for."""

    def __init__(self, seed: int = SEED) -> None:
        chance = random.Random(seed)
        self._names: dict[str, Alias] = {}
        self._pools: dict[tuple[str, bool], Iterator[tuple[str, ...]]] = {}
        for vowel in (True, False):
            for kind, ends in _ENDS.items():
                self._pools[kind, vowel] = _shuffled(chance, _SYLLABLES[vowel], ends)
            self._pools[NameKind.AGENCY, vowel] = _shuffled(chance, _PLACES[vowel], _FIELDS)
        self._pools["french", False] = _shuffled(chance, _FRENCH_PLACES, _FRENCH_FIELDS)

    def alias(self, entity: Entity) -> Alias:
        """The new names of an entity; two of one canonical name and the editions of one product share them."""
        name = entity.owner if entity.category == "program" and entity.owner else entity.family or entity.name
        if name not in self._names:
            self._names[name] = self._made(shipped().names.entity(name) or entity)
        return self._names[name]

    def _made(self, entity: Entity) -> Alias:
        vowel = fold(entity.name)[0] in _VOWELS
        if entity.kind is NameKind.PERSON:
            surname = "".join(next(self._pools[NameKind.PERSON, False]))
            given = _GIVEN[len(self._names) % len(_GIVEN)]
            return Alias(full=f"{given} {surname}", french=f"{given} {surname}", short=surname)
        if entity.kind is not NameKind.AGENCY:
            word = "".join(next(self._pools[entity.kind, vowel]))
            return Alias(full=word, french=word, short=word)
        place, area = next(self._pools[NameKind.AGENCY, vowel])
        nature, sort = next(self._pools["french", False])
        return Alias(full=f"{place} {area}", french=f"des {nature} {sort}", short=f"{place[0]}{area[0]}")


def _shuffled(chance: random.Random, first: Iterable[str], second: Iterable[str]) -> Iterator[tuple[str, ...]]:
    pairs = list(product(first, second))
    chance.shuffle(pairs)
    return iter(pairs)


@dataclass(kw_only=True)
class Telling:
    """One story while it is rewritten."""

    lang: str
    renamer: Renamer
    introduces: bool = True
    """Whether what nobody can know is introduced once."""
    called: dict[str, str] = field(default_factory=dict)
    introduced: set[str] = field(default_factory=set)
    """Bodies whose full name stands already."""
    outright: set[str] = field(default_factory=set)
    """Bodies whose full name the story itself gives somewhere, and vendors that it names."""
    heads: dict[str, str] = field(default_factory=dict)
    """By canonical name the noun at the head of a body's name in this story."""

    def word(self, mention: Mention, before: str, behind: str) -> str:
        """What stands in place of a mention."""
        entity, alias = mention.entity, self.renamer.alias(mention.entity)
        match entity.kind:
            case NameKind.AGENCY:
                return self._body(mention, alias, before, behind)
            case NameKind.PERSON:
                found = alias.full if " " in mention.surface else alias.short
            case NameKind.COMPANY:
                found = _with_tail(alias.full, mention.surface)
            case _ if entity.category == "program":
                found = mention.surface.replace(entity.owner or "", alias.full)
            case _:
                written = _with_edition(alias.full, mention.surface)
                self._note(entity, written)
                return self._product(mention, written, before, behind)
        self._note(entity, found)
        return found

    def _note(self, entity: Entity, written: str) -> None:
        self.called[written.lower()] = entity.name
        self.called.setdefault(self.renamer.alias(entity).full.lower(), entity.family or entity.name)

    def _body(self, mention: Mention, alias: Alias, before: str, behind: str) -> str:
        entity, head = mention.entity, head_of(mention.surface)
        bracketed = before.endswith("(")
        if bracketed and (unlisted := _UNLISTED.search(before)):  # a name nobody listed, and a listed short form of it
            self._note(entity, unlisted[1])
        if head is None and (bracketed or not self.introduces or entity.name in self.introduced or entity.name in self.outright):
            return self._with_article(self._acronym(entity, alias), before)
        full = _body_of(head or self.heads[entity.name], alias, _tongue(head or self.heads[entity.name], self.lang))
        self._note(entity, full)
        self.introduced.update({entity.name} if head is None else ())
        if head is None and not behind.startswith(("'s", "’s", " (")):
            full = f"{full} ({self._acronym(entity, alias)})"
        return self._with_article(full, before, owned=mention.surface[0].isupper())

    def _with_article(self, name: str, before: str, *, owned: bool = True) -> str:
        """An English body has "the" but for services and laboratories, a French one always."""
        opens = bool(_OPENING.search(before))
        if self.lang == "en":
            head = {*name.split(" (", maxsplit=1)[0].split()} & _DEFINITE
            return name if not head or not owned or _ARTICLE.search(before) else f"{'The' if opens else 'the'} {name}"
        has = _FRENCH_ARTICLE.search(before) and not before.endswith(("d'", "d’", "« "))
        if before.endswith(("(", "- ")) or has or _tongue(name, "fr") == "en" or not before or not name[:1].isupper():
            return name
        first = fold(name.split(maxsplit=1)[0])
        short = "l'" if first[0] in _VOWELS else "les " if first[-1] == "s" else "la " if first in _SHE else "le "
        return f"{short.capitalize() if opens and not before.endswith(': ') else short}{name}"

    def _models(self, mention: Mention, owner: Entity) -> str:
        """ "X models", "modèles de X": whose they are is said, and not which."""
        maker = self.renamer.alias(owner).full
        self._note(owner, maker)
        if mention.surface.lower().startswith("mod"):
            return f"{mention.surface.split()[0]} {'d’' if fold(maker)[0] in _VOWELS else 'de '}{maker}"
        return f"{maker} models"

    def _product(self, mention: Mention, written: str, before: str, behind: str) -> str:
        """A product is introduced once with what it is, and with its maker where the story never names one."""
        owner = shipped().names.entity(mention.entity.owner or "")
        base = mention.entity.family or mention.entity.name
        if owner is not None and mention.entity.name.endswith(" models"):
            return self._models(mention, owner)
        if base in self.introduced or not before or not self.introduces:
            return written
        self.introduced.add(base)
        maker = "" if owner is None or owner.name in self.outright else self.renamer.alias(owner).full
        if owner is not None and maker:
            self._note(owner, maker)
        opens = bool(_OPENING.search(before))
        if self.lang == "en":
            noun = "language model" if mention.entity.category in ("family", "model") else "assistant"
            if _NOUN_BEHIND.match(behind):
                return f"{maker} {written}".strip() if not maker or _ARTICLE.search(before) else f"{maker}'s {written}"
            if _ARTICLE.search(before):
                return f"{maker} {written}".strip() if _A.search(before) else f"{maker} {noun} {written}".strip()
            return f"{maker}'s {noun} {written}" if maker else f"{'The' if opens else 'the'} {noun} {written}"
        of = "" if not maker else f" d'{maker}" if fold(maker)[0] in _VOWELS else f" de {maker}"
        named = _FRENCH_ARTICLE.search(before) or written.startswith("modèle")
        return f"{written}{of}" if named else f"{'L' if opens else 'l'}'assistant {written}{of}"

    def _acronym(self, entity: Entity, alias: Alias) -> str:
        head = self.heads[entity.name]
        full = _body_of(head, alias, _tongue(head, self.lang))
        letters = [word[0] for word in re.findall(r"[\w-]+", full.replace("d'", "")) if len(word) > 3 or word[0].isupper()]
        written = "".join(letters).upper()
        self._note(entity, written)
        self._note(entity, full)
        return written


@cache
def head_of(surface: str) -> str | None:
    """The noun of a body's name, as it stands there: "Department of", "Census Bureau"'s "Bureau"; ``None`` for a nickname."""
    words = surface.replace("’", "'").split()
    found = [word for word in words if fold(word.strip("'")) in HEADS]
    if not found or len(words) < 2:
        return None
    first = _OF.split(surface, maxsplit=1)[0]
    return first if fold(first.split()[-1]) in HEADS or fold(first.split()[0]) in HEADS else found[-1]


_SHE = frozenset(
    {"agence", "direction", "administration", "commission", "autorite", "caisse", "cour", "region", "banque", "academie"}
)
_LED = re.compile(r"(?:l[ae] |l['’])?(?:haute? )?\S+", re.IGNORECASE)
_NATIONS = ("generale", "general", "nationale", "national", "federale", "federal")


def usual_head(entity: Entity, lang: str, before: str) -> str:
    """The head of a body that is only called by a short form: in French one of the gender in which it stands there."""
    if lang == "fr":
        return "Agence" if _FEMININE.search(before) else "Office"
    words = entity.name.split()
    return next((word for word in reversed(words) if fold(word) in HEADS), "Bureau")


def _tongue(head: str, lang: str) -> str:
    """The language of a body's name in a story of ``lang``: a French one may give an American body its own name."""
    words = [fold(word) for word in head.split()]
    named = len(words) > 1 and words[-1] in HEADS and words[0] not in FRENCH_HEADS | {"la", "le", "les"}
    return "en" if named or re.search(r"\b(?:Department|Bureau of|Agency|Office of|Board|Authority|Treasury)\b", head) else lang


def _body_of(head: str, alias: Alias, lang: str) -> str:
    if lang == "fr":
        told = _LED.match(head)
        rest = head[told.end() :].split() if told else head.split()[1:]
        return " ".join([told[0] if told else head, *(word for word in rest if fold(word) in _NATIONS), alias.french])
    noun = next((word for word in reversed(head.split()) if fold(word) in HEADS), head)
    noun = noun if noun[:1].isupper() else noun.capitalize()
    if noun in ("Department", "Ministry", "Bureau", "Office") and head.rsplit(maxsplit=1)[-1] == noun:
        return f"{noun} of {alias.full}"
    return f"{alias.full} {noun}"


def _with_tail(name: str, surface: str) -> str:
    """A firm keeps what tells what it is: "Booz Allen" nothing, "Scale AI" its "AI", "l'opérateur Orange" the noun before it."""
    words = surface.split()
    lead = [word for word in words[:-1] if word[0].islower()]
    tail = words[-1:] if len(words) > 1 and fold(words[-1]) in FIRMS else []
    return " ".join((*lead, name, *tail))


def _with_edition(name: str, surface: str) -> str:
    """A product keeps what makes an edition of it: "4 Scout", "for Government", "Enterprise"."""
    words = surface.split()
    at = next(
        (n for n, word in enumerate(words) if n and (word[0].isdigit() or word.lower() in ("for", "pour", "enterprise"))), None
    )
    lead = f"{words[0]} " if words[0].lower().startswith("modèle") else ""
    rest = [word for word in words[at:] if word != "Copilot"] if at else []  # "Microsoft 365 Copilot"
    return lead + " ".join((name, *rest))


_MERGED = (("de le ", "du "), ("à le ", "au "), ("De le ", "Du "), ("À le ", "Au "))


def elided(before: str, word: str) -> str:
    """A French text whose article fits what follows: "la DARPA" becomes "l'Office", "d'Europol" "de l'Office"."""
    vowel = fold(word)[0] in _VOWELS
    if not vowel and re.search(r"\b[dDlL]['’]$", before):
        plain = before[:-1] + "e "
        return next((plain.removesuffix(two) + one for two, one in _MERGED if plain.endswith(two)), plain)
    if re.match(r"l['’]|la |le ", word) and re.search(r"\b[dD]['’]$", before):
        return before[:-1] + "e "
    for article, short in ((" du", " de l'"), (" au", " à l'"), ("le", "l'"), ("la", "l'"), ("Le", "L'"), ("La", "L'")):
        if vowel and re.search(rf"(?:^|\W){article.strip()} $", before):
            return before.removesuffix(f"{article} ") + short
    return before
