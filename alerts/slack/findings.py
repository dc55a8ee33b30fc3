"""Which verdicts of an alert belong together, and what the first of them is called. Pure.

Findings are listed by maker, the article's own topic first; twelve partners, or three contradictions in the same point, are one.
"""

from dataclasses import dataclass

from alerts.labels.model import Labels
from alerts.model import Alert, Conflict, Outcome, Reason, Sighting, Value, Verdict
from alerts.slack.sheet import listed
from alerts.wording import about, maker, measure, off_ladder, period, price, speaker, thing, worth
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price

TWO_SIDED = {"contradiction", "correction", "denial against"}
"""Tones whose findings are shown with both sides in full."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Verdicts that are told as one."""

    maker: str
    tone: str
    """What it is: ``new agency``, ``denial``, ``contradiction`` … a key of the labels."""
    verdicts: tuple[Verdict, ...]

    @property
    def first(self) -> Verdict:
        """The most urgent of its verdicts."""
        return self.verdicts[0]


def findings(alert: Alert) -> tuple[Finding, ...]:
    """The alert's verdicts folded: the leading maker first, within a maker by urgency."""
    folded: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in alert.verdicts:
        folded.setdefault((maker(verdict.claim), tone(verdict), *_sides(verdict)), []).append(verdict)
    found = [Finding(maker=key[0], tone=key[1], verdicts=tuple(group)) for key, group in folded.items()]
    order = _makers(alert)
    return tuple(sorted(found, key=lambda f: (order[f.maker], f.first.rank or 9)))


def tone(verdict: Verdict) -> str:
    """What a verdict is called."""
    if verdict.outcome is Outcome.CONTRADICTS and verdict.against:
        return {Conflict.DENIAL: "denial against", Conflict.CORRECTION: "correction"}.get(
            verdict.conflict or Conflict.AMOUNT, "contradiction"
        )
    if verdict.outcome in {Outcome.UPDATES, Outcome.CHANGES} and off_ladder(verdict.claim) is None:
        return "update" if verdict.outcome is Outcome.UPDATES else "change"
    if verdict.reason is Reason.FIRST_INVENTORIED:
        return "first report"
    if isinstance(verdict.claim, Adoption | Partnership):
        named = "new agency" if isinstance(verdict.claim, Adoption) else "new partner"
        if verdict.claim.evidence.unlisted and off_ladder(verdict.claim) is None:
            return f"unlisted{named.removeprefix('new')}"
        return off_ladder(verdict.claim) or named
    return "new price" if isinstance(verdict.claim, Price) else "new figure"


def stored(verdict: Verdict) -> tuple[Value, Sighting | None]:
    """The value a contradiction is held against and the article that says it: for a speaker, the one that credits somebody else.

    ``verdict.against`` must not be empty.
    """
    value = verdict.against[0][1]
    told = verdict.claim.evidence.attribution
    if verdict.conflict is Conflict.SPEAKER and told is not None:
        for sighting in value.sightings:
            said = sighting.claim.evidence.attribution
            if said is not None and said.speaker != told.speaker:
                return value, sighting
    return value, value.sightings[0] if value.sightings else None


def sides(verdict: Verdict, words: Labels, *, short: bool = False) -> tuple[str, str]:
    """The two values of a contradiction, known and new, in the point of their clash; ``short``: speakers by name alone."""
    value, sighting = stored(verdict)
    known = sighting.claim if sighting is not None else value.claim
    if verdict.conflict is Conflict.SPEAKER:
        said, told = known.evidence.attribution, verdict.claim.evidence.attribution
        if short and said is not None and told is not None:
            return said.speaker, told.speaker
        return speaker(said, words), speaker(told, words)
    if verdict.conflict is Conflict.PERIOD:
        return _dated(known, words), _dated(verdict.claim, words)
    return worth(known, words), worth(verdict.claim, words)


def _dated(claim: Claim, words: Labels) -> str:
    value = worth(claim, words)
    return f"{value}, {period(claim.period, words)}" if isinstance(claim, Figure) and claim.period else value


def _sides(verdict: Verdict) -> tuple[str, ...]:
    """What must be equal for contradictions to be told as one: the point and both sides."""
    if tone(verdict) not in TWO_SIDED:
        return ()
    value, sighting = stored(verdict)
    if verdict.conflict is not Conflict.SPEAKER or sighting is None:
        return (verdict.fact_key, verdict.norm)
    said, told = sighting.claim.evidence.attribution, verdict.claim.evidence.attribution
    return (str(verdict.rank), sighting.mark.url, said.speaker if said else "", told.speaker if told else "", value.status)


