"""What a person reads in one line where the work of a command failed.

WorkFailed                      the message says what failed, why, and where it helps what to do
├── ArchiveError                articles that cannot be read from where they were said to be
├── BrokenReference             reference data that cannot be used
├── ExpectationError            a file of expected verdicts that cannot be used
├── FactFileError               a file of facts that cannot be read
├── LedgerFileError             a file of facts to start with that cannot be used
├── OpmlError                   a list of feeds that cannot be read
└── Refused                     what a command was asked for cannot be done

They stand beside the code that raises them; the root stands here, so that a command can catch them without loading all of it.
"""


class WorkFailed(Exception):
    """Root of the tree: ends a command with exit code 1."""
