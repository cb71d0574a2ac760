"""Addresses that come from outside: where a call may go, and what may be said of them."""

from __future__ import annotations

import pytest

from golive.errors import CandidateFailed
from golive.live.calls.webhooks import is_here
from golive.live.queue.amqp import Link
from golive.live.queue.event_queue import EventQueue


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/hook", "http://localhost/", "http://LOCALHOST:1/", "http://[::1]:9/x"]
)
def test_addresses_of_this_machine_may_be_called(url: str) -> None:
    assert is_here(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/",
        "http://shop.example\\@127.0.0.1/",
        "http://127.0.0.1\\@shop.example/",
        "http://127.0.0.1@shop.example/",
        "http://shop.example#@127.0.0.1/",
        "http://127.0.0.1.shop.example/",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "",
    ],
)
def test_nothing_else_is_called_however_it_is_written(url: str) -> None:
    """Among them addresses that two readers of addresses understand differently, and what is none."""
    assert not is_here(url)


@pytest.mark.parametrize(
    "url",
    ["nonsense", "http://127.0.0.1:5672/", "amqp://u:secret@127.0.0.1:abc/", "amqp://u:secret@h:70000/"],
)
def test_what_is_no_address_of_a_broker_is_a_candidate_that_failed(url: str) -> None:
    with pytest.raises(CandidateFailed, match="expected one such as amqp://") as caught:
        Link(url)
    assert "secret" not in str(caught.value)


def test_a_broker_that_cannot_be_used_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLIVE_AMQP_URL", "amqp://carol:secret@127.0.0.1:1/%2F")
    queue = EventQueue()
    said = queue.open()
    queue.close()
    assert "the broker at amqp://127.0.0.1:1/%2F cannot be used" in said
    assert "secret" not in said
