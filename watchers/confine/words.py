"""What parent and worker say to each other: a length, then a pickle of a word and a value."""

import struct
from typing import Final

LENGTH: Final = struct.Struct("!Q")
"""Stands before every task and every answer."""

PIECE: Final = 256 * 1024
"""Bytes that are taken from a socket at once."""

DONE: Final = "done"
"""With the function's result."""
RAISED: Final = "raised"
"""With an error of our own tree."""
FAILED: Final = "failed"
"""With the words of a foreign error."""
NO_MEMORY: Final = "no memory"
