"""An alert laid out as a sheet: what a reporter reads, in what order. Pure.

Order: what it is, how urgent, where it stands; then finding by finding the fact, who said it, the quote, why it is told and
what was known. A contradiction shows both sides in full.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alerts.labels.model import Labels
from alerts.model import Alert, ArticleMark, Conflict, Kinship, Value, Verdict
from alerts.slack.findings import TWO_SIDED, Finding, findings, headline, sides, stored
from alerts.slack.sheet import Bullets, Columns, Detail, Gap, Line, Part, Quote, Sheet, Span, distinct, dotted, line
from alerts.slack.text import clean, cut, escape, fit, host_of, width
from alerts.wording import about, credit, day, language_name, moment, origins, sentence, speaker, unread, why, worth

FALLBACK = 120
"""Characters of the lock-screen line: what mobile notifications show whole."""
HEADER = 150
"""Slack's limit for a header."""
_WEB = re.compile(r"https?:", re.IGNORECASE)
_NEAREST = 3
"""Known facts shown beside a finding."""


def lay(alert: Alert, words: Labels, detail: Detail) -> Sheet:
    """The sheet of an alert with at least one verdict."""
    found = findings(alert)
    return Sheet(
        kind=found[0].tone.removesuffix(" against"),
        header=cut(headline(found[0], words, HEADER), HEADER),
        fallback=_fallback(alert, found, words),
        note="".join(span.text for span in _note(alert, words)),
        parts=tuple(_once(_parts(alert, found, words, detail), words)),
    )


def _fallback(alert: Alert, found: Sequence[Finding], words: Labels) -> str:
    """Kind, who and what, source and date in 120 characters, counted as escaped."""
    mark = alert.mark
    rest = len(alert.verdicts) - len(found[0].verdicts)
    more = f", {words.words['other'].format(n=rest)}" if rest else ""
    date = f", {day(mark.published, words)}" if mark.published else ""
    tail = f"{more}. {fit(mark.outlet or host_of(mark.url) or '', 40)}{date}"
    room = FALLBACK - width(escape(tail))
    return fit(headline(found[0], words, room), room) + tail


def _note(alert: Alert, words: Labels) -> tuple[Span, ...]:
    w = words.words
    told = w["shown one"] if len(alert.verdicts) == 1 else w["shown"].format(n=len(alert.verdicts))
    silent = w["silent one"] if alert.silent == 1 else w["silent"].format(n=alert.silent) if alert.silent else None
    muted = w["muted"].format(n=alert.muted) if alert.muted else None
    return dotted(w["rank"].format(n=alert.rank, meaning=w[f"rank {alert.rank}"]), told, silent, muted)


def _parts(alert: Alert, found: Sequence[Finding], words: Labels, detail: Detail) -> Iterator[Part]:
    yield source_line(alert.mark, words)
    if notice := unread(alert, words):
        yield line(Span(text=notice, bold=True))
    yield from _root(alert, words)
    shown = found[: detail.groups]
    for made_by in distinct(finding.maker for finding in shown):
        yield Gap()
        yield line(Span(text=made_by, bold=True))
        yield from _told(alert, [f for f in shown if f.maker == made_by], words, detail)
    yield from _common_reason(found, words)
    left = sum(len(finding.verdicts) for finding in found[detail.groups :])
    if left:
        yield Gap()
        yield line(Span(text=words.words["shortened"].format(n=left), bold=True))


def _told(alert: Alert, found: Sequence[Finding], words: Labels, detail: Detail) -> Iterator[Part]:
    """All findings under one maker's name."""
    for finding in found:
        if finding.tone in TWO_SIDED:
            yield from _clash(alert, finding, words, detail)
        else:
            yield from _news(finding, words, detail)
    if _one_reason(findings(alert)) is None:
        yield from _reasons([v for finding in found for v in _told_as_news(finding)], words)


def _told_as_news(finding: Finding) -> tuple[Verdict, ...]:
    return () if finding.tone in TWO_SIDED else finding.verdicts


def _one_reason(found: Sequence[Finding]) -> Verdict | None:
    """One of the verdicts told as news when all of them, of several makers, have one reason and nothing known beside them."""
    told = [verdict for finding in found for verdict in _told_as_news(finding)]
    makers = {finding.maker for finding in found if _told_as_news(finding)}
    alike = len({verdict.reason for verdict in told}) == 1 and not any(verdict.against for verdict in told)
    return told[0] if len(makers) > 1 and alike else None


