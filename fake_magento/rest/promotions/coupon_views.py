r"""Views of coupons. Source: Magento source, Magento\SalesRule\Api\Data\CouponInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, no_such
from fake_magento.promotions.cart_rule import RuleCoupon
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import record_of
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

_API = "Magento\\SalesRule\\Api\\Data\\"
_COUPON = Shape(
    _API + "CouponInterface",
    coupon_id=integer,
    rule_id=integer,
    code=text,
    usage_limit=integer,
    usage_per_customer=integer,
    times_used=integer,
    expiration_date=text,
    is_primary=boolean,
    created_at=text,
    type=integer,
    extension_attributes=anything,
)
SAVE = Arguments(coupon=_COUPON)
GENERATE = Arguments(
    coupon_spec=Shape(
        _API + "CouponGenerationSpecInterface",
        rule_id=integer,
        format=text,
        quantity=integer,
        length=integer,
        prefix=text,
        suffix=text,
        delimiter_at_every=integer,
        delimiter=text,
        extension_attributes=anything,
    )
)
DELETE_IDS = Arguments(ids=list_of(integer, "int"), ignore_invalid_coupons=boolean)
DELETE_CODES = Arguments(codes=list_of(text, "string"), ignore_invalid_coupons=boolean)
MOST_GENERATED = 1_000
_COUPONS = Entity(
    {
        "coupon_id": Column("number", lambda coupon: coupon.coupon_id),
        "rule_id": Column("number", lambda coupon: coupon.rule_id),
        "code": Column("text", lambda coupon: coupon.code),
        "usage_limit": Column("number", lambda coupon: coupon.limit),
        "usage_per_customer": Column("number", lambda coupon: coupon.per_customer),
        "times_used": Column("number", lambda coupon: coupon.times_used),
        "is_primary": Column("number", lambda coupon: int(coupon.is_primary)),
        "expiration_date": Column("text", lambda coupon: coupon.expires),
        "created_at": Column("time", lambda coupon: coupon.created_ms),
    }
)


def coupon_json(coupon: RuleCoupon) -> dict[str, Any]:
    """A coupon as CouponInterface; a limit that is not set has no key."""
    data = {
        "coupon_id": coupon.coupon_id,
        "rule_id": coupon.rule_id,
        "code": coupon.code,
        "usage_limit": coupon.limit,
        "usage_per_customer": coupon.per_customer,
        "times_used": coupon.times_used,
        "expiration_date": coupon.expires,
        "is_primary": coupon.is_primary,
        "created_at": stamp(coupon.created_ms),
        "type": 0,
    }
    return {name: value for name, value in data.items() if value is not None}


def coupons(shop: Shop, call: Call) -> Any:
    """Coupons that match the search criteria."""
    return envelope(shop, call, _COUPONS, shop.promotions.coupons.values(), coupon_json)


def coupon(shop: Shop, call: Call) -> Any:
    """One coupon by its id, not its code. 404 for an unknown id."""
    return coupon_json(_in_path(shop, call))


def _in_path(shop: Shop, call: Call) -> RuleCoupon:
    return record_of(shop.promotions.coupons, call, "couponId", "id")


def save(shop: Shop, call: Call) -> Any:
    """Create a coupon of a rule, or change the one of the path. 400 for a code that is taken."""
    given = SAVE(call.data).get("coupon")
    if given is None:
        raise required("coupon")
    known = _in_path(shop, call) if "couponId" in call.params else None
    rule = shop.promotions.rules.get(given.get("rule_id", known.rule_id if known else 0))
    if rule is None:
        raise ShopError(
            "Error occurred when saving coupon: No such entity with id = %1", [given.get("rule_id", 0)]
        )
    if not rule.needs_coupon:
        raise ShopError("Error occurred when saving coupon: Specified rule does not allow coupons")
    code = given.get("code", known.code if known else "")
    if not code:
        raise required("code")
    other = shop.promotions.find(code)
    if other is not None and other is not known:
        raise ShopError("Coupon with the same code already exists.")
    held = known or shop.promotions.add_coupon(rule.rule_id, code)
    held.code, held.rule_id = code, rule.rule_id
    held.limit = given.get("usage_limit", held.limit)
    held.per_customer = given.get("usage_per_customer", held.per_customer)
    held.is_primary = given.get("is_primary", held.is_primary if known else False)
    held.expires = given.get("expiration_date", held.expires)
    return coupon_json(held)


def delete(shop: Shop, call: Call) -> Any:
    """Delete a coupon; its rule stays."""
    del shop.promotions.coupons[_in_path(shop, call).coupon_id]
    return True


def generate(shop: Shop, call: Call) -> Any:
    """New codes for a rule, a bare list of strings: letters and digits between prefix and suffix."""
    given = GENERATE(call.data).get("coupon_spec")
    if given is None:
        raise required("couponSpec")
    rule = shop.promotions.rules.get(given.get("rule_id", 0))
    if rule is None:
        raise no_such("rule_id", given.get("rule_id", 0))
    if not rule.needs_coupon:
        raise ShopError("Specified rule does not allow automatic coupon generation")
    quantity = given.get("quantity", 0)
    if not 0 < quantity <= MOST_GENERATED:
        raise ShopError(f"The quantity of coupons must be between 1 and {MOST_GENERATED}.")
    length = min(32, max(1, given.get("length", 12)))
    made = []
    for _ in range(quantity):
        number = shop.take_ids("generated_coupon", 1)
        body = shop.secret("coupon", number)[:length].upper()
        code = given.get("prefix", "") + body + given.get("suffix", "")
        shop.promotions.add_coupon(rule.rule_id, code).is_primary = False
        made.append(code)
    return made


def delete_ids(shop: Shop, call: Call) -> Any:
    """Delete coupons by id. The ids that are unknown are in `missing_items`."""
    wanted = DELETE_IDS(call.data).get("ids")
    if wanted is None:
        raise required("ids")
    return _delete(shop, {one: shop.promotions.coupons.get(one) for one in wanted})


def delete_codes(shop: Shop, call: Call) -> Any:
    """Delete coupons by code. The codes that are unknown are in `missing_items`."""
    wanted = DELETE_CODES(call.data).get("codes")
    if wanted is None:
        raise required("codes")
    return _delete(shop, {code: shop.promotions.find(code) for code in wanted})


def _delete(shop: Shop, found: dict[Any, RuleCoupon | None]) -> dict[str, Any]:
    for each in found.values():
        if each is not None:
            shop.promotions.coupons.pop(each.coupon_id, None)
    return {"failed_items": [], "missing_items": [str(key) for key, each in found.items() if each is None]}
