"""The sales order in OData V4: the same properties, with navigations that begin with an underscore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.s4hana.resources import Action, Call, Resource
from fake_erp.dialects.s4hana.sales import order_types as types
from fake_erp.dialects.s4hana.sales.orders import SETS as V2_SETS

RENAMED = {
    "to_Item": "_Item",
    "to_Partner": "_Partner",
    "to_PricingElement": "_PricingElement",
    "to_Text": "_Text",
    "to_PaymentPlanItemDetails": "_PaymentPlanItemDetails",
    "to_Address": "_Address",
    "to_ScheduleLine": "_ScheduleLine",
    "to_SalesOrder": "_SalesOrder",
    "to_SalesOrderItem": "_SalesOrderItem",
}
"""Navigations of version 2, and of version 4."""
_BACK = {new: old for old, new in RENAMED.items()}
_OF_V2 = {
    types.ORDER: ("SalesOrder", "SalesOrder_Type"),
    types.ITEM: ("SalesOrderItem", "SalesOrderItem_Type"),
    types.PARTNER: ("SalesOrderPartner", "SalesOrderPartner_Type"),
    types.ADDRESS: ("SalesOrderPartnerAddress", "SalesOrderPartnerAddress_Type"),
    types.HEADER_PRICE: ("SalesOrderPrcgElmnt", "SalesOrderPrcgElmnt_Type"),
    types.ITEM_PRICE: ("SalesOrderItemPrcgElmnt", "SalesOrderItemPrcgElmnt_Type"),
    types.TEXT_TYPE: ("SalesOrderText", "SalesOrderText_Type"),
    types.SCHEDULE_LINE: ("SalesOrderScheduleLine", "SalesOrderScheduleLine_Type"),
    types.PAYMENT: ("SalesOrderPaymentPlan", "SalesOrderPaymentPlan_Type"),
}


def _types() -> dict[str, EntityType]:
    """The types of version 4 by the names of those of version 2."""
    made = {
        old.name: EntityType(
            name, set_name, old.properties, old.etag, old.owner, more=old.more, state=old.state
        )
        for old, (set_name, name) in _OF_V2.items()
    }
    for old in _OF_V2:
        for each in old.navigations.values():
            made[old.name].navigate(RENAMED[each.name], made[each.target.name], each.many, each.find)
    return made


TYPES = _types()


def as_v2(data: Any) -> Any:
    """A document of version 4 with the navigations of version 2."""
    if isinstance(data, Mapping):
        return {_BACK.get(str(name), str(name)): as_v2(value) for name, value in data.items()}
    return [as_v2(each) for each in data] if isinstance(data, list) else data


def as_v4(data: Any) -> Any:
    """The other way round."""
    if isinstance(data, Mapping):
        return {RENAMED.get(str(name), str(name)): as_v4(value) for name, value in data.items()}
    return [as_v4(each) for each in data] if isinstance(data, list) else data


def _translated(action: Action) -> Action:
    def reading(read: Any) -> Any:
        def translated(call: Call) -> Any:
            data = call.data()
            call.request.data, call.request.body = as_v2(data), None
            return read(call)

        return translated

    def optional(read: Any) -> Any:
        return None if read is None else reading(read)

    return replace(
        action,
        read=action.read if action.read.__name__.startswith("delete") else reading(action.read),
        fields=optional(action.fields),
        change=optional(action.change),
        result=TYPES[action.result.name] if action.result is not None else None,
    )


def _resource(old: Resource) -> Resource:
    return replace(
        old,
        entity=TYPES[old.entity.name],
        actions={method: _translated(action) for method, action in old.actions.items()},
        below={RENAMED[name]: _translated(action) for name, action in old.below.items()},
    )


SETS: dict[str, Resource] = {TYPES[old.entity.name].set_name: _resource(old) for old in V2_SETS.values()}
