"""Canonical addresses, the identity of an entry, fingerprints of texts.

ada-url is the one URL parser of the house: what this module says about a host is what the guard checks, what the client
connects to and what a reader is shown. Parsers that disagree are how address filters are bypassed, so no other one is asked.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import Final

from ada_url import URL, idna_to_unicode

_LONGEST_URL: Final = 8192
"""Longer than any address of an article, short enough for a database column and a Slack link."""

_LONGEST_GUID: Final = 300

_REMEMBERED: Final = 256
"""Addresses whose host and port are remembered: as many as are under way at once, several times over."""

_TRACKING: Final = re.compile(
    r"""(?: (?: utm | pk | mtm | piwik | matomo | hsa ) _ .*
        | fbclid | gclid | gclsrc | dclid | gbraid | wbraid | msclkid | yclid | twclid | ttclid | li_fat_id | igshid | igsh
        | mc_[ce]id | mkt_tok | _hs(?:enc|mi) | __hs(?:tc|sc|fp) | hsctatracking | vero_(?:id|conv) | oly_(?:anon|enc)_id
        | xtor | xtref | at_(?:medium|campaign|custom[1-4]|link_(?:id|origin|type)|ptr_name|bbc_team|format) | wt[._]mc(?:_id)?
        | s_cid | s_kwcid | ncid | cmpid | ocid | taid | ito | smid | smtyp | sr_share | soc_(?:src|trk) | ref_(?:src|url)
        | rb_clickid | guccounter | guce_referrer(?:_sig)? | _ga | _gl | cx_(?:testid|testvariant|artpos) )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Query parameters that say how a reader came, never what is read; matched against whole names."""

_HOST_PREFIX: Final = re.compile(r"^(?:www|amp)\.(?=[^.]+\.)")
_CACHED: Final = re.compile(
    r"(?:[\w-]+\.cdn\.ampproject\.org/(?:c|v|i|wp)/(?:s/)?|(?:www\.)?google(?:\.[a-z]{2,3}){1,2}/amp/(?:s/)?|[\w-]+\.bing-amp\.com/c/(?:s/)?)(.+)"
)
_AMP_START: Final = re.compile(r"^/amp/(?=.)", re.IGNORECASE)
_AMP_END: Final = re.compile(r"([-/][^/]*[-0-9][^/]*?)(?:/amp/?|\.amp(?:\.html?)?)$", re.IGNORECASE)
"""Behind a slug or a number; an article about AMP may end so too."""
_AMP_QUERY: Final = re.compile(r"amp(?:=(?:1|true))?|outputType=amp(?:-type)?|_amp=true", re.IGNORECASE)

_CONFUSABLE_LATIN: Final = frozenset("ıĸſŉ")
"""Letters below U+0180 that pass for another letter; a host with one of them is shown as punycode."""


def resolve_url(url: str, base: str | None = None) -> str | None:
    """The http(s) address that ``url`` means (relative to ``base``), without credentials and fragment, as WHATWG writes it.

    ``None`` for another scheme, for what the parser refuses, and for addresses of more than 8,192 characters.
    """
    parsed = _parsed(url, base)
    return None if parsed is None else parsed.href


def canonical_url(url: str, base: str | None = None) -> str | None:
    """Like ``resolve_url``, also without parameters that only track the reader and without the dot that may end a host."""
    parsed = _parsed(url, base)
    if parsed is None:
        return None
    if parsed.hostname.endswith(".") and parsed.hostname.strip("."):
        parsed.hostname = parsed.hostname.rstrip(".")
    if parsed.search:
        parsed.search = "&".join(part for part in parsed.search[1:].split("&") if part and not _tracks(part))
    return parsed.href


def place_of(url: str) -> str:
    """What addresses of one article have in common: ``http`` and ``https``, with and without ``www.``, its AMP forms.

    Only for comparing; empty for what is no http(s) address.
    """
    address = canonical_url(url)
    parsed = None if address is None else _parsed(address, None)
    if parsed is None:
        return ""
    inner = _unwrapped(parsed)
    return _place((inner and _parsed(inner, None)) or parsed)


def _unwrapped(parsed: URL) -> str | None:
    """The publisher's own address, where this is that of a cache of AMP pages."""
    cached = _CACHED.fullmatch(f"{parsed.hostname}{parsed.pathname}")
    return None if cached is None else canonical_url(f"https://{cached[1]}{parsed.search}")


