r"""Views of categories: the tree, single ones, and the products in them.

Source: Magento source, Magento\Catalog\Api\CategoryManagementInterface and CategoryLinkRepositoryInterface.
"""

from __future__ import annotations

import re
from typing import Any

from fake_magento.catalog.categories import DEFAULT, ROOT
from fake_magento.model.category import Category
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    boolean,
    integer,
    list_of,
    text,
)
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp

_API = "Magento\\Catalog\\Api\\Data\\"
LINK = Arguments(
    product_link=Shape(
        _API + "CategoryProductLinkInterface",
        sku=text,
        position=integer,
        category_id=text,
        extension_attributes=anything,
    )
)
_ATTRIBUTE = Shape("Magento\\Framework\\Api\\AttributeInterface", attribute_code=text, value=anything)
SAVE = Arguments(
    category=Shape(
        _API + "CategoryInterface",
        id=integer,
        parent_id=integer,
        name=text,
        is_active=boolean,
        position=integer,
        level=integer,
        children=text,
        created_at=text,
        updated_at=text,
        path=text,
        available_sort_by=anything,
        include_in_menu=boolean,
        extension_attributes=anything,
        custom_attributes=list_of(_ATTRIBUTE, _ATTRIBUTE.name),
    )
)
_MOVE = Arguments(parent_id=integer, after_id=integer)
_CATEGORIES = Entity(
    {
        "entity_id": Column("number", lambda row: row.category_id),
        "id": Column("number", lambda row: row.category_id),
        "parent_id": Column("number", lambda row: row.parent_id),
        "level": Column("number", lambda row: row.level),
        "position": Column("number", lambda row: row.position),
        "is_active": Column("number", lambda row: int(row.is_active)),
        "name": Column("text", lambda row: row.name),
        "path": Column("text", lambda row: row.path),
        "created_at": Column("time", lambda row: row.created_ms),
        "updated_at": Column("time", lambda row: row.updated_ms),
    },
    flat=False,
)


def tree(shop: Shop, call: Call) -> Any:
    """The tree from `rootCategoryId` down, `depth` levels below it."""
    query = dict(call.query())
    root, depth = query.get("rootCategoryId"), query.get("depth")
    counts: dict[int, int] = {}
    for product in shop.catalog:
        for category_id in product.category_ids:
            counts[category_id] = counts.get(category_id, 0) + 1
    top = shop.categories.get(path_id(root) if root else DEFAULT)
    return _branch(shop, top, counts, path_id(depth) if depth else 99)


def _branch(shop: Shop, category: Category, counts: dict[int, int], depth: int) -> dict[str, Any]:
    below = shop.categories.children(category.category_id) if depth > 0 else []
    return {
        "id": category.category_id,
        "parent_id": category.parent_id,
        "name": category.name,
        "is_active": category.is_active,
        "position": category.position,
        "level": category.level,
        "product_count": counts.get(category.category_id, 0),
        "children_data": [_branch(shop, child, counts, depth - 1) for child in below],
    }


def listing(shop: Shop, call: Call) -> Any:
    """Categories that match the search criteria, flat; the tree is a separate endpoint."""
    return envelope(shop, call, _CATEGORIES, shop.categories, lambda row: category_json(shop, row))


def read(shop: Shop, call: Call) -> Any:
    """One category. `children` is a comma-separated text of ids, the rest of the subtree is left out."""
    return category_json(shop, _known(shop, call))


def _known(shop: Shop, call: Call) -> Category:
    return shop.categories.get(path_id(call.params["categoryId"]))


def _url_key(name: str) -> str:
    return "-".join(word for word in re.split(r"[^a-z0-9]+", name.lower()) if word)


def category_json(shop: Shop, category: Category) -> dict[str, Any]:
    """A category as CategoryInterface: ids are integers, `children` is a comma-separated text."""
    below = shop.categories.children(category.category_id)
    key = _url_key(category.name)
    attributes = {
        "path": category.path,
        "display_mode": "PRODUCTS",
        "is_anchor": "1",
        "children_count": str(len(below)),
        "custom_use_parent_settings": "0",
        "custom_apply_to_products": "0",
        "url_key": key,
        "url_path": key,
    }
    return {
        "id": category.category_id,
        "parent_id": category.parent_id,
        "name": category.name,
        "is_active": category.is_active,
        "position": category.position,
        "level": category.level,
        "children": ",".join(str(child.category_id) for child in below),
        "created_at": stamp(category.created_ms),
        "updated_at": stamp(category.updated_ms),
        "path": category.path,
        "available_sort_by": [],
        "include_in_menu": category.include_in_menu,
        "custom_attributes": [
            {"attribute_code": code, "value": value}
            for code, value in {**attributes, **category.attributes}.items()
        ],
    }


def save(shop: Shop, call: Call) -> Any:
    """POST adds a category, by default below the default category; PUT changes the fields that are sent."""
    given = SAVE(call.data).get("category")
    if given is None:
        raise required("category")
    wanted = call.params.get("categoryId") or given.get("id")
    if wanted:
        category = shop.categories.get(path_id(str(wanted)))
        category.name = given.get("name") or category.name
        category.position = given.get("position", category.position)
        parent_id = given.get("parent_id", category.parent_id)
        if parent_id != category.parent_id:
            shop.categories.move(category, parent_id)
    else:
        parent_id = given.get("parent_id") or DEFAULT
        category = shop.categories.add(given.get("name", ""), parent_id, given.get("position"))
    category.is_active = given.get("is_active", category.is_active)
    category.include_in_menu = given.get("include_in_menu", category.include_in_menu)
    for attribute in given.get("custom_attributes", ()):
        category.attributes[attribute.get("attribute_code", "")] = attribute.get("value")
    shop.categories.touch(category)
    return category_json(shop, category)


def delete(shop: Shop, call: Call) -> Any:
    """Delete a category with its subtree. 400 for the root and the default category."""
    shop.categories.remove(_known(shop, call), shop.catalog)
    return True


def move(shop: Shop, call: Call) -> Any:
    """Move a category below `parentId`, behind `afterId` or, without it, to the front."""
    given = _MOVE(call.data)
    if "parent_id" not in given:
        raise required("parentId")
    shop.categories.move(_known(shop, call), given["parent_id"], given.get("after_id"))
    return True


def products(shop: Shop, call: Call) -> Any:
    """Products assigned to a category, a bare list. `category_id` is a string; `[]` for the root."""
    category = _known(shop, call)
    if category.category_id == ROOT:
        return []
    return [
        {
            "sku": product.sku,
            "position": category.places.get(product.sku, 0),
            "category_id": str(category.category_id),
        }
        for product in shop.catalog
        if category.category_id in product.category_ids
    ]


def place(shop: Shop, call: Call) -> Any:
    """Put a product at a position of a category. Its other categories stay."""
    category = _known(shop, call)
    given = LINK(call.data).get("product_link")
    if given is None:
        raise required("productLink")
    product = shop.catalog.get(given.get("sku", ""))
    shop.categories.put(product, category, given.get("position", 0))
    return True


def take_out(shop: Shop, call: Call) -> Any:
    """Unassign a product from a category. 400 when it is not assigned."""
    shop.categories.take_out(shop.catalog.get(call.params["sku"]), _known(shop, call))
    return True
