"""Defects at the head of an order: addresses, date, the number under which it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import Record

Body = dict[str, Any]


def one_address(body: Body, order: Body) -> None:
    """COR-23: the billing address is sent as the shipping address too."""
    body["ship_to"] = dict(body["bill_to"])


class DatedToday(Exporter):
    """COR-34: an order is dated when it is sent."""

    def order_body(self, order: Body, customer: str) -> Body:
        at = datetime.fromtimestamp(self._kit.now_ms() // 1000, UTC)
        return {**super().order_body(order, customer), "ordered_at": f"{at:%Y-%m-%dT%H:%M:%SZ}"}


class KeepsItsOwnId(Exporter):
    """COR-33: the id of the integration is stored where the number of the ERP order belongs."""

    def _sent(self, record: Record, number: str, status: str) -> None:
        super()._sent(record, f"{len(self._state.orders):06d}", status)
