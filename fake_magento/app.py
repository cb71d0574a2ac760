"""The REST API over HTTP: a catch-all in front of a surface. The only module that imports flask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, request

from fake_magento.rest.framework.sent import SentHeaders
from fake_magento.surface import Reply, Request


def create_app(handle: Callable[[Request], Reply]) -> Flask:
    """A Flask app that answers every path and method through `handle`, such as `Surface(shop).handle`."""
    app = Flask("fake_magento", static_folder=None)
    sent_headers = SentHeaders()

    @app.before_request
    def answer() -> Response:
        """Answer before Flask routes the request, so that every path and method is treated alike."""
        asked = _read(request.environ)
        reply = handle(asked)
        response = Response(reply.encode(), status=reply.status)
        del response.headers["Content-Type"]
        response.headers.extend(sent_headers(reply, asked))
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
