"""Lines of sales orders."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import Caller, line, order_body

DIALECT = "business_central"


@fact("business_central-3.2-12", "business_central-3.2-13", part="body:salesOrderLines.[0].lineObjectNumber")
def test_a_deep_insert(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.get(f"{caller.one_draft()}?$expand=salesOrderLines").data
    shown = made["salesOrderLines"]
    assert [(each["lineObjectNumber"], each["quantity"], each["unitPrice"]) for each in shown] == [
        ("A", 2, 19.99)
    ]


@fact("business_central-3.2-14", part="status")
def test_an_order_without_lines_gets_them_later(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    where = f"salesOrders({caller.order(salesOrderLines=None)['id']})"
    assert caller.post(f"{where}/salesOrderLines", line()).status == 201
    freight = {"lineType": "Charge", "lineObjectNumber": "FREIGHT", "quantity": 1, "unitPrice": 5}
    assert caller.post(f"{where}/salesOrderLines", freight).status == 201
    order = world.erp.orders.by_number["SO100001"]
    assert (order.shipping_cents, order.total_cents) == (500, 4498)
    assert caller.post(f"{where}/Microsoft.NAV.release").status == 204


@fact("business_central-3.2-15", part="body:documentId")
def test_a_line_names_its_order(talk: Transport) -> None:
    caller = Caller(talk)
    order = caller.order(salesOrderLines=None)
    made = caller.post("salesOrderLines", line(documentId=order["id"]))
    assert (made.status, made.data["documentId"]) == (201, order["id"])


@fact("business_central-3.4-27", part="text:The order cannot be found.")
def test_a_line_of_an_unknown_order(talk: Transport) -> None:
    body = line(documentId="00000000-0000-0000-0000-000000000009")
    assert "The order cannot be found." in Caller(talk).post("salesOrderLines", body).text


@fact("business_central-3.2-16", part="body:lineObjectNumber")
def test_a_line_names_its_item_by_id(talk: Transport) -> None:
    caller = Caller(talk)
    item = caller.get("items?$filter=number eq 'B'").data["value"][0]
    body = {"itemId": item["id"], "quantity": 1}
    made = caller.post(f"{caller.one_draft()}/salesOrderLines", body).data
    assert (made["lineObjectNumber"], made["itemId"]) == ("B", item["id"])


def test_sequence_is_ignored_in_later_releases(talk: Transport) -> None:
    assert Caller(talk).post("salesOrders", order_body(salesOrderLines=[line(sequence=10000)])).status == 201


@fact("business_central-3.2-18", part="body:value.[0].shipQuantity")
def test_quantities_to_ship_and_to_invoice(talk: Transport) -> None:
    caller = Caller(talk)
    shown = caller.get(f"{caller.one_draft()}/salesOrderLines").data["value"][0]
    names = ("shipQuantity", "invoiceQuantity", "shippedQuantity", "invoicedQuantity")
    assert [shown[name] for name in names] == [2, 2, 0, 0]


@fact("business_central-3.2-30", part="text:Comment,Account,Item,Resource,Fixed Asset,Charge")
def test_types_of_lines(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", order_body(salesOrderLines=[line(lineType="Odd")]))
    assert "The existing options are: Comment,Account,Item,Resource,Fixed Asset,Charge" in answer.text


@fact("business_central-3.4-12", part="body:error.code")
def test_an_unknown_item(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", order_body(salesOrderLines=[line(lineObjectNumber="Z")]))
    assert (answer.status, answer.data["error"]["code"]) == (400, "Internal_InvalidTableRelation")
    assert "contains a value (Z) that cannot be found in the related table (Item)." in answer.text


@fact("business_central-3.4-06", "business_central-3.5-03", part="body:error.code")
def test_lines_of_a_released_order_cannot_change(talk: Transport) -> None:
    caller = Caller(talk)
    where, made = caller.released()
    answer = caller.post(f"{where}/salesOrderLines", line())
    assert (answer.status, answer.data["error"]["code"]) == (400, "Application_FieldValidationException")
    text = f"Status must be equal to 'Open' in Sales Header: Document Type=Order, No.={made['number']}."
    assert text in answer.text


def test_an_order_is_opened_again_for_changes(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    where, _ = caller.released()
    assert caller.post(f"{where}/Microsoft.NAV.reopen").status == 204
    assert caller.get(where).data["status"] == "Draft"
    own = caller.get(f"{where}/salesOrderLines").data["value"][0]["id"]
    assert caller.patch(f"salesOrderLines({own})", {"quantity": 1, "discountAmount": 1}).data["quantity"] == 1
    assert caller.post(f"{where}/Microsoft.NAV.release").status == 204
    order = world.erp.orders.by_number["SO100001"]
    assert (order.status, order.total_cents) == ("released", 1899)


def test_a_line_is_taken_off(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    where = caller.one_draft()
    made = caller.post(f"{where}/salesOrderLines", line(lineObjectNumber="B")).data
    assert caller.send("DELETE", f"{where}/salesOrderLines({made['id']})").status == 204
    assert len(caller.get(f"{where}/salesOrderLines").data["value"]) == 1


@fact("business_central-3.6-10", part="body:unitPrice")
def test_price_and_description_come_from_the_item(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.post(
        f"{caller.one_draft()}/salesOrderLines", {"lineType": "Item", "lineObjectNumber": "B", "quantity": 1}
    ).data
    assert (made["unitPrice"], made["description"], made["unitOfMeasureCode"]) == (19.99, "Item B", "PCS")


@fact("business_central-3.6-11", part="body:unitPrice")
def test_amounts_are_rounded(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.post(f"{caller.one_draft()}/salesOrderLines", line(unitPrice=1.235)).data
    assert made["unitPrice"] == 1.24
