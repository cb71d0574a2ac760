"""Async and bulk requests: validated and queued.

Source: Adobe Commerce developer docs, "Asynchronous web endpoints" and "Bulk endpoints"; Magento source,
module-webapi-async.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from fake_magento.access.callers import GUEST_CALLER, Caller
from fake_magento.bulk_operations import COMPLETE, FAILED, REJECTED, Operation
from fake_magento.errors import ShopError
from fake_magento.rest.framework import input_limits
from fake_magento.rest.framework.http import Call, Match, Reply, Request, Route, View
from fake_magento.rest.framework.refusals import rendered
from fake_magento.rest.framework.typed_input import UnknownProperty
from fake_magento.rest.schema.services import ARGUMENTS, service, topic
from fake_magento.shop import Shop

ACCEPTED = 202
Execute = Callable[[Match, Request], Reply]


class Submission:
    """Makes the views that queue requests. `execute` carries one out when the consumers run."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute

    def single(self, route: Route) -> View:
        """The view of `async/V1`: one operation, with the parameters of the path."""

        def submit(shop: Shop, call: Call) -> Any:
            data = call.data if call.data is not None else {}
            return _submitted(shop, call, route, [(data, call.params)], self._execute)

        return submit

    def bulk(self, route: Route) -> View:
        """The view of `async/bulk/V1`: a list of bodies of the synchronous call."""

        def submit(shop: Shop, call: Call) -> Any:
            if not isinstance(call.request.data, list):
                raise ShopError("Invalid request body: a list of requests was expected.")
            each = [(data, _params(route, data)) for data in call.request.data]
            return _submitted(shop, call, route, each, self._execute)

        return submit


def _params(route: Route, data: Any) -> dict[str, str]:
    """Path parameters, read from the arguments or from the only object among them."""
    names = [word[1:-1] for word in route.pattern.split("/") if word.startswith("{")]
    if not names or not isinstance(data, dict):
        return {}
    places = [data]
    if len(data) == 1:
        places += [value for value in data.values() if isinstance(value, dict)]
    found = {}
    for name in names:
        snake = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
        for place in places:
            value = place.get(name, place.get(snake))
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                found[name] = str(value)
                break
    return found


def _submitted(
    shop: Shop, call: Call, route: Route, each: list[tuple[Any, dict[str, str]]], execute: Execute
) -> Any:
    caller = call.request.caller or GUEST_CALLER
    operations = []
    for index, (data, params) in enumerate(each):
        operation = Operation(index, data, None)
        problem = _problem(shop, route, data, params)
        if problem is None:
            match = Match(route, dict(params), call.store, shop)
            operation.run = _queued_call(match, data, caller, execute)
        else:
            operation.status, operation.message, operation.error_code = (
                REJECTED,
                rendered(problem.message, problem.parameters),
                0,
            )
        operations.append(operation)
    bulk = shop.bulks.submit(topic(route), caller.user_type, caller.user_id, operations)
    call.status = ACCEPTED
    return {
        "bulk_uuid": bulk.bulk_id,
        "request_items": [_item(operation) for operation in operations],
        "errors": any(operation.status == REJECTED for operation in operations),
    }


def _item(operation: Operation) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": operation.number,
        "data_hash": operation.data_hash,
        "status": "rejected" if operation.status == REJECTED else "accepted",
    }
    if operation.status == REJECTED:
        data["error_message"], data["error_code"] = operation.message, operation.error_code
    return data


def _problem(shop: Shop, route: Route, data: Any, params: dict[str, str]) -> ShopError | None:
    """The refusal of a request that cannot be queued because of its form; None for a valid one."""
    for word in route.pattern.split("/"):
        if word.startswith("{") and word[1:-1] not in params:
            return ShopError('"%fieldName" is required. Enter and try again.', {"fieldName": word[1:-1]})
    if not isinstance(data, dict):
        return ShopError("Invalid request body: an object was expected.")
    arguments = ARGUMENTS.get((route.method, route.pattern))
    if arguments is None:
        return None
    try:
        input_limits.check(
            data, arguments, shop.config.complex_array_limit and shop.config.complex_array_limit_async
        )
        arguments(data)
    except UnknownProperty as error:
        return error.refusal()
    except ShopError as error:
        return error
    return None


def _queued_call(
    match: Match, data: Any, caller: Caller, execute: Execute
) -> Callable[[], tuple[int, str, int, Any]]:
    """Execute a queued request as if it arrived at that moment: (status, message, error code, result)."""

    def run() -> tuple[int, str, int, Any]:
        route = match.route
        words = [
            quote(match.params[word[1:-1]], safe="") if word.startswith("{") else word
            for word in route.pattern.split("/")
        ]
        path = f"/rest/{match.store}/V1/" + "/".join(words)
        reply = execute(match, Request(route.method, path, "", {}, data, None, caller))
        if reply.status < 400:
            return COMPLETE, f"Service execution success {service(route)}", 0, reply.data
        return FAILED, _message(reply), 0, None

    return run


def _message(reply: Reply) -> str:
    data = reply.data if isinstance(reply.data, dict) else {}
    return rendered(str(data.get("message", "")), data.get("parameters"))
