"""Companies that a sentence introduces: by the noun before or behind their name, by who heads them, by where they sit.

"The Cork company Owen Software", "a Leeds consultancy, Harrow & Pike", "Nashua-based Tideline", "chief executive of Larkspur";
« une société de Rezé, Ligérine Santé », « la jeune pousse Norvane ». What comes back are runs of tokens with the exact bounds
of the name.
"""

from collections.abc import Iterator, Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.lexicon import Cue
from watchers.claims.naming import HEADS, NO_NAME, Run, adjectival, folds

_NEAR = 3
_OF = frozenset({"of", "de", "d'", "du"})
_FROM = frozenset({"of", "de", "d'", "du", "in", "from", "near", "a", "en", "at"})
_ARTICLES = frozenset({"the", "a", "an", "la", "le", "l'", "les", "un", "une"})
_SEATED = ("-based", "-headquartered")


def joined(line: Line, found: Sequence[Run]) -> list[Run]:
    """``found`` with partners' names made one ("Pryor & Lisle"), numbers taken in ("Version 1") and "Nashua-based" left out."""
    row = line.tokens
    whole: list[Run] = []
    for run in found:
        first = run.first
        while first < run.last and (row[first].fold.endswith(_SEATED) or row[first].fold in _KINDS):
            first += 1
        if row[first].fold.endswith(_SEATED):
            continue
        last = whole[-1].last if whole else -2
        if first == last + 2 and row[last + 1].fold == "&":
            whole[-1] = Run(whole[-1].first, run.last)
        else:
            whole.append(Run(first, run.last))
    return whole


_KIND_WORDS = """
    esn pme ssii tpe sarl scop eti sme integrator reseller consultancy contractor subcontractor supplier startup start-up
    consultants host distributor integrateur revendeur prestataire hebergeur distributeur
"""
_KINDS = frozenset(_KIND_WORDS.split())
"""Kinds of firm that stand with a capital before its name: "l'ESN Kervran", "Integrator Calder Logic is …"."""


def introduced(line: Line, found: Sequence[Run]) -> Iterator[Run]:
    """Those of ``found`` that the sentence calls a company."""
    cues = line.cued("firm", "head")
    listed = frozenset(_enumerated(line, found))
    for run in found:
        words = folds(line, run)
        words = words[:-1] if len(words) > 1 and words[-1] == "it" else words  # "Bramhope IT"
        named = HEADS.isdisjoint(words) and NO_NAME.isdisjoint(words)
        called = run in listed or any(_calls(line, cue, run) for cue in cues)
        if named and (called or _placed(line, run) or _awarded(line, run) or _paired(line, run)):
            yield run


def _enumerated(line: Line, found: Sequence[Run]) -> Iterator[Run]:
    """ "Two consultancies, X and Y Group", "une quinzaine d'entreprises, parmi lesquelles X, Y et Z": the list behind it."""
    row = line.tokens
    for noun in [at for at, token in enumerate(row) if token.fold in _FIRMS] if line.holds(_FIRMS) else ():
        at = next((at for at in range(noun + 1, min(noun + _ASIDE, len(row))) if row[at].fold in _OPENING), len(row))
        while at < len(row) and row[at].fold in _OPENING | _LEADS:
            at += 1
        yield from _list_at(line, at, found)


def _list_at(line: Line, at: int, found: Sequence[Run]) -> Sequence[Run]:
    """The runs of a list that begins at a word, listed names between them; none where no "and" joins it."""
    row, starts = line.tokens, {run.first: run for run in found}
    members: list[Run] = []
    joined = False
    while at < len(row):
        if at in starts:
            members.append(starts[at])
            at = starts[at].last + 1
        elif row[at].fold in _JOINTS or line.is_named(row[at].start):
            joined = joined or row[at].fold in _AND
            at += 1
        else:
            break
    return members if joined else ()


