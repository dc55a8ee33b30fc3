"""Between whom a sum stands: who sells to which public body, who gives a grant to whom, whose budget it is.

A contract's seller is looked for in this order: behind the words of dealing ("with", "to", "auprès de"), before the sum, a
word that takes a company up ("the company"), the sentence behind that says to whom the money goes, the sentences before. Its
buyer is a public body of the sentence, else the one in mind.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from watchers.claims import clients, dealings
from watchers.claims.actors import Line, Name, Role
from watchers.claims.beaten import beaten
from watchers.claims.entities import Scene

Party = tuple[str, bool]
"""A subject, and whether one of its names is unlisted."""
_FIRMS = (Role.VENDOR, Role.COMPANY, Role.PRODUCT)
_PRESIDENCY = "Executive Office of the President"
_RECENT = 4
"""Sentences looked back over for who sells."""


def owner(name: Name) -> str | None:
    """The company that a name stands for: itself, or a product's maker."""
    return name.name if name.role is Role.COMPANY else name.vendor


# ------------------------------------------------------------------------------------------------------------------- deals


def deal(scene: Scene, line: Line, part: dealings.Stretch, *, seats: bool) -> tuple[Party, ...]:
    """``seller / buyer`` for each seller of the sum at ``part``; a government's contracts as a whole have no seller."""
    named = line.named(*_FIRMS)
    if not named and _whole_government(line):
        whole = clients.collective(scene, line)
        return ((whole, False),) if whole else ()
    if not named and not _MANY_FIRMS.isdisjoint(token.fold for token in line.tokens):
        return ()  # "awarded the four companies contracts": none of them is named
    bought = buyer(scene, line, part)
    sold = _sellers(scene, line, part, seats=seats) if bought else ()
    if bought is None and not named:
        following = _both_next(scene, line)
        bought, sold = following or (None, ())
    if bought is None:
        return ()
    if len(sold) > 1 and _of_all(line, part.place):
        return ((bought.name, bought.unlisted),)
    return tuple((f"{name} / {bought.name}", new or bought.unlisted) for name, new in sold if name != bought.name)


_TOGETHER_BEHIND = re.compile(
    r"[^.;]{0,40}?\b(?:in total|in all|altogether|combined|between them|all told|collectively|au total|en tout|à (?:eux|elles) "
    r"(?:deux|trois|quatre|cinq|tous|toutes)|tou(?:te)?s [\w-]+ confondu(?:e)?s)\b",
    re.I,
)
_TOGETHER_BEFORE = re.compile(
    r"\b(?:total of|totall?ing|combined|collective|un total de|totalisant|cumul[ée]e?s?|au total)\b[^.;,]{0,24}\Z", re.I
)
_EACH = re.compile(r"[^.;,]{0,24}?\b(?:each|apiece|chacune?|pi[eè]ce)\b", re.I)


def _of_all(line: Line, place: int) -> bool:
    """Whether the sum at ``place`` is that of several sellers together: "up to $800 million in total"."""
    at = place - line.span.start
    before, behind = line.text[max(0, at - _WINDOW) : at], line.text[at : at + _WINDOW]
    return _EACH.match(behind) is None and bool(_TOGETHER_BEHIND.match(behind) or _TOGETHER_BEFORE.search(before))


_WINDOW = 80


_MANY_FIRMS = frozenset({"companies", "firms", "vendors", "suppliers", "entreprises", "societes", "fournisseurs"})
_FEDERAL_DEALS = re.compile(
    r"\b(?:federal|government-wide|governmentwide)[ \u00a0](?:[\w-]+[ \u00a0]){0,2}"
    r"(?:contract|obligation|award|procure|spend|order|deal|purchas|commit)"
    r"|\b(?:contrats?|obligations?|engagements?|marchés|dépenses|commandes|achats?)[ \u00a0](?:[\w-]+[ \u00a0]){0,2}"
    r"(?:f[eé]d[eé]ra(?:l|le|les|ux)|de l['’](?:État|administration))\b"
    r"|\bBundesbeh[oö]rd|\bcontratos federales\b",
    re.I,
)