def _common_reason(found: Sequence[Finding], words: Labels) -> Iterator[Part]:
    verdict = _one_reason(found)
    if verdict is not None:
        yield Gap()
        yield line(Span(text=words.words["why all"].format(why(verdict, words)), italic=True))


def _once(parts: Iterable[Part], words: Labels) -> Iterator[Part]:
    """The parts with each quote once: a sentence that names five vendors is not printed five times."""
    printed: set[str] = set()
    held: Part | None = None
    for part in parts:
        if isinstance(part, Quote) and part.spans[0].text in printed and isinstance(held, Line):
            held = replace(held, spans=(*held.spans, Span(text=f" · {words.words['same passage']}")))
            continue
        if isinstance(part, Quote):
            printed.add(part.spans[0].text)
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def source_line(mark: ArticleMark, words: Labels, *, seen: bool = False) -> Line:
    """Where an article stands: title linked, outlet, host that the link opens, date, language; with ``seen`` when it was read."""
    host = host_of(mark.url)
    outlet = clean(mark.outlet)
    title = Span(text=mark.title if clean(mark.title) else host or mark.url, url=mark.url, limit=200)
    where = host or (words.words["link refused"] if _WEB.match(mark.url) else Span(text=mark.url, limit=100))
    published = words.words["published"].format(day(mark.published, words)) if mark.published else words.words["no date"]
    return Line(
        spans=dotted(
            title,
            outlet if outlet.casefold() != (host or "").removeprefix("www.") else None,
            where,
            published,
            words.words["read"].format(moment(mark.seen, words)) if seen else None,
            language_name(mark.lang, words),
        ),
        under=seen,
    )


def _root(alert: Alert, words: Labels) -> Iterator[Part]:
    root = alert.story_root
    if root is not None:
        yield line(Span(text=words.words["story"], url=root.link) if root.link else Span(text=words.words["story unlinked"]))


# ---------------------------------------------------------------- what is new, moved, ended or denied


def _news(finding: Finding, words: Labels, detail: Detail) -> Iterator[Part]:
    left = detail.items
    for group in _by_quote(finding.verdicts):
        if left <= 0:
            break
        yield Bullets(items=tuple(_bullet(finding, v, words) for v in group[:left]))
        yield from _said(group[0], words, detail)
        left -= len(group)
    hidden = len(finding.verdicts) - detail.items
    if hidden > 0:
        yield line(words.words["more"].format(n=hidden), under=True)


def _by_quote(verdicts: Sequence[Verdict]) -> list[list[Verdict]]:
    """Facts that stand in one sentence are listed over one quote."""
    groups: dict[tuple[object, ...], list[Verdict]] = {}
    for verdict in verdicts:
        evidence = verdict.claim.evidence
        groups.setdefault((evidence.quote, evidence.attribution, evidence.clashes), []).append(verdict)
    return list(groups.values())


def _bullet(finding: Finding, verdict: Verdict, words: Labels) -> tuple[Span, ...]:
    name, rest = sentence(verdict.claim, words)
    evidence, w = verdict.claim.evidence, words.words
    flags = [w[flag] for flag in ("hedged", "unlisted", "corrects") if getattr(evidence, flag)]
    was = None
    if verdict.against and finding.tone in {"update", "change", "end"}:
        was = w["was only"].format(worth(verdict.against[0][1].claim, words))
    notes = ", ".join(text for text in (was, *flags) if text)
    return (Span(text=name, bold=True), Span(text=rest), *((Span(text=f" ({notes})"),) if notes else ()))


