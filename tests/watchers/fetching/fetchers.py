"""What the tests of the client share: a fetcher that may reach loopback, and a resolver by table."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

from watchers.fetching.client import GuardedFetcher
from watchers.fetching.config import FetchConfig
from watchers.fetching.resolver import Resolver

NOW = datetime(2024, 11, 5, 12, tzinfo=UTC)
TLS = Path(__file__).parents[2] / "standins" / "tls"

LOOPBACK = FetchConfig(contact="newsroom@example.org", version="1.2", allow=("127.0.0.1/32",), ports=(0,), deadline=5.0)
CLOSED = FetchConfig(contact="newsroom@example.org", ports=(0,), deadline=5.0)


class Names:
    """A resolver by table; each name answers in turn, the last answer repeats."""

    def __init__(self, **answers: list[tuple[str, ...]]) -> None:
        self._answers = {name.replace("_", "."): given for name, given in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        """The next answer for ``host``; raises ``OSError`` for a name that is not in the table."""
        self.asked.append(host)
        answers = self._answers.get(host)
        if not answers:
            raise OSError(f"[Errno -2] Name or service not known: {host}")
        return answers.pop(0) if len(answers) > 1 else answers[0]


def fetcher(
    config: FetchConfig = LOOPBACK, names: Resolver | None = None, *, tls: ssl.SSLContext | None = None
) -> GuardedFetcher:
    """A fetcher whose wall clock stands still."""
    return GuardedFetcher(config, now=lambda: NOW, resolver=names or Names(), tls=tls)


def server_tls() -> ssl.SSLContext:
    """What the stand-in server shows: a certificate of the tests' own authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem")
    return context


def trusting() -> ssl.SSLContext:
    """A client that trusts the tests' own authority, and nobody else."""
    return ssl.create_default_context(cafile=TLS / "authority.pem")
