"""Whose a company's figure is: the one named nearest, else the reporting one, the last one told of, the one in mind."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from watchers.claims import parties
from watchers.claims import places as p
from watchers.claims.actors import Line, Name, Role
from watchers.claims.entities import Bound, Scene
from watchers.claims.model import Figure

_MEMORY = 12
"""Sentences over which figures without a company keep the last one's."""
_STRANGER = re.compile(
    r"(?!(?:The|Its?|He|She|They|We|Net|This|That|Both|Total|Revenues?|Sales|Profits?|Le|La|Les|Il|Elle|Ils|Elles|Son|Sa|Ses|Ce|Cette"
    r"|Leur|Analysts|Executives)\b|L['’])(?:[A-Z][\w&.’'-]*[ \u00a0]){1,3}"
    r"(?:(?:has |had |also )?(?:posted|reported|earned|booked|generated|recorded|made|lost|said)"
    r"|a (?:publié|réalisé|dégagé|enregistré|annoncé)|publie|réalise|affiche|annonce|enregistre|dégage)\b"
    r"|[A-Z][\w&.’'-]{3,}, (?:which|who|whose|qui|dont)[ \u00a0]"
)
"""A sentence whose subject is a company that nobody knows: its figures are nobody else's."""
_ABOUT = re.compile(
    r"\W*(?:about|à propos (?:de |d['’]|du )|qui est|über|acerca de)\s*(?P<name>[A-ZÀ-Ý][^.:;!?]{1,60})\s*[:.]?\s*\Z", re.I
)
LEAD = 3
"""Sentences at the head of an article that may tell whose results it reports."""


@dataclass(slots=True)
class Earners:
    """The companies whose figures have been told so far."""

    scene: Scene
    last: tuple[int, Figure] | None = None
    """The last figure of a company, and the number of its line."""
    companies: Counter[str] = field(default_factory=Counter)
    """How many figures of each company have been told."""

    def remember(self, line: Line, made: Sequence[Figure]) -> None:
        """Keeps in mind whose figures the line told."""
        own = [figure for figure in made if figure.measure in p.COMPANY]
        self.companies.update(figure.subject for figure in own if not figure.evidence.unlisted)
        if own:
            self.last = (line.index, next((figure for figure in own if figure.currency), own[0]))

    def subjects(self, line: Line, reading: p.Reading) -> Sequence[tuple[str, bool]]:
        """The company nearest before the sum, else named after it, else the one in mind."""
        place = reading.quantity.span.start
        named = [
            name
            for name in line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT)
            if parties.owner(name) and not _adverb(line, name)
        ]
        left = [name for name in named if name.end <= place]
        right = [name for name in named if name.start >= place]
        if left or right:
            name = left[-1] if left else right[0]
            return ((str(parties.owner(name)), name.unlisted),)
        told = None if _STRANGER.match(line.text) else self._untold(line)
        return (told,) if told else ()

    def _untold(self, line: Line) -> tuple[str, bool] | None:
        """The company of a sentence that names none: of the heading, the reporting one, the last named, the topic."""
        about = self._about(line)
        if about or self._reports(line):
            return about or (self.reporter, False)
        before = self.scene.lines[line.index - 1] if line.index else None
        if before is not None and before.passage == line.passage:
            near = [name for name in before.named(Role.VENDOR, Role.COMPANY) if not _adverb(before, name)]
            if near:
                return near[0].name, near[0].unlisted
        if self.last is not None and line.index - self.last[0] <= _MEMORY:
            return self.last[1].subject, self.last[1].evidence.unlisted
        bound = self._leading(line) or self.scene.vendor_before(line)
        return (bound.vendor, bound.unlisted) if bound else None

    def _leading(self, line: Line) -> Bound | None:
        """The company whose results open the article: "Leidos posted a higher second-quarter profit"."""
        for early in self.scene.lines[: min(line.index, LEAD)]:
            firms = early.named(Role.COMPANY, Role.VENDOR)
            told = early.cued("figure.revenue", "figure.net", "figure.operating")
            if firms and told and firms[0].end <= told[0].start and not early.named(Role.AGENCY):
                return Bound(vendor=firms[0].name, product=None, unlisted=firms[0].unlisted)
        return None

    @property
    def reporter(self) -> str:
        """The company whose figures the article has told most of; empty where it has told none."""
        return max(self.companies, key=lambda name: self.companies[name], default="")

    def _reports(self, line: Line) -> bool:
        """Whether the sentence before speaks of the reporting company beside another: what follows is the reporter's."""
        before = self.scene.lines[line.index - 1] if line.index else None
        near = before.named(Role.VENDOR, Role.COMPANY) if before and before.passage == line.passage else ()
        return len(near) > 1 and self.reporter in {name.name for name in near}

    def _about(self, line: Line) -> tuple[str, bool] | None:
        """The company of a release's last paragraph, which its heading names: "About Cohere"."""
        for earlier in reversed(self.scene.lines[max(0, line.index - 4) : line.index]):
            match = _ABOUT.match(earlier.text)
            if match and earlier.passage == line.passage - 1:
                listed = earlier.named(Role.VENDOR, Role.COMPANY)
                return (listed[0].name, listed[0].unlisted) if listed else (match["name"].strip(), True)
        return None


def _adverb(line: Line, name: Name) -> bool:
    """Whether an unlisted "company" is but the word that opens the sentence before a comma: "Surtout, le groupe"."""
    opens = name.unlisted and name.start == line.span.start and " " not in name.surface
    return opens and line.text[name.end - line.span.start :][:1] == ","
