"""Whose model a clause about a public body means.

The nearest vendor or product on the other side of the verb, with all that are coordinated with it; left of a passive; all
of them where a buyer for others approves a list. Where the clause names none: who "we" works for in a quotation, the pair
that "they" takes up, the vendor that "the company" or "its models" takes up.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Frame, group_before, sellers
from watchers.claims.centre import several
from watchers.claims.clitics import anaphoric, customers, first_customer, its_ware, the_trial
from watchers.claims.closed import THE
from watchers.claims.cutting import Clause, counted_list
from watchers.claims.entities import Bound, Scene
from watchers.claims.joining import distance, groups
from watchers.claims.lexicon import Cue
from watchers.claims.naming import DAYS
from watchers.claims.pairs import of_two
from watchers.claims.polarity import family
from watchers.claims.strangers import bid_in_vain, bids
from watchers.claims.things import of_a_stranger, other_thing
from watchers.claims.trades import other_trade
from watchers.claims.voice import passive

_FIRST_PERSON = frozenset({"we", "our", "us", "nous", "notre", "nos", "ours"})
_SET_AGAINST = frozenset({",", "and", "et", "mais", "but"})
_MANY = 3
_JUST = 2
_LATELY = 5
_DEALS = 40
_PLURAL = frozenset({"they", "their", "both", "ils", "elles", "leurs", "leur", "deux"})
_SINGULAR = frozenset(
    {"it", "its", "il", "elle", "celui-ci", "celle-ci", "en", "y", "s'en", "ce", "this", "that", "these", "cet", "cette", "them"}
)


def vendors(frame: Frame, cue: Cue) -> tuple[Bound, ...]:
    """The vendors, with their products, that ``cue`` ties to the frame's bodies; empty where nobody can be meant."""
    if _hosts_anothers(frame):
        return ()
    named = _candidates(frame.line, frame.clause, cue)
    if _like_the_last(frame.line, cue):
        named = tuple(name for name in named if name.end <= cue.start)
    if named and family(cue) == "end" and anaphoric(frame.line, cue):  # "y a renoncé, et la Chambre négocie avec X"
        named = tuple(name for name in named if name.end <= cue.start)
    if family(cue) == "get":
        named = tuple(name for name in named if not _head_of(frame.line, name))
    goods = tuple(name for name in named if not other_trade(frame.line, frame.clause, name))
    if (named and not goods) or (not named and _new_to_all(frame.line, cue)):
        return ()
    if not goods and (_another_thing(frame, cue) or of_a_stranger(frame)):
        return ()
    if all(name.role is Role.VENDOR for name in goods) and other_thing(frame, cue) and not counted_list(frame.line):
        return ()
    two = None if goods else of_two(frame.scene, frame.line, frame.clause.start, frame.clause.end)
    found = _chosen(frame, goods, cue) if goods else (two,) if two is not None else _in_mind(frame, cue)
    return with_products(frame.scene, frame.line, found)


def _like_the_last(line: Line, cue: Cue) -> bool:
    """ "Ended a similar trial after deciding that X was good enough": what ended is like what the sentence before told of."""
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 1 + _MANY]]
    return family(cue) == "end" and not _SIMILAR.isdisjoint(behind)


_SIMILAR = frozenset({"similar", "comparable", "similaire", "identical", "identique"})


def _hosts_anothers(frame: Frame) -> bool:
    """ "X hosts the model for the agency on its Y platform": the model is another's, and Y only the ground."""
    line, clause = frame.line, frame.clause
    hosts = clause.cues(line, "host")
    owner = next((name for name in clause.names(line, Role.VENDOR) if hosts and name.end <= hosts[0].start), None)
    if owner is None or any(name.vendor != owner.vendor for name in clause.names(line, Role.PRODUCT, Role.VENDOR)):
        return False
    return any(0 < one.first - hosts[0].last <= _JUST and one.end - one.start > len("it") for one in clause.cues(line, "model"))


