"""Where a tool comes from: "a chatbot built by X", "an AI scribe from the Leeds firm X", « un outil de la start-up X ».

Who made the tool that a sentence tells of is its maker, though no list holds it and though the text names known ones beside it.
Called a firm it needs no more; without that a participle has to say that it made the tool. Who puts others' models to work
(an integrator, a host) makes none, and neither does who built on a known model.
"""

from bisect import bisect_left
from collections.abc import Iterable

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import ITS
from watchers.claims.firms import introduced, named_a_firm
from watchers.claims.naming import Run

_SURE, _TOLD, _HINTED = 4, 3, 2
_BY = frozenset({"by", "par"})
_FROM = frozenset({"from", "de", "d'", "du", "chez"})
_MADE_WORDS = """
    built made developed supplied sold designed created provided written trained devised marketed produced bought licensed
    concu concue concus developpe developpee developpes edite editee fourni fournie vendu vendue cree creee fabrique bati
    construit commercialise commercialisee elabore elaboree achete achetee
"""
_MADE = frozenset(_MADE_WORDS.split())
_LINKS_WORDS = "which that was is were are been has had , qui a ete est fut specially originally recently jointly also"
_LINKS = frozenset(_LINKS_WORDS.split())
_MODEL_WORDS = """
    chatbot chatbots assistant assistants assistante scribe scribes notetaker bot bots llm model models modele modeles
    transcriber translator agent robot voicebot voicebots ai ia a.i. artificial artificielle agents
"""
_MODELS = frozenset(_MODEL_WORDS.split())
"""What no one makes who is no maker of this beat."""
_TOOL_WORDS = "tool tools software app apps outil outils logiciel logiciels engine moteur application programme program"
_TOOLS = frozenset(_TOOL_WORDS.split())
"""What a firm makes, where the text speaks of models."""
_NEW = frozenset({"a", "an", "un", "une", "its", "their", "son", "sa", "ses", "leur", "leurs", "des", "d'", "'s", "two", "deux"})
_KNOWN = frozenset({"the", "this", "that", "le", "la", "l'", "les", "cet", "ce", "cette"})
_HELPER_WORDS = """
    integrator integrators reseller consultancy contractor subcontractor host hosting cloud consultants distributor broker
    integrateur integratrice hebergeur hebergeuse prestataire sous-traitant esn revendeur cabinet distributeur infogereur
    bank university newspaper universite banque journal association non-profit nonprofit charity ngo law
"""
_HELPERS = frozenset(_HELPER_WORDS.split())
"""Who sells, hosts or sets up what others make, or makes it for nobody."""
_REACH, _NEAR, _ASIDE = 8, 4, 7


def source(line: Line, run: Run, behind: Line | None) -> int:
    """How much shows that ``run`` made a tool; ``behind``: the sentence that follows, which may tell whose model drives it."""
    noun, made = _tool_of(line, run)
    if noun < 0:
        return _for_a_tool(line, run, behind)
    if _on_anothers(line, run, behind):
        return 0
    row = [token.fold for token in line.tokens]
    if not (named_a_firm(line, run) or run in tuple(introduced(line, [run]))):
        return _HINTED if made and row[noun] in _MODELS and run.first == run.last else 0
    return _SURE if _is_new(row, noun) else _HINTED


def _for_a_tool(line: Line, run: Run, behind: Line | None) -> int:
    """ "Signed a contract with the start-up X for an assistant": who is paid for a tool of this beat, and is called a firm."""
    before = _behind_kind(line, run) if named_a_firm(line, run) else run.first - 1
    if before < 1 or line.tokens[before].fold not in _WITH or not line.named(Role.AGENCY):
        return 0
    if not any(0 <= before - cue.last <= 1 for cue in line.cued("contract", "explore.with")):
        return 0
    row = [token.fold for token in line.tokens]
    at = next((at for at in range(run.last + 1, min(run.last + _AHEAD, len(row))) if row[at] in ("for", "pour")), None)
    noun = next((at for at in range(at, min(at + _NEAR + 1, len(row))) if row[at] in _MODELS), None) if at else None
    firm = named_a_firm(line, run) or run in tuple(introduced(line, [run]))
    if noun is None or not firm or _helps(row, run, before) or _on_anothers(line, run, behind):
        return 0
    return _SURE if _is_new(row, noun) else _HINTED


def bought_for(line: Line, maker: Run, product: Run) -> bool:
    """ "Signed with X of Omaha for its Y model", « a retenu X, de Rennes, pour son modèle Y »: X makes Y."""
    row = [token.fold for token in line.tokens]
    between = row[maker.last + 1 : product.first]
    at = next((at for at in range(len(between) - 1, -1, -1) if between[at] in ("for", "pour", "over")), -1)
    if at < 0 or len(between) > _SAID_ASIDE or len(between) - at > _NEAR + 2 or between[at + 1 : at + 2] == []:
        return False
    if between[at + 1] not in ITS or not line.cued("contract", "approve", "explore.with") or (at and between[0] not in _ASIDES):
        return False
    if any(maker.last < cue.first < product.first for cue in line.cued("adopt", "contract", "say")):
        return False
    if line.lang == "fr":
        return between[at + 2 : at + 3] != [] and between[at + 2] in _LLMS and _OF_WORDS.issuperset(between[at + 3 :])
    return not _LLMS.isdisjoint(row[product.last + 1 : product.last + _NEAR])


