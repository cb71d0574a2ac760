r"""Cart price rules on the rows of a cart: which of them act, and what the rows say of them.

Source: Magento source, Magento\SalesRule\Model\Quote\Discount and Magento\SalesRule\Model\Rule\Condition\Product.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fake_magento.carts import totals
from fake_magento.carts.cart_rows import CartRow, priced_rows
from fake_magento.config import StoreConfig
from fake_magento.model.cart import Cart
from fake_magento.model.order_line import OrderLine, RowRules
from fake_magento.money import whole
from fake_magento.promotions.cart_rule import Acting
from fake_magento.promotions.discounting import MOST_PERCENT, Selected, percent_off, select
from fake_magento.promotions.rule_conditions import CartFacts, RowFacts, Value
from fake_magento.quantities import grams, shown, total

ATTRIBUTE_SET = 4
"""The id of the attribute set Default, which every product has."""
SHIPPING_METHOD = "flatrate_flatrate"


def selected_rules(
    cart: Cart, store: StoreConfig, rows: list[CartRow], rules: Sequence[Acting]
) -> list[Selected]:
    """The rules that act on a cart, with the rows that they act on."""
    return select(rules, _facts(cart, store, rows)) if rules else []


def _facts(cart: Cart, store: StoreConfig, rows: list[CartRow]) -> CartFacts:
    """A cart as conditions see it: amounts in base currency, without tax unless the attribute names it."""
    found: list[RowFacts] = []
    net_cents = gross_cents = 0
    for row in rows:
        above = _row_facts(row, 0, 0) if row.by_parts else None
        for each in row.parts if row.by_parts else (row,):
            _, net, _, row_net, tax, *_ = totals.row_amounts(
                each.unit, each.quantity, each.tax_hundredths, store.tax == "inclusive", 0, each.scale
            )
            found.append(RowFacts(_row_facts(each, net, row_net).attributes, above))
            net_cents, gross_cents = net_cents + row_net, gross_cents + row_net + tax
    return CartFacts(
        {
            "base_subtotal": net_cents / 100,
            "base_subtotal_total_incl_tax": gross_cents / 100,
            "total_qty": total((row.quantity, row.scale) for row in rows),
            "weight": sum(grams(row.weight_grams, row.quantity, row.scale) for row in rows) / 1000,
            "country_id": cart.ship_to.country,
            "postcode": cart.ship_to.postcode,
            "region": cart.ship_to.region,
            "payment_method": cart.method,
            "shipping_method": SHIPPING_METHOD,
        },
        tuple(found),
    )


def _row_facts(row: CartRow, net: int, row_net: int) -> RowFacts:
    products = (
        [row.product, *(part.product for part in row.parts)] if row.kind == "configurable" else [row.product]
    )
    categories = frozenset(str(number) for product in products for number in product.category_ids)
    own: dict[str, Value] = {
        name: value if isinstance(value, str | int | float) else None
        for product in products
        for name, value in product.attributes.items()
    }
    return RowFacts(
        {
            **own,
            "sku": row.sku,
            "category_ids": categories,
            "attribute_set_id": ATTRIBUTE_SET,
            "type_id": row.product.kind,
            "quote_item_price": net / 100,
            "quote_item_qty": shown(row.quantity, row.scale),
            "quote_item_row_total": row_net / 100,
        }
    )


def give_rules(
    rows: list[CartRow], lines: list[OrderLine], selected: Sequence[Selected]
) -> tuple[tuple[int, ...], float]:
    """The ids of all rules that act and the sum of their percentages; a line with others of its own gets those."""
    quantities = [-(-row.quantity // row.scale) for row in priced_rows(rows)]
    ids, place = _ids(selected), 0
    percents = [each.discount.amount for each in selected if each.discount.action == "by_percent"]
    of_order = RowRules(text_of(ids), whole(min(sum(percents), MOST_PERCENT) / 100))
    for row, line in zip(rows, lines, strict=True):
        found = range(place, place + (len(row.parts) if row.by_parts else 1))
        own = [_own(selected, [at], quantities) for at in found]
        line.rules = _unlike(of_order, _own(selected, found, quantities))
        for part, rules in zip(
            line.parts, own if row.by_parts else [line.rules] * len(line.parts), strict=True
        ):
            part.rules = _unlike(of_order, rules)
        place += len(found)
    return ids, of_order.percent_off


def _own(selected: Sequence[Selected], places: Sequence[int], quantities: Sequence[int]) -> RowRules:
    """The rules on some of the priced rows."""
    acting = [each for each in selected if any(each.rows[at] for at in places)]
    percents = [percent_off(selected, at, quantities[at]) for at in places]
    return RowRules(text_of(_ids(acting)), whole(max(percents, default=0)))


def _unlike(of_order: RowRules, own: RowRules | None) -> RowRules | None:
    return None if own == of_order else own


def _ids(selected: Iterable[Selected]) -> tuple[int, ...]:
    return tuple(sorted({each.acting.rule_id for each in selected if each.acting.rule_id}))


def text_of(ids: Iterable[int]) -> str:
    """Ids of rules as orders name them: `1,2`."""
    return ",".join(map(str, ids))
