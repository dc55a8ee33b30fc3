"""How feeds behave over time (cases C01 to C30 of the fault matrix): polled again and again over real HTTP, by a clock of ours.

What is told elsewhere: C12 to C19 in tests/service/flow/test_silence.py, C19 and C23 in tests/watchers/fetching/test_headers.py,
C25 in tests/watchers/test_rhythm.py, C26 in tests/service/flow/test_listings.py; C28 (WebSub) is not built.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from service.flow.listings import ENTRY_CAP
from service.flow.poll import poll
from service.flow.sweep import sweep
from service.reference import shipped
from service.store.feeds import sync_feeds
from tests.robustness.kiosk import DAY, HOUR, NOON, Item, Kiosk, adopts, item, kiosk, rss, story
from tests.standins.newsroom import page
from tests.standins.web import RSS, Answer
from tests.watchers.fetching.fetchers import LOOPBACK, Names, fetcher
from watchers.identity import host_of
from watchers.model import Feed, Source

BODY = "Officials met on Tuesday in a hall by the river, and a second meeting is planned for the spring of next year."


@pytest.fixture
async def stand() -> AsyncIterator[Kiosk]:
    async with kiosk(shipped()) as made:
        yield made


async def test_entries_are_known_whatever_becomes_of_their_guids(stand: Kiosk) -> None:
    """C01: GUIDs change on every poll: known by the address; where the link changes too, by words and date; no second alert."""
    (gazette, opaque) = stand.watch("/gazette", "/opaque")
    entry = stand.publish(story("one", adopts("NASA")))
    bare = [
        Item(title=f"A long enough heading, number {n}", date="Mon, 02 Mar 2026 09:15:00 GMT", text=f"{n}: {BODY}")
        for n in (1, 2)
    ]
    for number in range(3):
        stand.feed("/gazette", replace(entry, guid=f"token-{number}"))
        stand.feed(
            "/opaque",
            *(replace(one, guid=f"t{number}-{one.title}", link=stand.web.url(f"/x/{number}{one.title[-1]}")) for one in bare),
        )
        new = (await stand.poll(gazette), await stand.poll(opaque))
        assert new == ((1, 2) if number == 0 else (0, 0))
    assert stand.alerts() == 1


async def test_a_site_that_moves_to_https_or_to_other_paths_publishes_nothing_new(stand: Kiosk) -> None:
    """All GUIDs and links change at once: known under the other scheme, without ``www.``, and by words and date."""
    (gazette,) = stand.watch("/gazette")
    told = [(f"A long enough heading, number {n}", f"Mon, 02 Mar 2026 09:{n:02}:00 GMT", f"{n}: {BODY}") for n in range(1, 6)]
    seen = []
    for place in ("http://www.gazette.example/a", "https://gazette.example/a", "https://gazette.example/news/2026"):
        items = [Item(title=title, date=date, text=text, link=f"{place}/{text[0]}") for title, date, text in told]
        stand.feed("/gazette", *(replace(one, guid=one.link) for one in items))
        seen.append(await stand.poll(gazette))
    assert (seen, len(stand.known(gazette))) == ([5, 0, 0], 5)


async def test_a_letter_of_the_same_words_every_day_is_read_every_day(stand: Kiosk) -> None:
    """Undated entries of one heading and one blurb: another link within the day is the same letter, on the next day another."""
    (letters,) = stand.watch("/letters")
    seen = []
    for number in range(4):
        stand.feed("/letters", Item(title="The morning letter", link=stand.web.url(f"/letter/{number}"), text=BODY))
        seen.append(await stand.poll(letters, HOUR if number % 2 else DAY))
    assert seen == [1, 0, 1, 0]


async def test_a_guid_that_is_used_again_hides_nothing(stand: Kiosk) -> None:
    """C02: two entries with one GUID, at once or one after the other, are both read."""
    (gazette,) = stand.watch("/gazette")
    one, two, three = (
        stand.publish(story(slug, adopts(body))) for slug, body in (("a", "NASA"), ("b", "USAID"), ("c", "The Federal Reserve"))
    )
    stand.feed("/gazette", replace(one, guid="1"), replace(two, guid="1"))
    assert await stand.poll(gazette) == 2
    stand.feed("/gazette", replace(three, guid="1"))
    assert await stand.poll(gazette) == 1
    assert stand.alerts() == 3


async def test_a_silent_edit_is_read_again_and_only_what_it_adds_alerts(stand: Kiosk) -> None:
    """C03: GUID constant, text changed: new facts alert, old ones do not; the same with another link."""
    (gazette,) = stand.watch("/gazette")
    stand.feed("/gazette", replace(stand.publish(story("one", adopts("NASA"))), guid="constant"))
    assert (await stand.poll(gazette), stand.alerts()) == (1, 1)
    edited = stand.publish(story("one", adopts("NASA"), adopts("USAID")))
    stand.feed("/gazette", replace(edited, guid="constant", text="Another summary of it."))
    assert (await stand.poll(gazette), stand.alerts()) == (1, 1)
    elsewhere = stand.publish(story("one", adopts("NASA"), adopts("USAID"), adopts("The Federal Reserve")), "/b/one-updated")
    stand.feed("/gazette", replace(elsewhere, guid="constant", text="A third summary of it."))
    assert (await stand.poll(gazette), stand.alerts()) == (1, 1)
    stand.feed("/gazette", replace(elsewhere, guid="constant", text="A fourth summary of it."))
    assert (await stand.poll(gazette), stand.alerts()) == (1, 0)


async def test_one_story_in_many_feeds_alerts_once(stand: Kiosk) -> None:
    """C04: forty feeds in one minute, with tracking and AMP addresses, some with copies: one alert, the rest corroborates."""
    told = story("one", adopts("NASA"))
    entry = stand.publish(told)
    feeds = stand.watch(*(f"/feed-{number}" for number in range(40)))
    for number in feeds:
        tricks = (entry.link, f"{entry.link}?utm_source=f{number}", f"{entry.link}?amp=1", f"{entry.link}/")
        copied = (
            stand.publish(told, f"/copy/{number}")
            if number % 10 == 5
            else replace(entry, link=tricks[number % 4], guid=str(number))
        )
        stand.feed(f"/feed-{number - 1}", copied)
        await stand.poll(number, after=1.0)
    assert stand.alerts() == 1
    assert len(stand.one.column("SELECT id FROM articles")) == 5
    assert stand.one.column("SELECT count(*) FROM facts") == [1]
    assert sorted(map(str, stand.one.column("SELECT kinship FROM sightings"))) == [*["copy"] * 4, "independent"]
    assert len(stand.one.column("SELECT id FROM entries")) == 40


async def test_an_article_is_known_where_its_link_led_and_under_its_canonical_address(stand: Kiosk) -> None:
    """An aggregator's opaque link and the publisher's own feed: one article, read once; dead links that end alike stay apart."""
    aggregator, gazette, plain = stand.watch("/aggregator", "/gazette", "/plain")
    told = story("one", adopts("NASA"))
    entry = stand.publish(told)
    stand.web.script("/token/CBMi1", Answer(status=302, headers=(("Location", "/a/one"),)))
    stand.feed("/aggregator", replace(entry, link=stand.web.url("/token/CBMi1"), guid="CBMi1"))
    assert (await stand.poll(aggregator), stand.alerts()) == (1, 1)
    stand.feed("/gazette", entry)
    assert await stand.poll(gazette) == 0
    canonical = f'<link rel="canonical" href="{stand.web.url("/a/two")}">'
    stand.web.page("/print/two?id=2", page(story("two")).replace("</head>", f"{canonical}</head>"))
    stand.publish(story("two"))
    stand.feed("/gazette", item(story("two"), stand.web.url("/print/two?id=2")))
    assert await stand.poll(gazette) == 1
    stand.feed("/plain", item(story("two"), stand.web.url("/a/two")))
    assert await stand.poll(plain) == 0
    stand.web.page("/", page(story("home")))
    for slug in ("gone-1", "gone-2"):
        stand.web.script(f"/a/{slug}", Answer(status=302, headers=(("Location", "/"),)))
    stand.feed("/plain", *(item(story(slug), stand.web.url(f"/a/{slug}")) for slug in ("gone-1", "gone-2")))
    assert await stand.poll(plain) == 2


@pytest.mark.parametrize(
    "dates",
    [
        ("", ""),
        ("Fri, 02 Jan 2099 10:00:00 GMT", "Sat, 03 Jan 2099 10:00:00 GMT"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "0000-00-00T00:00:00Z"),
        ("mardi 5 nov. 2024", "lun. 02/03/2026 à 9h05"),
        ("Mon, 02 Mar 2026 09:00:00 XYZ", "Mon, 02 Mar 2026 23:00:00 -1200"),
        ("Mon, 02 Mar 2026 11:00:00 GMT", "Sun, 01 Mar 2026 11:00:00 GMT"),
    ],
    ids=["C05 none", "C06 future", "C07 1970", "C08 French", "C09 zone", "C10 backwards"],
)
async def test_no_entry_is_passed_over_for_its_date(stand: Kiosk, dates: tuple[str, str]) -> None:
    """C05 to C10: what comes later is read later whatever it is dated, once, and alerts."""
    (gazette,) = stand.watch("/gazette")
    first = replace(stand.publish(story("one", adopts("NASA"))), date=dates[0])
    second = replace(stand.publish(story("two", adopts("USAID"))), date=dates[1])
    stand.feed("/gazette", first)
    assert (await stand.poll(gazette), stand.alerts()) == (1, 1)
    stand.feed("/gazette", second, first)
    assert (await stand.poll(gazette), stand.alerts()) == (1, 1)
    stand.feed("/gazette", first, second)
    assert await stand.poll(gazette) == 0


@pytest.mark.soak
@pytest.mark.parametrize("count", [10_000, 100_000])
async def test_a_feed_of_any_length_is_taken_up_over_its_next_polls(stand: Kiosk, count: int) -> None:
    """C11: newest first, at most a cap of entries a poll, the rest by and by; nothing is lost and nothing is read twice."""
    (gazette,) = stand.watch("/gazette")
    # as short as entries can be: a hundred thousand of them are as many bytes as a feed may have
    stand.feed("/gazette", *(Item(title=f"n{n}", link=stand.web.url(f"/a/n{n}")) for n in reversed(range(count))))
    for polls in (1, 2, 3):
        assert len(await poll(stand.one.kit, [gazette])) == ENTRY_CAP
        assert len(stand.known(gazette)) == len(set(stand.known(gazette))) == polls * ENTRY_CAP
    newest = {str(url).rpartition("/n")[2] for url in stand.known(gazette)}
    assert newest == {str(count - 1 - n) for n in range(3 * ENTRY_CAP)}


async def test_an_etag_that_never_changes_hides_news_only_for_a_while(stand: Kiosk) -> None:
    """C20: now and then a feed is asked without its validators, whatever the server says it has."""
    (gazette,) = stand.watch("/gazette")
    stand.feed("/gazette", stand.publish(story("one")), ETag='"constant"')
    assert await stand.poll(gazette) == 1
    unchanged, whole = Answer(status=304), stand.publish(story("two"))
    stand.web.script("/gazette", unchanged)
    assert await stand.poll(gazette) == 0
    stand.one.kit = replace(stand.one.kit, chance=lambda: 0.0)
    stand.feed("/gazette", whole, ETag='"constant"')
    assert await stand.poll(gazette) == 1
    assert "if-none-match" not in stand.web.asked[-2 if "/a/" in stand.web.asked[-1].target else -1].headers


async def test_validators_that_mean_nothing_make_no_news(stand: Kiosk) -> None:
    """C21, C22, C23, C24: an ETag that always changes, a date in the future, what is no header, two versions of a body."""
    (gazette,) = stand.watch("/gazette")
    entries = (stand.publish(story("one")), stand.publish(story("two")))
    for number in range(3):
        stand.feed("/gazette", *entries, ETag=f'"{number}"', Last_Modified="Fri, 02 Jan 2099 10:00:00 GMT")
        assert await stand.poll(gazette) == (2 if number == 0 else 0)
    assert stand.web.asked[-1].headers["if-modified-since"] == "Fri, 02 Jan 2099 10:00:00 GMT"
    stand.feed("/gazette", *entries, ETag="x" * 600)
    assert await stand.poll(gazette) == 0
    assert await stand.poll(gazette) == 0
    assert "if-none-match" not in stand.web.asked[-1].headers
    other = (replace(entries[0], text="Another edge of the network says this."), entries[1])
    for number in range(6):
        stand.feed("/gazette", *((entries, other)[(number + 1) % 2]))
        assert await stand.poll(gazette) == (1 if number == 0 else 0)
    assert stand.alerts() == 0


@pytest.mark.parametrize(
    ("head", "control", "minutes"),
    [
        ("", "", 5),
        ("<ttl>10</ttl>", "", 10),
        ("<ttl>99999</ttl>", "", 110),
        ("", "max-age=31536000", 110),
        ("<ttl>soon</ttl>", "no-cache", 5),
    ],
)
async def test_what_a_publisher_declares_is_kept_to_within_bounds(stand: Kiosk, head: str, control: str, minutes: int) -> None:
    """C25: a busy feed is asked at its ``every``, or as seldom as its publisher says, for no year; hours to skip are not kept."""
    object.__setattr__(stand.one.kit.policy, "in_rhythm", True)
    (gazette,) = stand.watch("/gazette")
    busy = [item(replace(story(f"n{n}"), published=NOON - timedelta(minutes=n)), stand.web.url(f"/a/{n}")) for n in range(70)]
    headers = (("Cache-Control", control),) if control else ()
    body = rss(busy, head=head + "<skipHours><hour>12</hour><hour>13</hour></skipHours>")
    stand.web.script("/gazette", Answer(body=body, content_type=RSS, headers=headers))
    await poll(stand.one.kit, [gazette])
    (due,) = stand.one.column("SELECT next_due FROM feeds")
    wait = (int(str(due)) / 1_000_000 - stand.one.times.now.timestamp()) / 60
    assert wait == pytest.approx(minutes, rel=0.11)


async def test_a_news_sitemap_that_errs_is_tolerated(stand: Kiosk) -> None:
    """C27: without dates, in a language that is none, under somebody else's name: it is read, and its news is news."""
    (sitemap,) = stand.watch("/news.xml")
    stand.publish(story("one", adopts("NASA")))
    news = "<news:news><news:publication><news:name>Reuters</news:name><news:language>klingon</news:language></news:publication>"
    body = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{stand.web.url('/a/one')}</loc>{news}<news:title>One</news:title></news:news></url></urlset>"
    )
    stand.web.script("/news.xml", Answer(body=body.encode(), content_type="application/xml"))
    assert (await stand.poll(sitemap), stand.alerts()) == (1, 1)


