"""Creating, reading and changing sales orders."""

from __future__ import annotations

import json
from typing import Any

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import ORDERS, ROOT, V4, get, item, log_in, order, order_body, patch, place, post

DIALECT = "s4hana"
ORDER, ITEM = (
    f"{ORDERS}/A_SalesOrder('100001')",
    f"{ORDERS}/A_SalesOrderItem(SalesOrder='100001',SalesOrderItem='10')",
)


@fact("s4hana-2.3-01", part="status")
def test_created(talk: Transport) -> None:
    assert place(talk).status == 201


@fact("s4hana-2.3-02", part="header:location")
def test_location(talk: Transport) -> None:
    assert place(talk).headers["location"] == f"http://localhost{ROOT}/{ORDERS}/A_SalesOrder('100001')"


@fact("s4hana-2.3-03", part="header:etag")
@fact("s4hana-2.3-08", part="header:etag")
def test_etag(talk: Transport) -> None:
    assert place(talk).headers["etag"] == "W/\"datetimeoffset'2025-11-28T05%3A00%3A00.0000001Z'\""


@fact("s4hana-2.3-04", part="header:dataserviceversion")
def test_the_version_of_replies(talk: Transport) -> None:
    assert place(talk).headers["dataserviceversion"] == "2.0"


@fact("s4hana-2.3-05", part="body:d.SalesOrder")
@fact("s4hana-2.3-15", part="body:d.SalesOrder")
def test_the_number(talk: Transport) -> None:
    assert place(talk).data["d"]["SalesOrder"] == "100001"


@fact("s4hana-2.3-06", part="body:d.__metadata.uri")
@fact("s4hana-2.3-07", part="body:d.__metadata.type")
def test_metadata_of_an_entity(talk: Transport) -> None:
    about = place(talk).data["d"]["__metadata"]
    assert about["id"] == about["uri"] == f"http://localhost{ROOT}/{ORDERS}/A_SalesOrder('100001')"
    assert about["type"] == "API_SALES_ORDER_SRV.A_SalesOrderType"


@fact("s4hana-2.3-09", part="body:d.to_Text.__deferred.uri")
def test_deferred(talk: Transport) -> None:
    place(talk)
    assert order(talk)["to_Text"]["__deferred"]["uri"].endswith("A_SalesOrder('100001')/to_Text")


@fact("s4hana-2.3-10", part="body:d.to_Item.results[0].Material")
def test_items_as_a_list(talk: Transport) -> None:
    assert place(talk).data["d"]["to_Item"]["results"][0]["Material"] == "A"


@fact("s4hana-2.3-11", part="body:d.to_Item.results[0].Material")
def test_items_as_results(talk: Transport) -> None:
    made = place(talk, to_Item={"results": [item()]})
    assert made.data["d"]["to_Item"]["results"][0]["Material"] == "A"


@fact("s4hana-2.3-12", part="body:d.to_Item.results[0].RequestedQuantity")
def test_quantities_are_text(talk: Transport) -> None:
    assert place(talk).data["d"]["to_Item"]["results"][0]["RequestedQuantity"] == "2"


@fact("s4hana-2.3-13", part="body:d.TotalNetAmount")
def test_amounts_are_text(talk: Transport) -> None:
    assert place(talk).data["d"]["TotalNetAmount"] == "39.98"


@fact("s4hana-2.3-14", part="body:d.CustomerPurchaseOrderDate")
def test_dates(talk: Transport) -> None:
    made = place(talk, CustomerPurchaseOrderDate="/Date(1764201600000)/").data["d"]
    assert made["CustomerPurchaseOrderDate"] == "/Date(1764201600000)/"


@fact("s4hana-2.3-16", part="body:d.SalesOrganization")
def test_the_sales_area(talk: Transport) -> None:
    made = place(talk).data["d"]
    names = ("SalesOrderType", "SalesOrganization", "DistributionChannel", "OrganizationDivision")
    assert [made[name] for name in names] == ["OR", "1710", "10", "00"]


@fact("s4hana-2.3-17", part="status")
def test_the_width_of_the_reference(talk: Transport) -> None:
    assert place(talk, PurchaseOrderByCustomer="x" * 36).status == 400
    assert place(talk, PurchaseOrderByCustomer="x" * 35).status == 201


