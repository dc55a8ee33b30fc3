"""Decompression under a cap."""

import gzip
import resource
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.errors import BadEncoding, TooLarge
from watchers.inflate import Inflater

URL = "https://example.org/"
KIB = 1024


def inflated(coding: str | None, *pieces: bytes, cap: int = 64 * KIB) -> bytes:
    inflater = Inflater(coding, cap=cap, url=URL)
    given_back = b"".join(inflater.feed(piece) for piece in pieces)
    inflater.finish()
    return given_back


@given(data=st.binary(max_size=2000), cut=st.integers(min_value=0, max_value=2100))
def test_gzip_comes_back_whatever_the_pieces(data: bytes, cut: int) -> None:
    """Where the wire cuts a stream does not matter."""
    packed = gzip.compress(data)
    assert inflated("gzip", packed[:cut], packed[cut:]) == data


@pytest.mark.parametrize("coding", [None, "", "identity", " Identity "])
def test_an_uncoded_body_passes_as_it_is(coding: str | None) -> None:
    """No coding, however it is said, changes nothing."""
    assert inflated(coding, b"ab", b"c") == b"abc"


@pytest.mark.parametrize(
    "coding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "gzip,br", "x-gzip, gzip", "quoted-printable"]
)
def test_codings_that_were_not_asked_for_are_refused_unread(coding: str) -> None:
    """A02, A03, A04: Only one layer of gzip was asked for; anything else is refused before a byte is decoded."""
    with pytest.raises(BadEncoding):
        Inflater(coding, cap=1, url=URL)


def test_a_stream_that_ends_early_is_no_success() -> None:
    """A05: A cut stream is an error at its end, also when all its text seems to be there."""
    packed = gzip.compress(b"text " * 100)
    for end in (3, len(packed) // 2, len(packed) - 1):
        with pytest.raises(BadEncoding):
            inflated("gzip", packed[:end])


@pytest.mark.parametrize("body", [b"plain text", zlib.compress(b"x"), gzip.compress(b"abc" * 50, mtime=0)[:-8] + b"\0" * 8])
def test_what_is_no_gzip_is_refused(body: bytes) -> None:
    """A05: Text under a wrong label, raw zlib and a wrong checksum are corrupt."""
    with pytest.raises(BadEncoding):
        inflated("gzip", body)


def test_an_empty_body_under_a_gzip_label_is_empty() -> None:
    """Servers label empty answers too."""
    assert inflated("gzip") == b""


def test_members_follow_each_other_and_padding_is_passed_over() -> None:
    """Two members are one body, zeros behind them are nothing, garbage is an error."""
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert inflated("gzip", two + b"\0" * 100) == b"one two"
    with pytest.raises(BadEncoding):
        inflated("gzip", two + b"garbage")


def test_thousands_of_empty_members_are_refused() -> None:
    """Members that hold nothing are nothing but work."""
    with pytest.raises(BadEncoding):
        inflated("gzip", gzip.compress(b"") * 5000)


def test_the_cap_counts_decoded_bytes_to_the_byte() -> None:
    """Exactly the cap passes, one byte more does not, coded or not."""
    assert len(inflated("gzip", gzip.compress(b"x" * KIB), cap=KIB)) == KIB
    for coding, body in (("gzip", gzip.compress(b"x" * (KIB + 1))), (None, b"x" * (KIB + 1))):
        with pytest.raises(TooLarge):
            inflated(coding, body, cap=KIB)


def test_a_bomb_costs_no_more_than_its_cap() -> None:
    """A01: 256 MiB of zeros in a quarter of a megabyte stop at the cap of 1 MiB; the process grows by less than 32 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(KIB * KIB)
    bomb = b"".join([*(packer.compress(zeros) for _ in range(256)), packer.flush()])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooLarge):
        inflated("gzip", bomb, cap=KIB * KIB)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * KIB
