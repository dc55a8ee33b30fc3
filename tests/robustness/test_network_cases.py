"""Cases A22, A26, A30, A31 and A34 of the fault matrix as the daemon meets them: names, certificates, charsets, crowded hosts.

The other cases of the network stand with the fetcher (tests/watchers/fetching, each naming its case), A12, A24 and A25 with the
feeds (tests/robustness/test_feeds_over_time.py).
"""

import asyncio
import itertools
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from service.flow.poll import poll
from service.flow.sweep import FEEDS_A_JOB, sweep
from service.reference import shipped
from service.store.feeds import sync_feeds
from tests.robustness.kiosk import NOON, Kiosk, kiosk, rss, story
from tests.standins.web import Answer, WebServer
from tests.watchers.fetching.fetchers import LOOPBACK, TLS, Names, fetcher, server_tls, trusting
from watchers.errors import Unreachable, Untrusted
from watchers.fetching.lanes import Lanes
from watchers.model import Feed, Source

NAMES: dict[str, list[tuple[str, ...]]] = {"names_example": [("127.0.0.1",)], "other_example": [("127.0.0.1",)]}


@pytest.fixture
async def stand() -> AsyncIterator[Kiosk]:
    async with kiosk(shipped()) as made:
        yield made


def trusts(path: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=TLS / path)


def shows(path: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / path)
    return context


def old() -> ssl.SSLContext:
    """A server that speaks TLS 1.0 and nothing newer."""
    context = server_tls()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.maximum_version = ssl.TLSVersion.TLSv1
    return context


@pytest.mark.parametrize(
    ("server", "client", "host", "why"),
    [
        (server_tls(), trusts("expired.pem"), "names.example", "self-signed|unable to get local issuer"),
        (shows("expired.pem"), trusts("expired.pem"), "names.example", "expired"),
        (server_tls(), trusting(), "other.example", "Hostname mismatch"),
    ],
    ids=["unknown authority", "expired", "wrong host"],
)
async def test_nobody_is_believed_without_a_certificate(
    server: ssl.SSLContext, client: ssl.SSLContext, host: str, why: str
) -> None:
    """A26: an error of its own name that may pass, and never a request without the check."""
    async with WebServer(tls=server) as web, fetcher(LOOPBACK, Names(**NAMES), tls=client) as asks:
        web.page("/", "x")
        with pytest.raises(Untrusted, match=f"(?i){why}") as caught:
            await asks.fetch(f"https://{host}:{web.port}/")
        assert caught.value.retryable
        assert web.asked == []


async def test_old_protocols_are_refused_and_a_certificate_for_a_number_holds_for_that_number() -> None:
    """A26: TLS 1.0 alone is no TLS; 127.0.0.1 is in the certificate, 127.0.0.2 is not."""
    async with WebServer(tls=old()) as web, fetcher(LOOPBACK, Names(**NAMES), tls=trusting()) as asks:
        with pytest.raises(Untrusted):
            await asks.fetch(web.url("/", "names.example"))
    everywhere = replace(LOOPBACK, allow=("127.0.0.0/8",))
    async with WebServer(tls=server_tls(), bind="127.0.0.2") as far, fetcher(everywhere, tls=trusting()) as asks:
        with pytest.raises(Untrusted, match="IP address mismatch"):
            await asks.fetch(far.url("/"))
    async with WebServer(tls=server_tls()) as near, fetcher(everywhere, tls=trusting()) as asks:
        near.page("/", "x")
        assert await asks.fetch(near.url("/")) is not None


