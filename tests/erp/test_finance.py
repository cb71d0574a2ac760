"""Bills, payments, returns and credit notes as a client sees them, whichever way it talks to the ERP."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig
from fake_erp.accounting.journal import Journal, Unbalanced
from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.errors import RuleRefused

from .books import BILL_LATER, billed, entries, installation, ship
from .world import MOUNTS, Client, World


def test_every_document_of_an_order_is_in_its_flow(world: World, client: Client) -> None:
    number = billed(world, client)["number"]
    client.post("/payments", {"order": number, "amount": "10.00", "reference": "P-1"})
    client.post("/returns", {"order": number, "lines": [{"item": "A", "quantity": 1}], "reason": "too small"})
    world.erp.invoicing.run()
    flow = client.get(f"/orders/{number}/flow").data
    kinds = [(each["kind"], each["amount"], each["follows"]) for each in flow["documents"]]
    delivery, invoice, payment, back, credit_note = (each["number"] for each in flow["documents"])
    assert kinds == [
        ("delivery", None, [number]),
        ("invoice", "39.98", [delivery]),
        ("payment", "10.00", [invoice]),
        ("return", None, [delivery]),
        ("credit_note", "19.99", [invoice, back]),
    ]
    assert (flow["billed"], flow["open"], flow["status"]) == ("39.98", "9.99", "invoiced")
    assert client.get(f"/invoices/{invoice}").data["credited"] == "19.99"
    assert client.get(f"/payments/{payment}").data["applied"] == [{"invoice": invoice, "amount": "10.00"}]
    assert client.get(f"/returns/{back}").data["credit_notes"] == [credit_note]
    assert client.get(f"/credit-notes/{credit_note}").data["to_refund"] == "0.00"
    for name, of in (("payments", payment), ("returns", back), ("credit-notes", credit_note)):
        assert [row["number"] for row in client.get(f"/{name}").data["rows"]] == [of]


@pytest.mark.parametrize(
    "address", ["orders/x/flow", "invoices/x", "payments/x", "returns/x", "credit-notes/x"]
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    reply = client.get(f"/{address}")
    assert (reply.status, reply.data["error"]["code"]) == (404, "not_found")


def test_each_part_that_was_shipped_is_billed_and_the_parts_come_to_the_whole() -> None:
    world = World(ErpConfig(partial_deliveries=True))
    client = MOUNTS["in_process"](world.erp).login()
    lines = [{"item": "B", "quantity": 7, "unit_price": "3.33", "discount": "0.05"}]
    sent = world.order(lines=lines, shipping={"amount": "4.90"}, **BILL_LATER)
    order = client.post("/orders", sent).data
    for units in (0, 1, 1):
        world.erp.stock.receive("B", "main", units)
        ship(world)
        world.erp.invoicing.run()
    client.login()
    rows = client.get("/invoices").data["rows"]
    assert [row["lines"][0]["quantity"] for row in rows] == [5, 1, 1]
    assert [row["shipping"] for row in rows] == ["4.90", "0.00", "0.00"]
    assert sum(round(100 * float(row["total"])) for row in rows) == round(100 * float(order["total"]))
    assert sum(round(100 * float(row["tax"])) for row in rows) == round(100 * float(order["tax"]))
    assert client.get(f"/orders/{order['number']}").data["status"] == "invoiced"


def test_a_customer_blocked_for_billing_is_billed_once_it_is_not(world: World, client: Client) -> None:
    client.post("/orders", world.order())
    assert client.raw(
        "PATCH",
        f"/api/v1/customers/{world.customer}",
        b'{"blocked_billing": true}',
        content_type="application/json",
    ).data["blocked_billing"]
    ship(world)
    assert world.erp.invoicing.run() == 0
    world.erp.customers.set_blocked(world.customer, False, "billing")
    assert world.erp.invoicing.run() == 1


# -- payments ----------------------------------------------------------------------------------------------


def test_an_order_is_closed_by_the_payment_that_leaves_nothing_open(world: World, client: Client) -> None:
    order = billed(world, client)
    owing = world.erp.customers.get(world.customer)
    for amount, status, exposure in (("39.97", "invoiced", 1), ("0.01", "closed", 0)):
        assert client.post("/payments", {"order": order["number"], "amount": amount}).status == 201
        assert client.get(f"/orders/{order['number']}").data["status"] == status
        assert owing.exposure_cents == exposure


def test_what_is_paid_ahead_lowers_the_exposure_and_pays_the_invoice_to_come(
    world: World, client: Client
) -> None:
    number = client.post("/orders", world.order(**BILL_LATER)).data["number"]
    paid = client.post("/payments", {"order": number, "amount": "30"}).data
    assert (paid["unapplied"], world.erp.customers.get(world.customer).exposure_cents) == ("30.00", 998)
    ship(world)
    world.erp.invoicing.run()
    client.login()
    (invoice,) = client.get("/invoices").data["rows"]
    assert invoice["open"] == "9.98"
    assert client.get(f"/payments/{paid['number']}").data["unapplied"] == "0.00"
    assert world.erp.journal.balances["prepayments"] == 0


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"amount": "39.99"}, 422, "overpayment", "amount"),
        ({"amount": 0}, 400, "malformed", "amount"),
        ({"amount": None}, 400, "malformed", "amount"),
        ({"order": None}, 400, "malformed", "order"),
        ({"order": "SO1"}, 404, "not_found", "order"),
        ({"invoice": "IN1"}, 404, "not_found", "invoice"),
        ({"currency": "USD"}, 422, "wrong_currency", "currency"),
        ({"reference": "P-1"}, 409, "duplicate_reference", "reference"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_by_the_field(
    world: World, client: Client, changes: dict[str, Any], status: int, code: str, field: str
) -> None:
    number = billed(world, client)["number"]
    other = client.post("/orders", world.order(external_reference="R2", **BILL_LATER)).data["number"]
    client.post("/payments", {"order": other, "amount": "1.00", "reference": "P-1"})
    before = len(world.erp.journal)
    sent = {"order": number, "amount": "1.00", **changes}
    reply = client.post("/payments", sent)
    assert (reply.status, reply.data["error"]["code"], reply.data["error"]["field"]) == (status, code, field)
    assert len(world.erp.journal) == before


def test_a_installation_may_keep_what_is_too_much_and_take_a_reference_twice() -> None:
    world, client = installation(overpayment="keep", duplicate_payment="accept")
    number = billed(world, client)["number"]
    sent = {"order": number, "amount": "39.98", "reference": "P-1"}
    assert [client.post("/payments", sent).data["unapplied"] for _ in range(2)] == ["0.00", "39.98"]
    assert client.get(f"/orders/{number}").data["status"] == "closed"
    assert world.erp.journal.balances["prepayments"] == -3998


def test_customers_pay_when_their_own_terms_are_over() -> None:
    world = World(ErpConfig(payment_terms_ms=10 * DAY_MS))
    client = MOUNTS["in_process"](world.erp).login()
    soon = world.erp.customers.add("Soon", "soon@example.com", {})
    world.erp.customers.update(soon, {"terms_ms": 2 * DAY_MS})
    late = billed(world, client, external_reference="R2")["number"]
    early = billed(world, client, customer=soon.number)["number"]
    world.now_ms += 3 * DAY_MS
    world.erp.invoicing.run()
    assert [world.erp.orders.get(number).status for number in (early, late)] == ["closed", "invoiced"]


# -- returns and credit notes ------------------------------------------------------------------------------


@pytest.mark.parametrize(("disposition", "on_hand"), [("restock", 99), ("scrap", 98)])
def test_what_comes_back_goes_into_stock_or_onto_the_heap(
    world: World, client: Client, disposition: str, on_hand: int
) -> None:
    number = billed(world, client)["number"]
    inventory = world.erp.journal.balances["inventory"]
    sent = {"order": number, "lines": [{"line": 1, "quantity": 1}], "disposition": disposition}
    assert client.post("/returns", sent).status == 201
    row = world.erp.stock.row("A", "main")
    assert (row.on_hand, row.moved["returns"]) == (on_hand, on_hand - 98)
    cost = world.erp.items.get("A").cost_cents
    assert world.erp.journal.balances["inventory"] == inventory + (on_hand - 98) * cost
    assert world.erp.journal.balances["cost_of_goods"] == cost


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"lines": [{"item": "A", "quantity": 3}]}, 422, "return_exceeds_shipped", "lines[0].quantity"),
        (
            {"lines": [{"item": "A", "quantity": 1}, {"line": 1, "quantity": 2}]},
            422,
            "return_exceeds_shipped",
            "lines[1].quantity",
        ),
        ({"lines": [{"item": "B", "quantity": 1}]}, 422, "item_not_on_order", "lines[0].item"),
        ({"lines": [{"line": 2, "quantity": 1}]}, 400, "malformed", "lines[0].line"),
        ({"lines": []}, 400, "malformed", "lines"),
        ({"disposition": "keep"}, 400, "malformed", "disposition"),
        ({"order": "SO1"}, 404, "not_found", "order"),
        ({"external_reference": "RMA-1"}, 409, "duplicate_reference", "external_reference"),
    ],
)
def test_a_return_that_cannot_be_is_refused_by_the_field(
    world: World, client: Client, changes: dict[str, Any], status: int, code: str, field: str
) -> None:
    earlier = billed(world, client, external_reference="R2")["number"]
    lines = [{"item": "A", "quantity": 1}]
    client.post("/returns", {"order": earlier, "lines": lines, "external_reference": "RMA-1"})
    number = billed(world, client)["number"]
    on_hand = world.erp.stock.row("A", "main").on_hand
    reply = client.post("/returns", {"order": number, "lines": lines, **changes})
    assert (reply.status, reply.data["error"]["code"], reply.data["error"]["field"]) == (status, code, field)
    assert world.erp.stock.row("A", "main").on_hand == on_hand


def test_nothing_comes_back_of_an_order_that_was_not_shipped(world: World, client: Client) -> None:
    number = client.post("/orders", world.order()).data["number"]
    reply = client.post("/returns", {"order": number, "lines": [{"item": "A", "quantity": 1}]})
    assert (reply.status, reply.data["error"]["code"]) == (409, "invalid_transition")


def test_a_return_before_the_bill_is_credited_after_it(world: World, client: Client) -> None:
    number = client.post("/orders", world.order()).data["number"]
    ship(world)
    client.login()
    back = client.post("/returns", {"order": number, "lines": [{"item": "A", "quantity": 2}]}).data
    assert world.erp.credit_notes.run() == 0
    world.erp.invoicing.run()
    assert client.get(f"/returns/{back['number']}").data["status"] == "credited"
    (note,) = client.get("/credit-notes").data["rows"]
    assert (note["total"], note["to_refund"]) == ("39.98", "39.98")
    assert world.erp.journal.balances["payment_provider"] == 0
    assert world.erp.journal.balances["tax"] == 0


def test_no_more_is_credited_than_was_billed(world: World, client: Client) -> None:
    number = billed(world, client)["number"]
    (invoice,) = world.erp.receivables.of(world.erp.orders.get(number))
    world.erp.credit_notes.grant(invoice, 3000, "late")
    with pytest.raises(RuleRefused, match=r"9\.98 left"):
        world.erp.credit_notes.grant(invoice, 999, "late again")
    client.post("/returns", {"order": number, "lines": [{"item": "A", "quantity": 2}]})
    world.erp.invoicing.run()
    assert (invoice.credited_cents, invoice.open_cents) == (3998, 0)
    assert client.get(f"/orders/{number}").data["status"] == "closed"


# -- the journal -------------------------------------------------------------------------------------------


def test_a_bill_is_posted_to_revenue_shipping_and_tax(world: World, client: Client) -> None:
    billed(world, client, shipping={"amount": "11.90"})
    assert entries(world, "IN100001") == [
        {"receivables": 5188, "revenue": -3360, "shipping_revenue": -1000, "tax": -828}
    ]
    assert entries(world, "DN100001") == [{"cost_of_goods": 2398, "inventory": -2398}]


def test_exchange_differences_have_an_account_of_their_own() -> None:
    world, client = installation(rates_micro={"CHF": 1_100_000})
    number = billed(world, client, currency="CHF")["number"]
    customer = world.erp.customers.get(world.customer)
    assert customer.exposure_cents == world.erp.journal.balances["receivables"] == 4398
    world.erp.currencies.set_rate("CHF", 1_000_000)
    client.post("/payments", {"order": number, "amount": "39.98"})
    assert world.erp.journal.balances["cash"] == 3998
    assert world.erp.journal.balances["exchange_difference"] == 400
    assert world.erp.journal.balances["receivables"] == customer.exposure_cents == 0


def test_an_unbalanced_posting_is_not_made() -> None:
    journal = Journal(lambda: 0)
    with pytest.raises(Unbalanced, match="come to 1"):
        journal.post("X", (("cash", 5), ("revenue", -4)))
    with pytest.raises(KeyError):
        journal.post("X", (("revenue", -5), ("petty_cash", 5)))
    assert len(journal) == 0
    assert not any(journal.balances.values())


def test_the_journal_is_read_in_pages_that_balance(world: World, client: Client) -> None:
    billed(world, client)
    after, rows = 0, []
    while True:
        page = client.get(f"/journal?after={after}&limit=2").data
        rows += page["rows"]
        after = page["cursor"]
        if not page["more"]:
            break
    assert [row["number"] for row in rows] == list(range(1, len(world.erp.journal) + 1))
    for row in rows:
        debits, credits = (sum(float(e[side]) for e in row["entries"]) for side in ("debit", "credit"))
        assert debits == pytest.approx(credits)


def test_the_papers_of_one_order_and_the_postings_of_one_paper_can_be_asked_for(
    world: World, client: Client
) -> None:
    billed(world, client)
    number = billed(world, client, external_reference="R2")["number"]
    client.post("/payments", {"order": number, "amount": "10.00"})
    client.post("/returns", {"order": number, "lines": [{"line": 1, "quantity": 1}]})
    world.erp.invoicing.run()
    for noun in ("deliveries", "invoices", "payments", "returns", "credit-notes"):
        rows = client.get(f"/{noun}?order={number}").data["rows"]
        assert [row["order"] for row in rows] == [number], noun
        assert client.get(f"/{noun}?order=SO1").data["rows"] == []
        assert client.get(f"/journal?document={rows[0]['number']}").data["rows"] != [] or noun == "returns"