_OF_WORDS = frozenset({"de", "langue", "langage", "linguistique", "ouvert", "multilingue", "vocal", "d'", "ia"})
_ASIDES = frozenset({",", "of", "de", "d'", "(", "in", "a"})
_SAID_ASIDE = 14
_LLMS = frozenset({"model", "models", "llm", "llms", "modele", "modeles"})
"""What no buyer would call its own: "for its chatbot" is said of either."""
_WITH = frozenset({"with", "avec", "to"})
_AHEAD = 10


def brings_its_own(line: Line, name: Name, beside: Iterable[Name]) -> bool:
    """ "Runs a chatbot made by X": a maker of whom a new tool comes, no other's named ``beside`` it, works on nobody's model."""
    others = [one for one in beside if one.vendor != name.vendor]
    if name.role is not Role.VENDOR or not all(_turned_down(line, one) for one in others):
        return False
    first, behind = bisect_left(line.tokens, (name.start,)), bisect_left(line.tokens, (name.end,))
    run = Run(first, behind - 1)
    noun, _ = _tool_of(line, run) if first < behind else (-1, False)
    return noun >= 0 and _is_new([token.fold for token in line.tokens], noun)


def _turned_down(line: Line, name: Name) -> bool:
    """ "… rather than X", « plutôt que X »: set against what is meant."""
    return any(0 <= name.start - cue.end <= _NEAR for cue in line.cued("loser", "contrast"))


def _tool_of(line: Line, run: Run) -> tuple[int, bool]:
    """Where the tool stands that comes from ``run`` (below zero: nowhere), and whether a participle says so."""
    before = _behind_kind(line, run) if named_a_firm(line, run) else run.first - 1
    row = [token.fold for token in line.tokens]
    if before < 1 or row[before] in _WITH or not _leads_to(line, before) or _helps(row, run, before):
        return -1, False
    at = before - 1
    made = row[at] in _MADE
    while at > 0 and (row[at] in _MADE or (made and row[at] in _LINKS)):
        at -= 1
    noun = _noun(row, at, _REACH if made else _NEAR)
    loose = row[before] in _BY and not made and noun < at
    return (-1 if loose else noun), made


def _behind_kind(line: Line, run: Run) -> int:
    """What stands before "la jeune start-up nantaise X", "the Auckland company X"."""
    kind = [cue.first for cue in line.cued("firm", "called") if cue.first < run.first and run.first - cue.last <= _NEAR]
    at = min(kind, default=run.first) - 1
    while at > 0 and run.first - at <= _ASIDE and not _leads_to(line, at):
        at -= 1
    return at


def _leads_to(line: Line, at: int) -> bool:
    """A preposition that leads to a maker; the French "à" does behind a purchase."""
    word = line.tokens[at].fold
    if word == "a":
        return line.lang == "fr" and line.has("contract")
    return word in _BY or word in _FROM or word in _WITH


def _helps(row: list[str], run: Run, before: int) -> bool:
    """What the firm is called beside its name tells that it makes nothing of the kind."""
    return not _HELPERS.isdisjoint((*row[before : run.first], *row[run.last + 1 : run.last + _ASIDE]))


def _noun(row: list[str], at: int, most: int) -> int:
    """The tool that ends at ``at`` or little before, with no mark between; below zero where none stands there."""
    for place in range(at, max(-1, at - most), -1):
        if row[place] in _MODELS or row[place] in _TOOLS:
            return place
        if not row[place][0].isalpha() or row[place] in _JOINTS:
            return -1
    return -1


_JOINTS = frozenset({"and", "or", "but", "et", "ou", "mais"})


def _is_new(row: list[str], noun: int) -> bool:
    """ "A tool", "its chatbot"; "the tool" has been told of, and so perhaps has its maker."""
    for place in range(noun, max(-1, noun - _REACH), -1):
        if row[place] in _NEW:
            return True
        if row[place] in _KNOWN or not row[place][0].isalnum():
            return False
    return False


def _on_anothers(line: Line, run: Run, behind: Line | None) -> bool:
    """A known model drives what it built: "built by X on Llama", "It runs on Llama" right behind."""
    end = line.tokens[run.last].end
    named = [name for name in line.named(Role.VENDOR, Role.PRODUCT) if name.start >= end and not name.unlisted]
    between = line.words(end, named[0].start) if named else ()
    if not _ON.isdisjoint(token.fold for token in between[-_NEAR:]) or not _USES.isdisjoint(token.fold for token in between):
        return True
    return bool(
        behind is not None
        and behind.cued("motor")
        and behind.named(Role.VENDOR, Role.PRODUCT)
        and not behind.named(Role.AGENCY, Role.PLACE)
    )


_USES = frozenset({"uses", "using", "utilise", "utilisant", "exploite", "runs", "relies", "repose", "appuie", "emploie"})
_ON = frozenset({"on", "with", "using", "around", "by", "from", "sur", "avec", "partir", "par", "upon"})
