"""What is known, what was decided about it and what a reporter is told: frozen values, keyword-only, times aware and in UTC."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alerts.delivery import Receipt
from watchers.claims.model import Claim


class Kinship(StrEnum):
    """How an article descends from an earlier one."""

    INDEPENDENT = "independent"
    REWRITE = "rewrite"
    COPY = "copy"


class SourceKind(StrEnum):
    """What told a value: the press, or a record that is an origin and no article."""

    ARTICLE = "article"
    INVENTORY = "inventory"
    """What agencies reported of themselves, known from the start: it explains, demotes and contradicts, and silences nobody."""


class ValueStatus(StrEnum):
    """What became of a value; nothing is ever deleted."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


class Outcome(StrEnum):
    """The six verdicts."""

    NEW = "new"
    CORROBORATES = "corroborates"
    REPEATS = "repeats"
    UPDATES = "updates"
    CHANGES = "changes"
    CONTRADICTS = "contradicts"


class Conflict(StrEnum):
    """In what two values of one slot are incompatible."""

    AMOUNT = "amount"
    MAGNITUDE = "magnitude"
    CURRENCY = "currency"
    PERIOD = "period"
    DENIAL = "denial"
    STATUS = "status"
    DATE = "date"
    COUNT = "count"
    SPEAKER = "speaker"
    CORRECTION = "correction"


class Reason(StrEnum):
    """Why a verdict is what it is; one constant for log, metric, message and test."""

    FIRST_IN_SLOT = "first in slot"
    FIRST_DENIAL = "first sighting is a denial"
    FIRST_END = "first sighting is an end"
    FIRST_INVENTORIED = "first report of an inventoried use"
    OTHER_PERIOD = "other period"
    OTHER_SCOPE = "other scope"
    SAME_VALUE = "same value"
    SAME_AT_PRECISION = "same at the coarser printed precision"
    WITHIN_BOUND = "within a stated bound"
    RANGES_OVERLAP = "ranges overlap"
    LOWER_RUNG = "a lower rung of the ladder is already passed"
    OLDER_NEWS = "an older article, read late"
    COVERED_BY_MEMBER = "members of the collective are known"
    COPY_OF_KNOWN = "copy of a known article"
    SAME_OUTLET = "the same outlet told it before"
    SAME_STORY = "rewrite of a known story"
    STAGE_UP = "stage moved up"
    ENDED_LATER = "ended later"
    LATER_VALUE = "later value, dated later by the text"
    AMOUNT_DIFFERS = "amount differs"
    MAGNITUDE_DIFFERS = "same digits, other magnitude"
    CURRENCY_DIFFERS = "currency differs"
    PERIOD_DIFFERS = "the value belongs to another period"
    UNIT_DIFFERS = "unit or term differs"
    DENIED = "denied"
    ENDED_AGAINST_CURRENT = "ended against current"
    DATE_DIFFERS = "date differs"
    COUNT_DIFFERS = "count differs"
    SPEAKER_DIFFERS = "the same statement is credited to somebody else"
    CORRECTED = "corrected by the outlet"
    TOLD_AGAIN = "told again after its outlet took it back"
    FIRST_HEARD = "first told outside of a feed's shadow"


