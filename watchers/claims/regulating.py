"""Supervisors and governments whose ban is no end of their own use: "Italy blocked X", "la CNIL a suspendu X"."""

from watchers.claims.actors import Line
from watchers.claims.belonging import BELONGING_FRENCH
from watchers.claims.binding import Frame
from watchers.claims.model import Stage
from watchers.claims.stages import Staged
from watchers.claims.supervisors import supervises
from watchers.claims.tokens import fold

_BAN_WORDS = "block ban bar halt suspend prohibit forbid forbade outlaw order interdi bloqu stop restrict"
_BANS = tuple(_BAN_WORDS.split())
_OWN = frozenset(
    {
        "internal",
        "internally",
        "staff",
        "members",
        "soldiers",
        "troops",
        "personnel",
        "employees",
        "computers",
        "devices",
        "officers",
        "officials",
        "our",
    }
    | {
        "civil",
        "servants",
        "government",
        "agencies",
        "networks",
        "departments",
        "fonctionnaires",
        "ministeres",
        "administrations",
        "agency",
        "bodies",
        "ministries",
        "sailors",
        "troops",
        "soldiers",
        "laptops",
        "phones",
        "organismes",
        "agences",
        "appareils",
        "telephones",
    }
    | {"administration", "ministries", "fonction", "gouvernementaux", "gouvernementales"}
    | {"interne", "internes", "agents", "salaries", "postes", "services", "chez", "equipes"}
)


def regulates(frame: Frame, told: Staged) -> bool:
    """Whether a supervisor or a government forbids somebody else's service; what it takes from its own staff is an end."""
    if told.stage is not Stage.ENDED:
        return False
    line = frame.line
    judged = any(fold(body).startswith(_JUDGES) or fold(body).endswith(" judiciary") for body, _ in frame.bodies)
    if not line.tokens[told.cue.first].fold.startswith(_BANS + _ANNULS if judged else _BANS):
        return False
    behind = {token.fold for token in line.words(told.cue.start, frame.clause.end)}
    own = not _OWN.isdisjoint(behind) or _stops_itself(line, told)
    surface = fold(line.text[frame.span[0] - line.span.start : frame.span[1] - line.span.start])
    rules = (
        judged
        or any(supervises(name) for name in (surface, *(body for body, _ in frame.bodies)))
        or any(_governs(body) for body, _ in frame.bodies)
    )
    return not own and rules


_JUDGES = ("justice de ", "justice d'", "justice des ", "justice du ", *(f"justice {one}" for one in BELONGING_FRENCH))
"""What the courts of a land as a whole forbid they forbid others."""
_ANNULS = ("annul", "cass", "invalid", "void", "quash")


def _stops_itself(line: Line, told: Staged) -> bool:
    """ "Utah will stop using X": its own use."""
    verb = line.tokens[told.cue.first].fold
    behind = [token.fold for token in line.tokens[told.cue.last + 1 : told.cue.last + 2]]
    return verb.startswith(_STOPS) and behind in (["using"], ["paying"], ["buying"], ["relying"], ["working"], ["its"])


_STOPS = ("stop", "halt", "suspend")


def _governs(body: str) -> bool:
    """A government as a whole, of a country or a state: what it forbids it forbids everybody."""
    return fold(body).startswith(_GOVERNMENTS)


_GOVERNMENTS = ("government of ", "state of ", "commonwealth of ", "u.s. federal government")
