"""Firms that no data hold and no word introduces, shown by their work alone: "Moselis hébergera les serveurs", "built by Orvane".

One capitalised word that the article names nowhere else as anybody, right beside a verb that only a firm is the subject of
(hosting, integrating, supplying), or right behind "by", "through", "via". At the head of an English sentence any noun has a
capital; there the word must stand with its capital inside another sentence too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.beaten import beaten
from watchers.claims.capitals import PLACES_OF
from watchers.claims.closed import OF, OF_OR_FROM
from watchers.claims.cutting import Clause, clauses
from watchers.claims.entities import Scene
from watchers.claims.joining import groups
from watchers.claims.lexicon import Cue
from watchers.claims.naming import HEADS, NO_NAME, Run, runs

_BY = frozenset({"by", "par", "through", "via", "aupres", "chez"})
_LEAST = 4
"""Letters of a name that is believed without any other sign."""
_AT = frozenset({"a", "in", "at", "near", "en", "de", "pres", "from", "of"})
"""What stands before the place of a firm."""
_NOBODY_WORDS = """
    personne chacun tous toutes certains celui-ci celle-ci ceux-ci elle-meme lui-meme quiconque rien plusieurs nous vous
    ceux celles eux etat
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Market(Scene):
    """A scene with what is asked of all of it again and again, found once so that work stays linear."""

    makers: frozenset[str]
    """Vendors of whom the article names a model or an assistant, not only a cloud, and those that make nothing else."""
    sellers: tuple[Name, ...]
    """Each vendor and each product once, at its last place."""
    firms: tuple[Name, ...]
    """Each company once, at its first place; companies that sell models among them."""
    people_named: frozenset[str]
    """Canonical names of persons."""
    people: frozenset[str]
    """Folded words of the names of persons."""
    turns: tuple[tuple[int, str, bool], ...]
    """Each time a vendor is named: the number of the line, its name, and whether it is dropped, replaced or turned down there."""
    bidders: frozenset[str]
    """Vendors of whom the article says nothing but that they bid in vain."""
    inside: frozenset[str]
    """Folded words that stand with a capital inside some sentence."""


def market(scene: Scene) -> Market:
    """The scene, surveyed once."""
    sells = (Role.VENDOR, Role.PRODUCT)
    sold = [name for line in scene.lines for name in line.named(*sells) if not line.question]
    several = len({name.vendor for name in sold}) > 1
    own = {field.name: getattr(scene, field.name) for field in fields(scene)}
    return Market(
        **own,
        makers=frozenset(
            name.vendor for line in scene.lines for name in line.named(*sells) if name.vendor and _makes(line, name)
        ),
        sellers=tuple({(name.role, name.name): name for name in sold}.values()),
        firms=tuple(
            {name.name: name for line in reversed(scene.lines) for name in line.named(Role.COMPANY, Role.VENDOR)}.values()
        ),
        people_named=frozenset(name.name for line in scene.lines for name in line.named(Role.PERSON)),
        people=frozenset(
            token.fold for line in scene.lines for name in line.named(Role.PERSON) for token in line.words(name.start, name.end)
        ),
        turns=tuple(turn for line in scene.lines for turn in _turns(line)) if several else (),
        bidders=_bidders(scene) if several else frozenset(),
        inside=frozenset(token.fold for line in scene.lines for token in line.tokens[1:] if token.upper),
    )


def _bidders(scene: Scene) -> frozenset[str]:
    told: dict[str, bool] = {}
    for line in scene.lines:
        for part in clauses(line) if line.named(Role.VENDOR, Role.PRODUCT) else ():
            vain = bool(part.cues(line, "bidding"))
            for name in part.names(line, Role.VENDOR, Role.PRODUCT):
                lost = vain or beaten(line, name)
                told[name.vendor or name.name] = told.get(name.vendor or name.name, True) and lost
    return frozenset(vendor for vendor, vain in told.items() if vain)


def _turns(line: Line) -> Iterator[tuple[int, str, bool]]:
    """The vendors of a line, each with whether its clause drops it."""
    for part in clauses(line) if line.named(Role.VENDOR, Role.PRODUCT) else ():
        heirs, over = part.cues(line, "heir"), replaced(line, part)
        lost = bool(part.cues(line, "end", "loser", "bar")) and not part.cues(line, "contract", "approve", "adopt")
        for name in part.names(line, Role.VENDOR, Role.PRODUCT):
            followed = any(cue.start >= name.end for cue in heirs)
            gone = followed or name in over or (lost and not any(cue.end <= name.start for cue in heirs))
            yield line.index, name.vendor or name.name, gone


