"""Orders: creating, reading, changing, and their steps."""

from __future__ import annotations

from typing import Any

from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .helping import V1, V2, get, log_in, order_body, place, ship

DIALECT = "business_one"


def entry_of(answer: Answer) -> int:
    entry: int = answer.data["DocEntry"]
    return entry


def order_of(world: World) -> Any:
    return next(iter(world.erp.orders.by_number.values()))


@fact("business_one-5.2-29", part="body:DocNum")
def test_a_new_order_comes_back(talk: Transport, world: World) -> None:
    body = place(talk, world).data
    assert body["DocNum"] == body["DocEntry"] == 100001


@fact("business_one-5.2-30", part="body:DocTotal")
def test_the_total_of_an_order(talk: Transport, world: World) -> None:
    assert place(talk, world).data["DocTotal"] == 39.98


@fact("business_one-5.2-31", part="body:DocumentStatus")
def test_a_new_order_is_open(talk: Transport, world: World) -> None:
    assert place(talk, world).data["DocumentStatus"] == "bost_Open"


@fact("business_one-5.2-32", part="body:Cancelled")
def test_a_new_order_is_not_cancelled(talk: Transport, world: World) -> None:
    assert place(talk, world).data["Cancelled"] == "tNO"


@fact("business_one-5.2-33", part="body:Confirmed")
def test_a_new_order_is_confirmed(talk: Transport, world: World) -> None:
    assert place(talk, world).data["Confirmed"] == "tYES"
    assert order_of(world).status == "released"


@fact("business_one-5.2-34", part="header:location")
def test_the_location_of_an_order(talk: Transport, world: World) -> None:
    assert place(talk, world).headers["location"] == "http://localhost/b1s/v2/Orders(100001)"


@fact("business_one-5.2-35", "business_one-5.2-59", part="header:etag")
def test_the_etag_of_an_order(talk: Transport, world: World) -> None:
    assert place(talk, world).headers["etag"] == 'W/"356A192B7913B04C54574D18C28D46E6395428AB"'


@fact("business_one-5.2-36", part="status")
def test_a_new_order_without_a_body(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = talk.send("POST", f"{V2}/Orders", order_body(world), {"Prefer": "return-no-content"})
    assert answer.status == 204
    assert answer.text == ""
    assert answer.headers["location"].endswith("/Orders(100001)")


@fact("business_one-5.2-22", part="body:NumAtCard")
def test_the_reference_of_an_order(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world, NumAtCard="x" * 100))
    assert get(talk, f"Orders({entry})").data["NumAtCard"] == "x" * 100
    assert place(talk, world, NumAtCard="x" * 101).status == 400


@fact("business_one-5.2-23", part="status")
def test_long_comments_are_refused(talk: Transport, world: World) -> None:
    assert place(talk, world, Comments="x" * 255).status == 400
    created = place(talk, world, Comments="x" * 254)
    assert created.status == 201
    assert get(talk, f"Orders({entry_of(created)})").data["Comments"] == "x" * 254


@fact("business_one-5.2-24", part="body:DocumentLines[0].UnitPrice")
def test_lines_with_net_prices(talk: Transport, world: World) -> None:
    lines = [
        {"ItemCode": "A", "Quantity": 2, "UnitPrice": 10},
        {"ItemCode": "B", "Quantity": 1, "Price": "5.005"},
    ]
    body = place(talk, world, DocumentLines=lines).data
    first, second = body["DocumentLines"]
    assert (first["LineNum"], first["ItemCode"], first["Quantity"], first["UnitPrice"]) == (0, "A", 2, 10)
    assert (second["UnitPrice"], body["PriceMode"]) == (5.01, "pmdNet")
    assert order_of(world).prices_include_tax is False


@fact("business_one-5.4-18", part="body:DocumentLines[0].UnitPrice")
def test_amounts_are_rounded(talk: Transport, world: World) -> None:
    lines = [{"ItemCode": "A", "Quantity": 1, "UnitPrice": 5.005}]
    assert place(talk, world, DocumentLines=lines).data["DocumentLines"][0]["UnitPrice"] == 5.01


@fact("business_one-5.2-25", part="body:DocumentLines[0].DiscountPercent")
def test_a_discount_of_a_line(talk: Transport, world: World) -> None:
    lines = [{"ItemCode": "A", "Quantity": 2, "UnitPrice": 10, "DiscountPercent": 25}]
    line = place(talk, world, DocumentLines=lines).data["DocumentLines"][0]
    assert (line["DiscountPercent"], line["LineTotal"]) == (25, 15)
    assert order_of(world).lines[0].discount_cents == 500


