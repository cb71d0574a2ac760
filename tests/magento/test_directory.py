"""Countries, currencies, modules and stores."""

from __future__ import annotations

import pytest

from .world import Send, World, over_http

V1 = "/rest/V1"


def test_the_directory_is_open_to_guests(send: Send) -> None:
    rows = send("GET", f"{V1}/directory/countries", token=None).data
    assert {row["id"] for row in rows} >= {"DE", "US", "FR"}
    one = send("GET", f"{V1}/directory/countries/us", token=None).data
    assert {"id": "49", "code": "OR", "name": "Oregon"} in one["available_regions"]
    assert "available_regions" not in next(row for row in rows if row["id"] == "FR")
    assert send("GET", f"{V1}/directory/countries/XX", token=None).status == 404


def test_the_currency_is_that_of_the_store_in_the_address(send: Send) -> None:
    first = send("GET", f"{V1}/directory/currency").data
    second = send("GET", "/rest/us/V1/directory/currency").data
    assert (first["base_currency_code"], second["default_display_currency_code"]) == ("EUR", "USD")
    assert {"currency_to": "EUR", "rate": 1} in first["exchange_rates"]


def test_modules_are_a_bare_list_and_projections_reach_into_bare_lists(send: Send) -> None:
    modules = send("GET", f"{V1}/modules", query="searchCriteria=").data
    assert isinstance(modules, list)
    assert "Magento_Sales" in modules
    assert send("GET", f"{V1}/store/websites", query="fields=id").data == [{"id": 1}, {"id": 0}]


@pytest.mark.parametrize(("query", "codes"), [("", ["default", "us"]), ("storeCodes[]=us", ["us"])])
def test_store_configs_can_be_asked_for_by_code(world: World, query: str, codes: list[str]) -> None:
    rows = over_http(world)("GET", f"{V1}/store/storeConfigs", query=query).data
    assert [row["code"] for row in rows] == codes


def test_mails_of_documents_are_said_to_be_sent(world: World, send: Send) -> None:
    order = world.paid(method="card")
    world.shop.ship(order)
    for path in ("invoices/1", "shipment/1"):
        assert send("POST", f"/rest/V1/{path}/emails").data is True
    assert send("POST", "/rest/V1/creditmemo/1/emails").status == 404


def test_the_fields_of_a_customer_say_whether_they_are_required(send: Send) -> None:
    found = send("GET", "/rest/V1/attributeMetadata/customer", token=None).data
    required = {row["attribute_code"] for row in found if row["required"]}
    assert required >= {"email", "firstname", "lastname"}
    one = send("GET", "/rest/V1/attributeMetadata/customer/attribute/taxvat", token=None).data
    assert (one["required"], one in found) == (False, True)
    assert send("GET", "/rest/V1/attributeMetadata/customer/attribute/x", token=None).status == 404
