"""The metrics and the live page of `golive serve`, beside the control API and under its token."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.monitor.pages import Events
from tests.serve.served import PATIENCE_S, Sandbox, served

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def both() -> Iterator[Sandbox]:
    with served("both", "--orders", "5") as sandbox:
        yield sandbox


def _text(url: str, token: str = "") -> str:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urlopen(Request(url, headers=headers), timeout=PATIENCE_S) as reply:
        return str(reply.read().decode())


def _value(text: str, name: str, **labels: str) -> float:
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_calls_of_both_systems_are_counted_and_past_orders_are_not(both: Sandbox) -> None:
    before = _text(both.ready["erp"]["metrics"])
    assert both.api("erp", "/api/v1/orders?limit=1").status == 200
    assert both.api("erp", "/api/v1/orders/NONE").status == 404
    assert both.api("shop", "/rest/V1/orders?searchCriteria[pageSize]=1").status == 200
    after = _text(both.ready["shop"]["metrics"])
    counted = {
        ("erp", "order.list", "200"): 1,
        ("erp", "order.read", "404"): 1,
        ("shop", "order.list", "200"): 1,
    }
    for (system, operation, status), count in counted.items():
        labels = {"system": system, "operation": operation, "status": status}
        grown = [_value(text, "golive_exchanges_total", **labels) for text in (before, after)]
        assert grown[1] - grown[0] == count
    assert _value(after, "golive_orders_placed_total") == 0
    assert _value(after, "golive_clock_speed") == 1


def test_the_control_token_opens_both_and_nothing_else_does(both: Sandbox) -> None:
    entry = both.ready["erp"]
    for path in ("/metrics", "/live", "/live/events"):
        with pytest.raises(HTTPError) as refused:
            _text(entry["control_url"] + path)
        with refused.value:
            assert refused.value.code == 401
    assert "golive_exchanges" in _text(entry["control_url"] + "/metrics", entry["control_token"])
    assert both.control("/clock").status == 200


def test_the_page_is_served_and_follows_the_clock(both: Sandbox) -> None:
    place = urlsplit(both.ready["erp"]["live_page"])
    assert _text(both.ready["erp"]["live_page"]).startswith("<!doctype html>")
    assert place.hostname
    assert place.port
    stream = Events(place.hostname, f"/live/events?{place.query}", place.port)
    read = iter(stream)
    first = next(read).data
    assert (first["judged"], first["faults"], first["entries"]) == (False, [], 0)
    assert both.control("/clock/advance", "POST", {"by": "2h"}).status == 200
    later = next(event.data for event in islice(read, 10) if event.data["now"] - first["now"] > 7_000_000)
    assert any(" erp " in line for line in later["log"])
    stream.close()


def test_a_sandbox_that_ends_tells_its_pages_so() -> None:
    with served("erp") as sandbox:
        place = urlsplit(sandbox.ready["erp"]["live_page"])
        assert place.hostname
        assert place.port
        stream = Events(place.hostname, f"/live/events?{place.query}", place.port)
        read = iter(stream)
        next(read)
        assert sandbox.end()[0] == 0
        assert list(read)[-1].data == {"why": "The sandbox has ended."}
        stream.close()
