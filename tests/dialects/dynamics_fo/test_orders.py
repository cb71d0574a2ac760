"""Facts about sales orders in Dynamics 365 Finance & Operations."""

from __future__ import annotations

from fake_erp import configured_rules
from tests.erp.world import World

from ..facts import fact
from ..transport import Transport
from .speaker import DynamicsSpeaker

DIALECT = "dynamics_fo"


def logged_in(talk: Transport) -> DynamicsSpeaker:
    speaker = DynamicsSpeaker(talk)
    alter, talk.alter = talk.alter, None
    speaker.login()
    talk.alter = alter
    return speaker


def header(world: World) -> dict[str, object]:
    return {
        "dataAreaId": "usmf",
        "OrderingCustomerAccountNumber": world.customer,
        "InvoiceCustomerAccountNumber": world.customer,
        "CurrencyCode": "EUR",
        "CustomersOrderReference": "R1",
        "RequestedShippingDate": "2025-12-01T12:00:00Z",
    }


@fact("dynamics_fo-7-01", part="status")
def test_a_header_is_created(talk: Transport, world: World) -> None:
    logged_in(talk)
    assert talk.send("POST", "/data/SalesOrderHeadersV2", header(world)).status == 201


@fact("dynamics_fo-7-02", part="body:ItemNumber")
def test_lines_follow_one_by_one(talk: Transport, world: World) -> None:
    logged_in(talk)
    talk.send("POST", "/data/SalesOrderHeadersV2", header(world))
    line = {
        "dataAreaId": "usmf",
        "SalesOrderNumber": "SO100001",
        "ItemNumber": "A",
        "OrderedSalesQuantity": 2,
    }
    answer = talk.send("POST", "/data/SalesOrderLines", line)
    assert (answer.data["ItemNumber"], answer.data["LineCreationSequenceNumber"]) == ("A", 1)
    assert answer.data["SalesPrice"] == 19.99


@fact("dynamics_fo-7-03", part="body:CustomersOrderReference")
def test_an_order_is_read_by_its_key(talk: Transport, world: World) -> None:
    logged_in(talk)
    talk.send("POST", "/data/SalesOrderHeadersV2", header(world))
    key = "%28dataAreaId=%27usmf%27,SalesOrderNumber=%27SO100001%27%29"
    assert talk.send("GET", f"/data/SalesOrderHeadersV2{key}/").data["CustomersOrderReference"] == "R1"


@fact("dynamics_fo-7-04", part="body:value[*].dataAreaId")
def test_cross_company(talk: Transport, world: World) -> None:
    logged_in(talk)
    (row,) = talk.send("GET", "/data/CustomersV3?cross-company=true").data["value"]
    assert row["dataAreaId"] == "usmf"


@fact("dynamics_fo-7-05", part="body:token_type")
def test_a_token(talk: Transport) -> None:
    login = talk.erp.dialect.login("shop", "secret")
    form = (
        f"grant_type=client_credentials&client_id={login['client_id']}&client_secret={login['client_secret']}"
    )
    answer = talk.send("POST", f"/{login['tenant_id']}/oauth2/v2.0/token", f"{form}&scope=x/.default")
    assert (answer.data["token_type"], answer.data["expires_in"]) == ("Bearer", 1800)


@fact("dynamics_fo-7-19", part="body:expires_in")
def test_the_first_version_gives_texts(talk: Transport) -> None:
    login = talk.erp.dialect.login("shop", "secret")
    form = (
        f"grant_type=client_credentials&client_id={login['client_id']}&client_secret={login['client_secret']}"
    )
    assert talk.send("POST", login["token_url"], form).data["expires_in"] == "1800"


@fact("dynamics_fo-7-18", part="body:error_description")
def test_a_wrong_secret(talk: Transport) -> None:
    login = talk.erp.dialect.login("shop", "secret")
    form = f"grant_type=client_credentials&client_id={login['client_id']}&client_secret=x"
    answer = talk.send("POST", login["token_url"], form)
    assert (answer.status, answer.data["error"]) == (401, "invalid_client")
    assert answer.data["error_description"].startswith("AADSTS7000215")


@fact("dynamics_fo-7-20", part="status")
def test_no_token(talk: Transport) -> None:
    assert talk.send("GET", "/data/CustomersV3").status == 401


def _refused(talk: Transport, world: World) -> dict[str, object]:
    logged_in(talk)
    wrong = {**header(world), "OrderingCustomerAccountNumber": "C9", "InvoiceCustomerAccountNumber": "C9"}
    answer = talk.send("POST", "/data/SalesOrderHeadersV2", wrong)
    assert answer.status == 400
    error: dict[str, object] = answer.data["error"]
    return error


@fact("dynamics_fo-7-06", part="body:error.message")
def test_the_general_message(talk: Transport, world: World) -> None:
    assert _refused(talk, world)["message"] == "An error has occurred."


@fact("dynamics_fo-7-07", part="status")
def test_the_status_of_a_refusal(talk: Transport, world: World) -> None:
    _refused(talk, world)


