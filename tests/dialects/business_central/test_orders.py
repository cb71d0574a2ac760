"""Sales orders: created, found, changed, refused."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import Caller, line, order_body

DIALECT = "business_central"
NO_GUID = "00000000-0000-0000-0000-000000000000"


@fact("business_central-3.4-01", part="text:CorrelationId")
def test_a_message_ends_with_a_correlation_id(talk: Transport) -> None:
    message = Caller(talk).post("salesOrders", {}).data["error"]["message"]
    assert "  CorrelationId:  " in message
    assert message.endswith(".")


@fact("business_central-3.4-02", part="body:error.message")
def test_an_order_needs_a_customer(talk: Transport) -> None:
    error = Caller(talk).post("salesOrders", order_body(customerNumber=None)).data["error"]
    assert error["code"] == "Application_DialogException"
    assert error["message"].startswith('A "customerNumber" or a "customerId" must be provided.')


@fact("business_central-3.2-08", "business_central-3.4-03", part="text:You may not enter numbers manually")
def test_a_number_cannot_be_chosen(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", order_body(number="X1"))
    assert answer.status == 400
    assert "You may not enter numbers manually." in answer.text


@fact("business_central-3.2-09", part="body:customerNumber")
def test_the_customer_by_its_id(talk: Transport) -> None:
    caller = Caller(talk)
    customer = caller.customer()
    made = caller.order(customerNumber=None, customerId=customer["id"])
    assert (made["customerNumber"], made["customerId"]) == ("M2-7", customer["id"])


@fact("business_central-3.2-10", part="body:shipToCity")
def test_an_order_is_kept_as_it_was_sent(world: World, talk: Transport) -> None:
    sent = {
        "externalDocumentNumber": "R9",
        "orderDate": "2025-11-28",
        "shipToName": "ACME",
        "shipToContact": "Jim",
        "shipToAddressLine1": "Ring 1",
        "shipToAddressLine2": "Yard",
        "shipToCity": "Bonn",
        "shipToState": "NW",
        "shipToPostCode": "53111",
        "shipToCountry": "DE",
        "phoneNumber": "0228 1",
        "currencyCode": "EUR",
        "pricesIncludeTax": True,
        "billToCity": "Ulm",
        "webBillToName": "Bob",
        "webPaymentMethod": "card",
        "webPaymentAmount": 39.98,
        "webPrepaid": True,
        "webShippingMethod": "Flat Rate",
        "web_sales_channel": "web",
    }
    made = Caller(talk).order(**sent)
    assert {name: made[name] for name in sent} == sent
    assert made["totalAmountIncludingTax"] == 39.98
    order = world.erp.orders.with_reference("R9")[0]
    assert order.ship_to == {
        "name": "Jim",
        "company": "ACME",
        "street": "Ring 1, Yard",
        "city": "Bonn",
        "region": "NW",
        "postcode": "53111",
        "country": "DE",
        "phone": "0228 1",
    }
    assert order.bill_to == {"city": "Ulm", "name": "Bob"}
    assert (order.channel, order.prepaid, order.payment_cents) == ("web", True, 3998)


@fact("business_central-3.3-01", part="status")
def test_creating_answers_201_with_the_entity(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", order_body())
    assert answer.status == 201
    assert answer.data["number"] == "SO100001"
    assert answer.headers["location"].endswith(f"salesOrders({answer.data['id']})")


@fact("business_central-3.3-02", part="status")
def test_nothing_comes_back_where_that_is_preferred(talk: Transport) -> None:
    caller = Caller(talk)
    answer = caller.send("POST", "salesOrders", order_body(), {"prefer": "return-no-content"})
    assert (answer.status, answer.text) == (204, "")
    assert len(caller.get("salesOrders").data["value"]) == 1


@fact("business_central-3.3-03", part="status")
def test_changing_answers_200_with_the_entity(talk: Transport) -> None:
    caller = Caller(talk)
    answer = caller.patch(caller.one_draft(), {"shipToCity": "Ulm"})
    assert (answer.status, answer.data["shipToCity"]) == (200, "Ulm")


@fact("business_central-3.3-04", "business_central-3.5-02", part="status")
def test_an_order_is_deleted(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    where = caller.one_draft()
    assert caller.send("DELETE", where).status == 204
    assert caller.get(where).status == 404
    assert world.erp.orders.by_number["SO100001"].status == "cancelled"


@fact("business_central-3.3-08", part="status")
def test_deleting_checks_a_token_only_where_one_is_sent(talk: Transport) -> None:
    caller = Caller(talk)
    where = caller.one_draft()
    assert caller.send("DELETE", where, None, {"if-match": 'W/"old"'}).status == 409
    assert caller.send("DELETE", where).status == 204


@fact("business_central-3.5-08", part="status")
def test_references_may_repeat(talk: Transport) -> None:
    caller = Caller(talk)
    assert caller.post("salesOrders", order_body()).status == 201
    assert caller.post("salesOrders", order_body()).status == 201
    found = caller.get("salesOrders?$filter=externalDocumentNumber eq 'R1'").data["value"]
    assert [each["number"] for each in found] == ["SO100001", "SO100002"]


@fact("business_central-3.5-07", part="body:error.code")
def test_a_reference_of_36_characters(talk: Transport) -> None:
    caller = Caller(talk)
    assert caller.order(externalDocumentNumber="x" * 35)["number"]
    answer = caller.post("salesOrders", order_body(externalDocumentNumber="x" * 36))
    assert answer.data["error"]["code"] == "Application_StringExceededLength"


@fact("business_central-3.4-16", part="status")
def test_an_unknown_property(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", order_body(colour="red"))
    assert answer.status == 400
    assert "The property 'colour' does not exist on type 'Microsoft.NAV.salesOrder'." in answer.text


@fact("business_central-3.4-15", part="text:Invalid Request Body")
def test_a_body_that_is_no_object(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", [])
    assert answer.status == 400
    assert "Invalid Request Body" in answer.text


@fact("business_central-3.4-21", part="text:The sell-to customer cannot be found.")
def test_an_unknown_customer(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", order_body(customerNumber="M2-99"))
    assert answer.status == 400
    assert "The sell-to customer cannot be found." in answer.text


@fact("business_central-3.4-22", part="text:do not match to a specific Customer")
def test_two_customers(talk: Transport) -> None:
    caller = Caller(talk)
    body = order_body(customerId=caller.customer()["id"])
    text = "The sell-to customer values do not match to a specific Customer."
    assert text in caller.post("salesOrders", body).text


@fact("business_central-3.4-23", part="text:does not match to a Currency")
def test_an_unknown_currency(talk: Transport) -> None:
    text = Caller(talk).post("salesOrders", order_body(currencyCode="XXX")).text
    assert 'The \\"currencyCode\\" does not match to a Currency.' in text


@fact("business_central-3.4-28", part="text:do not match to a specific Currency")
def test_two_currencies(talk: Transport) -> None:
    caller = Caller(talk)
    other = caller.get("currencies").data["value"][0]
    text = caller.post("salesOrders", order_body(currencyId=other["id"])).text
    assert "The currency values do not match to a specific Currency." in text


@fact("business_central-3.4-25", part="text:does not match to a Shipment Method")
def test_an_unknown_shipment_method(talk: Transport) -> None:
    body = order_body(shipmentMethodId="00000000-0000-0000-0000-000000000009")
    text = Caller(talk).post("salesOrders", body).text
    assert 'The \\"shipmentMethodId\\" does not match to a Shipment Method.' in text


@fact("business_central-3.2-25", "business_central-3.2-26", part="body:currencyId")
def test_the_local_currency_has_no_id(talk: Transport) -> None:
    made = Caller(talk).order(currencyCode=None)
    assert (made["currencyCode"], made["currencyId"]) == ("EUR", NO_GUID)


@fact("business_central-3.2-11", "business_central-3.5-01", part="body:status")
def test_states_of_an_order(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.order()
    assert made["status"] == "Draft"
    where = f"salesOrders({made['id']})"
    caller.post(f"{where}/Microsoft.NAV.release")
    assert caller.get(where).data["status"] == "Open"


@fact("business_central-3.4-09", part="body:error.code")
def test_a_filter_that_cannot_be_read(talk: Transport) -> None:
    answer = Caller(talk).get("salesOrders?$filter=number eq")
    assert (answer.status, answer.data["error"]["code"]) == (400, "Application_FilterErrorException")


@fact("business_central-3.4-11", part="body:error.code")
def test_a_record_that_does_not_exist(talk: Transport) -> None:
    answer = Caller(talk).get("salesOrders(00000000-0000-0000-0000-000000000009)")
    assert (answer.status, answer.data["error"]["code"]) == (404, "Internal_RecordNotFound")


@fact("business_central-3.5-09", part="status")
def test_the_credit_limit_is_not_told(world: World, talk: Transport) -> None:
    world.erp.change_rule("credit_limit", mode="off")
    world.erp.customers.set_credit_limit(world.customer, 1)
    assert Caller(talk).post("salesOrders", order_body()).status == 201


@fact("business_central-3.5-10", part="status")
def test_missing_stock_is_not_told(talk: Transport) -> None:
    lines = [line(lineObjectNumber="C", quantity=9)]
    assert Caller(talk).post("salesOrders", order_body(salesOrderLines=lines)).status == 201


@fact("business_central-3.6-09", part="body:totalAmountIncludingTax")
def test_totals_are_computed(talk: Transport) -> None:
    made = Caller(talk).order(totalAmountIncludingTax=1)
    assert (made["totalAmountIncludingTax"], made["totalTaxAmount"]) == (39.98, 6.38)


@fact("business_central-3.6-06", part="body:value")
def test_pages_go_on_with_a_link(talk: Transport) -> None:
    caller = Caller(talk)
    caller.order()
    caller.order()
    first = caller.send("GET", "salesOrders", None, {"prefer": "odata.maxpagesize=1"})
    assert len(first.data["value"]) == 1
    path = first.data["@odata.nextLink"].removeprefix("http://localhost")
    second = talk.send("GET", path, None, {"prefer": "odata.maxpagesize=1"})
    assert [each["number"] for each in second.data["value"]] == ["SO100002"]