def _makers(alert: Alert) -> dict[str, int]:
    """Makers in the order in which they are told: of the most urgent rank, then named in the title, then in order of the text."""
    title = alert.mark.title.casefold()
    keys: dict[str, tuple[int, int, int]] = {}
    for verdict in alert.verdicts:
        name = maker(verdict.claim)
        key = (verdict.rank or 9, _place(title, name, verdict), verdict.claim.evidence.span.start)
        keys[name] = min(key, keys.get(name, key))
    return {name: number for number, name in enumerate(sorted(keys, key=lambda n: (keys[n], n)))}


def _place(title: str, name: str, verdict: Verdict) -> int:
    product = None if isinstance(verdict.claim, Figure) else verdict.claim.product
    places = [title.find(word.casefold()) for word in (name, product) if word]
    return min((place for place in places if place >= 0), default=len(title) + 1)


def headline(finding: Finding, words: Labels, room: int = 150) -> str:
    """What a finding is called, in at most about ``room`` characters; the names that fit are named."""
    return _one(finding, words) if len(finding.verdicts) == 1 else _many(finding, words, room)


def _one(finding: Finding, words: Labels) -> str:
    verdict, w = finding.first, words.words
    claim = verdict.claim
    if finding.tone in _OF_AGENCIES and isinstance(claim, Adoption):
        return w[finding.tone].format(agency=claim.agency, does=words.stages[claim.stage], thing=thing(claim, words))
    if finding.tone in _OF_PARTNERS and isinstance(claim, Partnership):
        return w[finding.tone].format(thing=thing(claim, words), partner=claim.partner)
    if finding.tone == "new price" and isinstance(claim, Price):
        buyer = f" {w['for buyer'].format(claim.buyer)}" if claim.buyer else ""
        return w["new price"].format(thing=thing(claim, words), price=f"{price(claim, words)}{buyer}")
    if finding.tone == "new figure" and isinstance(claim, Figure):
        return w["new figure"].format(subject=claim.subject, measure=measure(claim, words), price=worth(claim, words))
    return w[_title(finding)].format(about=_told(finding, verdict, words), conflict=_point(verdict, words))


def _many(finding: Finding, words: Labels, room: int) -> str:
    verdicts, w = finding.verdicts, words.words
    names = [_name(finding, verdict, words) for verdict in verdicts]
    pattern = w[_PLURALS[_title(finding)]]
    claim = finding.first.claim
    model = finding.maker if isinstance(claim, Figure) or not _one_product(verdicts) else thing(claim, words)
    frame = pattern.format(n=len(verdicts), thing=model, names="", conflict=_point(finding.first, words))
    return pattern.format(
        n=len(verdicts),
        thing=model,
        names=listed(names, w["more"], room - len(frame)),
        conflict=_point(finding.first, words),
    )


def _one_product(verdicts: tuple[Verdict, ...]) -> bool:
    return len({None if isinstance(v.claim, Figure) else v.claim.product for v in verdicts}) == 1


_OF_AGENCIES = {"new agency", "first report", "unlisted agency"}
_OF_PARTNERS = {"new partner", "unlisted partner"}
_PLURALS = {
    "new agency": "new agencies",
    "unlisted agency": "unlisted agencies",
    "unlisted partner": "unlisted partners",
    "first report": "first reports",
    "new partner": "new partners",
    "new price": "new prices",
    "new figure": "changes",
    "contradiction": "contradictions",
    "correction": "corrections",
    "denial": "denials",
    "end": "ends",
    "update": "updates",
    "change": "changes",
}


def _title(finding: Finding) -> str:
    return finding.tone.removesuffix(" against")


def _point(verdict: Verdict, words: Labels) -> str:
    return words.conflicts[verdict.conflict] if verdict.conflict is not None else words.words["other value"]


def _name(finding: Finding, verdict: Verdict, words: Labels) -> str:
    claim = verdict.claim
    if finding.tone in _OF_AGENCIES and isinstance(claim, Adoption):
        return claim.agency
    if finding.tone in _OF_PARTNERS and isinstance(claim, Partnership):
        return claim.partner
    if finding.tone == "new price" and isinstance(claim, Price):
        return f"{thing(claim, words)}, {price(claim, words)}"
    return about(claim, words)


def _told(finding: Finding, verdict: Verdict, words: Labels) -> str:
    """The slot, and the values where a headline can carry them."""
    slot = about(verdict.claim, words)
    if finding.tone in TWO_SIDED:
        known, new = sides(verdict, words, short=True)
        return words.words["against"].format(about=slot, known=known, new=new)
    if verdict.against and finding.tone in {"update", "change", "end"}:
        moved = words.words["was"].format(new=worth(verdict.claim, words), old=worth(verdict.against[0][1].claim, words))
        return f"{slot}{words.words['colon']}{moved}"
    return slot
