"""What can be wrong with the database; every error names it and says what to do.

StoreError                  where, retryable
├── StoreBusy               another writer held the lock for longer than five seconds     (retryable)
├── StoreFull               no space left, or a limit on the file's size                  (retryable)
├── StoreUnwritable         directory or file that may not be written or opened
│   └── StoreRemote         a file on another machine's disk
├── StoreBroken             not a database, or one that fails its check
├── SchemaUnknown           a schema that no migration of this program describes, or a newer one
└── Stale                   the ledger moved between load and save: load and weigh again  (retryable)
"""


class StoreError(Exception):
    """Root of the tree."""

    retryable = False

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(message)
        self.where = where

    def __str__(self) -> str:
        return f"{self.args[0]} ({self.where})"


class StoreBusy(StoreError):
    """Another writer held the lock for too long."""

    retryable = True


class StoreFull(StoreError):
    """No space left."""

    retryable = True


class StoreUnwritable(StoreError):
    """The file or its directory may not be written."""


class StoreRemote(StoreUnwritable):
    """The file lies on a network file system, where the write-ahead log does not work."""


class StoreBroken(StoreError):
    """Not a database, or a damaged one."""


class SchemaUnknown(StoreError):
    """A schema that no migration of this program describes."""


class Stale(StoreError):
    """The ledger moved between load and save."""

    retryable = True
