"""Entity tags: the version of a record in `ETag`, and changes of a known version only, by `If-Match`."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from fake_erp.errors import PreconditionFailed
from fake_erp.messages import Request


def etag(shown: dict[str, Any]) -> str:
    """The strong entity tag of a record as it is shown."""
    return f'"{hashlib.blake2b(orjson.dumps(shown), digest_size=12).hexdigest()}"'


def require_version(request: Request, shown: dict[str, Any]) -> None:
    """Raise PreconditionFailed where `If-Match` names other versions than the current one."""
    wanted = request.headers.get("if-match")
    if wanted is None or wanted.strip() == "*":
        return
    if etag(shown) not in [each.strip() for each in wanted.split(",")]:
        raise PreconditionFailed(
            "the record has changed since; read it again, and change that version", "if-match"
        )
