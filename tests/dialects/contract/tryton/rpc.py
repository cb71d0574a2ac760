"""JSON-RPC as Tryton has it (`trytond.protocols.jsonrpc`)."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import urllib3

USER, PASSWORD = "admin", "golive-admin"
Record = dict[str, Any]


class Refused(Exception):
    """The server answered with an error. `kind` is `UserError`, `UserWarning`, or the text of another exception."""

    def __init__(self, status: int, error: list[Any]) -> None:
        self.status = status
        self.kind, self.detail = error[0], error[1:]
        super().__init__(f"HTTP {status}, {self.kind}: {self.detail}")


class Database:
    """One database of a server, as its administrator."""

    def __init__(self, url: str) -> None:
        self._http = urllib3.PoolManager(retries=False)
        self._url = url
        self._session: dict[str, str] = {}
        self.context: Record = {}
        """What the client of the user sends with every call: company, language."""
        uid, session, *_ = self.call("common.db.login", USER, {"password": PASSWORD})
        token = base64.b64encode(f"{USER}:{uid}:{session}".encode()).decode()
        self._session = {"authorization": f"Session {token}"}
        self.context = self.call("model.res.user.get_preferences", True, {})

    def call(self, method: str, *params: Any) -> Any:
        """Raises Refused."""
        reply = self.raw(
            method, *params, headers={**self._session, "accept-encoding": "gzip"}, decode_content=True
        )
        if reply.status != 200:
            raise Refused(reply.status, [reply.data.decode(errors="replace")])
        answer = orjson.loads(reply.data)
        if "error" in answer:
            raise Refused(reply.status, answer["error"])
        return _plain(answer["result"])

    def raw(
        self, method: str, *params: Any, headers: dict[str, str] | None = None, decode_content: bool = False
    ) -> urllib3.BaseHTTPResponse:
        """The reply as it comes; `headers` None are those of a session."""
        asked = {"id": 1, "method": method, "params": params}
        body = orjson.dumps(asked, default=_typed, option=orjson.OPT_PASSTHROUGH_DATETIME)
        own = self._session if headers is None else headers
        sent = {"content-type": "application/json", **own}
        return self._http.request(
            "POST", f"{self._url}/rpc/", body=body, headers=sent, decode_content=decode_content
        )

    def do(self, model: str, method: str, *params: Any, **context: Any) -> Any:
        """A method of a model or wizard, `params` and the context of the user."""
        return self.call(f"model.{model}.{method}", *params, {**self.context, **context})

    def insist(self, model: str, method: str, *params: Any) -> None:
        """A method after whose warning a person goes on, as Tryton's own client does it."""
        try:
            self.do(model, method, *params)
        except Refused as refused:
            if refused.kind != "UserWarning":
                raise
            ((name, *_),) = refused.detail
            self.create("res.user.warning", {"user": 1, "name": name, "always": True})
            self.insist(model, method, *params)

    def create(self, model: str, values: Record) -> int:
        (number,) = self.do(model, "create", [values])
        return int(number)

    def find(self, model: str, domain: list[Any], *fields: str, **context: Any) -> list[Record]:
        rows: list[Record] = self.do(
            model, "search_read", domain, 0, None, [["id", "ASC"]], ["id", *fields], **context
        )
        return rows

    def wizard(self, name: str, model: str, record: int, *steps: tuple[str, str, Record]) -> list[Any]:
        """Walk through a wizard opened on a record: each step a state, its form, and the form's values."""
        session, first, _ = self.call(f"wizard.{name}.create", self.context)
        opened = {**self.context, "active_model": model, "active_id": record, "active_ids": [record]}
        answers = [self.call(f"wizard.{name}.execute", session, {}, first, opened)]
        forms: Record = {}
        for state, form, changes in steps:
            shown = answers[-1].get("view", {}).get("defaults", {})
            defaults = {name: value for name, value in shown.items() if not name.endswith(".")}
            forms = {**forms, form: {**defaults, **forms.get(form, {}), **changes}}
            answers.append(self.call(f"wizard.{name}.execute", session, forms, state, opened))
        self.call(f"wizard.{name}.delete", session, self.context)
        return answers


def _typed(value: Any) -> Record:
    match value:
        case Decimal():
            return {"__class__": "Decimal", "decimal": str(value)}
        case date():
            return {"__class__": "date", "year": value.year, "month": value.month, "day": value.day}
    raise TypeError(f"JSON-RPC carries Decimal and date besides JSON; got {type(value).__name__}")


def _plain(value: Any) -> Any:
    """Decimals and dates as Python values, at any depth."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    match value.get("__class__"):
        case "Decimal":
            return Decimal(value["decimal"])
        case "date":
            return date(value["year"], value["month"], value["day"])
    return {name: _plain(each) for name, each in value.items()}
