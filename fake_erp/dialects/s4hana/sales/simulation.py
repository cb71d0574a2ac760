"""API_SALES_ORDER_SIMULATION_SRV: what an order would come to, without saving it."""

from __future__ import annotations

from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.s4hana.numbers import shown
from fake_erp.dialects.s4hana.resources import Action, Call, Resource
from fake_erp.dialects.s4hana.sales import order_types as types
from fake_erp.dialects.s4hana.sales.order_reading import draft_of, fields_of
from fake_erp.dialects.s4hana.sales.parts import header_prices, items
from fake_erp.errors import ErpError
from fake_erp.model import Order
from fake_erp.operations.base import Hides, Look
from fake_erp.sales.order_builder import OrderBuilder

SIMULATION = EntityType(
    "A_SalesOrderSimulationType",
    "A_SalesOrderSimulation",
    tuple(
        [
            types.text("SalesOrder", lambda erp, order: "", 10, key=True) if each.is_key else each
            for each in types.ORDER.properties
        ]
    ),
)
SIMULATION.navigate("to_Item", types.ITEM, True, lambda erp, order: items(order))
SIMULATION.navigate("to_PricingElement", types.HEADER_PRICE, True, lambda erp, order: header_prices(order))


def simulate(call: Call) -> Look[Order]:
    """The order that would be saved. Raises ErpError for what would be refused for its master data."""
    draft, erp = draft_of(call), call.erp

    def find(hides: Hides | None) -> Order:
        builder = OrderBuilder(erp.now, erp.config, erp.items, erp.customers, erp.stock, erp.currencies)
        return builder.order(draft)

    return Look(find)


def _first_item(call: Call) -> str | None:
    try:
        lines = fields_of(call)["lines"]
    except ErpError:
        return None
    return lines[0]["item"] if lines else None


SETS: dict[str, Resource] = {
    "A_SalesOrderSimulation": Resource(
        SIMULATION,
        "price",
        lambda erp, segment: None,
        lambda erp, query: [],
        lambda order: shown(order.number),
        lambda order: None,
        {
            "POST": Action(
                "price.read", simulate, "created", fields_of, _first_item, needs_etag=False, reads=True
            )
        },
    )
}