def _whole_government(line: Line) -> bool:
    """Whether the contracts are those of a government as a whole: its name stands here, or "federal" before their word."""
    if any(name.entity and name.entity.category == "government" for name in line.named(Role.AGENCY)):
        return True
    return not line.named(Role.AGENCY) and _FEDERAL_DEALS.search(line.text) is not None


def buyer(scene: Scene, line: Line, part: dealings.Stretch) -> Name | None:
    """The body that buys: of the sentence, else whoever answers, else the one in mind, else the only one of the article."""
    named = line.named(Role.AGENCY)
    near = clients.nearest_body(_without_speakers(line), part.place) or clients.speaking_body(scene, line)
    if near:
        return near
    if named and not clients.bodies(line):
        mind = clients.body_before(scene, line) if named[0].start > part.place else None  # "a rate that X negotiated for all"
        return mind or named[0]
    if not named and _abroad(scene, line):
        return None
    return clients.body_before(scene, line) or clients.only_body(scene, line) or (named[0] if named else None)


def _abroad(scene: Scene, line: Line) -> bool:
    """ "En Norvège, le Stortinget …": the sentence begins in a country that is not the story's."""
    led = [name for name in line.named(Role.PLACE) if len(line.words(line.span.start, name.start)) <= _LED and name.entity]
    return line.tokens[0].fold in _IN and any(name.entity and name.entity.country != scene.country for name in led)


_LED = 2
_IN = frozenset({"in", "en", "au", "aux"})


def _without_speakers(line: Line) -> Line:
    """The line without bodies that only say or judge, where another is left: "the auditors put the cost for the Navy at"."""
    verbs = {cue.start for cue in line.cued("say", "judge", "watch")}
    speakers = [n for n in line.named(Role.AGENCY) if verbs.intersection(range(n.end, n.end + _VERB))]
    if not speakers or len(speakers) == len(clients.bodies(line)):
        return line
    return replace(line, names=tuple(name for name in line.names if name not in speakers))


_VERB = 3
"""Characters between a body and the verb that it is the subject of."""


def _both_next(scene: Scene, line: Line) -> tuple[Name, tuple[Party, ...]] | None:
    """The sides that the next sentence names: "The contract has a ceiling of $85 million. Anthropic signed it with …"."""
    for following in scene.lines[line.index + 1 : line.index + 2]:
        bodies, firms = clients.bodies(following), [name for name in following.named(*_FIRMS) if owner(name)]
        if following.passage == line.passage and len(bodies) == 1 and firms:
            return bodies[0], _parties(dealings.coordinated_from(following, firms))
    return None


# ----------------------------------------------------------------------------------------------------------------- sellers


def _sellers(scene: Scene, line: Line, part: dealings.Stretch, *, seats: bool) -> tuple[Party, ...]:
    named = [name for name in line.named(*_FIRMS) if owner(name) and not (seats and name.role is Role.COMPANY)]
    named = [name for name in named if not beaten(line, name)]
    if named:
        return _parties(_selling(line, part, named, seats=seats) or _taken_up(scene, line, part))
    return _parties(_taken_up(scene, line, part) or _paid_next(scene, line) or _sold_before(scene, line, seats=seats))


def _parties(names: Iterable[Name]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys((str(owner(name)), name.unlisted) for name in names))


def _selling(line: Line, part: dealings.Stretch, named: Sequence[Name], *, seats: bool) -> Sequence[Name]:
    """The sellers among the companies of the line; none where the line speaks of "the company" and names but a model."""
    dealt = [at for at, name in enumerate(named) if name.role is not Role.PRODUCT and _dealt_with(line, name)]
    if dealt:
        before = [at for at in dealt if named[at].end <= part.place]
        at = before[-1] if before else dealt[0]
        return (*dealings.coordinated(line, named[: at + 1]), *dealings.coordinated_from(line, named[at:])[1:])
    left = [name for name in named if name.end <= part.place]
    if seats:
        makers = [name for name in named if name.role is not Role.COMPANY]
        left = [name for name in left if name.role is not Role.COMPANY]
        named = makers or named
    elif left:
        left = _paid_company(left)
    elif line.cued("company"):
        return ()
    return dealings.coordinated(line, left) if left else dealings.coordinated_from(line, named)


