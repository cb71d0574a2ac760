"""A document that was kept is the one that would be written now, whatever happens to the ERP in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

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
from fake_erp.dialects.odoo.methods.nested import document, specification_of
from fake_erp.dialects.odoo.models.base import Job, View
from fake_erp.dialects.odoo.registry import MODELS
from fake_erp.dialects.odoo.sales.order_facts import party
from fake_erp.dialects.odoo.versions import version_of
from fake_erp.dialects.rendered import NAME, Rendered, rendered_of, state_of
from fake_erp.dialects.s4hana.sales.order_types import ORDER as S4_ORDER
from fake_erp.model import Order
from tests.depth import deep
from tests.erp.machine.strategies import PICK
from tests.erp.machine.test_machine import Machine
from tests.erp.world import MOUNTS, Client, World

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


ADDRESS = {name: {} for name in ("name", "street", "street2", "city", "zip", "phone", "x_studio_region")}
PARTY = {"fields": ADDRESS | {"country_id": {"fields": {"code": {}}}}}
ODOO = {
    **{name: {} for name in ("name", "client_order_ref", "partner_id", "amount_total", "x_studio_status")},
    "order_line": {
        "fields": {
            **{
                name: {} for name in ("name", "product_uom_qty", "price_unit", "qty_delivered", "is_delivery")
            },
            "product_id": {"fields": {"default_code": {}}},
        }
    },
    "partner_shipping_id": PARTY,
    "partner_invoice_id": PARTY,
}


CITY = {"street": "Am Hof 1", "city": "Bonn", "postcode": "53113", "country": "DE"}


def odoo_view(erp: Erp) -> View:
    return View(erp, version_of("18.0"), {}, MODELS)


def by_odoo(erp: Erp, order: Order) -> Any:
    view, model = odoo_view(erp), MODELS["sale.order"]
    specification = specification_of(view, model, ODOO)
    assert specification.key is not None
    return document(view, model, order, specification)


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
    "odoo": by_odoo,
    "erpnext": lambda erp, order: ERPNEXT_ORDER.document(Site(erp, "15"), order),
}
"""An order as dialects show it."""


def note_name(erp: Erp, number: str, at: int) -> None:
    Site(erp, "15").store.rename("order", number, f"SAL-ORD-{at}")


def note_addresses(erp: Erp, number: str, at: int) -> None:
    Site(erp, "15").store.addresses[number] = (f"billing {at}", "shipping")


def note_amended(erp: Erp, number: str, at: int) -> None:
    Site(erp, "15").store.amended[number] = f"SAL-ORD-{at}"


def note_comment(erp: Erp, number: str, at: int) -> None:
    memory_of(erp).keep(number, {"Comments": f"note {at}"})


def note_closed(erp: Erp, number: str, at: int) -> None:
    memory_of(erp).closed ^= {number}


def note_code(erp: Erp, number: str, at: int) -> None:
    memory_of(erp).code_of[erp.orders.get(number).customer.number] = f"K{at}"


NOTES: dict[str, Callable[[Erp, str, int], None]] = {
    "name": note_name,
    "addresses": note_addresses,
    "amended": note_amended,
    "comment": note_comment,
    "closed": note_closed,
    "code": note_code,
}


class Readers(Machine):
    """The walk through the ERP; every order is read in every dialect after each step."""

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, what=st.sampled_from(list(NOTES)))
    def note(self, at: int, what: str) -> None:
        """Products keep something about an order that is not in the books."""
        number, _ = self.order(at)
        self.do(lambda erp, client: NOTES[what](erp, number, at), lambda: None)

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, what=st.sampled_from(["name", "email", "phone", "address"]))
    def correct_the_customer(self, at: int, what: str) -> None:
        number, _ = self.order(at)

        def act(erp: Erp, client: Client) -> None:
            customer = erp.orders.get(number).customer
            moved = {**customer.address, "city": f"City {at}"}
            setattr(customer, what, moved if what == "address" else f"new {at}")

        self.do(act, lambda: None)

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


def test_a_state_that_leaves_the_order_out_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "_of_order", lambda record: ())
    short = settings(
        SAMPLE,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Readers, settings=short)


NOT_SHOWN = {"exposure_cents", "cost_cents", "units", "papers", "lines", "item", "row", "customer"}
"""What no document of an order shows, and what the state looks into."""


def parts_of(world: World) -> dict[str, Any]:
    [order] = world.erp.orders.by_number.values()
    line = order.lines[0]
    return {"order": order, "customer": order.customer, "line": line, "item": line.item}


@pytest.mark.parametrize("part", ["order", "customer", "line", "item"])
def test_whatever_changes_of_an_order_changes_its_state(part: str) -> None:
    world = World()
    made = MOUNTS["in_process"](world.erp).login().post("/orders", world.order())
    assert made.status == 201
    parts = parts_of(world)
    for each in fields(parts[part]):
        if each.name not in NOT_SHOWN:
            before, value = state_of(parts["order"]), getattr(parts[part], each.name)
            setattr(parts[part], each.name, "another")
            assert state_of(parts["order"]) != before, each.name
            setattr(parts[part], each.name, value)
            assert state_of(parts["order"]) == before, each.name


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


def test_what_is_no_json_is_written_each_time() -> None:
    kept = Rendered()
    assert kept.get("a", 1, lambda: {"pair": (1, 2)}) == {"pair": (1, 2)}
    assert len(kept) == 0


def containers(value: Any) -> list[int]:
    """The identities of all objects and lists in a document."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [id(value)] if isinstance(value, dict | list) else []
    return own + [found for each in inner for found in containers(each)]


WORD = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORD, inner, max_size=4),
)


@given(st.dictionaries(WORD, JSON, max_size=4))
def test_a_kept_document_shares_no_object_and_no_list(written: dict[str, Any]) -> None:
    kept = Rendered()
    first, second = kept.get("a", 1, lambda: written), kept.get("a", 1, dict)
    assert first == second == written
    assert not set(containers(first)) & set(containers(second))


def test_a_snapshot_holds_no_documents() -> None:
    world = World()
    rendered_of(world.erp).get("a", 1, dict)
    restored = snapshot.restore(snapshot.take(world.erp), lambda: world.now_ms, lambda kind, keys, data: None)
    assert len(rendered_of(restored)) == 0


def test_a_contact_that_changes_changes_the_order_that_it_belongs_to() -> None:
    world = World()
    sent = world.order(ship_to={"name": "Ann", **CITY}, bill_to={"name": "Bob", **CITY})
    assert MOUNTS["in_process"](world.erp).login().post("/orders", sent).status == 201
    [order] = world.erp.orders.by_number.values()
    assert by_odoo(world.erp, order)["partner_shipping_id"]["city"] == "Bonn"
    view, model = odoo_view(world.erp), MODELS["res.partner"]
    contact, _ = party(view, order, "delivery")
    job = Job(view, model, [contact], {"vals": {"city": "Ulm"}})
    model.methods["write"](job).make("shop").perform(world.erp)
    assert by_odoo(world.erp, order)["partner_shipping_id"]["city"] == "Ulm"
    assert by_odoo(world.erp, order)["partner_invoice_id"]["city"] == "Bonn"