def _candidates(line: Line, clause: Clause, cue: Cue) -> tuple[Name, ...]:
    """Sellers in the clause; where a product is named, companies that are not its maker stand beside it as hosts or users."""
    found = [name for name in clause.names(line, Role.VENDOR, Role.PRODUCT) if not _barred(line, name, cue)]
    found = list(models(line, found))
    makers = {name.vendor for name in found if name.role is Role.PRODUCT}
    if makers and clause.cues(line, "host", "work"):
        paired = {name for group in groups(line, found) for name in group if any(one.vendor in makers for one in group)}
        listed = bool(clause.cues(line, "list", "among")) or not clause.cues(line, "host")
        found = [name for name in found if name.vendor in makers or (name in paired and listed)]
    return tuple(found)


def models(line: Line, names: Sequence[Name]) -> tuple[Name, ...]:
    """Without the platforms on which a model of another maker runs: "built on Amazon Bedrock with Claude"."""
    grounds = [name for name in names if name.entity is not None and name.entity.category == "platform"]
    others = {name.vendor for name in names if name not in grounds and name.role in _MADE}
    if not grounds or not others:
        return tuple(names)
    rows = groups(line, names)
    alone = [
        name
        for name in grounds
        if name.vendor not in others
        and _UPON.intersection(token.fold for token in line.before(name.start, 2))
        and not any(name in row and len({one.vendor for one in row}) > 1 for row in rows)
    ]
    return tuple(name for name in names if name not in alone and not _lent_by(line, name))


def _lent_by(line: Line, name: Name) -> bool:
    """ "Les modèles d'A, fournis par B": the cloud through which another's models come."""
    before = [token.fold for token in line.before(name.start, 2)]
    return len(before) > 1 and before[0].startswith(_LENT) and before[1] == "par"


_LENT = ("fourni", "heberg")


_MADE = frozenset({Role.PRODUCT, Role.VENDOR})
_UPON = frozenset({"on", "in", "through", "via", "over", "inside", "atop", "sur", "dans", "par"})


def _head_of(line: Line, name: Name) -> bool:
    """ "The boss of X", "le patron de X": a person, and nothing that a body is given."""
    titles = [cue for cue in line.cued("title", "spokes") if cue.end <= name.start]
    gap = [token.fold for token in line.words(titles[-1].end, name.start)] if titles else []
    return 0 < len(gap) <= 2 and {"of", "de", "d'", "du"}.issuperset(gap)


def _barred(line: Line, name: Name, told: Cue) -> bool:
    """An investor, owner or beaten rival named in passing, "backed by X", "devant X", or set against another: "and not X"."""
    before = [token.fold for token in line.before(name.start, 2)]
    if len(before) > 1 and before[0] in _SET_AGAINST and before[1] in ("not", "non", "pas"):
        return True
    if (
        (before[-1:] == ["rival"] and before[:1] != ["'s"] and line.lang == "en")
        or _affair(line, name, before)
        or _likened_to(line, name)
        or _compared(line, name)
        or _drives_anothers(line, name)
    ):
        return True
    stays = family(told) == "end" and _kept(line, name, told)
    if bids(line, name) or bid_in_vain(line, name) or _of_a_peer(line, name) or stays:
        return True
    bars = [*line.cued("bar.of"), *(cue for cue in line.cued("loser") if _beaten(line, cue, told))]
    spent = line.tokens[told.first].fold.startswith("spend")
    if not (bars or spent):
        return False
    row = next(row for row in groups(line, line.named(Role.VENDOR, Role.PRODUCT)) if name in row)
    span = (row[0].start, row[0].end)
    if spent and [token.fold for token in line.before(row[0].start, 1)] == ["by"]:
        return True  # "spending by X": its own
    return any(cue.end <= row[0].start and not distance(line, (cue.start, cue.end), span) for cue in bars)


_WHICH_IS = frozenset({",", "which", "that", "qui", "is", "are", "itself", "est", "sont", "lui-meme", "also", "s'", "now"})