def _paid_company(names: list[Name]) -> list[Name]:
    """Of sellers before a sum the companies, where any is named: the contractor is paid, not the maker of what it fields."""
    firms = [name for name in names if name.role is Role.COMPANY]
    makers = [name for name in names if name.role is Role.VENDOR]
    return firms if firms and (names[0] is firms[0] or not makers) else names


_DEALING = re.compile(
    r"\b(?:with|from|auprès (?:de |d['’]|du )|avec|chez)[ \u00a0]?(?:the |its |la |le |l['’])?(?:[a-zà-ÿ-]+[ \u00a0]){0,4}\Z"
    r"|\b(?:award(?:ed|s)?|go(?:ing|es)|went|paid|pay(?:ing|s)|g[ai]ve[sn]?|hand(?:ed|s)|grant(?:ed|s)|pick(?:ed|s)|hir(?:ed|es)"
    r"|notifi(?:é|e)|attribu(?:é|e)e?|confi(?:é|e)e?|verse|versé|accord(?:é|e)|octroy(?:é|e)|retenu|choisi|mandaté)[ \u00a0]"
    r"(?:[^.;:!?]{0,60}?[ \u00a0])?(?:to |à |au |aux )?(?:the |la |le |l['’])?(?:[a-zà-ÿ-]+[ \u00a0]){0,3}\Z"
    r"|\b(?:install|buil[tld]|develop|suppl[iy]|deliver|run|adapt|maintain|provid|set|put|livr|fourni|développ|conç|bâti|mainten)"
    r"[\w-]*[ \u00a0](?:up[ \u00a0]|in[ \u00a0])?(?:by|par)[ \u00a0](?:the |la |le |l['’])?(?:[\w-]+[ \u00a0]){0,3}\Z",
    re.I,
)
"""Right before a company: it is the one that a body deals with."""


def _dealt_with(line: Line, name: Name) -> bool:
    return _DEALING.search(line.text[: name.start - line.span.start][-_LEFT:]) is not None


_LEFT = 130


def _taken_up(scene: Scene, line: Line, part: dealings.Stretch) -> Sequence[Name]:
    """The company that "the company", "le groupe" before the sum takes up: the first of the nearest sentence that names one."""
    if not any(cue.start < part.end for cue in line.cued("company")):
        return ()
    for earlier in reversed(scene.lines[max(0, line.index - 2 * _RECENT) : line.index]):
        firms = earlier.named(Role.COMPANY) or earlier.named(Role.VENDOR)
        if firms:
            return firms[:1]
    return ()


_GOES_TO = re.compile(
    r"\b(?:goes|went|go|is paid|was paid|payable|va|vont|revient|reviennent|ira|iront|est versée?|est allée?)[ \u00a0]"
    r"(?:[\w’'-]+[ \u00a0]){0,2}?(?:to|à|au)[ \u00a0](?:the |la |le |l['’])?(?:[a-zà-ÿ-]+[ \u00a0]){0,3}\Z"
)


_NOUGHT = re.compile(r"\b(?:nothing|none|no (?:money|payment|fee)|not|rien|aucune?|n['’]|ne)(?!\w)", re.I)
"""Before a company that gets nothing."""


def _paid_next(scene: Scene, line: Line) -> Sequence[Name]:
    """Whom the sentence behind says that the money goes to."""
    for following in scene.lines[line.index + 1 : line.index + 2]:
        for name in following.named(Role.COMPANY, Role.VENDOR):
            before = following.text[: name.start - following.span.start]
            if _GOES_TO.search(before) and not _NOUGHT.search(before):
                return (name,)
    return ()


