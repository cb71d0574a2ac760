"""Sends requests to an ERP in one dialect, as bytes, and reads the replies as a client would."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fake_erp import Erp, Surface
from fake_erp.app import create_app
from fake_erp.messages import Reply, Request


@dataclass
class Answer:
    """A reply as it came over the wire; header names are in lower case. `data` is its JSON, None for other bodies."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Any:
        try:
            return json.loads(self.text)
        except ValueError:
            return None


Alter = Callable[[Answer], None]


class Transport:
    """A client of one surface. It keeps cookies, and `alter`, where set, changes every reply before it is read."""

    def __init__(self, erp: Erp, *, over_http: bool = False) -> None:
        self.erp = erp
        self.surface = Surface(erp, erp.dialect)
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.alter: Alter | None = None
        self._flask = create_app(self.surface.handle).test_client(use_cookies=False) if over_http else None

    def send(
        self,
        method: str,
        target: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """`body`: bytes or text are sent as they are, anything else as JSON."""
        sent = {**self.headers, **{name.lower(): value for name, value in (headers or {}).items()}}
        if self.cookies:
            sent.setdefault("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        raw = b""
        if isinstance(body, bytes | str):
            raw = body.encode() if isinstance(body, str) else body
        elif body is not None:
            raw = json.dumps(body).encode()
            sent.setdefault("content-type", "application/json")
        if raw:
            sent.setdefault("content-length", str(len(raw)))
        answer = (
            self._in_process(method, target, sent, raw)
            if self._flask is None
            else self._over_http(method, target, sent, raw)
        )
        self.cookies |= answer.cookies
        if self.alter is not None:
            self.alter(answer)
        return answer

    def _in_process(self, method: str, target: str, headers: dict[str, str], raw: bytes) -> Answer:
        path, _, query = target.partition("?")
        reply: Reply = self.surface.handle(Request(method, path, query, headers, body=raw))
        named = {name.lower(): value for name, value in reply.headers.items()}
        if reply.status != 204:
            named["content-type"] = reply.content_type
        return Answer(reply.status, named, reply.encode().decode(), _jar(reply.cookies))

    def _over_http(self, method: str, target: str, headers: dict[str, str], raw: bytes) -> Answer:
        assert self._flask is not None
        response = self._flask.open(target, method=method, headers=list(headers.items()), data=raw)
        named = {name.lower(): value for name, value in response.headers.items()}
        return Answer(
            response.status_code, named, response.text, _jar(response.headers.getlist("Set-Cookie"))
        )


def _jar(cookies: Any) -> dict[str, str]:
    pairs = [cookie.partition(";")[0].partition("=") for cookie in cookies]
    return {name: value for name, _, value in pairs}
