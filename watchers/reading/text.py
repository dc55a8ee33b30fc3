"""The normal form of text that goes into an article: what an eye can see, in NFC, and nothing that hides or steers.

No-break spaces (U+00A0, U+202F) stay as they are: quotes are cut out of this text, and numbers are read with them.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls but tab and newline; soft hyphen; zero-width and directional marks; byte order mark; surrogates;
# noncharacters and tag characters, in which whole hidden sentences can be written
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SPACES = re.compile("[ \t]{2,}|\t")
_BLANK_LINES = re.compile("\n{3,}")
_EDGES = " \t\u00a0\u202f\u2007\u2009"
_BULLET = re.compile("[•‣▪▸●◦⁃∙·–*-] +(?=\\S)")


def cleaned(text: str) -> str:
    """``text`` in NFC, line ends as newlines, without invisible characters; layout and all spaces kept."""
    return _nfc(_INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))


def tidied(text: str) -> str:
    """``cleaned`` text laid out: no runs of blanks, lines without edges, at most one blank line, bullets as ``- ``."""
    lines = (_bulleted(_SPACES.sub(" ", line).strip(_EDGES)) for line in cleaned(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def one_line(text: str) -> str:
    """``tidied`` text on one line: a title, a name."""
    return _SPACES.sub(" ", tidied(text).replace("\n", " ")).strip(_EDGES)


def folded(text: str) -> str:
    """For comparing only: compatibility form, case folded, apostrophes and blanks made one."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(plain.split())


def small(text: str) -> str:
    """In small letters, to be searched for wordings: of the same length, so that places are those of ``text``."""
    return text.replace("İ", "I").lower()  # the one letter that grows


def trimmed(text: str) -> str:
    """``text`` without blank lines before its first and after its last line; nothing else is touched."""
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[full[0] : full[-1] + 1]) if full else ""


def _nfc(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _bulleted(line: str) -> str:
    match = _BULLET.match(line)
    if match is None or line[0] == "-":
        return line
    return "- " + line[match.end() :]
