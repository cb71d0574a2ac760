"""Calls of Odoo over JSON-RPC, and its refusals with the codes of the native interface."""

from __future__ import annotations

import re
from typing import Any

from golive.candidates.kit import CallFailed, Kit, NoAnswer, NotConnected, Response
from golive.candidates.sessions import LoggedIn

STATUS = {
    "AccessDenied": (401, "unauthorized"),
    "AccessError": (403, "forbidden"),
    "MissingError": (404, "not_found"),
    "ValidationError": (422, "invalid"),
    "UserError": (422, "refused"),
    "LockError": (409, "locked"),
    "SerializationFailure": (409, "locked"),
    "ValueError": (400, "malformed"),
    "TypeError": (400, "malformed"),
}
"""Exceptions of Odoo, as a status and a code."""

TEXTS: tuple[tuple[str, int, str], ...] = (
    ("(Record: product.product", 422, "unknown_item"),
    ("(Record: res.partner", 422, "unknown_customer"),
    ("(Record: res.currency", 422, "unknown_currency"),
    ("no line would be left", 422, "nothing_left"),
    ("is frozen", 422, "warehouse_frozen"),
    ("has not been invoiced", 409, "invalid_transition"),
    ("are billed and not credited", 422, "credit_exceeds_billed"),
    ("left to credit", 422, "credit_exceeds_invoice"),
    ("it was not posted again", 409, "duplicate_reference"),
    ("cannot cancel", 409, "invalid_transition"),
    ("cannot update", 409, "invalid_transition"),
    ("not in a state requiring confirmation", 409, "invalid_transition"),
    ("cannot cancel a locked order", 409, "invalid_transition"),
)
"""What is in the text of a refusal, where its exception says too little."""

_DUPLICATE = re.compile(
    r"belongs to customer (\w{1,40})|already used by order (\w{1,40})|order (\w{1,40}) has it"
)
_LEFT = re.compile(r"has (\d{1,15}\.\d\d) left to credit")


class Refused(Exception):
    """Odoo answered with a refusal; `response` is in the form of the native interface."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def failure(status: int, code: str, message: str, **details: Any) -> Response:
    """A refusal in the form of the native interface."""
    error = {"code": code, "message": message, "field": None, "details": details}
    return Response(status, {"error": error}, {})


def refusal(data: Any) -> Response:
    """The `error` of a JSON-RPC reply as a refusal."""
    found = data.get("data") if isinstance(data, dict) else None
    found = found if isinstance(found, dict) else {}
    name, message = str(found.get("name", "")).rpartition(".")[2], str(found.get("message", ""))
    taken = _DUPLICATE.search(message)
    if taken:
        number = next(each for each in taken.groups() if each)
        return failure(409, "duplicate_reference", message, number=number)
    status, code = STATUS.get(name, (500, "server_error"))
    status, code = next(((each[1], each[2]) for each in TEXTS if each[0] in message), (status, code))
    left = _LEFT.search(message)
    return failure(status, code, message, **({"left": left[1]} if left else {}))


class Calls:
    """Methods of models, in the name of one user."""

    def __init__(self, kit: Kit) -> None:
        self._client = kit.erp
        self._login = kit.erp_login
        self._uid = 0
        self.on_login: LoggedIn | None = None

    async def __call__(
        self, model: str, method: str, *args: Any, timeout_s: float | None = None, **kwargs: Any
    ) -> Any:
        """The result of a method. Raises Refused, and CallFailed where there is no answer."""
        if not self._uid:
            await self._log_in()
        login = self._login
        sent = [login["db"], self._uid, login["password"], model, method, list(args), kwargs]
        return await self._send("object", "execute_kw", sent, timeout_s)

    async def ask(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """As a call that changes nothing: without an answer, nothing was done. Raises Refused or NotConnected."""
        try:
            return await self(model, method, *args, **kwargs)
        except CallFailed as failed:
            raise NotConnected(str(failed)) from failed

    async def _log_in(self) -> None:
        login = self._login
        try:
            uid = await self._send("common", "login", [login["db"], login["user"], login["password"]], None)
        except Refused as refused:
            self._noted(refused.response.status)
            raise
        except CallFailed as failed:
            raise NotConnected(str(failed)) from failed
        self._noted(200 if uid else 401)
        if not uid:
            raise Refused(failure(401, "unauthorized", "Access Denied"))
        self._uid = int(uid)

    def _noted(self, status: int) -> None:
        if self.on_login is not None:
            self.on_login(status)

    async def _send(self, service: str, method: str, args: list[Any], timeout_s: float | None) -> Any:
        params = {"service": service, "method": method, "args": args}
        body = {"jsonrpc": "2.0", "method": "call", "params": params, "id": 1}
        reply = await self._client.request("POST", "/jsonrpc", body, timeout_s=timeout_s)
        data = reply.data
        if reply.status != 200 or not isinstance(data, dict):
            raise Refused(Response(reply.status if reply.status != 200 else 502, data, reply.headers))
        if "error" in data:
            found = refusal(data["error"])
            if found.status == 401:
                self._uid = 0
            raise Refused(found)
        if "result" not in data:
            raise NoAnswer("erp: the reply has neither result nor error")
        return data["result"]