def _said(verdict: Verdict, words: Labels, detail: Detail, *, credited: bool = True) -> Iterator[Part]:
    """Who is credited, the quote with its place, and any other credit in the same article."""
    evidence, w = verdict.claim.evidence, words.words
    place = w["characters"].format(start=evidence.span.start, end=evidence.span.end)
    who = credit(evidence.attribution, words) if evidence.attribution and credited else None
    yield Line(spans=dotted(who, place), under=True)
    yield from _quoted(evidence.quote, detail)
    for clash in evidence.clashes:
        there = w["clash summary" if clash.span.start < evidence.span.start else "clash passage"]
        pattern = w["clash" if evidence.attribution else "clash alone"]
        one, other = speaker(evidence.attribution, words), speaker(clash.attribution, words)
        notice = pattern.format(here=w["clash body"], one=one, there=there, other=other)
        yield line(Span(text=notice, bold=True, limit=500), under=True)
        yield from _quoted(clash.quote, detail)


def _quoted(text: str, detail: Detail) -> Iterator[Part]:
    if clean(text) and detail.quote > 1:
        yield Quote(spans=(Span(text=text, limit=detail.quote),))


def _reasons(verdicts: Sequence[Verdict], words: Labels) -> Iterator[Part]:
    """Why, once for findings with the same reason; the nearest known facts with their source and its independent origins."""
    for reason in distinct(why(v, words) for v in verdicts):
        named = [about(v.claim, words) for v in verdicts if why(v, words) == reason]
        of = f" ({', '.join(named[:_NEAREST])})" if len(named) < len(verdicts) else ""
        yield line(Span(text=words.words["why"].format(reason) + of, italic=True, limit=400))
    nearest = {value.id: value for v in verdicts for _, value in v.against}
    for value in list(nearest.values())[:_NEAREST]:
        yield _known(value, words)


def _known(value: Value, words: Labels) -> Line:
    text = f"{about(value.claim, words)}{words.words['colon']}{worth(value.claim, words)}"
    first = value.sightings[0].mark if value.sightings else None
    return Line(
        spans=dotted(
            Span(text=words.words["known"].format(text)),
            Span(text=first.outlet or first.url, url=first.url) if first else None,
            day(first.published, words) if first and first.published else None,
            origins(value, words),
        )
    )


# ---------------------------------------------------------------- two sides


def _clash(alert: Alert, finding: Finding, words: Labels, detail: Detail) -> Iterator[Part]:
    first, w = finding.first, words.words
    if finding != findings(alert)[0]:  # the leading one stands in the header
        yield line(Span(text=headline(finding, words), bold=True, limit=500))
    value, sighting = stored(first)
    yield Columns(labels=(w["stored"], w["new"]), values=sides(first, words))
    shown = finding.verdicts[: detail.items]
    yield Line(
        spans=dotted(Span(text=w["stored"], bold=True), words.statuses.get(value.status, value.status), origins(value, words))
    )
    for verdict in shown:
        yield from _stored_side(verdict, words, detail, named=len(shown) > 1)
    if sighting is not None:
        yield source_line(sighting.mark, words, seen=True)
    yield Line(spans=dotted(Span(text=w["new"], bold=True), _kin(first, words)))
    for verdict in shown:
        yield from _new_side(verdict, words, detail, named=len(shown) > 1)
    yield source_line(alert.mark, words, seen=True)
    if len(shown) < len(finding.verdicts):
        yield line(w["more"].format(n=len(finding.verdicts) - len(shown)), under=True)
    for reason in distinct(why(v, words) for v in finding.verdicts):
        yield line(Span(text=w["why"].format(reason), italic=True))


def _kin(verdict: Verdict, words: Labels) -> str | None:
    return {Kinship.REWRITE: words.words["kin rewrite"], Kinship.COPY: words.words["kin copy"]}.get(verdict.kinship)


def _slot(verdict: Verdict, words: Labels) -> Bullets:
    return Bullets(items=((Span(text=about(verdict.claim, words)),),))


def _stored_side(verdict: Verdict, words: Labels, detail: Detail, *, named: bool) -> Iterator[Part]:
    sighting = stored(verdict)[1]
    if named:
        yield _slot(verdict, words)
    if sighting is None:
        return
    evidence = sighting.claim.evidence
    if verdict.conflict is not Conflict.SPEAKER:
        yield line(credit(evidence.attribution, words), under=True)
    yield from _quoted(evidence.quote, detail)


def _new_side(verdict: Verdict, words: Labels, detail: Detail, *, named: bool) -> Iterator[Part]:
    if named:
        yield _slot(verdict, words)
    yield from _said(verdict, words, detail, credited=verdict.conflict is not Conflict.SPEAKER)
