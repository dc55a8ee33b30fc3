"""Text from outside, made harmless and cut to length: pure.

Lengths are counted in UTF-16 code units, the larger of the two ways in which Slack and Python may count.
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

ELLIPSIS = "…"
URL_LIMIT = 3000
"""Characters of a link target: Slack's limit for a URL."""

_MARKS_A_LETTER = 4
"""Combining marks kept on one letter; living scripts need three, piles of them climb over other lines."""
_PLAIN = re.compile(r"[ -%'-~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u202f\u20ac]*")
"""Western text without an ampersand: composed already, nothing in it to take out but spaces. Nearly all text is that."""
_AMPERSANDS = re.compile(r"&(?:amp;)+")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180e")
"""Letters by their category that show as nothing."""
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#\\@:\[\]|<>\"]+|\[[0-9A-Fa-f:.]+\])(?P<port>:\d{1,5})?(?P<rest>[/?#].*)?", re.DOTALL
)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\]")
_KEPT_IN_ADDRESS = "/?#:@!$&'()*+,;=%-._~[]"


def clean(text: str) -> str:
    """One line of NFC text without control, format, bidi, surrogate, private-use or invisible characters; white space collapsed.

    The three entities that Slack knows are decoded, for nothing of ours decodes them later. Idempotent.
    """
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    shown = unicodedata.normalize("NFC", "".join(" " if ch.isspace() else ch for ch in text if ch.isspace() or _shows(ch)))
    # Decoded after the invisible is gone, or a zero-width character inside an entity would hide it;
    # composed again, for a decoded < may join with an overlay.
    shown = _AMPERSANDS.sub("&", shown).replace("&lt;", "<").replace("&gt;", ">")
    return " ".join(_thin(unicodedata.normalize("NFC", shown)).split())


def _shows(ch: str) -> bool:
    return ch not in _FILLERS and not _selector(ch) and unicodedata.category(ch) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _selector(ch: str) -> bool:
    return "\ufe00" <= ch <= "\ufe0f" or "\U000e0100" <= ch <= "\U000e01ef"


def _thin(text: str) -> str:
    """``text`` with at most a few combining marks on each letter."""
    out: list[str] = []
    marks = 0
    for ch in text:
        marks = marks + 1 if unicodedata.category(ch).startswith("M") else 0
        if marks <= _MARKS_A_LETTER:
            out.append(ch)
    return "".join(out)


def width(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clusters(text: str) -> Iterator[str]:
    """What a reader sees as one character: a letter with its marks, an emoji with its skin tone, a flag's two letters."""
    cluster = ""
    for ch in text:
        if cluster and not _joins(cluster, ch):
            yield cluster
            cluster = ""
        cluster += ch
    if cluster:
        yield cluster


def _joins(cluster: str, ch: str) -> bool:
    if _flag_letter(ch):
        return len(cluster) == 1 and _flag_letter(cluster)
    return unicodedata.category(ch).startswith("M") or "\U0001f3fb" <= ch <= "\U0001f3ff" or "\u1160" <= ch <= "\u11ff"


def _flag_letter(ch: str) -> bool:
    return "\U0001f1e6" <= ch <= "\U0001f1ff"


def cut(text: str, limit: int) -> str:
    """Clean text of at most ``limit`` code units (at least 1), with an ellipsis where something is cut; no cluster is split."""
    # A megabyte is not cleaned for a line: what lies beyond sixteen times the room shows only if nearly all before it does not.
    window = text[: 16 * limit + 256]
    line = clean(window)
    if len(window) == len(text) and width(line) <= limit:
        return line
    return _head(line, limit - 1).rstrip() + ELLIPSIS


def _head(text: str, room: int) -> str:
    taken: list[str] = []
    for cluster in clusters(text):
        room -= width(cluster)
        if room < 0:
            break
        taken.append(cluster)
    return "".join(taken)


def escape(text: str) -> str:
    """Clean text as mrkdwn takes it: & < > escaped, and what would read as another system's markup parted."""
    text = clean(text).replace("**", "*\u200a*").replace("](", "] (")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fit(text: str, limit: int) -> str:
    """Clean text, not escaped, of at most ``limit`` code units (at least 5) once it is: the source is cut, never an entity."""
    room = limit
    line = cut(text, room)
    while (over := width(escape(line)) - limit) > 0 and room > 1:
        room = max(1, min(room, width(line)) - max(1, over // 5))
        line = cut(line, room)
    return line


def escape_lines(text: str, limit: int) -> str:
    """Several lines escaped, whole lines only, at most ``limit`` code units together; an ellipsis where lines are left out."""
    rows: list[str] = []
    left = limit - len(ELLIPSIS) - 1
    for row in text.split("\n"):
        indent = row[: len(row) - len(row.lstrip(" "))]
        escaped = indent + escape(row)
        left -= width(escaped) + 1
        if left < 0:
            return "\n".join([*rows, ELLIPSIS])
        rows.append(escaped)
    return "\n".join(rows)


def safe_url(url: str) -> str | None:
    """An http(s) link target, percent-encoded where Slack would read a delimiter; ``None`` for what is not one host's address.

    Credentials, backslashes and odd host names are refused: readers disagree on the host they lead to.
    """
    if any(not ch.isprintable() for ch in url):
        return None
    parts = _ADDRESS.fullmatch(url.strip())
    host = _ascii_host(parts["host"]) if parts else None
    if parts is None or host is None:
        return None
    rest = quote(parts["rest"] or "/", safe=_KEPT_IN_ADDRESS)
    address = f"{parts['scheme']}://{host}{parts['port'] or ''}{rest}"
    return address if len(address) <= URL_LIMIT else None


def host_of(url: str) -> str | None:
    """The host that a link opens, in ASCII (punycode); ``None`` where ``safe_url`` refuses the link."""
    address = safe_url(url)
    parts = _ADDRESS.fullmatch(address) if address else None
    return parts["host"] if parts else None


def _ascii_host(host: str) -> str | None:
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    name = name.lower()
    return name if len(name) <= 253 and _HOST.fullmatch(name) else None
