"""Signatures of hook calls as Adobe Commerce makes them: RSA with SHA-256 over the base64 of the body.

The key is for a sandbox: it follows from the seed, and only bodies that golive itself sends are signed with it. So
plain arithmetic is sufficient, without a cryptography library.
"""

from __future__ import annotations

import random
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

BITS = 1024
EXPONENT = 65_537
_ROUNDS = 24
_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""Names SHA-256 before its digest (RFC 8017, 9.2)."""
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")
"""Names RSA before a public key (RFC 3279)."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An RSA key; `private` is the exponent that signs."""

    modulus: int
    private: int

    @classmethod
    def of(cls, rng: random.Random) -> SigningKey:
        """A new key; takes a few hundredths of a second."""
        first = _prime(rng)
        second = _prime(rng)
        while second == first:
            second = _prime(rng)
        return cls(first * second, pow(EXPONENT, -1, (first - 1) * (second - 1)))

    def sign(self, body: bytes) -> str:
        """The value of the header `x-adobe-commerce-webhook-signature`."""
        length = (self.modulus.bit_length() + 7) // 8
        digest = _DIGEST_INFO + sha256(b64encode(body)).digest()
        padded = b"\x00\x01" + b"\xff" * (length - len(digest) - 3) + b"\x00" + digest
        signature = pow(int.from_bytes(padded, "big"), self.private, self.modulus)
        return b64encode(signature.to_bytes(length, "big")).decode()

    @property
    def public_pem(self) -> str:
        """The public key, as openssl and every library reads it."""
        key = _sequence(_integer(self.modulus) + _integer(EXPONENT))
        der = _sequence(_RSA + _tagged(0x03, b"\x00" + key))
        text = b64encode(der).decode()
        lines = [text[at : at + 64] for at in range(0, len(text), 64)]
        return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""])


def _prime(rng: random.Random) -> int:
    """An odd number with its two highest bits set that passes Miller and Rabin, and fits the exponent."""
    half = BITS // 2
    while True:
        number = rng.getrandbits(half) | (0b11 << (half - 2)) | 1
        if (number - 1) % EXPONENT and _is_prime(number, rng):
            return number


def _is_prime(number: int, rng: random.Random) -> bool:
    if any(number % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for _ in range(_ROUNDS):
        power = pow(rng.randrange(2, number - 1), odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def _tagged(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def _integer(number: int) -> bytes:
    return _tagged(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _sequence(content: bytes) -> bytes:
    return _tagged(0x30, content)