def replaced(line: Line, part: Clause) -> tuple[Name, ...]:
    """The vendors whose place is taken: "replaced the chatbot it had from IBM with …", "moved from GPT-4.1 to Claude"."""
    found: list[Name] = []
    for cue in part.cues(line, "heir.of"):
        names = [name for name in part.names(line, Role.VENDOR, Role.PRODUCT) if name.start >= cue.end]
        marks = [token.start for token in line.words(cue.end, part.end) if token.fold in _WITH]
        found += [name for name in names if marks and name.end <= marks[0]]
    return tuple(found)


_WITH = frozenset({"with", "by", "par", "to", "vers"})


LABS = frozenset(
    {
        "AI21 Labs",
        "Aleph Alpha",
        "Anthropic",
        "Cohere",
        "DeepSeek",
        "LightOn",
        "Meta",
        "Mistral AI",
        "OpenAI",
        "Perplexity",
        "xAI",
    }
)
"""Houses whose whole trade is their own models: they serve nobody else's."""


OPEN_MAKERS = frozenset({"Alibaba", "DeepSeek", "IBM", "LightOn", "Meta", "Mistral AI", "Swiss AI Initiative"})
"""Makers whose models anybody may run on machines of his own: of several spoken of, theirs is the one that a firm hosts."""


def _makes(line: Line, name: Name) -> bool:
    """A house of models, or one whose model is named, if only as "Amazon's models", "les modèles d'Amazon"."""
    if name.role is Role.PRODUCT:
        return not is_cloud(name)
    behind = [token.fold for token in line.words(name.end, line.span.end)[:3]]
    ahead = [token.fold for token in line.words(line.span.start, name.start)[-3:]]
    owned = behind[:1] == ["'s"] and not _MODELS.isdisjoint(behind[1:])
    if name.unlisted and any(
        0 <= name.start - cue.end <= _DESCRIBED for cue in line.cued("firm")
    ):  # "le modèle de la start-up X"
        ahead = [token.fold for token in line.words(line.span.start, name.start)[-_KIND:]]
        return not _MODELS.isdisjoint(ahead) and not OF.isdisjoint(ahead)
    return name.vendor in LABS or owned or (ahead[-1:] in (["de"], ["d'"]) and not _MODELS.isdisjoint(ahead[:-1]))


_MODELS = frozenset({"model", "models", "assistant", "assistants", "chatbot", "modele", "modeles"})


_DESCRIBED, _KIND = 14, 6
"""Characters between "start-up" and its name; words of all that stands before it."""


def is_cloud(name: Name) -> bool:
    """A cloud platform: what runs on it is its owner's to host, not to make."""
    return name.entity is not None and name.entity.category == "platform"


def strangers(scene: Market, line: Line, clause: Clause, cue: Cue) -> tuple[Name, ...]:
    """The unknown firms of ``clause`` that ``cue`` may tell of, in order of place."""
    by = line.tokens[cue.last].fold in _BY or _entrusted(line, cue)
    firmly = any(other.first <= cue.last and cue.first <= other.last for other in line.cued("firmly"))
    if not by and not firmly and not scene.proposed:
        return ()
    row = [run for run in runs(line) if by or firmly or _proposed(scene, line, run)]
    found = (_name(line, run) for run in row if _plausible(scene, line, run, by=by, firmly=by and firmly))
    return tuple(name for name in found if clause.holds(name.start) and (name.start >= cue.end) == by)


def _entrusted(line: Line, cue: Cue) -> bool:
    """ "Confié à X", "entrusted to X", "in the hands of X"; not "installés à Bercy", where a place follows."""
    words = [token.fold for token in line.tokens[cue.first : cue.last + 1]]
    if not {"hands", "mains"}.isdisjoint(words):
        return _HELD.isdisjoint(token.fold for token in line.tokens[: cue.first])
    return words[-1] in ("a", "to") and any(word.startswith(_GIVEN) for word in words)


_HELD_WORDS = "data donnees power pouvoir control controle fate sort future avenir money argent"
_HELD = frozenset(_HELD_WORDS.split())
"""In somebody's hands they are no work that he does."""
_GIVEN = (
    "confi",
    "attribu",
    "delegu",
    "devolu",
    "sous-trait",
    "revien",
    "revenu",
    "echoi",
    "echu",
    "incomb",
    "remis",
    "achet",
    "loue",
    "entrust",
    "confid",
    "outsourc",
    "subcontract",
    "assign",
)


def _proposed(scene: Market, line: Line, run: Run) -> bool:
    """Whether somebody else sees a name in just these words."""
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    return any(span.start <= start and end <= span.end for span in scene.proposed)


