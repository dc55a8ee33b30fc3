"""A firm whose tool runs on another's model: "a tool from X built on Llama", « une solution de X, fondée sur Llama ».

The firm stands right behind the tool and its preposition, the words for what drives the tool right behind the firm.
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import THE, WHICH
from watchers.claims.cutting import Clause
from watchers.claims.entities import Bound
from watchers.claims.lexicon import Cue
from watchers.claims.wares import WARES


def toolmaker(line: Line, clause: Clause) -> tuple[Cue, Bound, Name] | None:
    """The words for the motor, whose model it is, and the firm; ``None`` where the clause tells of none."""
    motors = clause.cues(line, "motor")
    if not motors or clause.cues(line, "not", "hedge", "suppose", "outsider", "loser"):
        return None
    for firm in clause.names(line, Role.COMPANY, Role.VENDOR):
        cue = next((cue for cue in motors if cue.start >= firm.end), None)
        model = next((name for name in clause.names(line, Role.PRODUCT, Role.VENDOR) if cue and name.start >= cue.end), None)
        if cue is None or model is None or model.vendor is None or firm.vendor == model.vendor:
            continue
        beside = _LINKS.issuperset(token.fold for token in line.words(firm.end, cue.start))
        near = len(line.words(cue.end, model.start)) <= _NEAR
        if beside and near and _of_a_tool(line, firm):
            return cue, Bound(vendor=model.vendor, product=model.product, unlisted=model.unlisted), firm
    return None


def _of_a_tool(line: Line, firm: Name) -> bool:
    """A tool and "of", "from" or "made by" stand right before the firm."""
    before = [token for token in line.before(firm.start, _TOOL) if token.fold not in THE]
    if len(before) < len(("tool", "of")) or before[-1].fold not in _FROM:
        return False
    wares = {cue.end for cue in line.cued("ai", "product", "served")}
    return any(token.end in wares or token.fold in WARES or token.fold in _BIDS for token in before[:-1])


_NEAR = 5
_TOOL = 5
_FROM = frozenset({"of", "from", "by", "de", "d'", "du", "par"})
_LINKS = WHICH | {",", "and", "et", "is", "was", "est", "qui", "elle-meme", "itself"}
_BIDS = frozenset({"offre", "offer", "solution", "bid", "produit", "service"})
