"""Known items are taken out before feedparser: with the same entries in the end, and an edited one is not known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.formats.marking import LEAST_KEPT, mark_of, marks_in, remembered, sift
from watchers.formats.syndication import parse_feed
from watchers.model import MARK, Entry, Listing

URL = "https://news.example/feed"
ATOM = "http://www.w3.org/2005/Atom"
TEXTS = st.text(alphabet="aé&<>'\"\u2019\xa0 \n]", max_size=12)


def listed(text: str, known: bytes = b"", room: int = 0) -> Listing:
    return parse_feed(text.encode(), url=URL, content_type=None, known=known, room=room)


def rss(*items: str) -> str:
    return f"<rss version='2.0' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'><channel>{''.join(items)}</channel></rss>"


def item(number: int, said: str = "", day: int = 1) -> str:
    date = f"<pubDate>{day:02} Nov 2026 10:00:00 GMT</pubDate>"
    return f"<item><title>T{number}{said}</title><link>/{number}</link>{date}</item>"


def titles(listing: Listing) -> list[str]:
    return [entry.title for entry in listing.entries]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@settings(max_examples=20)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6), st.data())
def test_pruning_changes_nothing_about_what_is_left(said: list[tuple[str, str]], data: st.DataObject) -> None:
    """Whichever items are known: the others come out as they do from the whole document, RSS and Atom alike."""
    place = data.draw(st.integers(0, len(said) - 1))
    for make in (_rss_item, _atom_entry):
        items = [make(number, *texts) for number, texts in enumerate(said)]
        whole = _document(make, items)
        alone = {entry.identity: entry for entry in listed(whole).entries}
        marks = listed(whole).marks
        known = marks[: place * MARK]
        left = listed(whole, known)
        assert left.known + len(left.entries) >= len(alone)
        assert all(entry == alone[entry.identity] for entry in left.entries)
        assert listed(whole, marks).entries == ()


def _rss_item(number: int, title: str, text: str) -> str:
    return f"<item><title>{escaped(title)}</title><link>/{number}</link><description>{escaped(text)}</description></item>"


def _atom_entry(number: int, title: str, text: str) -> str:
    link = f"<link href='/{number}'/><id>tag:{number}</id>"
    return f"<entry><title>{escaped(title)}</title>{link}<content type='html'>{escaped(text)}</content></entry>"


def _document(make: object, items: list[str]) -> str:
    return rss(*items) if make is _rss_item else f"<feed xmlns='{ATOM}'>{''.join(items)}</feed>"


def test_an_edited_item_is_not_known() -> None:
    """A silent correction and an added update have another mark than what was taken up."""
    first = listed(rss(item(1), item(2)))
    second = listed(rss(item(1), item(2, ": update")), first.marks)
    assert (titles(second), second.known) == (["T2: update"], 1)


def test_a_count_of_comments_is_no_edit() -> None:
    """What counts readers changes all the time and says nothing."""
    counted = [item(1).replace("</item>", f"<slash:comments>{count}</slash:comments></item>") for count in (3, 4)]
    assert listed(rss(counted[1]), listed(rss(counted[0])).marks).known == 1


def test_the_newest_find_room_and_the_others_are_told() -> None:
    """By their dates, wherever they stand; the document's order is kept."""
    found = listed(rss(item(1, day=1), item(2, day=9), item(3, day=4), item(4, day=2)), room=2)
    assert titles(found) == ["T2", "T3"]
    assert (len(marks_in(found.marks)), len(marks_in(found.left))) == (4, 2)
    again = listed(rss(item(1, day=1), item(2, day=9), item(3, day=4), item(4, day=2)), remembered(b"", found.marks, found.left))
    assert titles(again) == ["T1", "T4"]


def test_items_of_one_address_stay_together() -> None:
    """A live page's items are told apart by their titles only while they are seen together: none of them changes its name."""
    live = [f"<item><title>Update {n}</title><link>/live#{n}</link></item>" for n in (1, 2, 3)]
    before = listed(rss(live[0], live[1]))
    after = listed(rss(*live), before.marks)
    names = {entry.title: entry.identity for entry in after.entries}
    assert {entry.title: entry.identity for entry in before.entries}.items() <= names.items()
    assert len(set(names.values())) == 3


def test_careless_documents_are_mended_and_said_to_be_so() -> None:
    """Entities of HTML that nobody declared and bare ampersands; a CDATA section is left as it is."""
    given_ = "<item><title>Caf&eacute; &amp; R&D&nbsp;x</title><link><![CDATA[/1?a=1&b=2]]></link></item>"
    found = listed(rss(given_, item(2)))
    (first, _) = found.entries
    assert (first.title, first.url) == ("Café & R&D x", "https://news.example/1?a=1&b=2")
    assert found.ill_formed is not None
    assert listed(rss(given_, item(2)), found.marks).known == 2


