"""Addressed chance: whether something happens follows from what it happens to, not from what happened before."""

from __future__ import annotations

from hashlib import blake2b


def happens(share: float, salt: int, *address: object) -> bool:
    """Whether one of a share of all addresses is hit. The same salt and address always give the same answer.

    One more call moves nothing else, because nothing is drawn from a stream.
    """
    if share >= 1:
        return True
    return _lot(salt, address) < share * (1 << 56)


def between(least: int, most: int, salt: int, *address: object) -> int:
    """The whole number from `least` to `most`, both included, that belongs to an address."""
    return least + (_lot(salt, address) * (most - least + 1) >> 56)


def _lot(salt: int, address: tuple[object, ...]) -> int:
    """From 0 to below 2 ** 56."""
    text = "\x1f".join(map(str, address)).encode("utf-8", "surrogatepass")
    digest = blake2b(text, digest_size=7, key=salt.to_bytes(8, "big")).digest()
    return int.from_bytes(digest, "big")