_FIRM_NOUNS = """
    firms companies consultancies partners integrators contractors suppliers vendors resellers start-ups startups
    entreprises societes cabinets partenaires integrateurs prestataires fournisseurs revendeurs editeurs hebergeurs groupes
"""
_FIRMS = frozenset(_FIRM_NOUNS.split())
"""What several firms are called before they are named."""
_OPENING = frozenset({",", ":", "(", "—", "–"})
_LEADS = frozenset(
    {
        "including",
        "among",
        "them",
        "namely",
        "such",
        "as",
        "like",
        "parmi",
        "lesquelles",
        "lesquels",
        "dont",
        "comme",
        "notamment",
    }
)
_AND = frozenset({"and", "et", "&"})
_JOINTS = _AND | {","}


def named_a_firm(line: Line, run: Run) -> bool:
    """The noun that stands before the name calls it a company: "la jeune pousse dakaroise Kaay Tech"."""
    ahead = (cue for cue in line.cued("firm") if 0 < run.first - cue.last <= _NEAR)
    return any(_before(line, [token.fold for token in line.tokens[cue.last + 1 : run.first]], cue, run) for cue in ahead)


def _placed(line: Line, run: Run) -> bool:
    """ "Lytham-based Sandgrown Speech", "le nantais Norvane": by nothing but where it sits."""
    row = line.tokens
    before = row[run.first - 1].fold if run.first else ""
    if before.endswith(_SEATED):
        return True
    behind = [token.fold for token in row[run.last + 1 : run.last + 4]]
    if behind[:1] == [","] and len(behind) > 2 and behind[1] in _SEAT and behind[2] in _FROM and line.has("labour", "serve"):
        return True  # "X, based in Ely, built the interface"
    if before == "'s" and run.first > 1 and row[run.first - 2].upper and line.has("labour"):
        return run.last > run.first and _done_by(line, run)
    if before == "from" and run.first > 1 and row[run.first - 2].fold in _HIRED:
        return True  # "consultants from West Monroe"
    led = line.lang == "fr" and run.first > 1 and row[run.first - 2].fold in _LED
    return led and before.endswith(TOWNSMEN) and before not in _NATIONS and run.last == run.first


_NATIONS = frozenset({"americain", "italien", "anglais", "irlandais", "israelien", "indien", "autrichien", "ukrainien"})
"""« L'américain X »: from abroad, and as often a maker as anybody."""


def _done_by(line: Line, run: Run) -> bool:
    """A verb of service right behind: "Ely's Kestrel Loom did the installation"; or "by" before the place."""
    by = run.first > 2 and line.tokens[run.first - 3].fold == "by"
    return by or any(0 <= cue.first - run.last - 1 <= _NEAR for cue in line.cued("serve", "work"))


_SEAT = frozenset({"based", "headquartered", "basee", "base", "installee", "installe", "implantee", "etablie", "sise"})


def _awarded(line: Line, run: Run) -> bool:
    """ "Has awarded X a contract", "a attribué à X un marché"."""
    before = [token.fold for token in line.tokens[max(0, run.first - 2) : run.first]]
    verb = before[0] if before[-1:] in (["to"], ["a"]) else before[-1] if before and line.lang == "en" else ""
    behind = (token.fold for token in line.tokens[run.last + 1 : run.last + 1 + _ORDER])
    return verb.startswith(_AWARDS) and not _ORDERS.isdisjoint(behind)


def _paired(line: Line, run: Run) -> bool:
    """ "X and OpenAI have become partners", "Google Cloud and X will jointly sell": one of two, the other a known vendor."""
    row = line.tokens
    if not line.has("partner", "ally") and not line.holds(_TOGETHER):
        return False
    ahead = row[run.first - 2].start if run.first > 1 and row[run.first - 1].fold in _AND else None
    behind = row[run.last + 2].start if run.last + 2 < len(row) and row[run.last + 1].fold in _AND and run.first == 0 else None
    named = [line.name_at(place) for place in (ahead, behind) if place is not None]
    return any(name is not None and name.role is Role.VENDOR for name in named)