def test_a_discount_to_the_cent(talk: Transport, world: World) -> None:
    lines = [{"ItemCode": "A", "Quantity": 3, "GrossPrice": 19.99, "GrossTotal": 50.01}]
    line = place(talk, world, DocumentLines=lines).data["DocumentLines"][0]
    assert line["GrossTotal"] == 50.01
    assert order_of(world).lines[0].discount_cents == 996


def test_a_discount_of_the_document(talk: Transport, world: World) -> None:
    place(talk, world, DiscountPercent=10)
    assert order_of(world).lines[0].discount_cents == 400


@fact("business_one-5.2-26", "business_one-5.4-15", part="body:DocumentLines[0].WarehouseCode")
def test_the_warehouse_of_a_line(talk: Transport, world: World) -> None:
    lines = [{"ItemCode": "A", "Quantity": 1, "UnitPrice": 1, "WarehouseCode": "main"}]
    assert place(talk, world, DocumentLines=lines).data["DocumentLines"][0]["WarehouseCode"] == "main"
    assert place(talk, world).data["DocumentLines"][0]["WarehouseCode"] == "main"


@fact("business_one-5.2-27", part="body:AddressExtension.ShipToStreet")
def test_the_addresses_of_an_order(talk: Transport, world: World) -> None:
    sent = {
        "ShipToStreet": "Weg 1",
        "ShipToCity": "Bonn",
        "ShipToZipCode": "53111",
        "ShipToCountry": "DE",
        "ShipToAddress2": "Ann",
        "ShipToAddress3": "Acme",
        "ShipToCounty": "NRW",
        "U_ShipToPhone": "",
        "BillToStreet": "Platz 2",
    }
    entry = entry_of(place(talk, world, AddressExtension=sent))
    shown = get(talk, f"Orders({entry})").data["AddressExtension"]
    assert shown["ShipToStreet"] == "Weg 1"
    assert {name: value for name, value in shown.items() if value is not None} == sent
    assert order_of(world).ship_to == {
        "name": "Ann",
        "company": "Acme",
        "street": "Weg 1",
        "city": "Bonn",
        "region": "NRW",
        "postcode": "53111",
        "country": "DE",
        "phone": "",
    }


@fact("business_one-5.2-28", part="body:U_sales_channel")
def test_user_defined_fields(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world, U_sales_channel="app"))
    assert get(talk, f"Orders({entry})").data["U_sales_channel"] == "app"
    assert (order_of(world).channel, order_of(world).custom) == ("app", {"sales_channel": "app"})
    assert [
        row["DocEntry"] for row in get(talk, "Orders", filter="U_sales_channel eq 'app'").data["value"]
    ] == [entry]


@fact("business_one-5.2-67", part="status")
def test_a_user_defined_field_is_added(talk: Transport, world: World) -> None:
    log_in(talk)
    assert place(talk, world, U_Colour="red").status == 400
    field = {"TableName": "ORDR", "Name": "Colour", "Type": "db_Alpha", "Description": "Colour"}
    assert talk.send("POST", f"{V2}/UserFieldsMD", field).status == 201
    assert talk.send("POST", f"{V2}/UserFieldsMD", field).data["error"]["code"] == "-2035"
    assert place(talk, world, U_Colour="red").data["U_Colour"] == "red"
    names = get(talk, "UserFieldsMD", filter="TableName eq 'ORDR' and Name eq 'Colour'").data["value"]
    assert len(names) == 1


@fact("business_one-5.4-16", part="body:DocumentLines[0].TaxTotal")
def test_the_tax_of_a_line(talk: Transport, world: World) -> None:
    line = place(talk, world).data["DocumentLines"][0]
    assert (line["TaxTotal"], line["VatGroup"], line["TaxPercentagePerRow"]) == (6.38, "A19", 19)


@fact("business_one-5.4-17", part="body:DocumentLines[0].UnitPrice")
def test_the_price_of_the_price_list(talk: Transport, world: World) -> None:
    body = place(talk, world, DocumentLines=[{"ItemCode": "A", "Quantity": 1}]).data
    assert body["DocumentLines"][0]["UnitPrice"] == 19.99


def test_freight(talk: Transport, world: World) -> None:
    expenses = [{"ExpenseCode": 1, "LineGross": 5.95, "Remarks": "DHL"}]
    entry = entry_of(place(talk, world, DocumentAdditionalExpenses=expenses))
    order = order_of(world)
    assert (order.shipping_cents, order.shipping_method) == (595, "DHL")
    shown = get(talk, f"Orders({entry})").data["DocumentAdditionalExpenses"][0]
    assert (shown["LineGross"], shown["Remarks"]) == (5.95, "DHL")