def _sold_before(scene: Scene, line: Line, *, seats: bool) -> Sequence[Name]:
    """Who sold in the sentences before: whom they deal with, else the first company of the nearest one."""
    roles = (Role.VENDOR, Role.PRODUCT) if seats else _FIRMS
    for earlier in reversed(scene.lines[max(0, line.index - _RECENT) : line.index]):
        found = [name for name in earlier.named(*roles) if owner(name)]
        dealt = [name for name in found if name.role is not Role.PRODUCT and _dealt_with(earlier, name)]
        if dealt or found:
            return (dealt or _paid_company(found))[:1]
    return ()


# ------------------------------------------------------------------------------------------------------- budgets and grants


def budget(scene: Scene, line: Line, place: int) -> tuple[Party, ...]:
    """The body whose budget stands at ``place``; a government where a parliament or its head set it."""
    body = clients.nearest_body(line, place)
    if body is not None and body.start > place and _FUNDER.search(line.text[: body.start - line.span.start]):
        body = None  # "le coût, 85 000 euros, est couvert par l'agence": whoever pays for another's work
    firms = [name for name in line.named(Role.VENDOR, Role.COMPANY) if name.end <= place or line.lang != "fr"]
    if body is None and firms and not _taken_up_body(line, place):
        return ()
    body = body or clients.body_before(scene, line) or next(iter(scene.before(line, Role.AGENCY)), None)
    if body is None or (body.end < line.span.start and not _its(scene, line, body)):
        return ()
    if body.entity and (body.entity.category == "legislature" or body.entity.owner == _PRESIDENCY):
        whole = clients.collective(scene, line)
        return ((whole, False),) if whole else ()
    return ((body.name, body.unlisted),)


_FUNDER = re.compile(
    r"\b(?:couvert|pris en charge|financ[ée]|pay[ée]|support[ée]|assum[ée]|covered|met|paid)e?s?[ \u00a0](?:par|by)[ \u00a0]"
    r"(?:(?:le|la|les|the)[ \u00a0]|l['’])?\Z",
    re.I,
)


def _its(scene: Scene, line: Line, body: Name) -> bool:
    """Whether a budget of no body that its sentence names is that of one told before: taken up here, or in this passage."""
    near = any(one.passage == line.passage and one.span.start <= body.start for one in scene.lines[: line.index])
    return near or bool(line.cued("body", "matter", "explore", "model")) or _ITS.search(line.text) is not None


_ITS = re.compile(r"\b(?:its|their|it|they|we|our|his|her|son|sa|ses|leurs?|il|elle|ils|elles|nous|notre|nos|on)\b", re.I)


def _taken_up_body(line: Line, place: int) -> bool:
    """Whether a word for a body stands between the last company named and the sum: "but the agency's budget is"."""
    firms = [name.end for name in line.named(Role.VENDOR, Role.COMPANY) if name.end <= place]
    return any(max(firms, default=0) < cue.start < place for cue in line.cued("body"))


def grant(line: Line, place: int) -> tuple[Party, ...]:
    """``company / body``, whichever gives; between two of one kind ``giver / receiver``, the other way round after "received"."""
    parties = list(_once(line.named(Role.AGENCY, Role.VENDOR, Role.COMPANY)))
    if len(parties) < 2:
        return ()
    left = [name for name in parties if name.end <= place]
    first, second = (left[-1], next(n for n in parties if n.start > place)) if len(left) == 1 and left != parties else parties[:2]
    if (first.role is Role.AGENCY) is (second.role is Role.AGENCY):
        taken = any(first.end <= cue.start < second.start for cue in line.cued("figure.receive"))
        first, second = (second, first) if taken else (first, second)
    elif first.role is Role.AGENCY:
        first, second = second, first
    return ((f"{first.name} / {second.name}", first.unlisted or second.unlisted),)


def _once(names: Sequence[Name]) -> Iterator[Name]:
    """Each body or company where it is named first."""
    seen: set[str] = set()
    for name in names:
        if name.name not in seen:
            seen.add(name.name)
            yield name
