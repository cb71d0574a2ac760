"""Addresses, logins and metadata."""

from __future__ import annotations

import base64

from fake_erp.access.config import Token
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import Caller

DIALECT = "business_central"


@fact("business_central-3.1-01", part="status")
def test_the_environment_is_enough(talk: Transport) -> None:
    Caller(talk)
    assert talk.send("GET", "/v2.0/Production/api/v2.0/companies").status == 200


@fact("business_central-3.1-02", part="status")
def test_the_tenant_may_be_named(talk: Transport) -> None:
    assert talk.send("GET", f"{Caller(talk).root}/companies").status == 200


@fact("business_central-3.1-03", part="status")
def test_an_instance_on_premises(talk: Transport) -> None:
    Caller(talk)
    assert talk.send("GET", "/BC280/api/v2.0/companies").status == 200
    assert talk.send("GET", "/a/b/api/v2.0/companies").status == 404


@fact("business_central-3.1-04", "business_central-3.2-06", part="body:value.[0].Location_Code")
def test_a_published_page_has_stock_by_location(talk: Transport) -> None:
    caller = Caller(talk)
    found = talk.send("GET", f"{caller.pages}/StockkeepingUnits?$filter=Item_No%20eq%20'A'").data["value"]
    assert [(row["Location_Code"], row["Inventory"]) for row in found] == [("main", 100)]


@fact("business_central-3.1-05", "business_central-3.1-11", part="body:access_token")
def test_a_token_lets_a_client_in(talk: Transport) -> None:
    caller = Caller(talk)
    given = caller.token().data
    assert type(given["expires_in"]) is int
    talk.headers = {"authorization": f"bearer {given['access_token']}"}
    assert caller.get("customers").status == 200


@fact("business_central-3.1-06", part="status")
def test_a_user_with_a_web_service_key(talk: Transport) -> None:
    caller = Caller(talk)
    pair = f"{caller.login['user']}:{caller.login['web_service_key']}".encode()
    talk.headers = {"authorization": f"BASIC {base64.b64encode(pair).decode()}"}
    assert caller.get("customers").status == 200


@fact("business_central-3.4-19", part="body:error.code")
def test_wrong_credentials(talk: Transport) -> None:
    caller = Caller(talk)
    talk.headers = {"authorization": "Bearer nonsense"}
    answer = caller.get("customers")
    assert (answer.status, answer.data["error"]["code"]) == (401, "Authentication_InvalidCredentials")


def test_a_wrong_secret_gets_no_token(talk: Transport) -> None:
    caller = Caller(talk)
    caller.login["client_secret"] = "wrong"
    answer = caller.token()
    assert answer.status == 401
    assert answer.data["error"] == "invalid_client"
    assert talk.send("POST", caller.login["token_url"], "grant_type=password").status == 400


def test_a_token_expires(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    talk.headers = {"authorization": f"Bearer {caller.token().data['access_token']}"}
    world.now_ms += Token().lifetime_ms
    assert caller.get("customers").status == 401


@fact("business_central-3.1-07", part="text:salesOrder")
def test_metadata(talk: Transport) -> None:
    answer = talk.send("GET", f"{Caller(talk).root}/$metadata")
    assert 'EntitySet Name="salesOrders"' in answer.text


@fact("business_central-3.1-08", part="text:Microsoft.NAV")
def test_the_namespace_of_actions(talk: Transport) -> None:
    answer = talk.send("GET", f"{Caller(talk).root}/$metadata")
    assert 'Schema Namespace="Microsoft.NAV"' in answer.text
    assert '<Action Name="shipAndInvoice"' in answer.text


@fact("business_central-3.1-09", part="status")
def test_sets_are_below_the_company(talk: Transport) -> None:
    caller = Caller(talk)
    assert caller.get("customers").status == 200


@fact("business_central-3.4-13", part="body:error.code")
def test_an_unknown_company(talk: Transport) -> None:
    caller = Caller(talk)
    answer = talk.send("GET", f"{caller.root}/companies(00000000-0000-0000-0000-000000000001)/customers")
    assert (answer.status, answer.data["error"]["code"]) == (404, "Internal_CompanyNotFound")


@fact("business_central-3.1-10", part="body:value.[0].systemVersion")
def test_companies(talk: Transport) -> None:
    caller = Caller(talk)
    company = talk.send("GET", f"{caller.root}/companies").data["value"][0]
    names = (
        "id",
        "systemVersion",
        "timestamp",
        "name",
        "displayName",
        "businessProfileId",
        "systemCreatedAt",
    )
    assert all(name in company for name in names)
    assert company["systemVersion"] == "28.0.0.0"
    assert company["id"] == caller.login["company_id"]


@fact("business_central-3.4-14", part="body:error.code")
def test_an_unknown_segment(talk: Transport) -> None:
    answer = Caller(talk).get("nonsense")
    assert (answer.status, answer.data["error"]["code"]) == (404, "BadRequest_NotFound")


@fact("business_central-3.4-17", part="body:error.code")
def test_a_method_that_is_not_allowed(talk: Transport) -> None:
    answer = Caller(talk).send("DELETE", "items")
    assert (answer.status, answer.data["error"]["code"]) == (405, "BadRequest_MethodNotAllowed")


def test_addresses_are_read_tolerantly(talk: Transport) -> None:
    caller = Caller(talk)
    made = caller.order()
    encoded = f"{caller.company}/salesOrders%28{made['id']}%29/"
    assert talk.send("GET", encoded).data["number"] == made["number"]
    assert talk.send("HEAD", f"{caller.company}/salesOrders/").status == 200
    assert talk.send("GET", f"{caller.company}/salesOrders/$count").text == "1"
    assert talk.send("POST", f"{caller.company}/customers", '{"displayName": "X"}').status == 201
