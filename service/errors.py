"""What a person reads in one line where the work of a command failed.

WorkFailed                      the message says what failed, why, and where it helps what to do
├── BrokenReference             reference data that cannot be used
├── FactFileError               a file of facts that cannot be read
├── LedgerFileError             a file of facts to start with that cannot be used
├── Misread                     a file of which a line, or the whole, cannot be taken
│   ├── ArchiveError            articles that cannot be read from where they were said to be
│   └── ExpectationError        a file of expected verdicts that cannot be used
├── OpmlError                   a list of feeds that cannot be read
└── Refused                     what a command was asked for cannot be done

They stand beside the code that raises them; the root stands here, so that a command can catch them without loading all of it.
"""

from pathlib import Path


class WorkFailed(Exception):
    """Root of the tree: ends a command with exit code 1."""


class Misread(WorkFailed):
    """Something in a file cannot be taken: which file, which line (1-based; ``None``: the whole), why, and what to do."""

    def __init__(self, path: str | Path, line: int | None, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}{'' if self.line is None else f', line {self.line}'}: {self.message}"
