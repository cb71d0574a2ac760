"""A generic fuzzer that knows nothing but the OpenAPI document finds nothing that the document does not say.

It makes up calls that fit the document, calls that do not, and follows what answers lead to. Channels beside calls are
open, and there is one record of each kind to begin with. `pytest --deep` tries many more.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
import schemathesis.checks
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from fake_erp import ErpConfig, snapshot
from fake_erp.access.config import Token
from fake_erp.accounting.config import Finance
from fake_erp.app import create_app
from fake_erp.channels.config import Channels
from fake_erp.dialects.native.routes import ROUTES, Route
from tests.depth import deep
from tests.erp.world import MOUNTS, World

BOUNDED = settings(
    max_examples=200 if deep() else 4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
KNOWN = {
    "customer": "C100001",
    "order": "SO100001",
    "delivery": "DN100001",
    "invoice": "IN100001",
    "payment": "PY100001",
    "deposit": "DP100001",
    "return": "RT100001",
    "credit_note": "CN100001",
    "batch": "JOB100001",
    "file": "a.csv",
    "subscription": "SUB1",
    "item": "A",
    "stock": "A",
    "price": "A",
}
"""Of each kind of record, one that is there."""


def furnished() -> World:
    """An installation with one record of each kind."""
    ways = Channels(batch=True, files=True, changes=True, webhooks=True)
    finance = Finance(deposits=True)
    world = World(
        ErpConfig(
            channels=ways, finance=finance, stock_writes=True, lead_ms=0, token=Token(lifetime_ms=10**12)
        )
    )
    client = MOUNTS["in_process"](world.erp).login()
    client.post("/orders", world.order(payment={"prepaid": False}))
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    client.post("/payments", {"order": "SO100001", "amount": "1.00"})
    deposit = {"external_reference": "R9", "amount": "1.00", "currency": "EUR"}
    client.post("/deposits", deposit)
    client.post("/returns", {"order": "SO100001", "lines": [{"line": 1, "quantity": 1}]})
    world.erp.invoicing.run()
    client.post("/orders", world.order(external_reference="R2", release=False))
    client.post("/batches", {"operation": "order.create", "rows": [world.order()]})
    client.post("/files", {"name": "a.csv", "content": "x"})
    client.post("/subscriptions", {"url": "http://127.0.0.1/", "kinds": ["order"], "secret": "s"})
    return world


WORLD = furnished()
HEADERS = MOUNTS["in_process"](WORLD.erp).login().headers
START = snapshot.take(WORLD.erp)
SCHEMA = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", create_app(lambda request: WORLD.erp.surface.handle(request))
)


FAMILIAR = {
    "customer": "C100001",
    "order": "SO100001",
    "currency": "EUR",
    "name": "b.csv",
    "to": "c.csv",
    "url": "http://127.0.0.1/",
}
LINE = {"item": "A", "warehouse": "main", "discount": "0", "line": 1}
"""What fields of a body are set to, where they are given, so that they are about something that is there."""

CHECKS = schemathesis.checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
SAYS_MORE = {
    "order.update": "a line without a number is a new one, and then has to be complete",
    "deposit.create": "an amount above 0",
    "payment.create": "an order or an invoice, and an amount above 0",
    "return.create": "a line or an item",
    "credit_note.create": "an order, an invoice or a return, and an amount above 0, lines or a return",
    "price.read": "currencies the installation has; times the calendar has",
    "batch.create": "atomic batches are for orders; rows may nest too deep",
    "file.create": "what may be the name of a file; content or content_base64",
    "file.rename": "what may be the name of a file",
    "change.list": "tokens the feed has given; kinds it has",
    "subscription.create": "addresses on this machine only",
}
"""Operations that refuse with 400 what fits their schema, and what no schema says about them."""


def familiar(case: Any) -> None:
    """Let a call be about records that are there."""
    noun = case.operation.definition.raw["operationId"].partition(".")[0]
    for name in case.path_parameters:
        case.path_parameters[name] = "SO100002" if noun == "order" else KNOWN[noun]
    if isinstance(case.body, dict):
        for name, value in FAMILIAR.items():
            if name in case.body:
                case.body[name] = value
        case.body.pop("invoice", None)
        case.body.pop("return", None)
        if noun == "file":
            case.body.pop("content_base64", None)
        lines = case.body.get("lines")
        for line in lines if isinstance(lines, list) else ():
            if isinstance(line, dict):
                line |= {name: value for name, value in LINE.items() if name in line}
                line.pop("unit", None)


def check(case: Any) -> Any:
    """Call, and hold the answer to the document: its status, its shape, its headers; never 5xx."""
    response = case.call(headers=HEADERS)
    case.validate_response(response, checks=CHECKS)
    assert response.status_code != 401 or case.operation.path.endswith("/token")
    return response


@pytest.mark.sample(2)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_what_fits_the_document_is_taken_or_refused_for_a_reason_of_the_books(route: Route) -> None:
    snapshot.restore_into(WORLD.erp, START)
    cases = SCHEMA[route.pattern][route.method].as_strategy(generation_mode=GenerationMode.POSITIVE)

    @BOUNDED
    @given(cases, st.booleans())
    def run(case: Any, known: bool) -> None:
        if known:
            familiar(case)
        response = check(case)
        assert response.status_code != 400 or route.operation in SAYS_MORE, response.text

    run()


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.operation not in ("openapi.read", "health.read")],
    ids=lambda route: route.operation,
)
def test_what_does_not_fit_the_document_is_answered_as_it_says_and_refusals_keep_the_books(
    route: Route,
) -> None:
    snapshot.restore_into(WORLD.erp, START)
    cases = SCHEMA[route.pattern][route.method].as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @BOUNDED
    @given(cases, st.booleans())
    def run(case: Any, known: bool) -> None:
        if known:
            familiar(case)
        told = len([fact for fact in WORLD.facts if not fact[0].endswith(".refused")])
        if check(case).status_code >= 400:
            assert told == len([fact for fact in WORLD.facts if not fact[0].endswith(".refused")])

    run()


class Stories(SCHEMA.as_state_machine()):  # type: ignore[misc]
    """Calls that follow from the answers to others: what was created is read, changed, cancelled, paid."""

    def setup(self) -> None:
        snapshot.restore_into(WORLD.erp, START)

    def before_call(self, case: Any) -> None:
        followed = dict(case.path_parameters)
        familiar(case)
        case.path_parameters.update(followed)

    def get_call_kwargs(self, case: Any) -> dict[str, Any]:
        return {"headers": HEADERS}

    def validate_response(self, response: Any, case: Any, *args: Any, **more: Any) -> None:
        case.validate_response(response, checks=CHECKS)


TestStories = Stories.TestCase
TestStories.settings = settings(
    BOUNDED, max_examples=200 if deep() else 8, stateful_step_count=40 if deep() else 20
)