_TOGETHER = frozenset({"jointly", "together", "ensemble", "conjointement"})
_AWARDS = ("award", "attribu", "adjug")
_ORDERS = frozenset({"contract", "deal", "order", "marche", "contrat", "lot", "commande"})
_ORDER = 4
_HIRED = frozenset({"consultants", "contractors", "integrators", "resellers", "subcontractors"})
_LED = frozenset({"le", "la", "l'", "au", "du"})
TOWNSMEN = ("ais", "aise", "ois", "oise", "ien", "ienne", "ain", "aine", "evin", "evine", "essin", "essine", "ourg", "eois")


def _calls(line: Line, cue: Cue, run: Run) -> bool:
    row = line.tokens
    if cue.last < run.first:
        between = [token.fold for token in row[cue.last + 1 : run.first]]
        return _heads(line, between, cue) if cue.category == "head" else _before(line, between, cue, run)
    behind = [token.fold for token in row[run.last + 1 : cue.first]]
    if cue.category == "head" or not behind or len(behind) > _NEAR + 2 or behind[0] not in (",", ":", "(", "—", "–"):
        return False
    if behind[1:2] and (behind[1] in _NO_APPOSITION | _VERBS or behind[1].endswith(_PARTICIPLES)):
        return False  # "at Pau, and the company X will train"; "Datum, a firm from Montreal, is …"; "X, accusant la firme"
    if not {"by", "par", "as"}.isdisjoint(
        behind
    ):  # "at Albany, Georgia, as a subcontractor"; "since Easter, installed by the Oslo firm Y"
        return False
    if behind == [","]:
        return line.lang == "fr" and row[cue.first].fold in _HOUSES and _closed(line, run, cue)
    named = any(name.start < cue.start and row[run.last].end < name.start for name in line.names if name.role is not Role.PLACE)
    return not named and len(behind) > 1 and not _taken_up(behind) and not _product(line, run, cue)


def _closed(line: Line, run: Run, cue: Cue) -> bool:
    """ "Almaviva, groupe informatique italien, reste …": what the French apposition says ends with a mark, no name in it."""
    behind = line.tokens[cue.last + 1 : cue.last + 1 + _ASIDE]
    end = next((at for at, token in enumerate(behind) if token.fold in _MARKS), None)
    last = end is None and cue.last + _ASIDE >= len(line.tokens)
    kind = run.first > 0 and line.tokens[run.first - 1].fold in _ARTICLES and line.tokens[run.first - 1].fold != "l'"
    return not kind and (end is not None or last)


_ASIDE = 9
_MARKS = frozenset({",", ".", ";", ")", "–", "—"})
_HOUSE_WORDS = "groupe societe filiale integrateur hebergeur start-up startup entreprise cooperative firme esn pme licorne pepite"
_HOUSES = frozenset((*_HOUSE_WORDS.split(), "jeune", "editeur", "prestataire", "cabinet"))
"""Nouns that set off a company's name without an article, as the French press does; none is a person's trade alone."""
_PARTICIPLES = ("ant", "ing")
_VERBS = frozenset({"is", "was", "will", "has", "had", "are", "were", "est", "sera", "etait", "avait", "fut"})
"""After a comma: what goes before it was an aside, and the subject stands further off."""


def _heads(line: Line, between: Sequence[str], cue: Cue) -> bool:
    """ "Chief executive of X", "patron de la société X", "who founded X", « qui dirige X »."""
    if line.tokens[cue.first].fold in ("who", "qui"):
        return not between
    return bool(between) and between[0] in _OF and all(word in _ARTICLES for word in between[1:])