@fact("s4hana-2.3-18", part="body:d.to_Item.results[0].to_PricingElement.results[0].ConditionRateValue")
def test_the_price_of_an_item(talk: Transport) -> None:
    line = place(talk).data["d"]["to_Item"]["results"][0]
    assert line["to_PricingElement"]["results"][0]["ConditionRateValue"] == "19.99"


@fact("s4hana-2.3-19", part="body:d.TotalNetAmount")
def test_a_manual_price(talk: Transport) -> None:
    assert place(talk, to_Item=[item(price="5", kind="PMP0")]).data["d"]["TotalNetAmount"] == "10.00"


@fact("s4hana-2.3-20", part="body:d.results[0].SalesOrder")
def test_lists(talk: Transport) -> None:
    place(talk)
    assert get(talk, f"{ORDERS}/A_SalesOrder").data["d"]["results"][0]["SalesOrder"] == "100001"


@fact("s4hana-2.3-21", part="body:d.__count")
def test_inline_count(talk: Transport) -> None:
    place(talk)
    assert get(talk, f"{ORDERS}/A_SalesOrder", inlinecount="allpages", top="0").data["d"]["__count"] == "1"


@fact("s4hana-2.3-22", part="body")
def test_count(talk: Transport) -> None:
    place(talk)
    answer = get(talk, f"{ORDERS}/A_SalesOrder/$count")
    assert (answer.text, answer.headers["content-type"]) == ("1", "text/plain;charset=utf-8")


@fact("s4hana-2.3-23", part="status")
@fact("s4hana-2.3-30", part="status")
def test_patch(talk: Transport) -> None:
    place(talk)
    answer = patch(talk, ORDER, {"PurchaseOrderByCustomer": "M-2"})
    assert (answer.status, answer.text) == (204, "")
    assert order(talk)["PurchaseOrderByCustomer"] == "M-2"


@fact("s4hana-2.3-24", "s4hana-2.3-25", part="status")
def test_merge_and_put(talk: Transport, world: World) -> None:
    place(talk)
    for method in ("MERGE", "PUT"):
        assert patch(talk, ORDER, {"PurchaseOrderByCustomer": method}, method=method).status == 204
    tunnelled = talk.send(
        "POST",
        f"{ROOT}/{ORDER}",
        {"PurchaseOrderByCustomer": "T"},
        {"x-http-method": "MERGE", "if-match": "*"},
    )
    assert tunnelled.status == 204
    assert list(world.erp.orders.by_reference["T"])


@fact("s4hana-2.3-26", part="status")
@fact("s4hana-2.5-10", part="status")
def test_delete(talk: Transport, world: World) -> None:
    place(talk)
    assert talk.send("DELETE", f"{ROOT}/{ORDER}", None, {"if-match": "*"}).status == 204
    assert world.erp.orders.get("SO100001").status == "cancelled"
    assert get(talk, ORDER).status == 404
    assert get(talk, f"{ORDERS}/A_SalesOrder").data["d"]["results"] == []


@fact("s4hana-2.3-27", part="status")
def test_a_change_without_an_etag(talk: Transport) -> None:
    place(talk)
    assert patch(talk, ORDER, {"PurchaseOrderByCustomer": "M-2"}, etag="").status == 428


@fact("s4hana-2.3-28", part="status")
@fact("s4hana-2.3-29", part="body:error.code")
def test_a_change_with_a_stale_etag(talk: Transport) -> None:
    etag = place(talk).headers["etag"]
    assert patch(talk, ORDER, {"PurchaseOrderByCustomer": "M-2"}, etag).status in (204, 599)
    stale = patch(talk, ORDER, {"PurchaseOrderByCustomer": "M-3"}, etag)
    assert stale.data["error"]["code"] == "/IWBEP/CM_MGW_RT/190"
    assert stale.status == 412


@fact("s4hana-2.3-31", part="status")
def test_read(talk: Transport) -> None:
    place(talk)
    assert get(talk, ORDER).status == 200


@fact("s4hana-2.3-33", part="body:d.results[0].SalesOrder")
def test_find_by_reference(talk: Transport) -> None:
    place(talk)
    place(talk, PurchaseOrderByCustomer="M-2")
    (found,) = get(talk, f"{ORDERS}/A_SalesOrder", filter="PurchaseOrderByCustomer eq 'M-2'").data["d"][
        "results"
    ]
    assert found["SalesOrder"] == "100002"


