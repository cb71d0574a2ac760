"""Feeds: a reader that follows the cursor sees the last state of every row, once, in order of change."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.channels.feed import Feed

from .world import MOUNTS, World


@dataclass
class Row:
    name: int
    change: int = 0


TOUCHES = st.lists(st.integers(0, 9), max_size=400)


def read_all(feed: Feed[Row], after: int, limit: int) -> list[Row]:
    rows: list[Row] = []
    more = True
    while more:
        page, after, more = feed.page(after, limit)
        assert len(page) <= limit
        assert page or not more
        rows += page
    assert after == feed.last or not rows
    return rows


@given(TOUCHES, st.integers(1, 20), st.integers(0, 420))
def test_a_feed_is_every_row_at_its_last_change(touches: list[int], limit: int, after: int) -> None:
    feed: Feed[Row] = Feed()
    rows = [Row(name) for name in range(10)]
    last: dict[int, int] = {}
    for number, name in enumerate(touches, 1):
        feed.touch(rows[name])
        last[name] = number
    assert feed.last == len(touches)
    assert len(feed) == len(last)
    expected = [name for name, number in sorted(last.items(), key=lambda at: at[1]) if number > after]
    assert [row.name for row in read_all(feed, after, limit)] == expected


@given(TOUCHES, TOUCHES, st.integers(1, 5))
def test_a_reader_that_is_overtaken_misses_nothing(
    before: list[int], meanwhile: list[int], limit: int
) -> None:
    feed: Feed[Row] = Feed()
    rows = [Row(name) for name in range(10)]
    for name in before:
        feed.touch(rows[name])
    seen: dict[int, int] = {}
    cursor = 0
    for name in meanwhile:
        page, cursor, _ = feed.page(cursor, limit)
        seen.update({row.name: row.change for row in page})
        feed.touch(rows[name])
    seen.update({row.name: row.change for row in read_all(feed, cursor, limit)})
    assert seen == {row.name: row.change for row in rows if row.change}


def test_memory_stays_with_the_rows_not_with_the_changes() -> None:
    feed: Feed[Row] = Feed()
    rows = [Row(name) for name in range(50)]
    for at in range(10_000):
        feed.touch(rows[at % 50])
    assert len(feed._log) <= 2 * 50 + 64


@pytest.mark.parametrize("path", ["/orders", "/stock", "/items", "/deliveries", "/invoices"])
def test_every_feed_pages_alike(mount: str, path: str) -> None:
    world = World()
    client = MOUNTS[mount](world.erp).login()
    for at in range(5):
        client.post("/orders", world.order(external_reference=f"R{at}"))
    world.now_ms += world.config.lead_ms
    client.login()
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    whole = client.get(f"{path}?after=0&limit=1000").data
    assert whole["more"] is False
    assert len(whole["rows"]) >= 3
    paged, cursor, more = [], 0, True
    while more:
        page = client.get(f"{path}?after={cursor}&limit=2").data
        paged += page["rows"]
        cursor, more = page["cursor"], page["more"]
    assert (paged, cursor) == (whole["rows"], whole["cursor"])
    idle = client.get(f"{path}?after={cursor}").data
    assert (idle["rows"], idle["cursor"], idle["more"]) == ([], cursor, False)


def test_a_change_shows_up_after_the_cursor(mount: str) -> None:
    world = World()
    client = MOUNTS[mount](world.erp).login()
    numbers = [client.post("/orders", world.order()).data["number"] for _ in range(3)]
    cursors = {path: client.get(path).data["cursor"] for path in ("/orders", "/stock")}
    client.post(f"/orders/{numbers[0]}/cancel")
    changed = client.get(f"/orders?after={cursors['/orders']}").data["rows"]
    assert [(row["number"], row["status"]) for row in changed] == [(numbers[0], "cancelled")]
    assert [row["item"] for row in client.get(f"/stock?after={cursors['/stock']}").data["rows"]] == ["A"]


def test_a_stock_page_says_as_of_when_it_is_true(mount: str) -> None:
    world = World()
    client = MOUNTS[mount](world.erp).login()
    assert client.get("/stock").data["as_of"] == "2025-11-28T05:00:00.000Z"