def test_the_instant_of_an_order(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world, U_OrderedAt="2025-11-28T04:59:00Z"))
    shown = get(talk, f"Orders({entry})").data
    assert (shown["U_OrderedAt"], shown["DocDate"]) == ("2025-11-28T04:59:00.000Z", "2025-11-28")


@fact("business_one-5.2-37", part="status")
def test_a_change(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    change = {"NumAtCard": "M-9", "Comments": "late", "U_sales_channel": None, "U_branch": "7"}
    assert talk.send("PATCH", f"{V2}/Orders({entry})", change).status == 204
    shown = get(talk, f"Orders({entry})").data
    assert (shown["NumAtCard"], shown["Comments"], shown["U_branch"]) == ("M-9", "late", "7")
    assert order_of(world).custom == {"branch": "7"}


@fact("business_one-5.2-38", part="body:DocumentLines[1].ItemCode")
def test_lines_are_merged(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    lines = [{"LineNum": 0, "Quantity": 3}, {"ItemCode": "B", "Quantity": 1, "PriceAfterVAT": 4}]
    talk.send("PATCH", f"{V2}/Orders({entry})", {"DocumentLines": lines})
    first, second = get(talk, f"Orders({entry})").data["DocumentLines"]
    assert (first["Quantity"], second["ItemCode"]) == (3, "B")


@fact("business_one-5.2-39", part="body:DocumentLines[0].LineStatus")
def test_lines_are_replaced(talk: Transport, world: World) -> None:
    lines = [{"ItemCode": "A", "Quantity": 1}, {"ItemCode": "B", "Quantity": 1}]
    entry = entry_of(place(talk, world, DocumentLines=lines))
    change = {"DocumentLines": [{"LineNum": 1, "Quantity": 2}]}
    headers = {"B1S-ReplaceCollectionsOnPatch": "true"}
    assert talk.send("PATCH", f"{V2}/Orders({entry})", change, headers).status == 204
    first, second = get(talk, f"Orders({entry})").data["DocumentLines"]
    assert (first["LineStatus"], second["LineStatus"], second["Quantity"]) == ("bost_Close", "bost_Open", 2)


def test_what_is_read_may_be_sent_again(talk: Transport, world: World) -> None:
    entry = entry_of(
        place(talk, world, DocumentLines=[{"ItemCode": "A", "Quantity": 3, "DiscountPercent": 7.5}])
    )
    shown = get(talk, f"Orders({entry})").data
    sent = {name: value for name, value in shown.items() if "@" not in name and name != "U_HoldReason"}
    before = len(world.of_kind("erp.order.changed"))
    assert talk.send("PATCH", f"{V2}/Orders({entry})", sent).status == 204
    again = get(talk, f"Orders({entry})").data
    assert again["DocumentLines"] == shown["DocumentLines"]
    assert len(world.of_kind("erp.order.changed")) <= before + 1


@fact("business_one-5.2-40", part="status")
def test_an_order_is_cancelled(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    assert talk.send("POST", f"{V2}/Orders({entry})/Cancel").status == 204
    assert order_of(world).status == "cancelled"


@fact("business_one-5.4-02", part="body:Cancelled")
def test_a_cancelled_order(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    talk.send("POST", f"{V2}/Orders({entry})/Cancel")
    assert get(talk, f"Orders({entry})").data["Cancelled"] == "tYES"


@fact("business_one-5.4-01", part="body:DocumentStatus")
def test_a_finished_order_is_closed(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    ship(talk, world)
    assert order_of(world).status == "closed"
    assert get(talk, f"Orders({entry})").data["DocumentStatus"] == "bost_Close"


@fact("business_one-5.2-41", part="status")
def test_an_order_is_closed(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    assert talk.send("POST", f"{V2}/Orders({entry})/Close").status == 204


@fact("business_one-5.4-03", part="body:Cancelled")
def test_a_closed_order_is_not_cancelled(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    talk.send("POST", f"{V2}/Orders({entry})/Close")
    shown = get(talk, f"Orders({entry})").data
    assert (shown["Cancelled"], shown["DocumentStatus"]) == ("tNO", "bost_Close")


@fact("business_one-5.2-43", "business_one-5.3-19", part="body:error.code")
def test_orders_are_not_deleted(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    assert talk.send("DELETE", f"{V2}/Orders({entry})").data["error"]["code"] == "-5006"


@fact("business_one-5.2-54", part="status")
def test_a_stale_change(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    stale = {"If-Match": 'W/"0"'}
    assert talk.send("PATCH", f"{V2}/Orders({entry})", {"Comments": "x"}, stale).status == 412


@fact("business_one-5.2-55", part="body:error.code")
def test_the_code_of_a_stale_change(talk: Transport, world: World) -> None:
    created = place(talk, world)
    path, known = f"{V2}/Orders({entry_of(created)})", {"If-Match": created.headers["etag"]}
    assert talk.send("PATCH", path, {"NumAtCard": "x"}, known).status == 204
    assert talk.send("PATCH", path, {"NumAtCard": "y"}, known).data["error"]["code"] == "-2039"
    assert order_of(world).external_reference == "x"


@fact("business_one-5.2-56", part="status")
def test_a_blind_change(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    for name in ("x", "y"):
        assert talk.send("PATCH", f"{V2}/Orders({entry})", {"NumAtCard": name}).status == 204


@fact("business_one-5.2-60", part="status")
def test_a_stale_action(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    assert talk.send("POST", f"{V2}/Orders({entry})/Cancel", None, {"If-Match": 'W/"0"'}).status == 412
    assert order_of(world).status == "released"


@fact("business_one-5.4-06", part="status")
def test_a_reference_is_not_unique(talk: Transport, world: World) -> None:
    assert [place(talk, world).status, place(talk, world).status] == [201, 201]


@fact("business_one-5.4-05", part="status")
def test_an_order_that_is_partly_delivered(talk: Transport, world: World) -> None:
    lines = [{"ItemCode": "A", "Quantity": 1}, {"ItemCode": "C", "Quantity": 1}]
    entry = entry_of(place(talk, world, DocumentLines=lines))
    order = order_of(world)
    order.lines[0].shipped, order.status = 1, "partly_shipped"
    assert talk.send("POST", f"{V2}/Orders({entry})/Cancel").status == 400


def test_quotations_and_drafts(talk: Transport, world: World) -> None:
    log_in(talk)
    for name in ("Quotations", "Drafts"):
        created = talk.send("POST", f"{V2}/{name}", order_body(world))
        assert created.headers["location"].endswith(f"/{name}({entry_of(created)})")
        assert get(talk, name).data["value"][0]["Confirmed"] == "tNO"
    assert get(talk, "Orders").data["value"] == []


@fact("business_one-5.2-66", part="status")
def test_an_order_with_a_quotation_as_base(talk: Transport, world: World) -> None:
    log_in(talk)
    entry = entry_of(talk.send("POST", f"{V2}/Quotations", order_body(world)))
    lines = [{"BaseType": 23, "BaseEntry": entry, "BaseLine": 0}]
    assert talk.send("POST", f"{V2}/Orders", order_body(world, DocumentLines=lines)).status == 201
    assert order_of(world).status == "released"
    assert get(talk, "Quotations").data["value"] == []


@fact("business_one-5.2-65", part="status")
def test_a_draft_is_saved_as_an_order(talk: Transport, world: World) -> None:
    log_in(talk)
    entry = entry_of(talk.send("POST", f"{V2}/Drafts", order_body(world)))
    saved = talk.send("POST", f"{V2}/DraftsService_SaveDraftToDocument", {"Document": {"DocEntry": entry}})
    assert saved.status == 204
    assert order_of(world).status == "released"


def test_an_unconfirmed_order_is_confirmed(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world, Confirmed="tNO", DocumentLines=None))
    assert order_of(world).status == "draft"
    path = f"{V2}/Orders({entry})"
    assert talk.send("PATCH", path, {"Confirmed": "tYES"}).status == 400
    lines = [{"ItemCode": "A", "Quantity": 1, "UnitPrice": 2}]
    assert talk.send("PATCH", path, {"DocumentLines": lines}).status == 204
    assert talk.send("PATCH", path, {"Confirmed": "tYES"}).status == 204
    assert order_of(world).status == "released"
    assert talk.send("PATCH", path, {"Confirmed": "tNO"}).status == 204
    assert order_of(world).status == "held"
    assert talk.send("PATCH", path, {"Confirmed": "tYES"}).status == 204
    assert order_of(world).status == "released"


@fact("business_one-5.2-64", part="body:DocumentLines")
def test_lines_by_themselves(talk: Transport, world: World) -> None:
    entry = entry_of(place(talk, world))
    assert get(talk, f"Orders({entry})/DocumentLines", V1).data["DocumentLines"][0]["ItemCode"] == "A"


@fact("business_one-5.4-21", part="status")
def test_a_body_without_a_media_type(talk: Transport, world: World) -> None:
    log_in(talk)
    headers = {"Content-Type": ""}
    assert talk.send("POST", f"{V2}/Orders", order_body(world), headers).status == 201
