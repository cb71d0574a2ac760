r"""Views of tax classes. Source: Magento source, Magento\Tax\Api\TaxClassRepositoryInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import record_of
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, text
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop
from fake_magento.taxes.tax_book import OF_CUSTOMER, PRODUCT, TaxBook, TaxClass

_CLASS = Shape(
    "Magento\\Tax\\Api\\Data\\TaxClassInterface",
    class_id=integer,
    class_name=text,
    class_type=text,
    extension_attributes=anything,
)
SAVE = Arguments(tax_class=_CLASS)
_CLASSES = Entity(
    {
        "class_id": Column("number", lambda each: each.class_id),
        "class_name": Column("text", lambda each: each.name),
        "class_type": Column("text", lambda each: each.kind),
    }
)


def book_of(shop: Shop) -> TaxBook:
    """The tax book, with the rates of all products."""
    shop.taxes.refresh()
    return shop.taxes


def _json(each: TaxClass) -> dict[str, Any]:
    return {"class_id": each.class_id, "class_name": each.name, "class_type": each.kind}


def classes(shop: Shop, call: Call) -> Any:
    """Tax classes that match the search criteria."""
    return envelope(shop, call, _CLASSES, book_of(shop).classes.values(), _json)


def read(shop: Shop, call: Call) -> Any:
    """One tax class. 404 for an unknown id."""
    return _json(_in_path(shop, call, "taxClassId"))


def _in_path(shop: Shop, call: Call, name: str) -> TaxClass:
    return record_of(book_of(shop).classes, call, name, "class_id")


def save(shop: Shop, call: Call) -> Any:
    """Create or rename a tax class; the reply is its id as a string. Its type cannot be changed."""
    given = SAVE(call.data).get("tax_class")
    if given is None:
        raise required("taxClass")
    known = _in_path(shop, call, "classId") if "classId" in call.params else None
    name = given.get("class_name", known.name if known else "").strip()
    kind = given.get("class_type", known.kind if known else "").upper()
    if not name:
        raise required("class_name")
    if kind not in (PRODUCT, OF_CUSTOMER):
        raise ShopError('Invalid value of "%1" provided for the %2 field.', [kind, "class_type"])
    if known is not None and kind != known.kind:
        raise ShopError("Updating classType is not allowed.")
    same = [each for each in shop.taxes.classes.values() if (each.name, each.kind) == (name, kind)]
    if same and same[0] is not known:
        raise ShopError("A class with the same name already exists for ClassType %1.", [kind])
    held = known or shop.taxes.add_class(name, kind)
    held.name = name
    return str(held.class_id)


def delete(shop: Shop, call: Call) -> Any:
    """Delete a tax class. 400 for one that a tax rule uses."""
    found = _in_path(shop, call, "taxClassId")
    if any(
        found.class_id in (*rule.product_classes, *rule.customer_classes)
        for rule in shop.taxes.rules.values()
    ):
        raise ShopError(
            "You cannot delete this tax class because it is used in Tax Rules."
            " You have to delete the rules it is used in first."
        )
    del shop.taxes.classes[found.class_id]
    return True
