"""One alert of every kind, and everything else that goes to a channel: for tests that post all of it, and for pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from alerts.delivery import Mark, Marked, Message, RootState
from alerts.digests import learned, retracted, shadowed
from alerts.hands import Clash, Desk, Told, Trace, Verb
from alerts.labels.choose import labels
from alerts.model import Alert, Conflict, Outcome, Reason, ValueStatus, Verdict
from alerts.slack.blocks import message
from alerts.slack.buttons import touched
from alerts.slack.echoes import Source, corroborated, late, redrawn
from alerts.slack.summary import Day, Item, digest
from alerts.wording import about
from tests.alerts.samples import (
    EISCHEN,
    ZUCKERBERG,
    agency,
    alert,
    contradiction,
    dollar,
    evidence,
    free,
    mark,
    moved,
    new,
    partner,
    seed_000,
    seed_001,
)
from watchers.claims.model import Claim, Notice, NoticeKind, Stage

LENGTHS = {"short": 1, "usual": 12, "long": 400}
"""Words of a quote."""
HOSTS = frozenset({"www.theverge.com", "www.downcodes.example", "www.lemonde.fr", "news.example", "n.example"})
"""To which links of these messages may lead."""
LONGEST_LINE = 160
"""Characters of what a lock screen shows; an alert keeps to 120, a notice that is one line may be longer."""
WHEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
_SENTENCE = (
    "« Nous avons établi un partenariat avec le ministère pour explorer comment le modèle peut aider les agents », a-t-elle dit. "
)

_PRICES = (
    "Anthropic agreed to provide Claude to federal agencies for a nominal $1 per agency for a year, the GSA said.",
    "Each agency pays two dollars a year for Claude, according to the schedule that was published on Monday.",
)
_FIRMS = (
    "Accenture",
    "Amazon Web Services",
    "Anduril",
    "Booz Allen",
    "Databricks",
    "Deloitte",
    "IBM",
    "Leidos",
    "Lockheed Martin",
    "Microsoft",
    "Oracle",
    "Palantir",
)


def _quote(words: int, text: str) -> str:
    return " ".join((text.split() * (words // len(text.split()) + 1))[:words]) if text.split() else text


def alerts(words: int = 12, text: str = _SENTENCE) -> Mapping[str, Alert]:
    """An alert of each kind by its name; ``text`` stands in every foreign field, with so many words in a quote."""
    plain = text == _SENTENCE
    name = "General Services Administration" if plain else text[:200] or "n"
    firm = "Palantir" if plain else text[:200] or "n"
    told = evidence(_quote(words, text), 900, EISCHEN)
    dollars, more = (replace(told, quote=one if plain and words == 12 else told.quote, attribution=None) for one in _PRICES)
    known = mark("9", outlet="The Verge" if plain else text, url="https://www.theverge.com/2024/10/30/meta", title=text[:300])
    about = mark(outlet="Le Monde" if plain else text, url="https://www.lemonde.fr/meta-llama", title=text[:300])
    uses = agency(name, stage=Stage.ADOPTED, told=told)
    looks = agency(name, told=replace(told, attribution=ZUCKERBERG))
    verdicts: dict[str, tuple[Verdict, ...]] = {
        "new agency": (new(looks),),
        "new partner": (new(partner(firm, "hosts the models", told=told)),),
        "twelve partners": tuple(new(partner(one if plain else f"{firm} {one}", told=told)) for one in _FIRMS),
        "new price": (new(dollar("Claude", "Anthropic", told=told)), new(free(told=told))),
        "contradiction": (
            contradiction(
                dollar("Claude", "Anthropic", "2", told=more),
                dollar("Claude", "Anthropic", told=dollars),
                known,
                conflict=Conflict.AMOUNT,
                rank=1,
            ),
        ),
        "speaker": (contradiction(looks, agency(name, told=told), known),),
        "update": (moved(uses, looks, known),),
        "change": (_changed(dollar("Claude", "Anthropic", "2", told=told), dollar("Claude", "Anthropic", told=told), known),),
        "denial": (_first(agency(name, stage=Stage.DENIED, told=told), Reason.FIRST_DENIAL),),
        "denial against": (
            contradiction(agency(name, stage=Stage.DENIED, told=told), uses, known, conflict=Conflict.DENIAL, rank=1),
        ),
        "end": (moved(agency(name, stage=Stage.ENDED, told=told), uses, known),),
        "correction": (
            contradiction(
                dollar("Claude", "Anthropic", "2", told=replace(told, corrects=True)),
                dollar("Claude", "Anthropic", told=told),
                known,
                conflict=Conflict.CORRECTION,
                rank=1,
            ),
        ),
        "unlisted name": (
            new(agency("Metrohop", told=replace(told, unlisted=True)), rank=3),
            new(partner("Nubelo SARL", told=replace(told, unlisted=True)), rank=3),
        ),
        "first report": (_first(uses, Reason.FIRST_INVENTORIED),),
    }
    made = {kind: alert(*found, about=about) for kind, found in verdicts.items()}
    return {
        **made,
        "incomplete": alert(new(uses), about=about, incomplete="paywall"),
        "seed 000": seed_000(),
        "seed 001": seed_001(),
    }


def _first(claim: Claim, reason: Reason) -> Verdict:
    return replace(new(claim), reason=reason)


def _changed(claim: Claim, known: Claim, by: object) -> Verdict:
    return replace(moved(claim, known, by), outcome=Outcome.CHANGES, reason=Reason.LATER_VALUE)  # type: ignore[arg-type]  # a mark


def desk(made: Alert, language: str, name: str = "The Verge", *verbs: Verb) -> Desk:
    """What people may do with an alert's message, and those of ``verbs`` that they have done; ``name`` is of somebody outside."""
    words = labels(language)
    told = [(verdict, about(verdict.claim, words)) for verdict in made.verdicts]
    values = [
        Told(value=2 * count + 1, version=1, status=ValueStatus.CONFIRMED if verbs else ValueStatus.REPORTED, about=slot)
        for count, (_, slot) in enumerate(told)
    ]
    clashes = tuple(
        Clash(known=(replace(value, value=value.value + 1),), new=value)
        for value, (verdict, _) in zip(values, told, strict=True)
        if verdict.outcome is Outcome.CONTRADICTS and not verbs
    )
    traces = tuple(
        Trace(hand=count, verb=verb, name=name, at=WHEN, why=name if verb is Verb.REJECT else "", about=(told[0][1],))
        for count, verb in enumerate(verbs, 1)
    )
    subjects = (("story", ""), ("agency", told[0][1]), ("vendor", "Meta"), ("outlet", name))
    return Desk(root=7, told=tuple(values), clashes=clashes, traces=traces, subjects=subjects)


