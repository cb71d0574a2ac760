"""Views of the status of bulks and their operations.

Source: Adobe Commerce developer docs, "Bulk endpoints", "Operation status"; Magento source,
module-asynchronous-operations.
"""

from __future__ import annotations

import json
from typing import Any

from fake_magento.bulk_operations import OPEN, RETRIABLE, Bulk, Operation
from fake_magento.errors import NotFound
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.search import columns
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp


def status(shop: Shop, call: Call) -> Any:
    """A bulk with the status of each operation. 404 for an unknown UUID."""
    bulk = _bulk_of(shop, call)
    return _summary(bulk, [_short(shop, operation) for operation in bulk.operations])


def detailed_status(shop: Shop, call: Call) -> Any:
    """A bulk with request and result of each operation, as JSON texts within JSON."""
    bulk = _bulk_of(shop, call)
    return _summary(bulk, [_long(shop, bulk, operation) for operation in bulk.operations])


def operation_count(shop: Shop, call: Call) -> Any:
    """The number of operations of a bulk with a status, a bare integer."""
    wanted = path_id(call.params["status"])
    return sum(_shown(shop, operation) == wanted for operation in _bulk_of(shop, call).operations)


def listing(shop: Shop, call: Call) -> Any:
    """Operations of all bulks."""
    rows = [(bulk, operation) for bulk in shop.bulks for operation in bulk.operations]
    return envelope(shop, call, columns.OPERATIONS, rows, lambda row: _listed(shop, *row))


def _bulk_of(shop: Shop, call: Call) -> Bulk:
    bulk_id = call.params["bulkUuid"]
    bulk = shop.bulks.find(bulk_id)
    if bulk is None:
        raise NotFound("Bulk uuid %bulkUuid not exist", {"bulkUuid": bulk_id})
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
        shop.surprise("bulk_open_as_failed")
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