class Held(StrEnum):
    """Why an article, or one verdict on it, reached no channel; one constant for row, log, command and test."""

    OFF_BEAT = "off the beat"
    NO_CLAIMS = "no claims"
    NOTHING_NEW = "nothing new"
    FIRST_POLL = "first poll of its feed"
    SHADOW = "in shadow"
    NO_ROUTE = "no route takes it"
    MUTED = "muted"
    TAKEN_BACK = "taken back by its outlet"


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleMark:
    """An article as the ledger remembers it."""

    article: str
    """Its id: in the daemon the number of its row, in a replay the archive's own id."""
    url: str
    outlet: str
    title: str
    lang: str
    published: datetime | None
    seen: datetime
    """When it was first read."""
    body_sha256: str
    sketch: tuple[int, ...]
    told_to: tuple[str, ...] = ()
    gist: tuple[int, ...] = ()
    """The names and numbers of its text, a number of 32 bits each; empty where it was read before they were kept."""
    asked: bool = False
    """Its text says that its outlet asked, or got hold of something, itself."""
    kind: SourceKind = SourceKind.ARTICLE
    unheard: bool = False
    """Only a feed in shadow lists it, so no reporter has heard of it yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """One article, or one inventory, saying one value."""

    mark: ArticleMark
    claim: Claim
    """As that article worded it, with its quote and its attribution."""
    kinship: Kinship
    dropped: bool = False
    """The article no longer says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """One thing said to fill a fact."""

    id: int
    norm: str
    """The normalised value, unique within its fact."""
    claim: Claim
    """The claim that brought it."""
    status: ValueStatus
    valid_from: date | None
    learned_at: datetime
    sightings: tuple[Sighting, ...]
    """In order of arrival; at least one, except for a baseline without an article. Of a value that very many tell, those of
    the first and of the latest of them."""
    more: int = 0
    """Sightings of articles beyond those."""
    more_independent: int = 0
    """How many of them are of independent origin; at least so many, where there are very many."""

    @property
    def articles(self) -> tuple[Sighting, ...]:
        """The sightings of articles: what is counted as its sources."""
        return tuple(sighting for sighting in self.sightings if sighting.mark.kind is SourceKind.ARTICLE)

    @property
    def unheard(self) -> bool:
        """Told only in a feed's shadow: whoever tells it outside of one is the first that a reporter hears."""
        return bool(self.articles) and all(sighting.mark.unheard for sighting in self.articles)

    @property
    def taken_back(self) -> bool:
        """Retracted by whoever told it, not by a person: nobody says so any more, and whoever says so anew is heard."""
        told = self.articles
        return self.status is ValueStatus.RETRACTED and bool(told) and all(sighting.dropped for sighting in told)

    @property
    def inventoried(self) -> bool:
        """Only an inventory holds it: no article has told it yet."""
        return bool(self.sightings) and not self.articles


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One slot of the ledger."""

    id: int
    key: str
    """Unique: see ``alerts.matching.fact_key``."""
    family: str
    """What is loaded together to weigh one claim: see ``alerts.matching.family``."""
    values: tuple[Value, ...]
    """In order of arrival."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The decision about one claim, with its reason and what it was held against."""

    claim: Claim
    outcome: Outcome
    reason: Reason
    explanation: str
    """One English sentence for a reader: why, naming what was compared."""
    fact_key: str
    norm: str
    rank: int | None
    """1 to 3 where the verdict alerts; ``None`` where it is silent."""
    conflict: Conflict | None = None
    against: tuple[tuple[Fact, Value], ...] = ()
    """The known values it was held against, the nearest first."""
    kinship: Kinship = Kinship.INDEPENDENT
    """Of this article towards the articles that hold the value; INDEPENDENT where there are none."""
    held: str | None = None
    """Why no channel hears of it although it has a rank: what it is in the shadow of."""

    @property
    def alerts(self) -> bool:
        """Whether a reporter hears of it, or would, were it not held."""
        return self.rank is not None

    @property
    def loud(self) -> bool:
        """Whether a reporter hears of it."""
        return self.rank is not None and self.held is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """What a reporter gets: one an article."""

    key: str
    """Public id, stable over restarts; carried in the message's metadata."""
    mark: ArticleMark
    incomplete: str | None
    """Why the article's text was not read whole, where it was not."""
    verdicts: tuple[Verdict, ...]
    """Those that alert, most urgent first."""
    silent: int
    """How many claims of the article told nothing new."""
    rank: int
    story_root: Receipt | None = None
    """The first root of the same story in the same channel."""
    muted: int = 0
    """How many verdicts somebody's mute keeps back."""
