r"""Views of customer groups. Source: Magento source, Magento\Customer\Api\GroupRepositoryInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.model.customer import CustomerGroup
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, text
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_GROUP = Arguments(
    group=Shape(
        "Magento\\Customer\\Api\\Data\\GroupInterface",
        id=integer,
        code=text,
        tax_class_id=integer,
        tax_class_name=text,
        extension_attributes=anything,
    )
)


GROUPS = Entity(
    {
        "id": Column("number", lambda group: group.group_id),
        "code": Column("text", lambda group: group.code),
        "tax_class_id": Column("number", lambda group: group.tax_class_id),
    }
)


def _group_json(group: CustomerGroup) -> dict[str, Any]:
    return {
        "id": group.group_id,
        "code": group.code,
        "tax_class_id": group.tax_class_id,
        "tax_class_name": "Retail Customer",
    }


def groups(shop: Shop, call: Call) -> Any:
    """Customer groups that match the search criteria, with group 0, NOT LOGGED IN."""
    return envelope(shop, call, GROUPS, shop.groups, _group_json)


def group(shop: Shop, call: Call) -> Any:
    """One customer group."""
    return _group_json(shop.groups.get(path_id(call.params["id"])))


def default_group(shop: Shop, call: Call) -> Any:
    """The group of new customers, General, whatever the store."""
    return _group_json(shop.groups.get(1))


def is_readonly(shop: Shop, call: Call) -> Any:
    """Whether a group cannot be deleted: NOT LOGGED IN, and the one of new customers."""
    return shop.groups.get(path_id(call.params["id"])).group_id in (0, 1)


def save_group(shop: Shop, call: Call) -> Any:
    """Add a group (POST) or change one (PUT). 400 for a code that is taken."""
    given = _GROUP(call.data).get("group")
    if given is None:
        raise required("group")
    if not given.get("code"):
        raise required("code")
    group_id = path_id(call.params["id"]) if "id" in call.params else given.get("id")
    return _group_json(shop.groups.save(given["code"], group_id, given.get("tax_class_id", 3)))


def delete_group(shop: Shop, call: Call) -> Any:
    """Delete a group. 400 for NOT LOGGED IN and General."""
    shop.groups.remove(path_id(call.params["id"]))
    return True