def _drives_anothers(line: Line, name: Name) -> bool:
    """ "Bought Copilot, which is built on OpenAI's models": a product that is sold is its seller's, whatever is inside."""
    motors = [cue for cue in line.cued("motor") if cue.end <= name.start and len(line.words(cue.end, name.start)) <= _JUST + 1]
    ahead = [one for one in line.named(*_MADE, Role.COMPANY, Role.AGENCY) if motors and one.end <= motors[-1].start]
    sold = ahead[-1] if ahead else None
    gap = [token.fold for token in line.words(sold.end, motors[-1].start)] if sold is not None else []
    if not _WHICH_IS.issuperset(gap):
        return False
    platform = sold is not None and sold.entity is not None and sold.entity.category == "platform"
    return sold is not None and sold.role is Role.PRODUCT and not sold.unlisted and not platform and sold.vendor != name.vendor


def _likened_to(line: Line, name: Name) -> bool:
    """ "A rival to X", "competes with X", "une concurrente de X", "comparable à X": what another is held against."""
    before = [token.fold for token in line.before(name.start, _JUST + 2) if token.fold not in THE]
    return len(before) > 1 and before[-1] in _HELD_TO and before[-2] in _HELD_AGAINST


_HELD_TO = frozenset({"to", "of", "with", "de", "d'", "du", "des", "a", "au", "aux"})
_AGAINST_WORDS = """
    rival rivals competitor competitors alternative alternatives challenger compete competes competed competing similar akin
    rivale rivales rivaux concurrent concurrente concurrents concurrentes
"""
_HELD_AGAINST = frozenset(_AGAINST_WORDS.split())


def _kept(line: Line, name: Name, told: Cue) -> bool:
    """ "Dropped X and kept Y", "met fin à son contrat avec X et garde Y": Y is what stays."""
    between = [token.fold for token in line.words(told.end, name.start)]
    joined = [at for at, fold in enumerate(between) if fold in _SET_AGAINST]
    return bool(joined) and not _KEEPS.isdisjoint(between[joined[-1] + 1 :])


_KEEPS_WORDS = """
    keep keeps kept keeping retain retains retained garde gardent garder gardera conserve conservent conservera maintient
    maintiennent
"""
_KEEPS = frozenset(_KEEPS_WORDS.split())


def _compared(line: Line, name: Name) -> bool:
    """ "Twice what Worcester pays X", "more than Lyon spends on X": another's."""
    if line.lang != "en" or not line.holds(_THAN):
        return False
    before = line.before(name.start, _FAR)
    at = next((at for at, token in enumerate(before[:-2]) if token.fold in _THAN and before[at + 1].upper), None)
    behind = [token.fold for token in line.behind(name.end, 1)]
    if before[-1:] and before[-1].fold in _THAN and behind and behind[0] in _PAYS:
        return True  # "less than X spends on lunch"
    return at is not None and before[at + 2].fold in _PAYS and line.name_at(before[at + 1].start) != name


_THAN = frozenset({"what", "than"})
_PAYS = frozenset({"pays", "paid", "spends", "spent", "uses", "bought", "buys", "gives", "gave"})
_FAR = 12


def _affair(line: Line, name: Name, before: Sequence[str]) -> bool:
    """ "A stake in X", "X's merger": what a regulator clears of a vendor's."""
    behind = [token.fold for token in line.behind(name.end, _JUST + 1)]
    if before[-1:] == ["in"] and before[0] in _AFFAIRS:
        return True
    return behind[:1] == ["'s"] and not _AFFAIRS.isdisjoint(behind[1:])


def _of_a_peer(line: Line, name: Name) -> bool:
    """ "Anthropic's rival OpenAI": named to tell who another is."""
    behind = [token.fold for token in line.behind(name.end, 2)]
    return len(behind) > 1 and behind[0] in ("'s", "'") and behind[1] in _PEER


_PEER = frozenset({"rival", "rivals", "competitor", "competitors", "archrival", "backer", "backers", "investor", "investors"})


