"""Reading and unpacking a body within limits. Pure."""

import zlib
from collections.abc import Iterable

from common.http.errors import BadResponseError, TooLargeError

# Below this a high ratio is a page full of blanks, not a bomb.
_RATIO_FROM = 100_000
_STEP = 65_536
_GZIP, _ZLIB, _RAW = 31, 15, -15


def read_body(
    chunks: Iterable[bytes], *, encoding: str, most_bytes: int, most_ratio: float, host: str
) -> bytes:
    """Join and decode a body while it arrives.

    Raises TooLargeError as soon as the decoded bytes pass `most_bytes` or `most_ratio` times the
    bytes received, BadResponseError for an encoding that is unknown, broken or cut off.
    """
    decoder = _decoder(encoding, host)
    taken, body = 0, bytearray()
    for chunk in chunks:
        taken += len(chunk)
        for part in decoder.feed(chunk):
            body += part
            if len(body) > most_bytes:
                raise TooLargeError(
                    f"{host} sent more than {most_bytes:,} bytes.", reason="decoded_size"
                )
            if len(body) > _RATIO_FROM and len(body) > most_ratio * taken:
                raise TooLargeError(
                    f"{host} sent a body that unpacks to more than {most_ratio:g} times its size.",
                    reason="ratio",
                )
    if taken and not decoder.is_complete():
        raise BadResponseError(f"{host} sent a compressed body that was cut off.")
    return bytes(body)


class _Identity:
    def feed(self, chunk: bytes) -> Iterable[bytes]:
        yield chunk

    def is_complete(self) -> bool:
        return True


class _Inflate:
    """Unpacks in bounded steps; gzip may have several members (RFC 1952, 2.2)."""

    def __init__(self, *, is_gzip: bool, host: str) -> None:
        self._is_gzip = is_gzip
        self._host = host
        self._begun = b""
        self._inner = zlib.decompressobj(_GZIP) if is_gzip else None
        self._done = False

    def feed(self, chunk: bytes) -> Iterable[bytes]:
        try:
            yield from self._feed(chunk)
        except zlib.error:
            raise BadResponseError(
                f"{self._host} sent a compressed body that does not unpack."
            ) from None

    def is_complete(self) -> bool:
        return self._done

    def _feed(self, data: bytes) -> Iterable[bytes]:
        if self._inner is None:
            # "deflate" is zlib by the standard and raw deflate with some servers: two bytes tell.
            self._begun += data
            if len(self._begun) < 2:
                return
            data = self._begun
            is_zlib = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._inner = zlib.decompressobj(_ZLIB if is_zlib else _RAW)
        while data:
            if self._done and not self._next_member(data):
                return  # bytes behind the end are padding: every browser ignores them
            yield self._inner.decompress(data, _STEP)
            while self._inner.unconsumed_tail and not self._inner.eof:
                yield self._inner.decompress(self._inner.unconsumed_tail, _STEP)
            self._done = self._inner.eof
            data = self._inner.unused_data

    def _next_member(self, data: bytes) -> bool:
        if not self._is_gzip or not data.startswith(b"\x1f\x8b"):
            return False
        self._inner, self._done = zlib.decompressobj(_GZIP), False
        return True


def _decoder(encoding: str, host: str) -> _Identity | _Inflate:
    name = encoding.strip().lower()
    if name in {"", "identity", "none"}:
        return _Identity()
    if name in {"gzip", "x-gzip"}:
        return _Inflate(is_gzip=True, host=host)
    if name == "deflate":
        return _Inflate(is_gzip=False, host=host)
    raise BadResponseError(f"{host} sent a body in an encoding that was not asked for.")
