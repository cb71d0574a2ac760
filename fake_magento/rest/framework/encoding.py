r"""JSON as PHP's `json_encode` prints it by default.

`/` is `\/`, all non-ASCII is `\uXXXX`; there are no spaces and no trailing `.0`. Views give whole numbers as int (see
`money.number`), so that floats keep a fraction.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

_NOT_ASCII = re.compile("[^\x00-\x7f]")
_DELETE = re.compile(r"(?<!\\)((?:\\\\)*)\\u007f")
"""The only character that Python escapes and PHP does not."""
_encoder = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False)


def encode(data: Any) -> bytes:
    """The bytes of a JSON body. An empty dict is `[]`: PHP has one array type."""
    if data == {}:
        return b"[]"
    try:
        raw = orjson.dumps(data).replace(b"/", b"\\/")
    except TypeError:  # lone surrogates and numbers of more than 64 bits
        return _encoded_slowly(data)
    return raw if raw.isascii() else _NOT_ASCII.sub(_escaped, raw.decode()).encode("ascii")


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code - 0x10000 & 0x3FF):04x}"


def _encoded_slowly(data: Any) -> bytes:
    text = _encoder.encode(data).replace("/", "\\/")
    if "\\u007f" in text:
        text = _DELETE.sub("\\1\x7f", text)
    return text.encode("ascii")


class Undecodable(ValueError):
    """The body is not JSON as PHP decodes it."""


def decode(body: bytes) -> Any:
    """Decode strict JSON in UTF-8: no NaN, no lone surrogates, no nesting that PHP refuses. Raises Undecodable."""
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_refuse)
        if b"\\u" in body:
            json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Undecodable(str(error)) from error
    return data


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not JSON")
