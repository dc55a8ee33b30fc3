"""Since when a stage holds, where the sentence dates it: "since May", "from 1 September", "depuis la rentrée 2025".

An end or a contract is dated by a day only ("ended on 12 May", "signed on April 2"): a month alone would not tell which of two
accounts is right. What lies between "from" and "to" is how long something lasted, and no beginning of its end.
"""

import re
from datetime import date

from watchers.claims.actors import Line
from watchers.claims.beginnings import Day, starting_days
from watchers.claims.cutting import Clause
from watchers.claims.endings import ending_day
from watchers.claims.lexicon import Cue
from watchers.claims.model import PartnerStage, Stage

_TERM = re.compile(
    r"\b(?:depuis|d[èe]s|[àa] (?:partir|compter) de) la (?:prochaine )?rentr[ée]e"
    r"(?: (?:scolaire|universitaire|de septembre))?(?: (?P<year>20[0-9]{2}))?",
    re.I,
)
_ON = re.compile(r"[0-9]{1,2}\b(?!\.?[0-9])")
_RANGE = re.compile(r"[ \u00a0](?:to|until|till|through|jusqu['’]|à|au)[ \u00a0]?", re.I)
_BY_DAY = frozenset({Stage.ENDED, Stage.CONTRACTED, PartnerStage.ENDED})
_OLD = re.compile(r",? 1[0-9]{3}\b")
_SINCE = re.compile(r"since|depuis", re.I)
_YEAR = re.compile(r"20[0-9]{2}")
_AHEAD = re.compile(r"\b(?:will|to be|shall|sera|seront|prendra|\w+era)\b", re.I)
_SEPTEMBER = 9
_LEAP = (2, 29)


def since(line: Line, clause: Clause, cue: Cue, stage: Stage | PartnerStage, published: date | None) -> date | None:
    """The day from which ``stage``, told by ``cue``, holds as the clause dates it; a month alone is its first day."""
    if stage in (Stage.DENIED, PartnerStage.DENIED):
        return None
    text = clause.text(line)
    by_day = stage in _BY_DAY
    found = starting_days(text, published, change=by_day, at_once=False)
    days = [day for day in found if _OLD.match(text, day.span.end) is None and (not by_day or _exact(text, day))]
    if not days:
        return None if by_day else _term(text, published)
    place = cue.start - clause.start
    nearest = min(days, key=lambda day: abs(day.span.start - place))
    if _SINCE.match(text, nearest.span.start):
        return _begun(text, nearest, published)
    return _past(text, nearest, published) if by_day else nearest.day


def until(line: Line, clause: Clause, stage: Stage, published: date | None, begins: date | None) -> date | None:
    """The last day on which a stage may hold, as the clause tells it; none of what is over or denied."""
    if stage in (Stage.DENIED, Stage.ENDED):
        return None
    last = ending_day(clause.text(line), published, begins)
    return None if last is None else last.day


def _past(text: str, day: Day, published: date | None) -> date:
    """What has begun, or is done, began in the year before where its day is yet to come in this one."""
    if _AHEAD.search(text):
        return day.day
    return _begun(text, day, published)


def _begun(text: str, day: Day, published: date | None) -> date:
    """ "Since January" lies behind, whatever else the sentence says is to come."""
    told = _YEAR.search(text, day.span.start, day.span.end) is not None
    if published is None or told or day.day <= published:
        return day.day
    before = day.day.year - 1
    return day.day.replace(year=before) if (day.day.month, day.day.day) != _LEAP else date(before, 2, 28)


def _exact(text: str, day: Day) -> bool:
    """A day of a month stands in it, and it opens no span of time."""
    return _ON.search(text, day.span.start, day.span.end) is not None and _RANGE.match(text, day.span.end) is None


def _term(text: str, published: date | None) -> date | None:
    """The beginning of a school year, as the French date by it."""
    match = _TERM.search(text)
    if match is None or (published is None and not match["year"]):
        return None
    if match["year"] or published is None:
        return date(int(match["year"]), _SEPTEMBER, 1)
    ahead = not match.group().lower().startswith("depuis")
    this = date(published.year, _SEPTEMBER, 1)
    if ahead:
        return this if published <= this else date(published.year + 1, _SEPTEMBER, 1)
    return this if this <= published else date(published.year - 1, _SEPTEMBER, 1)
