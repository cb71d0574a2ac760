"""Whatever comes in by the open ways beside calls: a well-formed reply at once, and nothing breaks later."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import ErpConfig, Request
from fake_erp.channels.config import Channels
from fake_erp.dialects.native.routes import ROUTES
from fake_erp.operations import IMPORTABLE
from tests.depth import examples

from .test_any_input import JSON, QUERIES, check
from .world import MOUNTS, World

OPEN = Channels(batch=True, files=True, changes=True, webhooks=True)
NOUNS = ("batch", "file", "change", "subscription")
OURS = [route for route in ROUTES if route.operation.partition(".")[0] in NOUNS]
FIELDS = [
    "operation",
    "rows",
    "external_id",
    "atomic",
    "name",
    "content",
    "content_base64",
    "to",
    "url",
    "kinds",
]
WORLD = World(ErpConfig(channels=OPEN))
CLIENT = MOUNTS["in_process"](WORLD.erp).login()
PARTS = st.sampled_from(["JOB100001", "a.csv", "SUB1", "%00", "..", "x"])


@settings(max_examples=examples(300), deadline=None)
@given(
    st.sampled_from(OURS), PARTS, QUERIES, JSON | st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6)
)
def test_every_open_way_takes_any_json(route: Any, part: str, query: str, data: Any) -> None:
    path = route.pattern.replace("{number}", part).replace("{name}", part)
    check(WORLD.erp.surface.handle(Request(route.method, path, query, dict(CLIENT.headers), data)))


@settings(max_examples=examples(200), deadline=None)
@given(
    st.sampled_from(IMPORTABLE),
    st.lists(
        JSON
        | st.builds(
            lambda change: WORLD.order() | change,
            st.dictionaries(st.sampled_from(sorted(WORLD.order())), JSON),
        ),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_any_rows_are_worked_off_and_each_is_told(operation: str, rows: list[Any], atomic: bool) -> None:
    world = World(ErpConfig(channels=OPEN))
    client = MOUNTS["in_process"](world.erp).login()
    wanted = {"operation": operation, "rows": rows, "atomic": atomic and operation == "order.create"}
    reply = world.erp.surface.handle(Request("POST", "/api/v1/batches", "", dict(client.headers), wanted))
    assert reply.status == 202
    world.erp.batches.work()
    batch = world.erp.batches.get(reply.data["number"])
    assert batch.status in ("done", "partly_failed", "failed")
    assert len(batch.outcomes) == len(rows)
    assert all(bool(outcome.number) != outcome.is_refused for outcome in batch.outcomes)
    if operation == "order.create":
        kept = [order.number for order in world.erp.orders.by_number.values() if order.status != "cancelled"]
        assert kept == [outcome.number for outcome in batch.outcomes if outcome.number]


@pytest.mark.parametrize("number", [10**400, 1e308, "9" * 5000, "\ud800"])
def test_an_external_id_goes_with_any_content(number: Any) -> None:
    rows = [{"quantity": number}]
    wanted = {"operation": "order.create", "rows": rows, "external_id": "night"}
    request = Request("POST", "/api/v1/batches", "", dict(CLIENT.headers), wanted)
    check(WORLD.erp.surface.handle(request))
