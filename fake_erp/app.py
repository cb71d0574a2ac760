"""Mounts a surface on Flask. The only module that imports flask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import flask

from fake_erp.messages import Reply, Request, sent_headers

READ_AT_MOST = 16_000_000
"""Bytes. Of a larger body nothing is read: its announced length is enough to refuse it."""


def create_app(handle: Callable[[Request], Reply]) -> flask.Flask:
    """An app whose every request, of any method and path, goes to `handle`.

    It answers before Flask dispatches: no route, redirect or error page of Flask's own gets in the way.
    """
    app = flask.Flask("fake_erp", static_folder=None)

    @app.before_request
    def answer() -> flask.Response:
        reply = handle(_request(flask.request.environ))
        response = flask.Response(reply.encode(), reply.status)
        del response.headers["Content-Type"]
        response.headers.extend(sent_headers(reply))
        return response

    return app


def _request(environ: dict[str, Any]) -> Request:
    headers = {
        key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key[:5] == "HTTP_"
    }
    for key, name in (("CONTENT_TYPE", "content-type"), ("CONTENT_LENGTH", "content-length")):
        if environ.get(key):
            headers[name] = environ[key]
    return Request(
        method=environ["REQUEST_METHOD"],
        path=_raw_path(environ),
        query=environ.get("QUERY_STRING", ""),
        headers=headers,
        body=_body(headers),
    )


def _raw_path(environ: dict[str, Any]) -> str:
    raw: str = environ.get("RAW_URI") or environ.get("REQUEST_URI") or ""
    if raw.startswith("/"):
        return raw.partition("?")[0].partition("#")[0]
    # absolute form, or a server that does not hand over the raw address
    return quote(environ.get("PATH_INFO", "/").encode("latin-1", "replace"))


def _body(headers: dict[str, str]) -> bytes:
    if "content-length" not in headers and "transfer-encoding" not in headers:
        return b""
    request = flask.request
    return b"" if (request.content_length or 0) > READ_AT_MOST else request.get_data(cache=False)
