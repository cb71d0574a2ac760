"""A document that was kept is the one that would be written now, whatever happens to the ERP in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fake_erp import Erp, Request, snapshot
from fake_erp.dialects import rendered
from fake_erp.dialects.business_central.sales.order_types import SALES_ORDER as BC_ORDER
from fake_erp.dialects.business_one.documents.orders import order_json, set_of
from fake_erp.dialects.business_one.memory import memory_of
from fake_erp.dialects.erpnext.doctypes.sales.orders import SALES_ORDER as ERPNEXT_ORDER
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.netsuite.calls.records import RecordMatch
from fake_erp.dialects.netsuite.records.sales_orders import SALES_ORDER as NETSUITE_ORDER
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.queries import Version, query_of
from fake_erp.dialects.odata.writing import Writer
from fake_erp.dialects.rendered import NAME, Rendered, rendered_of
from fake_erp.dialects.s4hana.sales.order_types import ORDER as S4_ORDER
from fake_erp.model import Order
from tests.depth import deep
from tests.erp.machine.strategies import PICK
from tests.erp.machine.test_machine import Machine
from tests.erp.world import World

Shown = Callable[[Erp, Order], Any]


def by_odata(entity: EntityType, version: Version, query: str) -> Shown:
    writer = Writer(version, "http://localhost/", "ns", str)
    return lambda erp, order: writer.entity(erp, entity, order, query_of(query, version))


def by_netsuite(query: str) -> Shown:
    request = Request("GET", "/", query)
    return lambda erp, order: (
        RecordMatch(erp, NETSUITE_ORDER, "GET", record=order, operation="order.read")
        .write(request, order)
        .data
    )


S4_PARTS = "to_Item/to_PricingElement,to_Item/to_ScheduleLine,to_Partner/to_Address,to_Text"
SHOWN: dict[str, Shown] = {
    "s4hana": by_odata(S4_ORDER, Version.V2, f"$expand={S4_PARTS}"),
    "s4hana, some fields": by_odata(S4_ORDER, Version.V2, "$select=SalesOrder,YY1_HoldReason_SDH"),
    "business_central": by_odata(BC_ORDER, Version.V4, "$expand=salesOrderLines"),
    "business_central, some lines": by_odata(
        BC_ORDER, Version.V4, "$expand=salesOrderLines($filter=shippedQuantity gt 0)"
    ),
    "business_one": lambda erp, order: order_json(erp, order, set_of(erp, order)),
    "netsuite": by_netsuite("expandSubResources=true"),
    "netsuite, links": by_netsuite(""),
    "erpnext": lambda erp, order: ERPNEXT_ORDER.document(Site(erp, "15"), order),
}
"""An order as dialects show it."""


class Readers(Machine):
    """The walk through the ERP; every order is read in every dialect after each step."""

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, what=st.sampled_from(["comment", "closed", "name", "addresses", "amended", "code"]))
    def note(self, at: int, what: str) -> None:
        """Products keep something about an order that is not in the books."""
        number, _ = self.order(at)
        erp = self.world.erp
        memory, site = memory_of(erp), Site(erp, "15").store
        match what:
            case "comment":
                memory.keep(number, {"Comments": f"note {at}"})
            case "closed":
                memory.closed ^= {number}
            case "name":
                site.rename("order", number, f"SAL-ORD-{at}")
            case "addresses":
                site.addresses[number] = (f"billing {at}", "shipping")
            case "amended":
                site.amended[number] = f"SAL-ORD-{at}"
            case "code":
                memory.code_of[erp.orders.get(number).customer.number] = f"K{at}"

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, what=st.sampled_from(["name", "email", "phone", "address"]))
    def correct_the_customer(self, at: int, what: str) -> None:
        number, _ = self.order(at)
        customer = self.world.erp.orders.get(number).customer
        moved = {**customer.address, "city": f"City {at}"}
        setattr(customer, what, moved if what == "address" else f"new {at}")

    @invariant()
    def what_was_kept_is_what_would_be_written(self) -> None:
        erp = self.world.erp
        kept = rendered_of(erp)
        for order in erp.orders.by_number.values():
            for name, shown in SHOWN.items():
                erp.dialect_data[NAME] = kept
                read = shown(erp, order)
                erp.dialect_data[NAME] = Rendered()
                assert read == shown(erp, order), name
        erp.dialect_data[NAME] = kept


SAMPLE = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestReaders = Readers.TestCase
TestReaders.settings = settings.default if deep() else SAMPLE


@pytest.mark.sample(2)
@pytest.mark.parametrize("part", ["_of_order", "_of_customer", "_of_line"])
def test_a_part_that_the_state_leaves_out_is_noticed(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setattr(rendered, part, lambda record: ())
    short = settings(
        SAMPLE,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(_named(part), settings=short)


def _named(part: str) -> type[RuleBasedStateMachine]:
    return type(f"Readers{part}", (Readers,), {})


def test_a_document_is_written_once_for_each_state_and_shared_with_no_one() -> None:
    kept, written = Rendered(2), []

    def write(what: str) -> Callable[[], dict[str, Any]]:
        return lambda: written.append(what) or {"lines": [what]}

    first = kept.get("a", 1, write("a1"))
    first["lines"].append("changed by the reader")
    assert kept.get("a", 1, write("again")) == {"lines": ["a1"]}
    assert kept.get("a", 2, write("a2")) == {"lines": ["a2"]}
    assert written == ["a1", "a2"]


def test_the_oldest_document_makes_room() -> None:
    kept = Rendered(2)
    for key in "abc":
        kept.get(key, 1, dict)
    assert len(kept) == 2
    assert kept.get("a", 1, lambda: {"written": "anew"}) == {"written": "anew"}


def test_what_json_cannot_say_is_written_each_time() -> None:
    kept = Rendered()
    assert kept.get("a", 1, lambda: {"text": "\ud800"}) == {"text": "\ud800"}
    assert len(kept) == 0


def test_a_snapshot_holds_no_documents() -> None:
    world = World()
    rendered_of(world.erp).get("a", 1, dict)
    restored = snapshot.restore(snapshot.take(world.erp), lambda: world.now_ms, lambda kind, keys, data: None)
    assert len(rendered_of(restored)) == 0
