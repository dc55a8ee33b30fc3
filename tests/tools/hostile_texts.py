"""Five hundred texts that want to ping, forge a link, change a layout or break a limit; from a few parts, always the same."""

import random
from itertools import product

_PINGS = (
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<@U0REPORTER>",
    "<#C0ALERTS>",
    "<!subteam^S1>",
    "<!date^1392734382^{date}|x>",
    "@channel",
)
_LINKS = (
    "<https://evil.example|https://gsa.gov>",
    "<https://evil.example>",
    "[gsa.gov](https://evil.example)",
    "https://evil.example|gsa.gov",
    "<mailto:a@evil.example|mail>",
    "javascript:alert(1)",
    "http://user:pass@evil.example/",
    "evil.example/path",
)
_LAYOUT = (
    "*b*",
    "_i_",
    "~s~",
    "`c`",
    "```c```",
    "> q",
    "• x",
    "1. x",
    ":tada:",
    ":skin-tone-2:",
    "&lt;!channel&gt;",
    "&amp;lt;!here&amp;gt;",
)
_BYTES = (
    "\u202e",
    "\u2066x\u2069",
    "\u200b",
    "\u00ad",
    "\x00",
    "\x1b[31m",
    "\r\n",
    "\t",
    "\ufeff",
    "\ud83d",
    "\u0301" * 500,
    "\U0001f468\u200d\U0001f469",
)
_LENGTHS = (0, 1, 74, 75, 76, 119, 121, 149, 150, 151, 299, 301, 2999, 3000, 3001, 9001, 40_001)
_FILL = ("a", "é", "&", "<", "😀", "e\u0301", "漢", "\u00a0", "W")
COUNT = 500


def hostile_texts() -> tuple[str, ...]:
    """All of them, without repetitions: each part alone, in pairs, and every length in every filling."""
    parts = (*_PINGS, *_LINKS, *_LAYOUT, *_BYTES)
    made = [*parts, *(fill * length for fill, length in product(_FILL, _LENGTHS))]
    chance = random.Random(8)
    while len(set(made)) < COUNT:
        made.append("".join(chance.choice(("", " ", "\n", "x")) + chance.choice(parts) for _ in range(chance.randint(2, 6))))
    return tuple(dict.fromkeys(made))[:COUNT]
