"""Lists: query options, pages, counts; items, partners and the other sets."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp.dialects.business_one.resources import RESOURCES
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .helping import V1, V2, get, log_in, order_body, place

DIALECT = "business_one"


def several(talk: Transport, world: World, count: int = 25) -> None:
    for at in range(count):
        place(talk, world, NumAtCard=f"M-{at}")


@fact("business_one-5.2-01", part="status")
def test_sets_of_documents(talk: Transport) -> None:
    log_in(talk)
    for name in ("Orders", "Quotations", "DeliveryNotes", "Invoices", "Returns", "CreditNotes", "Drafts"):
        assert get(talk, name).status == 200


@pytest.mark.parametrize("name", RESOURCES)
@pytest.mark.parametrize("root", [V1, V2])
def test_every_set_can_be_listed(talk: Transport, name: str, root: str) -> None:
    log_in(talk)
    assert get(talk, name, root).status == 200
    assert get(talk, f"{name}/$count", root).text.isdigit()


@fact("business_one-5.2-02", "business_one-5.2-48", part="body:CardType")
def test_a_partner(talk: Transport, world: World) -> None:
    log_in(talk)
    shown = get(talk, f"BusinessPartners('{world.customer}')").data
    assert (shown["CardCode"], shown["CardName"], shown["CardType"]) == (world.customer, "Ann", "cCustomer")


@fact("business_one-5.2-49", part="body:value[0].EmailAddress")
def test_partners_by_mail(talk: Transport) -> None:
    log_in(talk)
    rows = get(talk, "BusinessPartners", filter="EmailAddress eq 'ann@example.com'").data["value"]
    assert [row["EmailAddress"] for row in rows] == ["ann@example.com"]


@fact("business_one-5.2-50", part="body:Frozen")
def test_a_frozen_partner(talk: Transport, world: World) -> None:
    log_in(talk)
    path = f"{V2}/BusinessPartners('{world.customer}')"
    assert talk.send("PATCH", path, {"Frozen": "tYES"}).status == 204
    shown = talk.send("GET", path).data
    assert (shown["Valid"], shown["Frozen"]) == ("tNO", "tYES")
    assert world.erp.customers.get(world.customer).blocked


@fact("business_one-5.2-51", part="body:CreditLimit")
def test_the_credit_of_a_partner(talk: Transport, world: World) -> None:
    log_in(talk)
    path = f"{V2}/BusinessPartners('{world.customer}')"
    talk.send("PATCH", path, {"CreditLimit": 1234.5})
    shown = talk.send("GET", path).data
    assert shown["CreditLimit"] == shown["MaxCommitment"] == 1234.5


@fact("business_one-5.2-52", part="body:CurrentAccountBalance")
def test_the_balance_of_a_partner(talk: Transport, world: World) -> None:
    place(talk, world, U_Prepaid="N")
    assert get(talk, f"BusinessPartners('{world.customer}')").data["CurrentAccountBalance"] == 39.98


@fact("business_one-5.2-53", part="body:BPAddresses[*].Street")
def test_the_addresses_of_a_partner(talk: Transport, world: World) -> None:
    log_in(talk)
    rows = get(talk, f"BusinessPartners('{world.customer}')").data["BPAddresses"]
    assert [row["Street"] for row in rows] == ["Hauptstr. 1", "Hauptstr. 1"]


def test_a_new_partner(talk: Transport, world: World) -> None:
    log_in(talk)
    body = {
        "CardCode": "WEB-7",
        "CardName": "Bea",
        "CardType": "cCustomer",
        "EmailAddress": "bea@example.com",
        "Phone1": "123",
        "BPAddresses": [
            {"AddressName": "Home", "Street": "Weg 1", "City": "Bonn", "ZipCode": "1", "Country": "DE"}
        ],
    }
    created = talk.send("POST", f"{V2}/BusinessPartners", body)
    assert created.headers["location"].endswith("/BusinessPartners('WEB-7')")
    customer = world.erp.customers.by_reference["WEB-7"]
    assert (customer.name, customer.phone, customer.address["city"]) == ("Bea", "123", "Bonn")
    again = talk.send("POST", f"{V2}/BusinessPartners", body)
    assert again.data["error"]["code"] == "-2035"
    assert place(talk, world, CardCode="WEB-7").data["CardCode"] == "WEB-7"
    change = {"CardName": "Bea B.", "BPAddresses": [{"AddressName": "Home", "City": "Köln"}]}
    assert talk.send("PATCH", f"{V2}/BusinessPartners('WEB-7')", change).status == 204
    assert (customer.name, customer.address["city"], customer.address["street"]) == (
        "Bea B.",
        "Köln",
        "Weg 1",
    )


@fact("business_one-5.2-03", "business_one-5.4-23", part="body:ItemCode")
def test_an_item(talk: Transport) -> None:
    log_in(talk)
    assert get(talk, "Items('A')").data["ItemCode"] == "A"
    assert talk.send("GET", f"{V2}/Items%28%27A%27%29").data["ItemCode"] == "A"
    assert talk.send("GET", f"{V2}/Items(ItemCode='A')").data["ItemCode"] == "A"


@fact("business_one-5.2-46", part="body:QuantityOnStock")
def test_the_stock_of_an_item(talk: Transport) -> None:
    log_in(talk)
    assert get(talk, "Items('A')", select="ItemCode,QuantityOnStock").data["QuantityOnStock"] == 100


@fact("business_one-5.2-47", part="body:ItemWarehouseInfoCollection[0].InStock")
def test_the_stock_per_warehouse(talk: Transport, world: World) -> None:
    place(talk, world)
    row = get(talk, "Items('A')").data["ItemWarehouseInfoCollection"][0]
    assert (row["WarehouseCode"], row["InStock"], row["Committed"], row["Ordered"]) == ("main", 100, 2, 0)


@fact("business_one-5.2-04", part="body:value[0].WarehouseCode")
def test_warehouses(talk: Transport) -> None:
    log_in(talk)
    assert get(talk, "Warehouses").data["value"][0]["WarehouseCode"] == "main"


@fact("business_one-5.2-09", part="body:value[0].NumAtCard")
def test_filters(talk: Transport, world: World) -> None:
    several(talk, world, 3)
    for condition in (
        "NumAtCard eq 'M-1'",
        "CardCode eq 'C100001' and startswith(NumAtCard,'M-1')",
        "DocEntry eq 100002",
        "DocumentLines/any(l: l/ItemCode eq 'A') and contains(NumAtCard,'1')",
        "DocDate ge '2025-11-28' and DocTotal gt 10 and NumAtCard eq 'M-1'",
    ):
        rows = get(talk, "Orders", filter=condition).data["value"]
        assert [row["NumAtCard"] for row in rows] == ["M-1"], condition
    assert (
        get(talk, "Orders", V1, filter="substringof('M-1',NumAtCard)").data["value"][0]["NumAtCard"] == "M-1"
    )


@fact("business_one-5.2-10", part="body:value[0].DocEntry")
def test_selected_properties(talk: Transport, world: World) -> None:
    several(talk, world, 1)
    row = get(talk, "Orders", select="DocEntry,NumAtCard").data["value"][0]
    assert {name for name in row if "@" not in name} == {"DocEntry", "NumAtCard"}
    assert row["DocEntry"] == 100001


@fact("business_one-5.2-11", part="body:value[0].NumAtCard")
def test_sorting(talk: Transport, world: World) -> None:
    several(talk, world, 3)
    assert get(talk, "Orders", orderby="DocEntry desc").data["value"][0]["NumAtCard"] == "M-2"


@fact("business_one-5.2-12", part="body:value")
def test_top(talk: Transport, world: World) -> None:
    several(talk, world, 3)
    body = get(talk, "Orders", top="2").data
    assert len(body["value"]) == 2
    assert isinstance(body["value"], list)
    assert "@odata.nextLink" not in body


@fact("business_one-5.2-13", part="body:value[0].NumAtCard")
def test_skip(talk: Transport, world: World) -> None:
    several(talk, world, 3)
    assert get(talk, "Orders", skip="2").data["value"][0]["NumAtCard"] == "M-2"


@fact("business_one-5.2-14", part="text:odata.count")
def test_the_count_of_version_one(talk: Transport, world: World) -> None:
    several(talk, world, 3)
    assert get(talk, "Orders", V1, inlinecount="allpages", top="1").data["odata.count"] == "3"


@fact("business_one-5.2-15", part="text:@odata.count")
def test_the_count_of_version_two(talk: Transport, world: World) -> None:
    several(talk, world, 3)
    assert get(talk, "Orders", count="true", top="1").data["@odata.count"] == 3


@fact("business_one-5.2-16", part="body")
def test_the_size_of_a_page(talk: Transport, world: World) -> None:
    several(talk, world)
    assert len(get(talk, "Orders").data["value"]) == 20


@fact("business_one-5.2-17", part="text:odata.nextLink")
def test_the_next_page_of_version_one(talk: Transport, world: World) -> None:
    several(talk, world)
    link = get(talk, "Orders", V1, filter="CardCode eq 'C100001'").data["odata.nextLink"]
    assert link == "Orders?$filter=CardCode%20eq%20%27C100001%27&$skip=20"
    assert len(talk.send("GET", f"{V1}/{link}").data["value"]) == 5


@fact("business_one-5.2-18", part="text:@odata.nextLink")
def test_the_next_page_of_version_two(talk: Transport, world: World) -> None:
    several(talk, world)
    body = get(talk, "Orders", top="23").data
    assert body["@odata.nextLink"] == "Orders?$top=3&$skip=20"
    rest = talk.send("GET", f"{V2}/{body['@odata.nextLink']}").data
    assert len(rest["value"]) == 3
    assert "@odata.nextLink" not in rest


@fact("business_one-5.2-19", part="body")
def test_the_preferred_size_of_a_page(talk: Transport, world: World) -> None:
    several(talk, world)
    prefer = {"Prefer": "odata.maxpagesize=7"}
    assert len(talk.send("GET", f"{V2}/Orders", headers=prefer).data["value"]) == 7


@fact("business_one-5.2-20", part="body")
def test_the_size_of_a_page_by_its_own_header(talk: Transport, world: World) -> None:
    several(talk, world)
    assert len(talk.send("GET", f"{V2}/Orders", headers={"B1S-PageSize": "22"}).data["value"]) == 22


@fact("business_one-5.2-21", part="body")
def test_a_count(talk: Transport, world: World) -> None:
    several(talk, world, 3)
    answer = get(talk, "Orders/$count", filter="DocEntry gt 100001")
    assert (answer.text, answer.headers["content-type"]) == ("2", "text/plain; charset=utf-8")


@fact("business_one-5.2-57", part="header:etag")
def test_a_selected_read_has_no_etag(talk: Transport, world: World) -> None:
    entry = place(talk, world).data["DocEntry"]
    assert "etag" not in get(talk, f"Orders({entry})", select="DocEntry").headers


@fact("business_one-5.2-58", part="text:356A192B")
def test_the_etag_in_the_body_of_a_selected_read(talk: Transport, world: World) -> None:
    entry = place(talk, world).data["DocEntry"]
    talk.send("PATCH", f"{V2}/Orders({entry})", {"NumAtCard": "x"})
    whole = get(talk, f"Orders({entry})")
    assert whole.headers["etag"] == 'W/"DA4B9237BACCCDF19C0760CAB7AEC4A8359010B0"'
    selected = get(talk, f"Orders({entry})", select="DocEntry").data["@odata.etag"]
    assert selected == 'W/"356A192B7913B04C54574D18C28D46E6395428AB"'


@fact("business_one-5.2-61", part="body:error.code")
def test_wrong_query_options(talk: Transport) -> None:
    log_in(talk)
    for wrong in ({"top": "x"}, {"filter": "("}, {"select": "Nonsense"}, {"orderby": "Nonsense"}):
        answer = get(talk, "Orders", **wrong)
        assert (answer.status, answer.data["error"]["code"]) == (400, "201"), wrong


@fact("business_one-5.2-62", part="text:EntityType")
def test_metadata(talk: Transport) -> None:
    log_in(talk)
    for root in (V1, V2):
        assert '<EntityType Name="Document"' in talk.send("GET", f"{root}/$metadata").text


@fact("business_one-5.2-68", part="body:Price")
def test_the_price_of_an_item(talk: Transport, world: World) -> None:
    log_in(talk)
    world.erp.prices.set_contract_price(world.customer, "A", 1500, 10)
    asked: dict[str, Any] = {"ItemCode": "A", "CardCode": world.customer, "UoMQuantity": 10}
    path = f"{V2}/CompanyService_GetItemPrice"
    assert talk.send("POST", path, {"ItemPriceParams": asked}).data["Price"] == 15
    assert talk.send("POST", path, {"ItemPriceParams": {"ItemCode": "A"}}).data["Price"] == 19.99
    row = get(talk, "SpecialPrices").data["value"][0]
    assert (row["CardCode"], row["ItemCode"], row["Price"]) == (world.customer, "A", 15)
    one = get(talk, f"SpecialPrices(CardCode='{world.customer}',ItemCode='A')")
    assert one.data["SpecialPriceDataAreas"][0]["SpecialPrice"] == 15


@fact("business_one-5.4-22", part="status")
def test_head_and_slashes(talk: Transport) -> None:
    log_in(talk)
    assert talk.send("HEAD", f"{V2}/Orders/").status == 200
    assert talk.send("GET", f"{V2}/").status == 200


def test_an_order_with_its_key_in_lower_case(talk: Transport, world: World) -> None:
    log_in(talk)
    assert talk.send("POST", f"{V2}/orders", order_body(world)).status == 201