def _place(parsed: URL) -> str:
    host, path = _HOST_PREFIX.sub("", parsed.host), _AMP_START.sub("/", parsed.pathname)
    path = _AMP_END.sub(r"\1", path).rstrip("/")
    query = "&".join(part for part in parsed.search.lstrip("?").split("&") if part and not _AMP_QUERY.fullmatch(part))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def entry_identity(*, guid: str | None, url: str | None, title: str, outlet: str) -> str:
    """What makes an entry the same at the next poll: its canonical address, else its GUID, else a hash of title and outlet.

    The address comes first because GUIDs change on every poll at some outlets and are reused for different items at others.
    """
    address = canonical_url(url) if url else None
    if address is not None:
        return address
    name = " ".join((guid or "").split())
    if name:
        return f"guid:{name}" if len(name) <= _LONGEST_GUID else f"guid-sha256:{_digest(name)}"
    return f"title:{_digest(normal_body(title) + chr(10) + normal_body(outlet))}"


def host_of(url: str) -> str:
    """The host as it goes into a request: lower case, punycode, IPv6 in brackets; empty for what is no http(s) address."""
    return _server(url)[0]


def port_of(url: str) -> int:
    """The port that a request goes to, 80 or 443 where the address names none; 0 for what is no http(s) address."""
    return _server(url)[1]


def origin_of(url: str) -> str:
    """Scheme, host and port, without a slash at the end; empty for what is no http(s) address."""
    parsed = _parsed(url, None)
    return "" if parsed is None else f"{parsed.protocol}//{parsed.host}"


def path_of(url: str) -> str:
    """Path and query as they go into a request; empty for what is no http(s) address."""
    return _server(url)[2]


def shown_host(url: str) -> str:
    """The host as a reader sees it: in its own letters where they are of one script and none passes for another.

    Else punycode.
    """
    host = host_of(url)
    if "xn--" not in host:
        return host
    shown = idna_to_unicode(host)
    return shown if len({_script(letter) for letter in shown if letter.isalpha()}) == 1 and _plain_to_read(shown) else host


def normal_body(text: str) -> str:
    """The text with compatibility forms unified (NFKC), case folded and white space collapsed: what counts as the same words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def body_digest(text: str) -> str:
    """SHA-256 of ``normal_body`` as 64 hex digits; lone surrogates, which no encoding can carry, count as question marks."""
    return _digest(normal_body(text))


@lru_cache(maxsize=_REMEMBERED)
def _server(url: str) -> tuple[str, int, str]:
    """Host, port and what is asked for there; remembered, for one poll asks several times."""
    parsed = _parsed(url, None)
    if parsed is None:
        return "", 0, ""
    port = int(parsed.port) if parsed.port else {"http:": 80, "https:": 443}[parsed.protocol]
    return parsed.hostname, port, f"{parsed.pathname}{parsed.search}"


def _parsed(url: str, base: str | None) -> URL | None:
    if len(url) > _LONGEST_URL:
        return None
    try:
        parsed = URL(url.strip(), base)
    except ValueError:  # also what the parser says of lone surrogates
        return None
    written = parsed.href
    if not written.startswith(("http:", "https:")) or not parsed.hostname or len(written) > _LONGEST_URL:
        return None
    if "@" in written:
        parsed.username = ""
        parsed.password = ""
    if "#" in written:
        del parsed.hash
    return parsed


def _tracks(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter.partition("=")[0]) is not None


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNNAMED").split(" ", 1)[0]


def _plain_to_read(host: str) -> bool:
    return not any(letter in _CONFUSABLE_LATIN or (letter >= "ƀ" and _script(letter) == "LATIN") for letter in host)
