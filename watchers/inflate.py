"""Decompression under a cap: gzip only, which is all that is asked for.

zlib is told how much it may give (``max_length``), so a bomb costs no more than the cap. httpx would inflate 809 bytes of brotli
or 980 of stacked gzip into half a gigabyte in one piece; its decoders are never reached.
"""

import zlib
from typing import Final

from watchers.errors import BadEncoding, TooLarge

_GZIP: Final = 16 + zlib.MAX_WBITS
_MOST_MEMBERS: Final = 64
"""RFC 1952 lets members follow each other; thousands of empty ones would be nothing but work."""


class Inflater:
    """Takes a body's pieces as they come over the wire and gives them decoded; never more than ``cap`` bytes altogether.

    Raises ``BadEncoding`` for another or a stacked coding, corrupt or cut streams, and ``TooLarge`` over the cap.
    """

    def __init__(self, content_encoding: str | None, *, cap: int, url: str) -> None:
        codings = [name for part in (content_encoding or "").lower().split(",") if (name := part.strip()) not in {"", "identity"}]
        if len(codings) > 1 or not set(codings) <= {"gzip", "x-gzip"}:
            raise BadEncoding(f"content coding {', '.join(codings)[:100]!r} was not asked for", url=url)
        self._stream = zlib.decompressobj(_GZIP) if codings else None
        self._members = 1
        self._begun = False
        self._cap = cap
        self._given = 0
        self._url = url

    def feed(self, piece: bytes) -> bytes:
        """The decoded bytes that ``piece`` completes."""
        given = piece if self._stream is None else self._inflate(piece)
        self._given += len(given)
        if self._given > self._cap:
            raise TooLarge(f"more than {self._cap} bytes after decoding", url=self._url)
        return given

    def finish(self) -> None:
        """Says that the body has ended: a compressed stream must have ended with it. An empty body needs no stream."""
        if self._stream is not None and self._begun and not self._stream.eof:
            raise BadEncoding("the gzip stream ends too early", url=self._url)

    def _inflate(self, piece: bytes) -> bytes:
        parts = []
        rest = piece
        room = self._cap + 1 - self._given
        while rest and room > 0:
            stream = self._member(rest)
            if stream is None:
                break
            try:
                part = stream.decompress(rest, room)
            except zlib.error as error:
                raise BadEncoding(f"corrupt gzip: {error}", url=self._url) from error
            self._begun = True
            parts.append(part)
            room -= len(part)
            rest = stream.unused_data
        return b"".join(parts)

    def _member(self, rest: bytes) -> "zlib._Decompress | None":
        """The stream that ``rest`` belongs to; none for the padding of zeros that some servers send after the end."""
        if self._stream is None or not self._stream.eof:
            return self._stream
        if not rest.strip(b"\0"):
            return None
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise BadEncoding(f"more than {_MOST_MEMBERS} gzip members", url=self._url)
        self._stream = zlib.decompressobj(_GZIP)
        return self._stream
