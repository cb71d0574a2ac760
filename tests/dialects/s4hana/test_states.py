"""The life of an order in status fields, and what S/4 changes silently."""

from __future__ import annotations

import json

from fake_erp.settings import Amount
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import ORDERS, ROOT, get, item, order, patch, place, post, ship

DIALECT = "s4hana"
ORDER = f"{ORDERS}/A_SalesOrder('100001')"
ITEM = f"{ORDERS}/A_SalesOrderItem(SalesOrder='100001',SalesOrderItem='10')"


@fact("s4hana-2.5-01", part="body:d.OverallSDProcessStatus")
@fact("s4hana-2.5-02", part="body:d.OverallTotalDeliveryStatus")
def test_the_status_of_an_order(talk: Transport, world: World) -> None:
    place(talk)
    before = order(talk)
    assert (before["OverallSDProcessStatus"], before["OverallTotalDeliveryStatus"]) == ("A", "A")
    world.now_ms += world.config.lead_ms
    world.erp.shipping.wave()
    between = order(talk)
    assert (between["OverallSDProcessStatus"], between["OverallDeliveryStatus"]) == ("B", "C")
    ship(talk, world)
    after = order(talk)
    assert (after["OverallSDProcessStatus"], after["OverallTotalDeliveryStatus"]) == ("C", "C")


@fact("s4hana-2.5-03", part="body:d.OverallSDDocumentRejectionSts")
@fact("s4hana-2.5-11", part="body:d.OverallSDProcessStatus")
@fact("s4hana-2.5-12", part="body:d.to_Item.results")
def test_rejection_of_every_item(talk: Transport, world: World) -> None:
    place(talk, to_Item=[item(), item("B", "1", "5.00")])
    assert order(talk)["OverallSDDocumentRejectionSts"] == "A"
    assert patch(talk, ITEM, {"SalesDocumentRjcnReason": "61"}).status == 204
    assert order(talk)["OverallSDDocumentRejectionSts"] == "B"
    assert patch(talk, ITEM.replace("'10'", "'20'"), {"SalesDocumentRjcnReason": "61"}).status == 204
    shown = order(talk, expand="to_Item")
    assert (shown["OverallSDDocumentRejectionSts"], shown["OverallSDProcessStatus"]) == ("C", "C")
    assert [line["SalesDocumentRjcnReason"] for line in shown["to_Item"]["results"]] == ["61", "61"]
    assert world.erp.orders.get("SO100001").status == "cancelled"


@fact("s4hana-2.5-05", part="body:d.TotalCreditCheckStatus")
def test_credit_is_checked(talk: Transport) -> None:
    assert place(talk, YY1_Prepaid_SDH=None).data["d"]["TotalCreditCheckStatus"] == "A"


@fact("s4hana-2.5-06", part="body:d.HeaderBillingBlockReason")
def test_the_billing_block(talk: Transport, world: World) -> None:
    place(talk)
    assert order(talk)["HeaderBillingBlockReason"] == ""
    world.erp.customers.set_blocked(world.customer, True, "billing")
    assert order(talk)["HeaderBillingBlockReason"] == "01"


@fact("s4hana-2.5-07", part="body:d.DeliveryBlockReason")
@fact("s4hana-2.6-08", part="body:d.DeliveryBlockReason")
def test_the_delivery_block(talk: Transport, world: World) -> None:
    made = place(talk, DeliveryBlockReason="01")
    assert made.data["d"]["DeliveryBlockReason"] == "01"
    saved = world.erp.orders.get("SO100001")
    assert saved.status == "draft"
    for block, status in (("", "released"), ("01", "held"), ("", "released")):
        assert patch(talk, ORDER, {"DeliveryBlockReason": block}).status == 204
        assert saved.status == status


@fact("s4hana-2.5-08", part="body:d.SalesDocApprovalStatus")
@fact("s4hana-2.4-24", part="header:sap-message")
def test_approval(talk: Transport, world: World) -> None:
    world.erp.change_rule("order_approval", mode="ask", above=Amount(0, "EUR"))
    made = place(talk)
    assert made.data["d"]["SalesDocApprovalStatus"] == "A"
    assert json.loads(made.headers["sap-message"])["code"] == "V2/468"
    done = post(talk, f"{ORDERS}/releaseApprovalRequest?SalesOrder='100001'", None)
    assert done.data["d"]["SalesDocApprovalStatus"] == "B"
    assert world.erp.orders.get("SO100001").status == "released"


@fact("s4hana-2.5-09", part="body:d.DeliveryStatus")
def test_the_status_of_an_item(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    line = get(talk, ITEM).data["d"]
    assert (line["SDProcessStatus"], line["DeliveryStatus"], line["SalesDocumentRjcnReason"]) == (
        "C",
        "C",
        "",
    )


@fact("s4hana-2.5-13", part="status")
def test_nothing_is_deleted_that_is_delivered(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    answer = talk.send("DELETE", f"{ROOT}/{ORDER}", None, {"if-match": "*"})
    assert answer.status == 400
    assert get(talk, ORDER).status in (200, 599)


# -- silent changes ----------------------------------------------------------------------------------------------


@fact("s4hana-2.6-01", part="status")
def test_no_rate(talk: Transport) -> None:
    for _ in range(100):
        assert get(talk, f"{ORDERS}/A_SalesOrder").status == 200


@fact("s4hana-2.6-09", part="body:d.RequestedDeliveryDate")
def test_the_requested_date_is_moved(talk: Transport) -> None:
    made = place(talk, RequestedDeliveryDate="/Date(1764288000000)/").data["d"]
    assert made["RequestedDeliveryDate"] == "/Date(1764374400000)/"


@fact("s4hana-2.6-10", part="body:d.to_Item.results[0].ProductionPlant")
def test_the_plant_is_determined(talk: Transport) -> None:
    assert place(talk).data["d"]["to_Item"]["results"][0]["ProductionPlant"] == "main"


@fact("s4hana-2.6-11", part="body:d.to_Item.results[0].NetAmount")
def test_prices_are_determined(talk: Transport) -> None:
    made = place(talk, to_Item=[{"Material": "A", "RequestedQuantity": "1"}]).data["d"]
    line = made["to_Item"]["results"][0]
    assert (line["NetAmount"], line["TaxAmount"]) == ("16.80", "3.19")


@fact("s4hana-2.6-12", part="status")
def test_unknown_properties(talk: Transport) -> None:
    answer = place(talk, Nonsense="x")
    assert answer.status == 400
    assert "Property 'Nonsense' is invalid" in answer.text


@fact("s4hana-2.6-13", part="body:d.SoldToParty")
def test_numbers_are_converted(talk: Transport) -> None:
    made = place(talk, SoldToParty="0000100001").data["d"]
    assert made["SoldToParty"] == "100001"
    assert get(talk, f"{ORDERS}/A_SalesOrder('0000100001')").status in (200, 599)


@fact("s4hana-2.6-14", part="body:d.to_Item.results[0].RequestedQuantity")
def test_quantities_are_rounded(talk: Transport) -> None:
    made = place(talk, to_Item=[item(quantity="2.4")]).data["d"]
    assert made["to_Item"]["results"][0]["RequestedQuantity"] == "2"