def _before(line: Line, between: Sequence[str], cue: Cue, run: Run) -> bool:
    """ "The company X", "la société brestoise X", "une société de Rezé, X", "a Leeds consultancy, X,"."""
    if len(between) <= 2 and all(
        word in ("«", '"', "“", ",", "called", "named", "nommee", "baptisee") or _describes(word) for word in between
    ):
        return between[-1:] != [","] or not _definite(line, cue) or _set_off(line, between, cue, run)
    if between[-3:] == ["du", "nom", "de"] and len(between) <= _NEAR + 1:
        return True
    if _seated(line, between, cue) or _at_work(between):
        return True
    if len(between) > _NEAR + 1 or between[0] not in _FROM or between[-1] != ",":
        return False
    places = line.tokens[cue.last + 2 : run.first - 1]
    return bool(places) and places[0].upper and not _definite(line, cue)


def _set_off(line: Line, between: Sequence[str], cue: Cue, run: Run) -> bool:
    """ "The installer, X, says": an apposition closed by its own comma."""
    led = cue.first > 0 and line.tokens[cue.first - 1].fold in ("the", "l'", "le", "la")
    return led and between == [","] and run.last + 1 < len(line.tokens) and line.tokens[run.last + 1].fold == ","


def _at_work(between: Sequence[str]) -> bool:
    """ "The firm that did the work, X,", "la société chargée des serveurs, X,"."""
    led = len(between) > 2 and between[0] in _WORKING and between[-1] == ","
    return led and len(between) <= _CLAUSE and between.count(",") == 1


_WORKING = frozenset({"that", "which", "behind", "responsible", "qui", "chargee", "derriere", "retenue"})
_CLAUSE = 9


def _seated(line: Line, between: Sequence[str], cue: Cue) -> bool:
    """ "Une jeune entreprise de la rue Saint-Denis, X,", "un groupe installé à Pau, X": where the firm sits is told at length."""
    if line.lang != "fr" or not _NEAR < len(between) <= _ADDRESS or between.count(",") != 1 or between[-1] != ",":
        return False
    placed = between[0] in _FROM or (between[0] in _SITS and between[1] in _FROM | {"sur", "dans"})
    led = cue.first > 0 and line.tokens[cue.first - 1].fold in ("un", "une", "jeune", "petite", "petit")
    return placed and led and any(token.upper for token in line.tokens[cue.last + 1 : cue.last + len(between)])


_ADDRESS = 7
_NO_APPOSITION = frozenset({"and", "et", "but", "mais", "puis", "while", "tandis"})
_SITS = frozenset(
    {"installee", "installe", "basee", "base", "implantee", "implante", "fondee", "fonde", "nee", "etablie", "sise"}
)


def _describes(word: str) -> bool:
    """An adjective, or one of a town or people: "lorientaise", "nantais", "allemande"."""
    return adjectival(word) or word.endswith(_PEOPLE)


_PEOPLE = ("ais", "aise", "ande", "agnol", "agnole", "esque", "orse", "elge", "isse", "arde", "ard")


def _definite(line: Line, cue: Cue) -> bool:
    """ "The firm, X said": takes up a firm already known."""
    return cue.first > 0 and line.tokens[cue.first - 1].fold in ("the", "la", "le", "l'", "its", "sa", "son")


def _taken_up(behind: Sequence[str]) -> bool:
    return len(behind) == 2 and behind[1] in ("the", "le", "la", "l'", "this", "ce", "cet", "cette") and behind[0] == ","


_TOOLS = frozenset({"assistante", "assistant", "outil", "application", "chatbot", "robot", "tool", "app", "program", "programme"})


def _product(line: Line, run: Run, cue: Cue) -> bool:
    """ "X, an assistant the company trained", "X, built by the firm Y": the noun behind is the product's, or its maker's."""
    tool = any(token.fold in _TOOLS for token in line.tokens[run.last + 1 : cue.first])
    return (
        tool
        or any(run.last < other.first < cue.first for other in line.cued("product"))
        or any(run.last < other.first < other.last < cue.first for other in line.cued("made"))
    )
