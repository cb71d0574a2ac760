"""The REST API over HTTP: a catch-all in front of a surface. The only module that imports flask."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, request

from fake_magento.surface import Reply, Request

_HEADERS = {
    "Cache-Control": "no-store, no-cache, must-revalidate",
    "Pragma": "no-cache",
    "Expires": "Thu, 19 Nov 1981 08:52:00 GMT",
    "X-Frame-Options": "SAMEORIGIN",
}


def create_app(handle: Callable[[Request], Reply]) -> Flask:
    """A Flask app that answers every path and method through `handle`, such as `Surface(shop).handle`."""
    app = Flask("fake_magento", static_folder=None)
    sessions = count(1)

    @app.before_request
    def answer() -> Response:
        """Answer before Flask routes the request, so that every path and method is treated alike."""
        reply = handle(_read(request.environ))
        response = Response(reply.encode(), status=reply.status, content_type=reply.content_type)
        response.headers.update(_HEADERS)
        response.headers.update(reply.headers)
        if "PHPSESSID" not in request.headers.get("Cookie", ""):
            session = hashlib.sha256(str(next(sessions)).encode()).hexdigest()[:26]
            response.headers["Set-Cookie"] = f"PHPSESSID={session}; path=/; HttpOnly; SameSite=Lax"
        return response

    return app


def _read(environ: dict[str, Any]) -> Request:
    path, _, query = _target(environ).partition("?")
    headers = {
        key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return Request(environ["REQUEST_METHOD"], path, query, headers, None, request.get_data(cache=False))


def _target(environ: dict[str, Any]) -> str:
    """The request target as it was sent, not decoded."""
    raw = environ.get("REQUEST_URI") or environ.get("RAW_URI")
    if isinstance(raw, str) and raw:
        if raw.startswith("/"):
            return raw
        return "/" + raw.partition("://")[2].partition("/")[2]
    path = quote(environ.get("PATH_INFO", "/").encode("latin-1"), safe="/:@!$&'()*+,;=~")
    return f"{path}?{environ.get('QUERY_STRING', '')}"
