"""Mounts a surface on Flask. The only module that imports flask."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import flask

from fake_erp.messages import Reply, Request

READ_AT_MOST = 16_000_000
"""Bytes. Of a larger body nothing is read: its announced length is enough to refuse it."""


def create_app(handle: Callable[[Request], Reply]) -> flask.Flask:
    """An app whose every request, of any method and path, goes to `handle`.

    It answers before Flask dispatches: no route, redirect or error page of Flask's own gets in the way.
    """
    app = flask.Flask("fake_erp", static_folder=None)

    @app.before_request
    def answer() -> flask.Response:
        reply = handle(_request(flask.request))
        response = flask.Response(reply.encode(), reply.status, content_type=reply.content_type)
        for name, value in reply.headers.items():
            response.headers[name] = value
        return response

    return app


def _request(came: flask.Request) -> Request:
    environ = came.environ
    raw: str = environ.get("RAW_URI") or environ.get("REQUEST_URI") or ""
    if raw.startswith("/"):
        path = raw.partition("?")[0].partition("#")[0]
    else:  # absolute form, or a server that does not hand over the raw address
        path = quote(environ.get("PATH_INFO", "/").encode("latin-1", "replace"))
    return Request(
        method=came.method,
        path=path,
        query=environ.get("QUERY_STRING", ""),
        headers={name.lower(): value for name, value in came.headers.items()},
        body=b"" if (came.content_length or 0) > READ_AT_MOST else came.get_data(cache=False),
    )