async def test_a_name_that_cannot_be_resolved_costs_only_its_own_feed(stand: Kiosk) -> None:
    """A22: a loop of names, a server's failure, a stall, five hundred answers: each its own error, while others are polled."""

    async def odd(host: str, port: int) -> tuple[str, ...]:
        if host == "stalls.example":
            await asyncio.Event().wait()
        if host == "many.example":
            return tuple(f"127.0.{n // 250}.{n % 250 + 1}" for n in range(500))
        raise OSError("[Errno -3] Temporary failure in name resolution")

    stand.feed("/fine", stand.publish(story("one")))
    (fine,) = stand.watch("/fine")
    hosts = ("stalls.example", "many.example", "nowhere.example")
    wanted = [Feed(url=f"http://{host}/feed", source=Source(outlet=""), every=timedelta(minutes=5)) for host in hosts]
    wanted.insert(0, Feed(url=stand.feeds[0], source=Source(outlet=""), every=timedelta(minutes=5)))
    with stand.one.kit.store.writing() as c:
        sync_feeds(c, wanted, NOON)
    async with fetcher(replace(LOOPBACK, deadline=0.5), odd) as client:
        stand.one.kit = replace(stand.one.kit, fetcher=client)
        found = await asyncio.gather(*(poll(stand.one.kit, [number]) for number in (2, 3, 4, fine)))
    assert [len(jobs) for jobs in found] == [0, 0, 0, 1]
    faults = [str(fault).partition(":")[0] for fault in stand.one.column("SELECT fault FROM feeds WHERE id > 1 ORDER BY id")]
    assert faults == ["DeadlineExceeded", "AddressRefused", "Unreachable"]


@pytest.mark.parametrize(
    ("codec", "kind"),
    [
        ("utf-8", "application/rss+xml"),
        ("utf-8", "text/xml; charset=iso-8859-1"),
        ("cp1252", "text/xml; charset=iso-8859-1"),
        ("utf-8-sig", "text/xml; charset=windows-1251"),
        ("utf-16", "text/xml"),
        ("cp1252", "text/xml; charset=unicode_escape"),
    ],
)
async def test_accents_survive_whatever_a_server_says_of_its_charset(stand: Kiosk, codec: str, kind: str) -> None:
    """A29, A30: none, a wrong one, a mark against the header, a label that is no charset: the French title is whole."""
    (gazette,) = stand.watch("/gazette")
    told = replace(story("ete"), title="L’été à Nîmes : 40 € l’œuvre")
    body = rss([stand.publish(told)]).decode().replace('<?xml version="1.0"?>', "")
    stand.web.script("/gazette", Answer(body=body.encode(codec), content_type=kind))
    assert len(await poll(stand.one.kit, [gazette])) == 1
    assert stand.one.column("SELECT title FROM entries") == ["L’été à Nîmes : 40 € l’œuvre"]


@pytest.mark.parametrize("status", [203, 204, 206, 304])
async def test_only_whole_answers_are_read(stand: Kiosk, status: int) -> None:
    """A31: 203 is content; 204, 206 and a 304 that nobody asked for are failures, and no entry counts as gone for them."""
    (gazette,) = stand.watch("/gazette")
    body = rss([stand.publish(story("one"))])
    stand.web.script("/gazette", Answer(status=status, body=b"" if status in {204, 304} else body))
    jobs = await poll(stand.one.kit, [gazette])
    assert (len(jobs), stand.one.column("SELECT failures FROM feeds")) == ((1, [0]) if status == 203 else (0, [1]))


async def test_five_hundred_feeds_on_one_host_starve_nobody(stand: Kiosk) -> None:
    """A34: one job of twenty at a time for the crowded host, the others beside it; two requests at once, and a pause between."""
    crowd = [Feed(url=f"https://crowd.example/{n}", source=Source(outlet=""), every=timedelta(minutes=5)) for n in range(500)]
    others = [Feed(url=f"https://h{n}.example/", source=Source(outlet=""), every=timedelta(minutes=5)) for n in range(5)]
    with stand.one.kit.store.writing() as c:
        sync_feeds(c, [*crowd, *others], NOON - timedelta(hours=1))
    jobs = await sweep(stand.one.kit)
    assert sorted(len(job.about) for job in jobs) == [1, 1, 1, 1, 1, FEEDS_A_JOB]
    lanes = Lanes(replace(LOOPBACK, spacing=0.02), lambda _host: False)
    begun: list[tuple[str, float]] = []

    async def ask(host: str) -> None:
        async with lanes.place(host):
            begun.append((host, asyncio.get_running_loop().time()))

    await asyncio.gather(*(ask("crowd.example") for _ in range(8)), ask("quiet.example"))
    crowded = [at for host, at in begun if host == "crowd.example"]
    assert all(later - earlier >= 0.019 for earlier, later in itertools.pairwise(crowded))
    assert [host for host, _ in begun].index("quiet.example") < 3


def test_unreached_and_untrusted_are_one_family() -> None:
    """Whoever handles the one handles the other."""
    assert issubclass(Untrusted, Unreachable)
