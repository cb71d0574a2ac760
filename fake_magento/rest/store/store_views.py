"""Views of websites, store views and their configuration. Source: Magento source, module-store/etc/webapi.xml."""

from __future__ import annotations

from typing import Any

from fake_magento.rest.framework import php_query
from fake_magento.rest.framework.http import Call
from fake_magento.shop import Shop

_EXAMPLE_URL = "https://shop.example/"


def websites(shop: Shop, call: Call) -> Any:
    """Websites, a bare list with the admin website, id 0."""
    others = [
        {"id": number, "code": code, "name": code.replace("_", " ").title(), "default_group_id": number}
        for number, code in enumerate(shop.config.websites[1:], 2)
    ]
    return [
        {"id": 1, "code": shop.config.websites[0], "name": "Main Website", "default_group_id": 1},
        *others,
        {"id": 0, "code": "admin", "name": "Admin", "default_group_id": 0},
    ]


def groups(shop: Shop, call: Call) -> Any:
    """Store groups, a bare list with the admin group, id 0."""
    config = shop.config
    first = {
        code: next(each.store_id for each in config.stores if each.website == code)
        for code in config.websites
    }
    others = [
        {
            "id": number,
            "website_id": number,
            "root_category_id": 2,
            "default_store_id": first[code],
            "name": f"{code.replace('_', ' ').title()} Store",
            "code": f"{code}_store",
        }
        for number, code in enumerate(config.websites[1:], 2)
    ]
    return [
        {
            "id": 0,
            "website_id": 0,
            "root_category_id": 0,
            "default_store_id": 0,
            "name": "Default",
            "code": "default",
        },
        {
            "id": 1,
            "website_id": 1,
            "root_category_id": 2,
            "default_store_id": first[config.websites[0]],
            "name": "Main Website Store",
            "code": "main_website_store",
        },
        *others,
    ]


def views(shop: Shop, call: Call) -> Any:
    """Store views, a bare list with the admin view, id 0."""
    rows = [
        {
            "id": store.store_id,
            "code": store.code,
            "name": store.name or store.code,
            "website_id": shop.config.websites.index(store.website) + 1,
            "store_group_id": shop.config.websites.index(store.website) + 1,
            "is_active": 1,
        }
        for store in shop.config.stores
    ]
    rows.append(
        {"id": 0, "code": "admin", "name": "Admin", "website_id": 0, "store_group_id": 0, "is_active": 1}
    )
    return rows


def configs(shop: Shop, call: Call) -> Any:
    """Settings of store views, without id 0; `storeCodes[]` selects some of them."""
    base = shop.config.base_url or _EXAMPLE_URL
    wanted = php_query.parse(call.request.query).get("storeCodes")
    codes = list(wanted.values()) if isinstance(wanted, dict) else None
    rows = []
    for store in shop.config.stores:
        if codes and store.code not in codes:
            continue
        row: dict[str, Any] = {
            "id": store.store_id,
            "code": store.code,
            "website_id": shop.config.websites.index(store.website) + 1,
            "locale": store.locale,
            "base_currency_code": store.base_currency or store.currency,
            "default_display_currency_code": store.currency,
            "timezone": shop.config.timezone,
            "weight_unit": "kgs",
        }
        for prefix in ("", "secure_"):
            row[prefix + "base_url"] = base
            row[prefix + "base_link_url"] = base
            row[prefix + "base_static_url"] = base + "static/"
            row[prefix + "base_media_url"] = base + "media/"
        rows.append(row)
    return rows