def messages(language: str, words: int = 12, text: str = _SENTENCE) -> Iterator[tuple[str, Message]]:
    """Everything that can stand in a channel, drawn; replies without their root."""
    who = "ana" if text == _SENTENCE else text
    found = alerts(words, text)
    for kind, made in found.items():
        drawn = message(made, key=f"{kind}-{language}-{words}", language=language)
        yield kind, touched(drawn, desk(made, language, who), ears=True)
    for verb in (Verb.CONFIRM, Verb.REJECT, Verb.ASSIGN):
        clicked = message(found["new agency"], key=f"{verb.value}-{language}-{words}", language=language)
        yield f"after {verb.value}", touched(clicked, desk(found["new agency"], language, who, Verb.ASSIGN, verb), ears=True)
    root = message(found["new agency"], key=f"root-{language}-{words}", language=language)
    gone = tuple(Marked(mark=one, about="GSA and Llama", why=text[:2000], at=WHEN) for one in (Mark.WITHDRAWN, Mark.CORRECTED))
    state = RootState(articles=7, independent=3, told=9, marks=gone)
    yield "counted root", replace(redrawn(root, replace(state, marks=())), key=f"counted-{language}-{words}")
    yield "withdrawn root", replace(late(redrawn(root, replace(state, told=2)), WHEN), key=f"gone-{language}-{words}")
    source = Source(mark=mark(outlet=text[:300], title=text[:300]), about=("GSA and Llama", text[:300]))
    yield "corroboration", corroborated([source] * 3, key=f"corroboration-{language}-{words}", language=language)
    items = [Item(text=text[:120] or "-", rank=1 + number % 3, url=f"https://n.example/{number}") for number in range(70)]
    troubled = (("m.example", "dead"), ("o.example", "wall"), ("p.example", "moved"))
    day = Day(
        day=date(2026, 3, 2),
        read=214,
        copies=61,
        told=tuple(items[:5]),
        open=2,
        failing=("n.example",),
        troubled=troubled,
        troubles=2,
    )
    made_digest = digest(day, items, key=f"digest-{language}-{words}", language=language, why="held budget")
    yield "digest", made_digest.root
    yield "page of a digest", made_digest.pages[0]
    nothing = replace(day, told=(), open=0, failing=())
    yield "heartbeat", digest(nothing, (), key=f"heartbeat-{language}-{words}", language=language).root
    yield "learned", learned(key=f"learned-{language}-{words}", outlet=text, articles=214, facts=61, language=language)
    told = mark(outlet=text, title=text, url="https://news.example/1")
    for kind in (NoticeKind.CORRECTION, NoticeKind.RETRACTION):
        yield kind.value, retracted(key=kind.value, told=told, taken=Notice(kind=kind, quote=text), language=language)
    yield "end of a shadow", shadowed(key="shadow", of=text, held=[(text, "https://n.example/1")] * 3, language=language)