async def test_a_feed_that_changes_its_format_lists_the_same_entries(stand: Kiosk) -> None:
    """C29: RSS, then Atom, then JSON Feed under one address: read again at most, as after an edit, and nothing of it is new."""
    (gazette,) = stand.watch("/gazette")
    entries = [stand.publish(story(slug)) for slug in ("one", "two")]
    stand.feed("/gazette", *entries)
    assert await stand.poll(gazette) == 2
    listed = "".join(
        f'<entry><id>urn:{n}</id><title>{one.title}</title><link href="{one.link}"/><summary>{one.text}</summary></entry>'
        for n, one in enumerate(entries)
    )
    atom = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title>{listed}</feed>'
    stand.web.script("/gazette", Answer(body=atom.encode(), content_type="application/atom+xml"))
    await stand.poll(gazette)
    items = [{"id": str(n), "url": one.link, "title": one.title, "summary": one.text} for n, one in enumerate(entries)]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": items}
    stand.web.script("/gazette", Answer(body=json.dumps(told).encode(), content_type="application/feed+json"))
    await stand.poll(gazette)
    assert (len(stand.known(gazette)), len(stand.one.column("SELECT id FROM entries"))) == (2, 2)
    assert stand.one.column("SELECT failures FROM feeds") == [0]


async def test_five_hundred_feeds_do_not_come_due_in_one_second(stand: Kiosk) -> None:
    """C30: a first start spreads them; each poll then moves the next by up to a tenth; one job a host waits at a time."""
    wanted = [Feed(url=f"https://h{n}.example/feed", source=Source(outlet=""), every=timedelta(minutes=5)) for n in range(500)]
    with stand.one.kit.store.writing() as c:
        sync_feeds(c, wanted, NOON)
    dues = sorted(int(str(due)) // 1_000_000 for due in stand.one.column("SELECT next_due FROM feeds"))
    assert max(dues.count(second) for second in set(dues)) <= 70
    assert dues[-1] - dues[0] < 60
    assert len(await sweep(stand.one.kit)) <= 70


async def test_a_body_cut_in_the_middle_gives_what_stands_before_the_cut(stand: Kiosk) -> None:
    """A12: its entries are read, the feed says that it was ill-formed, and none of the entries behind the cut counts as gone."""
    (gazette,) = stand.watch("/gazette")
    entries = [stand.publish(story(slug)) for slug in ("one", "two", "three")]
    body = rss(entries)
    faults = []
    with capture_logs() as logs:
        stand.web.script("/gazette", Answer(body=body[: body.index(b"three") - 20], content_type=RSS))
        assert await stand.poll(gazette) == 2
        assert await stand.poll(gazette) == 0
        faults += stand.one.column("SELECT fault FROM feeds")
        stand.feed("/gazette", *entries)
        assert await stand.poll(gazette) == 1
        faults += stand.one.column("SELECT fault FROM feeds")
        stand.web.script("/gazette", Answer(body=body[: body.index(b"two") - 20], content_type=RSS))
        assert await stand.poll(gazette) == 0
    assert faults == ["ill-formed: the document ends before it is closed", None]
    assert [line["event"] for line in logs if line["log_level"] == "warning"] == ["feed ill-formed"] * 2
    assert stand.one.column("SELECT failures FROM feeds") == [0]
    stand.feed("/gazette", *entries)
    assert await stand.poll(gazette, after=DAY) == 0


async def test_passwords_in_addresses_go_nowhere(stand: Kiosk) -> None:
    """A24: an entry's address with a password: neither sent, nor stored, nor logged."""
    (gazette,) = stand.watch("/gazette")
    entry = stand.publish(story("one", adopts("NASA")))
    stand.feed("/gazette", replace(entry, link=entry.link.replace("http://", "http://desk:canary-5ecret@"), guid="x"))
    with capture_logs() as logs:
        assert (await stand.poll(gazette), stand.alerts()) == (1, 1)
    assert logs
    assert not any("authorization" in asked.headers for asked in stand.web.asked)
    kept = [
        *stand.known(gazette),
        *stand.one.column("SELECT identity || url FROM entries"),
        *stand.one.column("SELECT message FROM outbox"),
    ]
    assert "canary-5ecret" not in f"{kept}{logs}"


async def test_a_host_of_mixed_letters_is_told_as_punycode(stand: Kiosk) -> None:
    """A25: a homograph is stored and told as what it is; a host that is none, and a path that turns the reading, do no harm."""
    (gazette,) = stand.watch("/gazette")
    host = host_of("http://nytіmes.example/")
    entry = stand.publish(story("two", adopts("USAID")))
    names: dict[str, list[tuple[str, ...]]] = {host.replace(".", "_"): [("127.0.0.1",)]}
    async with fetcher(replace(LOOPBACK, spacing=0.0), Names(**names)) as client:
        stand.one.kit = replace(stand.one.kit, fetcher=client, pages=client.pages)
        stand.feed("/gazette", replace(entry, link=stand.web.url("/a/two", "nytіmes.example")))
        assert (await stand.poll(gazette), stand.alerts()) == (1, 1)
        (told_in,) = (str(one) for one in stand.one.column("SELECT message FROM outbox WHERE message LIKE '%USAID%'"))
        assert host in told_in
        assert "nyt\\u0456mes" not in told_in
        assert "nytіmes" not in told_in
    told = story("one", adopts("NASA"))
    text = page(told)
    odd = ("https://nytіmes.example/a", "https://xn--a.example/b", "https://ok.example/\u202egpj.exe")
    stand.feed(
        "/gazette",
        *(replace(item(told, url), guid=url, title=f"{told.title} {n}", text=f"{text[:10]}{n}") for n, url in enumerate(odd)),
    )
    await poll(stand.one.kit, [gazette])
    found = [str(url) for url in stand.known(gazette)]
    assert f"https://{host}/a" in found
    assert all("\u202e" not in url and url.isascii() for url in found if url.startswith("http"))
    assert await stand.poll(gazette, after=HOUR) == 0
