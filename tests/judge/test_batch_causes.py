"""Causes of orders that batches or files carried."""

from __future__ import annotations

from .test_causes import cause_of, code, told


class TestHandedOverTwice:
    def test_fits_two_batches(self) -> None:
        book = (
            told()
            .at("10:05")
            .created("SO1", "1", by="batch:JOB1")
            .at("10:10")
            .created("SO2", "1", by="file:a.csv")
        )
        cause = cause_of(book, "duplicated", complete=False)
        assert cause.code == "handed_over_twice"
        assert cause.what == (
            "the order was in batch JOB1, entered at 10:05:00, and again in file a.csv, entered at 10:10:00"
        )

    def test_fits_one_batch_that_has_it_twice(self) -> None:
        book = told().created("SO1", "1", by="batch:JOB1").created("SO2", "1", by="batch:JOB1")
        assert "in batch JOB1 twice" in cause_of(book, "duplicated").what

    def test_not_when_one_of_the_two_was_a_call(self) -> None:
        book = told().created("SO1", "1", by="batch:JOB1").created("SO2", "1").create_call("1")
        assert code(book, "duplicated") == ""


class TestRowRefused:
    def test_fits(self) -> None:
        cause = cause_of(told().at("10:05").refused("1"), "lost", complete=False)
        assert (cause.code, cause.what) == (
            "row_refused",
            "the ERP refused its row at 10:05:00 (no); the result was not acted on",
        )

    def test_not_when_a_call_of_its_own_was_refused(self) -> None:
        book = told().refused("1").create_call("1", status=422, truth="not_applied")
        assert code(book, "lost", complete=False) == "refused_and_given_up"

    def test_not_when_no_call_carried_orders(self) -> None:
        assert code(told().refused("1"), "lost", complete=True) != "row_refused"