@fact("s4hana-8-05", part="status")
@fact("s4hana-8-06", part="status")
def test_tolerance(talk: Transport) -> None:
    log_in(talk)
    raw = json.dumps(order_body()).encode()
    answer = talk.send("POST", f"{ROOT}/{ORDERS}/A_SalesOrder", raw, {"if-match": 'W/"1"'})
    assert answer.status == 201


# -- what is kept of an order ------------------------------------------------------------------------------------


def test_everything_that_is_sent_is_kept(talk: Transport, world: World) -> None:
    address = {"AddresseeFullName": "Ann", "OrganizationName1": "Co", "StreetName": "S", "HouseNumber": "1"}
    address |= {
        "CityName": "Köln",
        "Region": "NW",
        "PostalCode": "50667",
        "Country": "DE",
        "PhoneNumber": "1",
    }
    made = place(
        talk,
        YY1_OrderedAt_SDH="/Date(1764305940000)/",
        YY1_PricesIncludeTax_SDH=True,
        YY1_ShippingMethod_SDH="Flat",
        YY1_PaymentMethod_SDH="card",
        YY1_sales_channel_SDH="web",
        YY1_gift_SDH=3,
        to_PaymentPlanItemDetails=[{"AuthorizedAmountInAuthznCrcy": "44.88"}],
        to_PricingElement=[{"ConditionType": "YBHD", "ConditionRateValue": "4.90"}],
        to_Partner=[
            {"PartnerFunction": "WE", "to_Address": [address]},
            {"PartnerFunction": "BP", "to_Address": {"results": [{"CityName": "Bonn", "Country": "DE"}]}},
        ],
        to_Text=[{"Language": "EN", "LongTextID": "TX01", "LongText": "ring twice"}],
        to_Item=[
            {
                "Material": "A",
                "RequestedQuantity": "2.000",
                "RequestedQuantityUnit": "EA",
                "ProductionPlant": "main",
                "to_PricingElement": [
                    {"ConditionType": "PPR0", "ConditionRateValue": "39.98", "ConditionQuantity": "2"},
                    {"ConditionType": "DPR1", "ConditionRateValue": "-10.00"},
                    {"ConditionType": "DRV1", "ConditionRateValue": "-1.00"},
                ],
            }
        ],
    )
    assert made.status == 201, made
    saved = world.erp.orders.get("SO100001")
    (line,) = saved.lines
    assert (line.item.sku, line.quantity, line.unit_price_cents, line.discount_cents) == ("A", 2, 1999, 500)
    assert (saved.ordered_at_ms, saved.prices_include_tax, saved.shipping_cents) == (1764305940000, True, 490)
    assert (saved.payment_method, saved.payment_cents, saved.prepaid) == ("card", 4488, True)
    assert (saved.shipping_method, saved.channel, saved.status) == ("Flat", "web", "released")
    assert saved.custom == {"sales_channel": "web", "gift": 3, "text_TX01": "ring twice"}
    assert saved.ship_to == {
        "name": "Ann",
        "company": "Co",
        "street": "S 1",
        "city": "Köln",
        "region": "NW",
        "postcode": "50667",
        "country": "DE",
        "phone": "1",
    }
    assert saved.bill_to == {"city": "Bonn", "country": "DE"}
    shown = order(talk, expand="to_Partner/to_Address,to_Text,to_PricingElement")
    assert shown["YY1_gift_SDH"] == 3
    assert shown["to_Text"]["results"][0]["LongText"] == "ring twice"
    assert shown["to_PricingElement"]["results"][0]["ConditionRateValue"] == "4.90"


def test_an_order_without_items_goes_on_with_its_first_one(talk: Transport, world: World) -> None:
    made = place(talk, to_Item=None)
    assert json.loads(made.headers["sap-message"])["code"] == "V1/293"
    assert world.erp.orders.get("SO100001").status == "draft"
    answer = post(talk, f"{ORDERS}/A_SalesOrder('100001')/to_Item", item())
    assert (answer.status, answer.data["d"]["SalesOrderItem"]) == (201, "10")
    assert world.erp.orders.get("SO100001").status == "released"
    assert (
        post(talk, f"{ORDERS}/A_SalesOrder('100001')/to_Item", item("B", "1")).data["d"]["SalesOrderItem"]
        == "20"
    )


