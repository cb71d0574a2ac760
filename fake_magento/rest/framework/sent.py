"""The headers of replies as Magento's web server sends them."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

_HEADERS = (
    ("Cache-Control", "no-store, no-cache, must-revalidate"),
    ("Pragma", "no-cache"),
    ("Expires", "Thu, 19 Nov 1981 08:52:00 GMT"),
    ("X-Frame-Options", "SAMEORIGIN"),
)
_SESSION = "PHPSESSID"


class SentHeaders:
    """Called with a reply and its request: the headers, that of the length excepted. Sessions are numbered."""

    def __init__(self) -> None:
        self._sessions = count(1)

    def __call__(self, reply: Any, request: Any) -> list[tuple[str, str]]:
        """See the class."""
        headers = [("Content-Type", reply.content_type), *_HEADERS, *reply.headers.items()]
        if _SESSION not in request.headers.get("cookie", ""):
            session = hashlib.sha256(str(next(self._sessions)).encode()).hexdigest()[:26]
            headers.append(("Set-Cookie", f"{_SESSION}={session}; path=/; HttpOnly; SameSite=Lax"))
        return headers