def _beaten(line: Line, cue: Cue, told: Cue) -> bool:
    """What follows lost against another, and is not what the clause tells of itself: "passed over X and went with Y"."""
    head = line.tokens[cue.first].fold
    bids = head.startswith(_BIDS)
    if head.startswith("prefer") and cue.last > cue.first + 1:  # "préférer X à Y", and not "préférer renoncer à Y"
        bids = not any(cue.start < name.start < cue.end for name in line.named(Role.VENDOR, Role.PRODUCT))
    return not bids and not (family(told) == "end" and told.first <= cue.last and cue.first <= told.last)


_AFFAIRS = frozenset(
    {"investment", "investments", "merger", "takeover", "acquisition", "stake", "purchase", "listing", "flotation"}
)
"""What a regulator clears of a vendor's, and uses nothing of it."""
_BIDS = ("offer", "offre", "bid", "tender", "candidature", "dossier", "pitch")
"""Behind these a vendor is one that bids, beaten or not."""


def _chosen(frame: Frame, named: Sequence[Name], cue: Cue) -> tuple[Bound, ...]:
    body = frame.span
    counted = [name for name in counted_list(frame.line) if name in named]
    if len(counted) > 1 and cue.end <= counted[0].start:
        return sellers(counted)
    rows = groups(frame.line, named)
    if family(cue) == "contract":
        size = max(map(_makers, rows))
        if size > 1:
            return sellers(next(row for row in rows if _makers(row) == size))
    if (body[0] < cue.start and family(cue) == "explore") or _choice(frame.line):  # "weighing A against B", "compares A and B"
        weighed = [name for row in rows if row[0].start >= cue.start for name in row]
        if weighed:
            return sellers(weighed)
    left = [row for row in rows if row[-1].end <= cue.start]
    if left and body[0] <= left[-1][0].start and passive(frame.line, cue) and _right_before(frame.line, left[-1][-1], cue):
        return (*_and_it(frame, left[-1]), *sellers((*left[-1], *_same_makers(named, left[-1]))))  # "said that X was chosen"
    right = [row for row in rows if row[0].start >= cue.start]
    if body[0] >= cue.end:  # the body follows its verb: "used by", "offered to", "teamed up with"
        between = [row for row in right if row[-1].end <= body[0]]
        best = between[0] if between else left[-1] if left else right[0] if right else rows[0]
    else:
        best = right[0] if right else left[-1] if left else rows[0]
    opened = [name for row in rows if row[0].start > best[-1].start and _gives_access(frame.line, best[-1], row) for name in row]
    return (*_and_it(frame, best), *sellers((*best, *opened, *_same_makers(named, best))))


def _gives_access(line: Line, tool: Name, row: Sequence[Name]) -> bool:
    """ "Uses GPT@EC, a tool that gives access to models from A, B and C": with the tool all of them."""
    between = [token.fold for token in line.words(tool.end, row[0].start)]
    at = next((at for at in range(len(between) - 1) if between[at] in _ACCESS and between[at + 1] in ("to", "a")), None)
    return len(row) > 1 and at is not None and "," in between[:at]


_ACCESS = frozenset({"access", "acces"})


def _makers(row: Sequence[Name]) -> int:
    return len({name.vendor for name in row})


def _choice(line: Line) -> bool:
    """ "Laisse le choix entre A et B": all that is to be chosen from."""
    row = pairwise(line.tokens)
    return line.lang == "fr" and any(one.fold in ("choix", "choisir") and other.fold == "entre" for one, other in row)


def _right_before(line: Line, name: Name, cue: Cue) -> bool:
    gap = [token.fold for token in line.words(name.end, cue.start)]
    return len(gap) <= _JUST + 1 and not {",", "and", "or"}.intersection(gap)


def _and_it(frame: Frame, group: Sequence[Name]) -> tuple[Bound, ...]:
    """ "It and Anthropic": the vendor that the sentence before spoke of first stands in the group too."""
    before = [token.fold for token in frame.line.before(group[0].start, 2)]
    if len(before) < 2 or before[0] not in _SINGULAR or before[1] not in ("and", "et"):
        return ()
    earlier = frame.scene.before(frame.line, Role.VENDOR, lines=1)
    others = [name for name in earlier if name.vendor not in {one.vendor for one in group}]
    return sellers(others[:1])


