"""Fetching a picture by its address, as Meta's servers do."""

from dataclasses import dataclass

import aiohttp

from workers.sandbox.calls import MAX_BODY_BYTES

_TIMEOUT_S = 10.0


class CannotFetchError(Exception):
    """No answer, not 200, or too large; the message says which."""


@dataclass(frozen=True, slots=True)
class Fetched:
    content_type: str
    data: bytes


async def fetch(url: str) -> Fetched:
    """GET `url`, at most 12 MB. Raises CannotFetchError."""
    if not url.isascii() or not url.startswith(("http://", "https://")):
        raise CannotFetchError("not an ASCII http address")
    timeout = aiohttp.ClientTimeout(total=_TIMEOUT_S)
    agent = {"User-Agent": "facebookexternalhit/1.1"}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=agent) as session,
            session.get(url, max_redirects=3) as answer,
        ):
            if answer.status != 200:
                raise CannotFetchError(f"HTTP {answer.status}")
            data = await _read_at_most(answer)
            return Fetched(answer.content_type, data)
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
        raise CannotFetchError(type(error).__name__) from error


async def _read_at_most(answer: aiohttp.ClientResponse) -> bytes:
    data = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) > MAX_BODY_BYTES:
            raise CannotFetchError("more than 12 MB")
    return bytes(data)
