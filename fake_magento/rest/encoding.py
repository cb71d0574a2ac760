"""JSON as PHP's `json_encode` writes it by default: `/` as `\\/`, all non-ASCII as `\\uXXXX`, no spaces, and
numbers without a trailing `.0`. Views give whole numbers as int (see `money.number`), so floats keep a
fraction."""

from __future__ import annotations

import json
import re
from typing import Any

_DELETE = re.compile(r"(?<!\\)((?:\\\\)*)\\u007f")
"""The one character Python escapes and PHP does not."""
_encoder = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False)


def encode(data: Any) -> bytes:
    """The bytes of a JSON body. An empty dict is `[]`: PHP has one array type."""
    text = _encoder.encode([] if data == {} else data).replace("/", "\\/")
    if "\\u007f" in text:
        text = _DELETE.sub("\\1\x7f", text)
    return text.encode("ascii")


class Undecodable(ValueError):
    """The body is no JSON in Magento's eyes."""


def decode(body: bytes) -> Any:
    """Strict JSON in UTF-8: no NaN, no lone surrogates, no nesting PHP would refuse. Raises Undecodable."""
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_refuse)
        if b"\\u" in body:
            json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Undecodable(str(error)) from error
    return data


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not JSON")