def test_what_is_nested_too_deep_is_flattened_and_nothing_of_it_lost() -> None:
    """Tags that are left open in one entry end with it: the next entry is whole, and known at the next reading."""
    deep = item(1).replace("</item>", f"<description>{'<b>' * 400}far down{'</b>' * 400}</description></item>")
    found = listed(rss(deep, item(2)))
    assert [(entry.title, entry.summary) for entry in found.entries] == [("T1", "far down"), ("T2", "")]
    assert found.ill_formed == "elements are nested more than 200 deep"
    assert listed(rss(deep, item(2)), found.marks).known == 2
    left_open = item(1).replace("</item>", f"<description>{'<br>' * 400}text</description></item>")
    assert titles(listed(rss(left_open, item(2), item(3)))) == ["T1", "T2", "T3"]


def test_a_document_that_cannot_be_read_strictly_is_read_whole() -> None:
    """Known entries are then told by what they say."""
    broken = rss(item(1), "<item><title>Half <b>bold</title><link>/2</link></item>", item(3))
    first = listed(broken)
    assert len(first.entries) == 3
    assert first.ill_formed is not None
    again = listed(broken, first.marks)
    assert (again.entries, again.known) == ((), 3)


def test_a_cut_document_is_pruned_too() -> None:
    """The items before the break are whole."""
    whole = rss(item(1), item(2), item(3))
    cut = listed(whole[: whole.index("<title>T3") + 5])
    assert (titles(cut), cut.ill_formed) == (["T1", "T2"], "the document ends before it is closed")
    assert titles(listed(whole, cut.marks)) == ["T3"]


def test_an_empty_answer_forgets_nothing() -> None:
    """A feed that is empty for once, or shows older items again, lists nothing new; what is remembered has an end."""
    marks = b"".join(mark_of(str(number).encode()) for number in range(1000))
    assert remembered(marks, b"", b"") == marks
    few = remembered(marks, marks[:80], b"")
    assert (few[:80], len(few)) == (marks[:80], LEAST_KEPT * MARK)
    assert remembered(marks[:80], marks[80:160], marks[80:88]) == marks[88:160] + marks[:80]


@given(st.lists(st.binary(min_size=MARK, max_size=MARK), max_size=20), st.integers(0, 5))
def test_every_item_is_taken_known_or_left(marks: list[bytes], room: int) -> None:
    """None is lost between the three."""
    known = b"".join(marks[::3])
    found = sift(marks, known, room, lambda _: None)
    assert len(found.taken) + found.known + len(marks_in(found.left)) == len(marks)
    assert not room or len(found.taken) <= room


def test_an_entry_is_the_same_whichever_way_it_was_read() -> None:
    """Strictly pruned and forgivingly whole give the same values for the same item."""
    strict = listed(rss(item(1))).entries
    loose = listed(rss(item(1), "<item><title>x <b></title></item>")).entries
    assert isinstance(strict[0], Entry)
    assert strict[0] == loose[0]


_PLACES = (
    "https://other.example/a?b=c#d",
    "https://press.example/?",
    "/rel",
    "../up",
    "?q=1",
    "12345",
    "tag:press.example,2024:7",
    "",
)


@pytest.mark.parametrize("named", _PLACES)
@pytest.mark.parametrize("address", _PLACES)
def test_addresses_are_the_same_whether_or_not_the_parser_is_told_of_a_base(address: str, named: str) -> None:
    """It is told where that could change anything; an attribute that might name another base has it told in any case."""
    atom = f'<entry><title>t</title><link href="{address}"/><id>{named}</id></entry>'
    items = f"<item><title>t</title><link>{address}</link><guid>{named}</guid></item>"
    for plain in (
        f'<rss version="2.0"><channel>{items}</channel></rss>',
        f'<feed xmlns="http://www.w3.org/2005/Atom">{atom}</feed>',
    ):
        told = plain.replace("<title>", '<title x-base="">', 1)
        assert listed(plain).entries == listed(told).entries


def test_a_reference_that_stays_one_is_no_harm() -> None:
    """With a document type that names another file nobody knows what is declared there."""
    said = '<!DOCTYPE rss SYSTEM "x.dtd"><rss version="2.0"><channel><item><title>a &odd; b &lt; c</title></item></channel></rss>'
    assert len(listed(said).entries) == 1
