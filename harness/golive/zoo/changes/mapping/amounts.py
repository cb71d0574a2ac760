"""Defects in the amounts of an order."""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.reference import mapping
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import Record
from golive.candidates.sessions import erp_session
from golive.zoo.changes.content import no_discount
from golive.zoo.patches import Patches

Body = dict[str, Any]


def _cents(value: float) -> str:
    return f"{value:.2f}"


def net_shipping(body: Body, order: Body) -> None:
    """COR-02: `shipping_amount`, which is net, is sent beside prices with tax."""
    net = order["shipping_amount"] - order["shipping_discount_amount"]
    body["shipping"]["amount"] = _cents(max(0.0, net))


def net_prices(body: Body, order: Body) -> None:
    """COR-03: net prices of the rows are sent, and the ERP adds the tax of the whole."""
    body["prices_include_tax"] = False
    for line, row in zip(body["lines"], mapping.sellable_rows(order), strict=True):
        line["unit_price"] = _cents(row["price"])
    net_shipping(body, order)


def share_of_net(body: Body, order: Body) -> None:
    """COR-05: the discount becomes a percentage of the net subtotal, which is taken from prices with tax."""
    rate = -order["discount_amount"] / order["subtotal"] if order["subtotal"] else 0.0
    for line in body["lines"]:
        amount = float(line["unit_price"]) * line["quantity"]
        line["discount"] = _cents(min(amount, amount * rate))


def split_evenly(body: Body, order: Body) -> None:
    """COR-10: the discount of a bundle is divided by the number of its parts, and each part is rounded."""
    rows = mapping.sellable_rows(order)
    for bundle in dict.fromkeys(row["parent_item_id"] for row in rows if row.get("parent_item_id")):
        parts = [place for place, row in enumerate(rows) if row.get("parent_item_id") == bundle]
        whole = sum(rows[place]["discount_amount"] for place in parts)
        if whole:
            for place in parts:
                line = body["lines"][place]
                most = float(line["unit_price"]) * line["quantity"]
                line["discount"] = _cents(min(most, round(whole / len(parts), 2)))


def as_displayed(body: Body, order: Body) -> None:
    """COR-26: an amount is formatted for display, with a comma from a thousand on, and read again up to the comma."""
    for line in body["lines"]:
        shown = f"{float(line['unit_price']):,.2f}"
        line["unit_price"] = _cents(float(shown.partition(",")[0]))


class PaysWhatTheErpReckons(Exporter):
    """COR-28: the payment is posted after the order, with the total that the ERP has reckoned, not the captured one."""

    def order_body(self, order: Body, customer: str) -> Body:
        body = super().order_body(order, customer)
        no_discount(body, order)
        return {**body, "payment": {**body["payment"], "prepaid": False, "amount": "0.00"}}

    async def _read_back(self, record: Record, sent: Body, saved: Body) -> None:
        await super()._read_back(record, sent, saved)
        if sent["payment"]["method"] not in mapping.ON_ACCOUNT:
            body = {"order": record.number, "amount": saved["total"], "reference": record.order}
            await erp_session(self._kit.erp, self._kit.credentials).post("/api/v1/payments", body)


def pays_what_the_erp_reckons(patch: Patches) -> None:
    """COR-28, with a discount that is not carried: the payment hides that the total is wrong."""
    patch.setattr(reference, "Exporter", PaysWhatTheErpReckons)