def test_items_prices_and_addresses_are_changed(talk: Transport, world: World) -> None:
    place(
        talk,
        to_Item=[item(), item("B", "1", "5.00")],
        to_Partner=[{"PartnerFunction": "SH", "to_Address": [{"CityName": "Bonn"}]}],
    )
    saved = world.erp.orders.get("SO100001")
    assert patch(talk, ITEM, {"RequestedQuantity": "1"}).status == 204
    step = "PricingProcedureStep='10',PricingProcedureCounter='1'"
    price = f"{ORDERS}/A_SalesOrderItemPrElement(SalesOrder='100001',SalesOrderItem='10',{step})"
    assert patch(talk, price, {"ConditionRateValue": "18.00"}).status == 204
    key = "SalesOrder='100001',PartnerFunction='SH',AddressRepresentationCode=''"
    where = f"{ORDERS}/A_SalesOrderPartnerAddress({key})"
    assert patch(talk, where, {"CityName": "Köln"}).status == 204
    assert (saved.lines[0].quantity, saved.lines[0].unit_price_cents) == (1, 1800)
    assert saved.ship_to == {"city": "Köln"}
    assert patch(talk, ORDER, {"YY1_gift_SDH": "x", "YY1_ShippingMethod_SDH": "Air"}).status == 204
    assert (saved.custom["gift"], saved.shipping_method) == ("x", "Air")
    assert patch(talk, ORDER, {"SoldToParty": "1"}).status == 400
    assert talk.send("DELETE", f"{ROOT}/{ITEM}", None, {"if-match": "*"}).status == 204
    assert saved.lines[0].cancelled == 1


def changes(etag: str, *parts: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "requests": [
            {
                "id": str(at),
                "method": "PATCH",
                "url": url,
                "headers": {"if-match": etag},
                "body": body,
                "atomicityGroup": "g",
            }
            for at, (url, body) in enumerate(parts)
        ]
    }


@fact("s4hana-2.6-03", part="body:responses[0].status")
def test_a_changeset_is_one_step(talk: Transport, world: World) -> None:
    etag = place(talk, to_Item=[item(), item("B", "1", "5.00")]).headers["etag"]
    saved = world.erp.orders.get("SO100001")
    first = ("SalesOrderItem(SalesOrder='100001',SalesOrderItem='10')", {"RequestedQuantity": 1})
    wrong = ("SalesOrderItem(SalesOrder='100001',SalesOrderItem='20')", {"Material": "C"})
    refused = post(talk, f"{V4}/$batch", changes(etag, first, wrong)).data["responses"]
    assert [each["status"] for each in refused] == [400, 424]
    assert saved.lines[0].quantity == 2
    right = ("SalesOrderItem(SalesOrder='100001',SalesOrderItem='20')", {"SalesDocumentRjcnReason": "61"})
    done = post(talk, f"{V4}/$batch", changes(etag, first, right)).data["responses"]
    assert [each["status"] for each in done] == [200, 200]
    assert (saved.lines[0].quantity, saved.lines[1].cancelled) == (1, 1)
    stale = post(talk, f"{V4}/$batch", changes(etag, first, right)).data["responses"]
    assert [each["status"] for each in stale] == [412, 424]


BATCH = "\r\n".join(
    [
        "--b",
        "Content-Type: multipart/mixed; boundary=c",
        "",
        "--c",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "",
        "POST A_SalesOrder HTTP/1.1",
        "Content-Type: application/json",
        "Accept: application/json",
        "",
        json.dumps(order_body(PurchaseOrderByCustomer="B-1")),
        "--c--",
        "--b",
        "Content-Type: application/http",
        "",
        "GET A_SalesOrder/$count HTTP/1.1",
        "",
        "",
        "--b--",
    ]
)


@fact("s4hana-2.3-32", part="status")
@fact("s4hana-2.6-02", part="header:content-type")
def test_batches(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = talk.send(
        "POST", f"{ROOT}/{ORDERS}/$batch", BATCH, {"content-type": "multipart/mixed; boundary=b"}
    )
    assert answer.status == 202
    assert answer.headers["content-type"].startswith("multipart/mixed")
    assert "HTTP/1.1 201 Created" in answer.text
    assert len(world.erp.orders.with_reference("B-1")) == 1