def _same_makers(named: Sequence[Name], group: Sequence[Name]) -> list[Name]:
    """Products of the chosen vendors, wherever in the clause: "Meta makes its Llama models available"."""
    makers = {name.vendor for name in group}
    return [name for name in named if name.role is Role.PRODUCT and name.vendor in makers]


def _in_mind(frame: Frame, cue: Cue) -> tuple[Bound, ...]:
    scene, line, clause = frame.scene, frame.line, frame.clause
    words = {token.fold for token in line.tokens if clause.holds(token.start)}
    if line.quoted(cue.start) and words & _FIRST_PERSON:
        own = _employer(scene, line, cue)
        if own:
            return (own,)
    if frame.listing and clause.cues(line, "every.deal"):
        rows = scene.lines[max(0, line.index - _DEALS) : line.index]
        return sellers([name for row in rows for name in row.named(Role.VENDOR, Role.PRODUCT)])
    pair = group_before(scene, line) if words & _PLURAL else ()
    if pair:
        return pair
    elsewhere = sellers([name for name in line.named(Role.VENDOR, Role.PRODUCT) if name.end <= clause.start])
    if elsewhere:
        return elsewhere if words & _PLURAL else elsewhere[-1:]
    theirs = customers(line, cue) or first_customer(line, clause) or its_ware(line, len(frame.bodies))
    firms = [one for one in clause.cues(line, "company") if not _introduces(line, one)]
    takes_up = theirs or firms or _taken_up(line, clause) or clause.cues(line, "model", "same", "matter") or frame.listing
    if not takes_up:
        seats = family(cue) == "contract" and clause.cues(line, "figure.seat", "figure.people")  # "has signed for 150,000 users"
        again = seats or clause.cues(line, "share") or anaphoric(line, cue) or the_trial(line, cue)
        return _just_named(scene, line) if again else ()
    bound = (None if theirs else _of_topic(scene, line)) or scene.vendor_before(line)
    sure = bound is not None and bound.vendor == scene.topic and bool(clause.cues(line, "model")) and scene.on_topic
    return (bound,) if bound and (sure or not several_sellers(scene, line)) else ()


def _introduces(line: Line, cue: Cue) -> bool:
    """ "Conçu par la start-up Illuin": the noun brings in a firm of its own, and takes nobody up."""
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    return bool(behind) and behind[0].upper and behind[0].word


def _another_thing(frame: Frame, cue: Cue) -> bool:
    """ "Will shut down NIPRGPT", "qui fait tourner des modèles libres": another tool, or new ones, and nobody's in mind."""
    line, clause = frame.line, frame.clause
    tools = [name for name in clause.names(line, Role.AGENCY) if name.entity and name.entity.category == "platform"]
    if any(0 <= len(line.words(cue.end, tool.start)) <= _MANY for tool in tools if tool.start >= cue.end):
        return True
    if family(cue) in _UPON_THINGS and any(
        token.upper and token.word and token.fold not in DAYS and not line.is_named(token.start)
        for token in line.tokens[cue.last + 1 : cue.last + 2]
    ):
        return True  # "a déjà interdit TikTok", "dropped Slack", "se fait la main sur Lexandre"
    behind = [token.fold for token in line.words(cue.end, clause.end)[:_MANY]]
    if line.lang == "en" and any(one in _AI and other in _TOOLS for one, other in pairwise(behind)) and _bare(behind):
        return True  # "has no plans to buy AI tools": of no maker
    wares = {token.fold for one in clause.cues(line, "ai") for token in line.words(one.start, one.end)}
    return line.lang == "fr" and behind[:1] == ["des"] and not wares.isdisjoint(behind)


def _bare(behind: Sequence[str]) -> bool:
    return behind[0] in _AI or (behind[0] in ("any", "other", "more", "commercial") and behind[1] in _AI)


_AI = frozenset({"ai", "generative", "artificial"})
_TOOLS = frozenset({"tools", "chatbots", "products", "systems", "assistants", "ai", "intelligence", "models", "services"})
_UPON_THINGS = frozenset({"end", "explore", "adopt"})


