"""The async and bulk doors, and the views that tell what became of what went through them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fake_magento.bulk import COMPLETE, FAILED, OPEN, REJECTED, RETRIABLE, Bulk, Operation
from fake_magento.errors import ShopError
from fake_magento.rest.framework import limits
from fake_magento.rest.framework.http import Call, Caller, Match, Reply, Request, Route, View
from fake_magento.rest.framework.inputs import UnknownProperty
from fake_magento.rest.framework.params import number
from fake_magento.rest.schema.services import ARGUMENTS, service, topic
from fake_magento.rest.search import columns
from fake_magento.rest.search.lists import envelope
from fake_magento.timestamps import stamp

if TYPE_CHECKING:
    from fake_magento.shop import Shop

ACCEPTED = 202
_GUEST = Caller(4, 0, ())


def single_door(route: Route) -> View:
    """The view of `async/V1`: one operation, the path's parameters as they are."""

    def submit(shop: Shop, call: Call) -> Any:
        data = call.data if call.data is not None else {}
        return _submitted(shop, call, route, [(data, call.params)])

    return submit


def bulk_door(route: Route) -> View:
    """The view of `async/bulk/V1`: the body is a list of what the sync call would take."""

    def submit(shop: Shop, call: Call) -> Any:
        if not isinstance(call.request.data, list):
            raise ShopError("Invalid request body: a list of requests was expected.")
        return _submitted(shop, call, route, [(data, _params(route, data)) for data in call.request.data])

    return submit


def _params(route: Route, data: Any) -> dict[str, str]:
    """Path parameters, taken from the arguments or from the only object among them."""
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


def _submitted(shop: Shop, call: Call, route: Route, each: list[tuple[Any, dict[str, str]]]) -> Any:
    caller = call.request.caller or _GUEST
    operations = []
    for index, (data, params) in enumerate(each):
        operation = Operation(index, data, None)
        problem = _problem(shop, route, data, params)
        if problem is None:
            operation.run = _Work(shop, route, call.store, params, data, caller)
        else:
            operation.status, operation.message, operation.error_code = REJECTED, rendered(problem), 0
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
    """Why an element cannot even be queued: its shape. What business says about it shows later."""
    for word in route.pattern.split("/"):
        if word.startswith("{") and word[1:-1] not in params:
            return ShopError('"%fieldName" is required. Enter and try again.', 400, {"fieldName": word[1:-1]})
    if not isinstance(data, dict):
        return ShopError("Invalid request body: an object was expected.")
    arguments = ARGUMENTS.get((route.method, route.pattern))
    if arguments is None:
        return None
    try:
        limits.check(
            data, arguments, shop.config.complex_array_limit and shop.config.complex_array_limit_async
        )
        arguments(data)
    except UnknownProperty as error:
        return error.refusal()
    except ShopError as error:
        return error
    return None


class _Work:
    """One queued request: carried out as if it had come in now."""

    __slots__ = ("_caller", "_data", "_params", "_route", "_shop", "_store")

    def __init__(
        self, shop: Shop, route: Route, store: str, params: dict[str, str], data: Any, caller: Caller
    ) -> None:
        self._shop, self._route, self._store = shop, route, store
        self._params, self._data, self._caller = params, data, caller

    def __call__(self) -> tuple[int, str, int, Any]:
        """(status, message, error code, result)."""
        route = self._route
        words = [
            quote(self._params[word[1:-1]], safe="") if word.startswith("{") else word
            for word in route.pattern.split("/")
        ]
        path = f"/rest/{self._store}/V1/" + "/".join(words)
        request = Request(route.method, path, "", {}, self._data, None, self._caller)
        reply = self._shop.surface.call(Match(route, dict(self._params), self._store, self._shop), request)
        if reply.status < 400:
            return COMPLETE, f"Service execution success {service(route)}", 0, reply.data
        return FAILED, _message(reply), 0, None


def _message(reply: Reply) -> str:
    data = reply.data if isinstance(reply.data, dict) else {}
    return rendered(ShopError(str(data.get("message", "")), reply.status, data.get("parameters")))


def rendered(error: ShopError) -> str:
    """The message with its parameters filled in."""
    text, parameters = error.message, error.parameters
    if isinstance(parameters, Mapping):
        for name, value in parameters.items():
            text = text.replace(f"%{name}", str(value))
    elif parameters:
        for index, value in reversed(list(enumerate(parameters, start=1))):
            text = text.replace(f"%{index}", str(value))
    return text


# -- what became of it ------------------------------------------------------------------------------------------


def status(shop: Shop, call: Call) -> Any:
    bulk = _bulk_of(shop, call)
    return _summary(bulk, [_short(shop, operation) for operation in bulk.operations])


def detailed_status(shop: Shop, call: Call) -> Any:
    bulk = _bulk_of(shop, call)
    return _summary(bulk, [_long(shop, bulk, operation) for operation in bulk.operations])


def operation_count(shop: Shop, call: Call) -> Any:
    wanted = number(call.params["status"])
    return sum(_shown(shop, operation) == wanted for operation in _bulk_of(shop, call).operations)


def listing(shop: Shop, call: Call) -> Any:
    """Operations of all bulks."""
    rows = [(bulk, operation) for bulk in shop.bulks for operation in bulk.operations]
    return envelope(shop, call, columns.OPERATIONS, rows, lambda row: _listed(shop, *row))


def _bulk_of(shop: Shop, call: Call) -> Bulk:
    bulk_id = call.params["bulkUuid"]
    bulk = shop.bulks.find(bulk_id)
    if bulk is None:
        raise ShopError("Bulk uuid %bulkUuid not exist", 404, {"bulkUuid": bulk_id})
    return bulk


def _summary(bulk: Bulk, operations: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "operations_list": operations,
        "user_type": bulk.user_type,
        "bulk_id": bulk.bulk_id,
        "description": bulk.description,
        "start_time": stamp(bulk.started_ms),
        "user_id": bulk.user_id,
        "operation_count": len(bulk.operations),
    }


def _shown(shop: Shop, operation: Operation) -> int:
    if operation.status == OPEN and shop.config.bulk_open_as_failed:
        return RETRIABLE
    return operation.status


def _short(shop: Shop, operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.number,
        "status": _shown(shop, operation),
        "result_message": operation.message,
        "error_code": operation.error_code,
    }


def _long(shop: Shop, bulk: Bulk, operation: Operation) -> dict[str, Any]:
    result = operation.result
    return {
        "id": operation.number,
        "bulk_uuid": bulk.bulk_id,
        "topic_name": bulk.topic,
        "serialized_data": operation.serialized,
        "result_serialized_data": None if result is None else json.dumps(result, separators=(",", ":")),
        "status": _shown(shop, operation),
        "result_message": operation.message,
        "error_code": operation.error_code,
    }


def _listed(shop: Shop, bulk: Bulk, operation: Operation) -> dict[str, Any]:
    return {"extension_attributes": {"start_time": stamp(bulk.started_ms)}, **_long(shop, bulk, operation)}
