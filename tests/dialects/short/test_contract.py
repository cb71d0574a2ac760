"""The order path through every short dialect, and the same order read natively."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_erp import Surface
from fake_erp.dialects.native.dialect import NATIVE
from fake_erp.dialects.registry import about
from fake_erp.messages import Request
from tests.erp.world import World

from ..transport import Transport
from .speaker import Refused, Speaker
from .speakers import SPEAKERS

ADDRESS = {
    "name": "Ann Bell",
    "company": "Bell & Co",
    "street": "Hauptstr. 1",
    "city": "Köln",
    "region": "NW",
    "postcode": "50667",
    "country": "DE",
    "phone": "+49 221 1",
}
OWN = ("number", "external_reference", "created_at", "changed_at", "edited_by")
"""What differs between two orders that are alike: some dialects build an order in steps, which are edits."""


def speaker_of(name: str) -> tuple[World, Speaker]:
    world = World(dialect=SPEAKERS[name].name)
    speaker = SPEAKERS[name](Transport(world.erp))
    speaker.login()
    return world, speaker


@pytest.fixture(params=list(SPEAKERS))
def spoken(request: pytest.FixtureRequest) -> tuple[World, Speaker]:
    return speaker_of(request.param)


def native(world: World, method: str, path: str, data: Any = None) -> Any:
    token = world.erp.sessions.login("shop", "secret")
    request = Request(method, f"/api/v1{path}", headers={"authorization": f"Bearer {token}"}, data=data)
    reply = Surface(world.erp, NATIVE).handle(request)
    assert reply.status < 300, reply
    return reply.data


def alike(world: World, number: str) -> dict[str, Any]:
    shown = native(world, "GET", f"/orders/{number}")
    return {name: value for name, value in shown.items() if name not in OWN}


def test_an_order_goes_all_the_way(spoken: tuple[World, Speaker]) -> None:
    world, speaker = spoken
    number = speaker.create(world.order())
    assert world.erp.orders.get(number).status == "released"
    assert speaker.find("R1") == [number]
    assert speaker.find("R9") == []
    read = speaker.read(number)
    assert (read["reference"], read["cancelled"], read["lines"]) == ("R1", False, [("A", 2)])
    assert speaker.available("A") == 98
    assert (speaker.shipments(number), speaker.invoices(number)) == ([], [])
    speaker.cancel(number)
    assert world.erp.orders.get(number).status == "cancelled"
    assert speaker.available("A") == 100


def test_shipments_and_invoices_are_read(spoken: tuple[World, Speaker]) -> None:
    world, speaker = spoken
    number = speaker.create(world.order())
    world.now_ms += 10 * 3_600_000
    world.erp.shipping.wave()
    speaker.login()
    assert speaker.shipments(number) == [("A", 2)]
    world.now_ms += 24 * 3_600_000
    world.erp.invoicing.run()
    speaker.login()
    assert speaker.invoices(number) == ["39.98"]
    with pytest.raises(Refused):
        speaker.cancel(number)


def test_customers_are_created_and_found(spoken: tuple[World, Speaker]) -> None:
    world, speaker = spoken
    assert speaker.find_customer("ann@example.com") == [world.customer]
    number = speaker.create_customer(
        {
            "name": "Bob",
            "email": "bob@example.com",
            "phone": "123",
            "external_reference": "M-7",
            "address": {"street": "Rue 2", "city": "Paris", "postcode": "75001", "country": "FR"},
        }
    )
    assert speaker.find_customer("bob@example.com") == [number]
    made = world.erp.customers.get(number)
    assert (made.name, made.phone, made.external_reference) == ("Bob", "123", "M-7")
    assert made.address == {"street": "Rue 2", "city": "Paris", "postcode": "75001", "country": "FR"}


def test_a_refused_order_leaves_the_books_as_they_were(spoken: tuple[World, Speaker]) -> None:
    world, speaker = spoken
    before = (len(world.erp.orders.by_number), len(world.erp.customers.all))
    wrong: list[dict[str, Any]] = [
        {"customer": "C999999"},
        {"lines": [{"item": "nope", "quantity": 1, "unit_price": "1.00"}]},
        {"currency": "euro"},
    ]
    for change in wrong:
        with pytest.raises(Refused):
            speaker.create(world.order(**change))
    released = [
        order for order in world.erp.orders.by_number.values() if order.status != "draft" or order.lines
    ]
    assert (len(released), len(world.erp.customers.all)) == before


def test_a_wrong_login_is_refused(spoken: tuple[World, Speaker]) -> None:
    _, speaker = spoken
    speaker.talk.headers.clear()
    speaker.talk.cookies.clear()

    def with_a_wrong_secret() -> None:
        speaker.login(secret="wrong")
        speaker.find("R1")

    with pytest.raises(Refused):
        with_a_wrong_secret()


def test_about_names_every_operation(spoken: tuple[World, Speaker]) -> None:
    from fake_erp.operations import OPERATIONS

    known = about(spoken[1].name)
    names = {operation.name for operation in OPERATIONS}
    assert set(known.speaks) | set(known.lacks) == names
    assert not set(known.speaks) & set(known.lacks)
    login = spoken[0].erp.dialect.login("shop", "secret")
    assert tuple(login) == known.login


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("name", SPEAKERS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_input_breaks_it(name: str, data: st.DataObject) -> None:
    world, speaker = speaker_of(name)
    number = speaker.create(world.order(release=False))
    before = native(world, "GET", f"/orders/{number}")
    target = data.draw(st.sampled_from(speaker.targets)).replace("{number}", number)
    if data.draw(st.booleans()):
        target += data.draw(st.text("()'=,/?&$%ab1{}\"<", max_size=8))
    known = st.sampled_from(speaker.field_names)
    body = data.draw(
        st.dictionaries(known, json, max_size=5)
        | json
        | st.binary(max_size=30)
        | st.sampled_from(speaker.bodies)
    )
    method = data.draw(st.sampled_from(["GET", "POST", "PATCH", "PUT", "HEAD", "OPTIONS"]))
    answer = speaker.talk.send(method, target, body)
    assert answer.status < 500, (method, target, body)
    if answer.status >= 400:
        assert native(world, "GET", f"/orders/{number}") == before


texts = st.text("abc äöß-/&<'\"", min_size=1, max_size=12).map(str.strip).filter(bool)
cents = st.integers(1, 99_999).map(lambda value: f"{value // 100}.{value % 100:02d}")


@st.composite
def orders(draw: st.DrawFn) -> dict[str, Any]:
    lines = draw(
        st.lists(
            st.fixed_dictionaries(
                {"item": st.sampled_from("ABC"), "quantity": st.integers(1, 5), "unit_price": cents},
                optional={"discount": st.sampled_from(["0.01", "0.00"]), "warehouse": st.just("main")},
            ),
            min_size=1,
            max_size=4,
        )
    )
    address = st.fixed_dictionaries({}, optional={name: st.just(value) for name, value in ADDRESS.items()})
    return {
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "lines": lines,
        "prices_include_tax": draw(st.booleans()),
        "shipping": {"amount": draw(cents), "method": draw(texts)},
        "payment": {"method": "card", "prepaid": draw(st.booleans()), "amount": draw(cents)},
        "ship_to": draw(address.filter(bool)),
        "bill_to": draw(address.filter(bool)),
        "custom": {"sales_channel": "web", "gift_note": draw(texts)},
        "release": draw(st.booleans()),
    }


@pytest.mark.parametrize("name", SPEAKERS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=orders())
def test_an_order_reads_alike_whichever_way_it_came(name: str, order: dict[str, Any]) -> None:
    world, speaker = speaker_of(name)
    document = {**order, "customer": world.customer}
    number = speaker.create({**document, "external_reference": "R1"})
    other, _ = speaker_of(name)
    twin = native(other, "POST", "/orders", {**document, "external_reference": "R1"})["number"]
    assert alike(world, number) == alike(other, twin)
    lines = [(line["item"], line["quantity"]) for line in order["lines"]]
    assert speaker.read(number)["lines"] == lines