def _new_to_all(line: Line, cue: Cue) -> bool:
    """ "Uses a large language model", in the first sentence: nobody's yet."""
    behind = [token for token in line.tokens[cue.last + 1 : cue.last + 1 + _MANY + _JUST] if token.word]
    wares = {one.start for one in line.cued("ai")}
    first = line.lang == "en" and not line.index
    return first and [token.fold for token in behind[:1]] == ["a"] and any(t.start in wares for t in behind[1:])


def _taken_up(line: Line, clause: Clause) -> bool:
    """Whether a word of the clause may stand for the vendor: a pronoun, and no "en 2023", "cette année", "this week"."""
    row = line.tokens
    for at, token in enumerate(row):
        if token.fold not in _SINGULAR or not clause.holds(token.start):
            continue
        timed = at + 1 < len(row) and row[at + 1].fold in _TIMES
        clitic = token.fold != "en" or (at > 0 and row[at - 1].fold in _BEFORE_CLITICS)
        if clitic and not timed:
            return True
    return False


_TIMES_WORDS = """
    year week month time spring summer autumn winter morning afternoon evening quarter decade
    annee semaine mois fois printemps ete automne hiver matin soir jour trimestre
"""
_TIMES = frozenset(_TIMES_WORDS.split())
_BEFORE_CLITICS = frozenset({"il", "elle", "ils", "elles", "on", "nous", "qui", "n'", "ne", "s'", "l'", "y", "en", "agence", "a"})


def several_sellers(scene: Scene, line: Line) -> bool:
    """The last sentence before with a vendor names several, coordinates them not, and is about none of them."""
    for earlier in reversed(scene.lines[max(0, line.index - _JUST) : line.index]):
        names = [name for name in earlier.named(Role.VENDOR, Role.PRODUCT) if name.vendor]
        if names:
            makers = list({name.vendor: replace(name, name=name.vendor or "") for name in reversed(names)}.values())[::-1]
            return len(groups(earlier, names)) > 1 and several(earlier, makers)
    return False


def _just_named(scene: Scene, line: Line) -> tuple[Bound, ...]:
    """ "Is trying out a version": of the one vendor that the sentences just before named, where they name one only.

    Another passage's vendor yields to one that most of the article is about.
    """
    bounds = sellers(scene.before(line, Role.VENDOR, Role.PRODUCT, lines=_JUST))
    topic = _of_topic(scene, line) if bounds else None
    if topic is not None:
        return (topic,)
    if not bounds:
        lately = (
            row.named(Role.VENDOR, Role.PRODUCT) for row in reversed(scene.lines[max(0, line.index - _LATELY) : line.index])
        )
        bounds = sellers(next((row for row in lately if row), ()))
    return bounds if len(bounds) == 1 else ()


def _of_topic(scene: Scene, line: Line) -> Bound | None:
    """The vendor that most of the article is about, where the passage of ``line`` has named none before it."""
    lately = scene.lines[max(0, line.index - _LATELY - 1) : line.index]
    own = any(row.named(Role.VENDOR, Role.PRODUCT) for row in lately if row.passage == line.passage)
    if own or line.quotes or scene.topic is None or not scene.on_topic:
        return None
    return Bound(vendor=scene.topic, product=scene.product_of(scene.topic, line))


def _employer(scene: Scene, line: Line, cue: Cue) -> Bound | None:
    """The vendor that "we" in a quotation is."""
    credit = attribution(scene, line, cue.start)
    house = credit.employer if credit else None
    if credit and house is None and line.cued("spokes"):
        return scene.vendor_before(line)
    return Bound(vendor=house, product=scene.product_of(house, line)) if house in scene.vendors and house else None


def with_products(scene: Scene, line: Line, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """The bounds with the product that the line or the whole article means, where one can be told."""
    if len(bounds) >= _MANY:  # "tools from A, B and C": which product of each is not said
        return bounds
    return tuple(
        bound
        if bound.product
        else Bound(vendor=bound.vendor, product=scene.product_of(bound.vendor, line), unlisted=bound.unlisted)
        for bound in bounds
    )
