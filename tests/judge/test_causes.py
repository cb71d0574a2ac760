"""A cause is given only where the order's own timeline shows it; there is no guess."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.judge.causes import CAUSES, NOT_ESTABLISHED, explain
from golive.judge.oracles import Budgets, Case
from golive.record.ledger import MemoryLedger, interwoven
from golive.record.run import Cause
from tests.depth import examples

from .ledgers import Book, Line, shared_shelf

CREATE, SHIP, READ, CANCEL = "erp.order.create", "shop.order.ship", "shop.order.read", "erp.order.cancel"


def cause_of(book: Book, kind: str, order: str = "1", complete: bool = True) -> Cause:
    case = Case(book.end("23:00").history(), MemoryLedger(book.facts), Budgets())
    return explain(kind, case.history.orders.stories[order], MemoryLedger(book.facts).about(order), complete)


def code(book: Book, kind: str, complete: bool = True) -> str:
    return cause_of(book, kind, complete=complete).code


def told(lines: Sequence[Line] = (("A", 1, 1000),)) -> Book:
    """Bought at ten, its notice handed over a second later."""
    return shared_shelf(Book()).at("10:00").bought("1", lines).after(1000).notice("1")


def sent_twice(first_told: str = "unknown", how: str = "timeout", late: bool = False) -> Book:
    """Two applied creates; of the first the caller learns nothing."""
    book = told()
    if late:
        book.at("10:00:31").answered("a", CREATE, "1", None, first_told, how, sent="10:00:01")
        book.at("10:00:40").created("SO1", "1").committed("a", CREATE, "1", late=True)
    else:
        book.at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")
        book.at("10:00:31").answered("a", CREATE, "1", None, first_told, how, sent="10:00:01")
    return book.at("10:00:50").created("SO2", "1").create_call("1")


class TestNoticeLost:
    LOST = (
        "wire",
        "notice.lost",
        {"x": "9", "key": "1"},
        {"name": "shop.order.placed", "event": "e", "attempt": 1},
    )
    OFF: tuple[str, str, dict[str, str], dict[str, object]] = (
        "shop",
        "shop.event.lost",
        {"order": "1"},
        {"name": "order.placed", "event_id": "e"},
    )

    def unheard(self, fact: tuple[str, str, dict[str, str], dict[str, object]]) -> Book:
        return shared_shelf(Book()).at("10:00").bought("1").after(1000).say(*fact)

    def test_fits(self) -> None:
        cause = cause_of(self.unheard(self.LOST), "lost")
        assert cause.code == "notice_lost"
        assert (
            cause.what
            == "its notice was lost in transit at 10:00:01, and the integration did not poll for it"
        )

    def test_fits_a_receiver_that_was_switched_off(self) -> None:
        assert code(self.unheard(self.OFF), "lost") == "notice_lost"

    def test_fits_the_one_notice_that_was_subscribed_to(self) -> None:
        """A candidate that subscribes to payments only is not notified of the placing."""
        actor, kind, keys, data = self.LOST
        paid = (actor, kind, keys, {**data, "name": "shop.order.paid"})
        assert code(self.unheard(paid), "lost") == "notice_lost"
        assert code(self.unheard(paid).notice("1", "shop.order.updated", "e2"), "lost") == "never_sent"

    def test_not_when_it_came_after_all(self) -> None:
        assert code(self.unheard(self.LOST).after(1000).notice("1"), "lost") == "never_sent"

    def test_not_when_the_order_was_read(self) -> None:
        book = (
            self.unheard(self.LOST).after(1000).answered("a", READ, "1", 500, "answered", "", sent="10:00:01")
        )
        assert code(book, "lost") != "notice_lost"


class TestReplyLost:
    def test_fits(self) -> None:
        cause = cause_of(sent_twice(), "duplicated")
        assert cause.code == "reply_lost"
        assert cause.what == "reply lost after commit at 10:00:02, then the order was sent again at 10:00:50"

    def test_not_when_the_first_was_answered(self) -> None:
        book = told().created("SO1", "1").create_call("1").at("10:05").created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == "outcome_not_kept"

    def test_not_when_the_second_was_sent_before_the_caller_could_know(self) -> None:
        book = told().at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")
        book.at("10:00:20").created("SO2", "1").create_call("1")
        book.at("10:00:31").answered("a", CREATE, "1", None, "unknown", "timeout", sent="10:00:01")
        assert code(book, "duplicated") == "taken_at_once"

    def test_not_when_a_repeated_notice_set_the_second_off(self) -> None:
        book = told().at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")
        book.at("10:00:31").answered("a", CREATE, "1", None, "unknown", "timeout", sent="10:00:01")
        book.at("10:20").notice("1", copy=1).after(50).created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == "notice_twice"

    def test_a_repeated_notice_between_two_retries_is_not_to_blame(self) -> None:
        book = told().at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")
        book.at("10:00:31").answered("a", CREATE, "1", None, "unknown", "timeout", sent="10:00:01")
        book.at("10:01").notice("1", copy=1).at("10:02").create_call("1", told="refused", truth=None)
        book.at("10:02:10").created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == "reply_lost"

    def test_not_when_the_first_was_dropped(self) -> None:
        """The order that got lost is none of the two."""
        book = told().create_call("1", truth="dropped", told="unknown").at("10:01")
        book.created("SO1", "1").create_call("1").at("10:02").created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == "outcome_not_kept"


class TestFailedAfterBooking:
    def test_fits(self) -> None:
        book = told().at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")
        book.answered("a", CREATE, "1", 500, sent="10:00:01").at("10:00:50").created("SO2", "1").create_call(
            "1"
        )
        cause = cause_of(book, "duplicated")
        assert cause.code == "failed_after_booking"
        assert cause.what == "booked at 10:00:02 and answered 500, then the order was sent again at 10:00:50"

    def test_not_when_the_error_was_true(self) -> None:
        book = told().create_call("1", status=500, truth="not_applied").at("10:01").created("SO1", "1")
        book.create_call("1").at("10:02").created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == "outcome_not_kept"


def killed(book: Book, order: str = "") -> Book:
    """The candidate is killed now and started again ten seconds later."""
    keys = {"x": "a", "key": order} if order else {}
    book.say("candidate", "candidate.killed", keys, {"faults": ["kill"], "down_ms": 10_000})
    return book.after(10_000).say("candidate", "candidate.started", {}, {"name": "test", "start": 2})


def story(book: Book, kind: str) -> Cause:
    """The cause with the interruptions of the candidate, as the judge looks for it."""
    case = Case(book.end("23:00").history(), MemoryLedger(book.facts), Budgets())
    facts = interwoven(case.ledger.about("1"), case.ledger.lives())
    return explain(kind, case.history.orders.stories["1"], facts)


class TestKilledAfterBooking:
    def booked(self) -> Book:
        """Booked at 10:00:02; the candidate is killed in the same second."""
        return told().at("10:00:02").created("SO1", "1").committed("a", CREATE, "1")

    def unheard(self) -> Book:
        book = killed(self.booked(), "1")
        return book.answered("a", CREATE, "1", None, "unknown", "killed", sent="10:00:01")

    def test_fits(self) -> None:
        cause = story(self.unheard().at("10:01").created("SO2", "1").create_call("1"), "duplicated")
        assert cause.code == "killed_after_booking"
        assert cause.what == (
            "the ERP booked the order at 10:00:02; the integration was killed at 10:00:02, before it had the answer, "
            "and sent it again at 10:01:00"
        )

    def test_fits_what_was_heard_and_not_written_down(self) -> None:
        book = self.booked().answered("a", CREATE, "1", 201, sent="10:00:01").after(100)
        cause = story(killed(book).at("10:01").created("SO2", "1").create_call("1"), "duplicated")
        assert cause.code == "killed_after_booking"
        assert "before it had stored the answer" in cause.what

    def test_not_when_the_kill_was_over_before_the_first_was_sent(self) -> None:
        book = killed(told()).at("10:01").created("SO1", "1").committed("a", CREATE, "1")
        book.at("10:01:31").answered("a", CREATE, "1", None, "unknown", "timeout", sent="10:01")
        assert story(book.at("10:02").created("SO2", "1").create_call("1"), "duplicated").code == "reply_lost"

    def test_not_when_a_repeated_notice_set_the_second_off(self) -> None:
        book = self.booked().answered("a", CREATE, "1", 201, sent="10:00:01").after(100)
        book = killed(book).at("10:20").notice("1", copy=1).after(50).created("SO2", "1").create_call("1")
        assert story(book, "duplicated").code == "notice_twice"


class TestKilledBeforeSending:
    def test_fits_what_was_accepted_and_never_sent(self) -> None:
        cause = story(killed(told().at("10:00:30")), "lost")
        assert cause.code == "killed_before_sending"
        assert cause.what == (
            "its event was accepted at 10:00:01, the integration was killed at 10:00:30 before the order reached "
            "the ERP, and the order was not sent after the restart"
        )

    def test_fits_a_call_that_was_never_made(self) -> None:
        book = killed(told().call(READ, "1", 200, truth=None).at("10:00:30"), "1")
        book.answered("a", CREATE, "1", None, "unknown", "killed", sent="10:00:30")
        assert story(book, "lost").code == "killed_before_sending"

    def test_not_when_it_was_killed_long_after(self) -> None:
        assert story(killed(told().at("10:30")), "lost").code == "never_sent"

    def test_not_when_it_was_killed_before(self) -> None:
        book = killed(shared_shelf(Book()).at("10:00").bought("1")).at("10:01").notice("1")
        assert story(book, "lost").code == "never_sent"

    def test_not_when_it_went_on_with_the_order_after_the_restart(self) -> None:
        book = killed(told().at("10:00:30")).at("10:05").call(READ, "1", 500, truth=None)
        assert story(book, "lost").code == "never_sent"

    def test_not_when_the_erp_got_it(self) -> None:
        book = killed(told().at("10:00:30")).at("10:05").create_call("1", truth="dropped")
        assert story(book, "lost").code == "dropped_silently"


class TestGaveUpTooEarly:
    def test_fits(self) -> None:
        cause = cause_of(sent_twice(late=True), "duplicated")
        assert cause.code == "gave_up_too_early"
        assert cause.what.startswith("the caller gave up after 30 s, the ERP finished at 10:00:40")

    def test_not_when_the_reply_was_lost_on_its_way(self) -> None:
        assert code(sent_twice(late=False), "duplicated") != "gave_up_too_early"


class TestNoticeTwice:
    def handled(self, second_event: str, name: str = "shop.order.placed") -> Book:
        book = told().created("SO1", "1").create_call("1").at("10:10").notice("1", name, second_event, copy=1)
        return book.after(100).created("SO2", "1").create_call("1")

    def test_fits(self) -> None:
        assert code(self.handled("e1"), "duplicated") == "notice_twice"

    def test_not_for_another_event(self) -> None:
        assert code(self.handled("e2", "shop.order.paid"), "duplicated") == "several_events"

    def test_not_when_the_repeated_notice_came_long_before_another_event(self) -> None:
        book = told().created("SO1", "1").create_call("1").at("10:01").notice("1", copy=1)
        book.at("11:00").notice("1", "shop.order.paid", "e2").created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == "several_events"

    def test_not_when_the_first_delivery_never_reached_the_candidate(self) -> None:
        book = shared_shelf(Book()).bought("1").notice("1", status=None).at("10:10").notice("1")
        book.created("SO1", "1").create_call("1").at("10:20").created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == "outcome_not_kept"

    def test_not_when_the_second_was_not_worked_on(self) -> None:
        book = told().created("SO1", "1").create_call("1").at("10:10").notice("1", copy=1)
        assert code(book, "duplicated") == ""


class TestSeveralEvents:
    def test_not_while_an_answer_is_missing(self) -> None:
        book = sent_twice().notice("1", "shop.order.paid", "e2")
        assert code(book, "duplicated") == "reply_lost"

    def test_not_for_one_order(self) -> None:
        book = told().notice("1", "shop.order.paid", "e2").created("SO1", "1").create_call("1")
        assert code(book, "duplicated") == ""


class TestDroppedSilently:
    def test_fits_a_loss(self) -> None:
        book = told().dropped("SO1", "1").create_call("1", truth="dropped")
        assert code(book, "lost") == "dropped_silently"

    def test_fits_an_order_sent_again_late(self) -> None:
        book = told().dropped("SO1", "1").create_call("1", truth="dropped").at("14:00")
        assert code(book.created("SO2", "1").create_call("1"), "late") == "dropped_silently"

    def test_not_when_a_later_attempt_was_refused(self) -> None:
        book = (
            told()
            .create_call("1", truth="dropped")
            .at("10:10")
            .create_call("1", status=422, truth="not_applied")
        )
        assert code(book, "lost") == "refused_and_given_up"

    def test_not_when_its_answer_was_lost_as_well(self) -> None:
        assert code(told().create_call("1", truth="dropped", told="unknown"), "lost") == ""


class TestRefusedAndGivenUp:
    @pytest.mark.parametrize(
        ("call", "words"),
        [
            ({"status": 422, "truth": "not_applied"}, "was refused with 422"),
            ({"told": "unknown", "how": "timeout", "truth": None}, "got no answer (timeout)"),
            ({"told": "refused", "how": "refused", "truth": "not_applied"}, "could not connect"),
        ],
    )
    def test_fits(self, call: dict[str, str], words: str) -> None:
        cause = cause_of(told().create_call("1", **call), "lost")
        assert cause.code == "refused_and_given_up"
        assert words in cause.what

    def test_not_when_the_last_attempt_was_kept(self) -> None:
        book = told().create_call("1", status=503, truth="not_applied").created("SO1", "1").create_call("1")
        assert code(book.status("SO1", "cancelled"), "lost") == ""


class TestNeverSent:
    def test_fits_an_event_that_was_accepted(self) -> None:
        assert "was accepted at 10:00:01" in cause_of(told(), "lost").what

    def test_fits_an_event_that_was_never_accepted(self) -> None:
        book = shared_shelf(Book()).bought("1").notice("1", status=500).notice("1", status=None, attempt=2)
        assert cause_of(book, "lost").what.startswith("none of 2 deliveries")

    def test_fits_a_read_that_failed(self) -> None:
        book = told().call(READ, "1", status=503, truth=None)
        assert cause_of(book, "lost").what.startswith("reading the order from the shop failed")

    def test_a_read_that_failed_and_then_worked_is_not_to_blame(self) -> None:
        book = told().call(READ, "1", status=503, truth=None).call(READ, "1", status=200, truth=None)
        assert "was accepted" in cause_of(book, "lost").what

    def test_not_when_it_was_sent(self) -> None:
        assert code(told().create_call("1", status=500, truth=None), "lost") == "refused_and_given_up"

    def test_not_when_calls_do_not_say_which_order_they_are_about(self) -> None:
        assert code(told(), "lost", complete=False) == ""

    def test_not_when_no_notice_came_and_nothing_was_tried(self) -> None:
        assert code(shared_shelf(Book()).bought("1"), "lost") == ""


KINDS = sorted(
    {kind for pattern in CAUSES for kind in pattern.kinds} | {"wrong_content", "captured_differs", "unheard"}
)


class TestDocumentationOutdated:
    def misled(self, ref: str = "1") -> Book:
        what = {"what": "ship_to.telephone is documented, and the field is ship_to.phone"}
        return told().at("10:00:02").say("erp", "erp.documentation.misled", {"ref": ref}, what)

    def test_fits_and_names_the_difference(self) -> None:
        book = self.misled().created("SO1", "1", total_cents=1).create_call("1")
        cause = cause_of(book, "wrong_content")
        assert (cause.code, "ship_to.telephone" in cause.what) == ("documentation_outdated", True)

    def test_another_order_is_no_reason(self) -> None:
        book = self.misled("2").created("SO1", "1", total_cents=1).create_call("1")
        assert cause_of(book, "wrong_content").code != "documentation_outdated"


class TestSavedOtherwise:
    def altered(self, ref: str = "1") -> Book:
        book = (
            told()
            .at("10:00:02")
            .say("erp", "erp.quirk", {"ref": ref}, {"quirk": "any", "what": "ship_to.city"})
        )
        return book.created("SO1", "1", total_cents=1).create_call("1")

    def test_fits(self) -> None:
        cause = cause_of(self.altered(), "wrong_content")
        assert (cause.code, "ship_to.city" in cause.what) == ("saved_otherwise", True)

    def test_not_when_the_candidate_sent_it_so(self) -> None:
        assert code(told().created("SO1", "1", total_cents=1).create_call("1"), "wrong_content") == ""

    def test_not_when_another_order_was_changed(self) -> None:
        assert code(self.altered("2"), "wrong_content") == ""


def eventful() -> Book:
    book = sent_twice(late=True).notice("1", copy=1).at("11:00").call(READ, "1", status=503, truth=None)
    book.create_call("1", truth="dropped").cancelled("1").call(CANCEL, "1", status=409, truth="not_applied")
    book.delivered("SO1").call(SHIP, "1", status=400, truth="not_applied").shown("1")
    return book.committed("open", CREATE, "1").end("23:00")


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 2**32), st.booleans())
def test_explain_never_raises_whatever_is_missing_or_out_of_order(
    kind: str, seed: int, complete: bool
) -> None:
    chance = random.Random(seed)
    book = eventful()
    story = book.history().orders.stories["1"]
    about = MemoryLedger(book.facts).about("1")
    facts = chance.sample(about, chance.randint(0, len(about)))
    cause = explain(kind, story, facts, complete)
    assert cause == NOT_ESTABLISHED or (cause.code and cause.what and cause.fix)


@pytest.mark.parametrize("kind", ["duplicated", "lost", "late", "wrong_content"])
def test_nothing_is_established_from_nothing(kind: str) -> None:
    story = shared_shelf(Book()).bought("1").end().history().orders.stories["1"]
    assert explain(kind, story, []) == NOT_ESTABLISHED
