"""Customers, items, stock and prices."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import STAR, Caller, line, order_body

DIALECT = "business_central"


@fact("business_central-3.2-01", part="body:addressLine2")
def test_a_customer_is_kept_as_it_was_sent(world: World, talk: Transport) -> None:
    sent = {
        "number": "M2-7",
        "displayName": "Bob",
        "type": "Person",
        "addressLine1": "Main 1",
        "addressLine2": "Apt 3",
        "city": "Bonn",
        "state": "NW",
        "country": "DE",
        "postalCode": "53111",
        "phoneNumber": "0228 1",
        "email": "bob@example.com",
    }
    made = Caller(talk).post("customers", sent).data
    assert {name: made[name] for name in sent} == sent
    assert made["id"]
    customer = world.erp.customers.by_reference["M2-7"]
    assert customer.address["street"] == "Main 1, Apt 3"


@fact("business_central-3.2-02", part="body:blocked")
def test_customers_are_blocked(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.customer()
    for value in ("Ship", "Invoice", "All", " "):
        assert caller.patch(f"customers({made['id']})", {"blocked": value}).data["blocked"] == value


@fact("business_central-3.4-20", part="text:The existing options are")
def test_a_value_that_is_no_option(talk: Transport) -> None:
    answer = Caller(talk).post("customers", {"displayName": "B", "blocked": "Perhaps"})
    assert answer.status == 400
    assert "'Perhaps' is not an option. The existing options are" in answer.text


@fact("business_central-3.2-03", part="status")
def test_statuses_of_customers(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.post("customers", {"displayName": "Bob"})
    assert made.status == 201
    assert caller.patch(f"customers({made.data['id']})", {"email": "b@example.com"}).status == 200


@fact("business_central-3.4-10", part="body:error.code")
def test_a_number_that_is_taken(talk: Transport) -> None:
    caller = Caller(talk)
    caller.customer()
    answer = caller.post("customers", {"displayName": "Eve", "number": "m2-7"})
    assert (answer.status, answer.data["error"]["code"]) == (400, "Internal_EntityWithSameKeyExists")
    assert "No.='M2-7'" in answer.text


@fact("business_central-3.4-24", part="text:does not match to a Payment Terms")
def test_unknown_payment_terms(talk: Transport) -> None:
    body = {"displayName": "B", "paymentTermsId": "00000000-0000-0000-0000-000000000009"}
    assert (
        'The \\"paymentTermsId\\" does not match to a Payment Terms.'
        in Caller(talk).post("customers", body).text
    )


@fact("business_central-3.4-08", part="body:error.code")
def test_a_guid_that_is_none(talk: Transport) -> None:
    answer = Caller(talk).post("customers", {"displayName": "B", "paymentTermsId": "x"})
    assert (answer.status, answer.data["error"]["code"]) == (400, "Application_InvalidGUID")


@fact("business_central-3.4-07", part="body:error.code")
def test_a_text_that_is_too_long(talk: Transport) -> None:
    answer = Caller(talk).post("customers", {"displayName": "x" * 101})
    assert (answer.status, answer.data["error"]["code"]) == (400, "Application_StringExceededLength")
    assert (
        "The length of the string is 101, but it must be less than or equal to 100 characters." in answer.text
    )


@fact("business_central-3.4-26", part="text:cannot be changed")
def test_another_id(talk: Transport) -> None:
    caller = Caller(talk)
    made, other = caller.customer(), caller.customer("M2-8")
    assert (
        'The \\"id\\" cannot be changed.'
        in caller.patch(f"customers({made['id']})", {"id": other["id"]}).text
    )


def test_a_customer_can_be_changed_in_every_way(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.customer()
    terms = caller.get("paymentTerms?$filter=code eq '30 DAYS'").data["value"][0]["id"]
    change = {
        "displayName": "Bo",
        "creditLimit": 12.5,
        "taxLiable": False,
        "paymentTermsId": terms,
        "city": "Ulm",
        "website": "example.com",
        "webPriceList": "gold",
        "webGroup": "g",
    }
    shown = caller.patch(f"customers({made['id']})", change).data
    assert {name: shown[name] for name in change} == change
    customer = world.erp.customers.by_reference["M2-7"]
    assert (customer.credit_limit_cents, customer.terms_ms, customer.tax_status) == (
        1250,
        30 * 86_400_000,
        "exempt",
    )


@fact("business_central-3.2-04", part="body:value.[0].inventory")
def test_inventory_is_of_all_locations(world: World, talk: Transport) -> None:
    found = Caller(talk).get("items?$filter=number eq 'A'").data["value"]
    assert found[0]["inventory"] == 100


@fact("business_central-3.2-05", part="body:value.[0].baseUnitOfMeasureCode")
def test_an_item(talk: Transport) -> None:
    item = Caller(talk).get("items?$filter=number eq 'A'").data["value"][0]
    names = (
        "displayName",
        "type",
        "blocked",
        "gtin",
        "unitPrice",
        "baseUnitOfMeasureCode",
        "itemCategoryCode",
    )
    assert all(name in item for name in names)
    assert (item["unitPrice"], item["blocked"], item["baseUnitOfMeasureCode"]) == (19.99, False, "PCS")


@fact("business_central-3.2-07", part="status")
def test_item_ledger_entries_can_only_be_read(talk: Transport) -> None:
    caller = Caller(talk)
    assert caller.post("itemLedgerEntries", {}).status == 405
    found = caller.get("itemLedgerEntries?$filter=itemNumber eq 'A'")
    assert [row["quantity"] for row in found.data["value"]] == [100]


def test_price_list_lines(world: World, talk: Transport) -> None:
    world.erp.prices.set_list_price("standard", "A", 1500)
    world.erp.prices.set_contract_price(world.customer, "A", 1400)
    rows = talk.send("GET", f"{Caller(talk).pages}/PriceListLines").data["value"]
    assert [(row["SourceType"], row["Unit_Price"]) for row in rows] == [
        ("All Customers", 15.0),
        ("Customer", 14.0),
    ]


@fact("business_central-3.3-05", part="body:error.code")
def test_a_change_needs_a_token(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.customer()
    answer = caller.send("PATCH", f"customers({made['id']})", {"email": "x@example.com"})
    assert (answer.status, answer.data["error"]["code"]) == (400, "BadRequest_InvalidToken")


@fact("business_central-3.3-06", part="status")
def test_a_star_is_accepted(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.customer()
    assert caller.send("PATCH", f"customers({made['id']})", {"email": "x@example.com"}, STAR).status == 200


@fact("business_central-3.3-07", part="body:error.code")
def test_a_stale_token(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.customer()
    tag = {"if-match": made["@odata.etag"]}
    where = f"customers({made['id']})"
    assert caller.send("PATCH", where, {"email": "x@example.com"}, tag).status == 200
    answer = caller.send("PATCH", where, {"email": "y@example.com"}, tag)
    assert (answer.status, answer.data["error"]["code"]) == (409, "Request_EntityChanged")
    assert "Another user has already changed the record." in answer.text


@fact("business_central-3.3-09", part="text:JzE5O")
def test_each_entity_has_a_weak_etag(talk: Transport) -> None:
    tag = Caller(talk).get("customers").data["value"][0]["@odata.etag"]
    assert tag.startswith('W/"JzE5O')


@fact("business_central-3.4-04", part="text:is blocked with type All")
def test_a_blocked_customer(world: World, talk: Transport) -> None:
    world.erp.customers.set_blocked(world.customer, True)
    answer = Caller(talk).post("salesOrders", order_body())
    assert answer.status == 400
    assert (
        "You cannot create this type of document when Customer C100001 is blocked with type All"
        in answer.text
    )


@fact("business_central-3.6-12", part="body:locationId")
def test_a_blank_location_is_the_default_one(talk: Transport) -> None:
    caller = Caller(talk)
    main = caller.get("locations").data["value"][0]["id"]
    made = caller.post(f"{caller.one_draft()}/salesOrderLines", line()).data
    assert made["locationId"] == main
