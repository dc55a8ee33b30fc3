"""robots.txt (RFC 9309): which pages of a site we may read. Feeds are published to be polled; pages are asked for by these rules.

What cannot be found allows everything (4xx). What cannot be reached closes the site for the time being: the page is asked for
again later, as after any other failure of that server.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes
from weakref import WeakValueDictionary

from watchers.errors import BadStatus, FetchError, RobotsRefused, TooLarge, TooManyRedirects
from watchers.identity import origin_of, path_of
from watchers.model import Document

PRODUCT: Final = "writethru"
"""The name by which a robots.txt speaks to us."""
_LARGEST: Final = 512 * 1024
"""Bytes that are read; the standard asks for no less."""
_MOST_RULES: Final = 2000
_MOST_SITES: Final = 2000
_LONGEST_PATTERN: Final = 1000
_KEPT: Final = 24 * 3600.0
_RETRIED: Final = 600.0
"""Seconds for which an answer, or the lack of one, is kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One line: a pattern of paths, and whether they may be read."""

    allow: bool
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What a robots.txt says to us."""

    rules: tuple[Rule, ...] = ()

    def allow(self, path: str) -> bool:
        """Whether ``path`` (with its query) may be read: the longest pattern decides, and of two alike the one that allows."""
        asked = _plain(path)
        best = max(
            ((len(rule.path), rule.allow) for rule in self.rules if matches(rule.path, asked)),
            default=(0, True),
        )
        return best[1]


def rules_of(text: str) -> Rules:
    """The rules for us: of the groups that name us, else of those for everybody."""
    ours: list[Rule] = []
    others: list[Rule] = []
    named = False
    for agents, rules in _groups(text[:_LARGEST]):
        if any(agent.startswith(PRODUCT) for agent in agents):
            named = True
            ours += rules
        elif "*" in agents:
            others += rules
    return Rules(rules=tuple((ours if named else others)[:_MOST_RULES]))


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern (a start of a path; ``*`` for anything, ``$`` for the end) holds for ``path``."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, 1):
        last = ends and number == len(rest)
        found = path.rfind(part, at) if last and part else path.find(part, at)
        if found < 0:
            return False
        at = len(path) if last and not part else found + len(part)
    return not ends or at == len(path)


def _groups(text: str) -> Iterator[tuple[list[str], list[Rule]]]:
    agents: list[str] = []
    rules: list[Rule] = []
    begun = False
    for key, value in _lines(text):
        if key == "user-agent":
            if begun:
                yield agents, rules
                agents, rules, begun = [], [], False
            agents.append(value.lower())
        elif key in {"allow", "disallow"} and agents:
            begun = True
            if value:  # an empty "disallow" closes nothing
                rules.append(Rule(allow=key == "allow", path=_plain(value[:_LONGEST_PATTERN])))
    if agents:
        yield agents, rules


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _plain(path: str) -> str:
    """Percent signs undone where they only spell letters, so that two spellings of a path compare equal."""
    kept = re.sub(r"%(2[aA]|24|2[fF])", r"%25\1", path)  # a spelled star, dollar or slash is no sign of ours
    return unquote_to_bytes(kept).decode("utf-8", "replace")


class Robots:
    """The rules of many sites, each asked for once a day.

    ``get`` fetches without asking here; ``tick`` is a clock that only goes on, in seconds.
    """

    def __init__(self, get: Callable[[str], Awaitable[Document | None]], tick: Callable[[], float]) -> None:
        self._get = get
        self._tick = tick
        self._known: OrderedDict[str, tuple[float, Rules | FetchError]] = OrderedDict()
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, url: str) -> None:
        """Return if the page at ``url`` may be read. Raises ``RobotsRefused``, or why the site's rules cannot be had."""
        origin = origin_of(url)
        lock = self._asking.get(origin)
        if lock is None:
            lock = self._asking[origin] = asyncio.Lock()
        async with lock:
            rules = await self._rules(origin)
        if isinstance(rules, FetchError):
            raise copy(rules)
        if not rules.allow(path_of(url)):
            raise RobotsRefused("robots.txt asks us not to read this page", url=url)

    async def _rules(self, origin: str) -> Rules | FetchError:
        now = self._tick()
        until, rules = self._known.get(origin, (now, Rules()))
        if until > now:
            return rules
        found = await self._asked(f"{origin}/robots.txt")
        self._known[origin] = (now + (_RETRIED if isinstance(found, FetchError) else _KEPT), found)
        self._known.move_to_end(origin)
        if len(self._known) > _MOST_SITES:
            self._known.popitem(last=False)
        return found

    async def _asked(self, address: str) -> Rules | FetchError:
        try:
            document = await self._get(address)
        except (TooLarge, TooManyRedirects):
            return Rules()
        except BadStatus as error:
            return _named(error) if error.retryable else Rules()
        except FetchError as error:
            return _named(error)
        return (
            Rules() if document is None else rules_of(document.body[:_LARGEST].decode("utf-8", "replace").removeprefix("\ufeff"))
        )


def _named(error: FetchError) -> FetchError:
    """The same, as what it means for the pages of the site."""
    error.args = (f"robots.txt: {error.args[0]}",)
    return error
