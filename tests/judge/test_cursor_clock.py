"""An order that a poll by date missed: whether clocks that differed explain it, or the cursor does."""

from __future__ import annotations

from golive.judge.causes import explain
from golive.judge.causes.scene import Scene
from golive.record.ledger import MemoryLedger
from golive.record.run import Cause

from .ledgers import Book, shared_shelf
from .scenes import listing

MINUTE_MS = 60_000


def clock(book: Book, by_min: int, actor: str = "shop") -> Book:
    kind = "shop.clock.set" if actor == "shop" else "candidate.clock_set"
    return book.say(actor, kind, {}, {"by_ms": by_min * MINUTE_MS, "faults": ["skew"]})


def polled(book: Book, asked: str) -> Book:
    """Bought at ten, and polled two minutes later."""
    book.at("10:00").bought("1")
    return listing(book, "10:02", "", asked={"updated_at gteq": f"2025-11-28 {asked}"})


def cause_of(book: Book) -> Cause:
    ledger = MemoryLedger(book.end("23:00").facts)
    story = book.history().orders.stories["1"]
    return explain("lost", story, ledger.about("1"), scene=Scene.of(book.facts))


def start() -> Book:
    return shared_shelf(Book()).at("09:30")


def test_fits_where_the_shop_was_behind_when_it_stamped_the_order() -> None:
    cause = cause_of(polled(clock(start(), -7), "09:58:00"))
    assert cause.code == "cursor_clock"
    assert cause.what.startswith(
        "the shop's clock was 7m behind: the shop stamped the order 09:53:00 UTC when it was 10:00:00 UTC"
    )


def test_fits_where_events_arrived_nowhere_besides() -> None:
    """Whether it polled is asked before it is said that it did not."""
    missed = clock(start(), -7).at("10:00").bought("1").at("10:00:01").notice("1", status=None)
    assert (
        cause_of(listing(missed, "10:02", "", asked={"updated_at gteq": "2025-11-28 09:58:00"})).code
        == "cursor_clock"
    )


def test_fits_where_its_own_clock_had_been_ahead() -> None:
    assert cause_of(polled(clock(start(), 6, "candidate"), "10:05:00")).code == "cursor_clock"
    ahead = clock(clock(start(), 6, "candidate").at("09:50"), 0, "candidate")
    assert cause_of(polled(ahead, "10:05:00")).code == "cursor_clock"


def test_fits_where_the_shop_had_been_ahead_and_its_newest_stamp_is_the_cursor() -> None:
    assert cause_of(polled(clock(clock(start(), 10).at("09:50"), 0), "10:08:00")).code == "cursor_clock"


def test_not_where_the_bound_is_later_than_the_clocks_differed() -> None:
    assert cause_of(polled(clock(start(), -7), "10:30:00")).code != "cursor_clock"
    assert cause_of(polled(clock(start(), 2, "candidate"), "10:05:00")).code != "cursor_clock"


def test_not_where_no_clock_was_wrong() -> None:
    assert cause_of(polled(start(), "10:05:00")).code != "cursor_clock"


def test_not_where_the_clock_was_wrong_only_later() -> None:
    late = polled(start(), "10:05:00")
    clock(late.at("12:00"), 30, "candidate")
    clock(late, -30)
    assert cause_of(late).code != "cursor_clock"