@fact("dynamics_fo-7-08", part="body:error.innererror.message")
def test_the_infolog(talk: Transport, world: World) -> None:
    message = _refused(talk, world)["innererror"]["message"]  # type: ignore[index]
    assert message.startswith(
        "Write failed for table row of type 'SalesOrderHeaderV2Entity'. Infolog: Warning: "
    )
    assert message.endswith("Error: Update has been canceled.")


@fact("dynamics_fo-7-09", part="status")
def test_a_reference_is_not_unique(talk: Transport, world: World) -> None:
    logged_in(talk)
    world.erp.change_rule("duplicate_reference", mode="accept")
    assert [talk.send("POST", "/data/SalesOrderHeadersV2", header(world)).status for _ in range(2)] == [
        201,
        201,
    ]


@fact("dynamics_fo-7-14", part="body:error.innererror.message")
def test_an_installation_may_refuse_a_reference(talk: Transport, world: World) -> None:
    logged_in(talk)
    world.erp.change_rule("duplicate_reference", mode="refuse")
    talk.send("POST", "/data/SalesOrderHeadersV2", header(world))
    answer = talk.send("POST", "/data/SalesOrderHeadersV2", header(world))
    assert "SO100001" in answer.data["error"]["innererror"]["message"]
    assert len(world.erp.orders.with_reference("R1")) == 1


@fact("dynamics_fo-7-10", part="header:retry-after")
def test_too_many_calls(talk: Transport, world: World) -> None:
    logged_in(talk)
    world.erp.admission.limits.configure(rate_per_second=0.1, burst=1)
    talk.send("GET", "/data/CustomersV3")
    answer = talk.send("GET", "/data/CustomersV3")
    assert (answer.status, int(answer.headers["retry-after"]) > 0) == (429, True)


@fact("dynamics_fo-7-12", part="body:SalesOrderNumber")
def test_a_header_stays_without_lines(talk: Transport, world: World) -> None:
    speaker = logged_in(talk)
    number = talk.send("POST", "/data/SalesOrderHeadersV2", header(world)).data["SalesOrderNumber"]
    wrong = {"dataAreaId": "usmf", "SalesOrderNumber": number, "ItemNumber": "no", "OrderedSalesQuantity": 1}
    assert talk.send("POST", "/data/SalesOrderLines", wrong).status == 400
    assert talk.send("GET", f"/data/{speaker.key(number)}").data["SalesOrderNumber"] == number
    assert world.erp.orders.get(number).lines == ()


@fact("dynamics_fo-7-13", part="body:ShippingWarehouseId")
def test_the_warehouse_is_filled_in(talk: Transport, world: World) -> None:
    logged_in(talk)
    talk.send("POST", "/data/SalesOrderHeadersV2", header(world))
    line = {
        "dataAreaId": "usmf",
        "SalesOrderNumber": "SO100001",
        "ItemNumber": "A",
        "OrderedSalesQuantity": 2,
    }
    assert talk.send("POST", "/data/SalesOrderLines", line).data["ShippingWarehouseId"] == "main"


@fact("dynamics_fo-7-15", part="status")
def test_a_number_of_ones_own_is_refused(talk: Transport, world: World) -> None:
    logged_in(talk)
    answer = talk.send("POST", "/data/SalesOrderHeadersV2", {**header(world), "SalesOrderNumber": "X1"})
    assert answer.status == 400


@fact("dynamics_fo-7-17", part="body:value[*].ItemNumber")
def test_pages(talk: Transport) -> None:
    logged_in(talk)
    talk.headers["prefer"] = "odata.maxpagesize=1"
    first = talk.send("GET", "/data/ReleasedProductsV2")
    link = first.data["@odata.nextLink"]
    second = talk.send(
        "GET", link.partition("//")[2].partition("/")[1] + link.partition("//")[2].partition("/")[2]
    )
    assert first.data["value"][0]["ItemNumber"] != second.data["value"][0]["ItemNumber"]


def test_an_unknown_property_is_refused(talk: Transport, world: World) -> None:
    logged_in(talk)
    answer = talk.send("POST", "/data/SalesOrderHeadersV2", {**header(world), "Nope": 1})
    assert answer.status == 400
    assert "'Nope' does not exist" in answer.data["error"]["innererror"]["message"]


def test_a_deleted_order_is_not_found(talk: Transport, world: World) -> None:
    speaker = logged_in(talk)
    number = speaker.create(world.order())
    speaker.cancel(number)
    assert talk.send("GET", f"/data/{speaker.key(number)}").status == 404


def test_header_and_lines_in_one_batch(talk: Transport, world: World) -> None:
    logged_in(talk)
    calls = [{"id": "1", "method": "POST", "url": "SalesOrderHeadersV2", "body": header(world)}]
    answer = talk.send("POST", "/data/$batch", {"requests": calls})
    assert [each["status"] for each in answer.data["responses"]] == [201]


def test_rules_see_the_fields(world: World) -> None:
    world.erp.set_rules(configured_rules(mandatory_fields={"fields": ("currency",)}))
    talk = Transport(world.erp)
    logged_in(talk)
    sent = {name: value for name, value in header(world).items() if name != "CurrencyCode"}
    answer = talk.send("POST", "/data/SalesOrderHeadersV2", sent)
    assert "Field 'CurrencyCode' must be filled in." in answer.data["error"]["innererror"]["message"]