def _plausible(scene: Market, line: Line, run: Run, *, by: bool, firmly: bool) -> bool:
    token = line.tokens[run.first]
    if (
        (run.last != run.first and not _of_words(line, run, firmly=firmly))
        or len(token.fold) < _LEAST
        or token.fold.endswith("-based")
        or token.fold in _NOBODY | HEADS
        or line.quoted(token.start)
        or (run.first and line.tokens[run.first - 1].fold in _THINGS)  # "le supercalculateur X, hébergé par Y"
    ):
        return False
    if token.fold in scene.people or any(cue.first == run.last + 1 for cue in line.cued("firm")):  # "the Cork company X"
        return False
    if not by and run.first and line.tokens[run.first - 1].fold in _WHERE:
        return False
    opens = run.first == 0
    if not by and not opens and line.tokens[run.first - 1].fold in _AT:  # "NRB, à Herstal, qui …": a place serves nobody
        return False
    if by or not opens or line.lang == "fr" or _proposed(scene, line, run):
        return True
    return token.fold in scene.inside or _mixed(line.text[token.start - line.span.start : token.end - line.span.start])


_THINGS_WORDS = """
    supercomputer cluster datacenter machine satellite campus programme program project framework standard chip processor tower
    supercalculateur calculateur grappe projet plan campus puce processeur cadre label norme reseau fonds fund
"""
_THINGS = frozenset(_THINGS_WORDS.split())
"""What bears a name and is no firm."""


def _of_words(line: Line, run: Run, *, firmly: bool) -> bool:
    """ "Through Moro Hub", "hosted by Harlow Reed": two or three words that no person and no body is called by there."""
    before = line.tokens[run.first - 1].fold if run.first else ""
    words = {token.fold for token in line.tokens[run.first : run.last + 1]}
    return (firmly or before in _CHANNEL) and run.last - run.first < _LEAST - 1 and words.isdisjoint(HEADS | NO_NAME | PLACES_OF)


_CHANNEL = frozenset({"through", "via", "from", "aupres", "chez"})


def _mixed(word: str) -> bool:
    """Written as no common word is at the head of a sentence: "HEAnet", "deVoor"."""
    return any(letter.isupper() for letter in word[1:]) and any(letter.islower() for letter in word)


_WHERE = frozenset({"a", "in", "at", "near", "en", "dans", "de", "d'", "of", "from", "vers", "depuis", "sur", "to"})
"""Words before a town: "NRB, à Herstal, qui hébergera les modèles"."""


def _name(line: Line, run: Run) -> Name:
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    surface = line.text[start - line.span.start : end - line.span.start]
    return Name(start=start, end=end, surface=surface, role=Role.COMPANY, name=surface, unlisted=True)


def bids(line: Line, name: Name) -> bool:
    """ "Several vendors, among them A and B, submitted bids", "invited A and B to bid": who only tries for an order."""
    if line.lang != "en" or not line.holds(_BIDDING):
        return False
    rows = groups(line, line.named(Role.VENDOR, Role.PRODUCT, Role.COMPANY))
    row = next((row for row in rows if name in row), (name,))
    behind = [token.fold for token in line.behind(row[-1].end, _BEHIND)]
    at = next((at for at, fold in enumerate(behind) if fold in _BIDDING), None)
    return at is not None and _TRIES.issuperset(behind[:at])


def bid_in_vain(line: Line, name: Name) -> bool:
    """ "L'offre d'X a été repoussée", "X's bid was turned down", "an offer from X was ranked second": a proposal, and no choice.

    Whose is accepted or chosen is told by the verb; what becomes of any other is no use of it.
    """
    before = [token.fold for token in line.before(name.start, _FROM_IT)]
    behind = [token.fold for token in line.behind(name.end, _FAR_BEHIND)]
    owned = behind[:1] == ["'s"] and behind[1:2] != [] and behind[1] in _PROPOSALS
    led = len(before) > 1 and before[-1] in OF_OR_FROM and before[-2] in _PROPOSALS
    if not (owned or led) or any(fold in _TAKEN or fold.startswith(_TAKES) for fold in behind):
        return False
    return any(one in _WAS and not other.startswith("-") for one, other in pairwise(behind))


_FROM_IT = 3
_FAR_BEHIND = 16
_PROPOSAL_WORDS = "offre proposition candidature soumission dossier offer bid proposal pitch tender quote"
_PROPOSALS = frozenset(_PROPOSAL_WORDS.split())
_WAS = frozenset({"ete", "est", "etait", "fut", "sera", "was", "were", "been", "is"})
_TAKEN = frozenset({"won", "chosen", "picked", "gagne", "emporte", "prefere", "preferee", "preferred"})
_TAKES = ("reten", "accept", "choisi", "select", "approv", "valid", "win")


_BIDDING = frozenset({"bid", "bids", "bidding", "tender", "tenders", "competed", "compete", "vied", "submit", "pitch"})
_TRIES_WORDS = ", had has have also all to submitted made were was put in a both"
_TRIES = frozenset(_TRIES_WORDS.split())
_BEHIND = 6
