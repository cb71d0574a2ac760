"""Each oracle: a ledger that holds, one that breaks it, one that leaves it open; and one that must be found."""

from __future__ import annotations

from typing import Any

import pytest

from golive.judge.oracles import ORACLES
from golive.judge.score import PARTS
from golive.record.oracles import KINDS
from golive.record.oracles import ORACLES as DESCRIBED
from golive.scenario import METRICS

from .ledgers import Book, findings, kinds, shared_shelf, whole_life


def bought() -> Book:
    return shared_shelf(Book()).at("10:00").bought("1")


def test_a_healthy_life_gives_no_finding_at_all() -> None:
    assert kinds(whole_life().end()) == []


def test_an_empty_ledger_gives_no_finding_at_all() -> None:
    assert kinds(Book()) == []


class TestO1Completeness:
    def test_holds(self) -> None:
        assert kinds(whole_life().end(), "O1") == []

    def test_breaks(self) -> None:
        assert kinds(bought().end(), "O1") == ["O1 lost"]

    def test_is_open_while_the_order_is_in_flight(self) -> None:
        assert kinds(bought().end("10:10"), "O1") == []

    def test_is_satisfied_by_a_desk(self) -> None:
        assert kinds(bought().at("10:20").shown("1").end()) == []


class TestO2Uniqueness:
    def test_breaks_by_a_second_order(self) -> None:
        book = bought().created("SO1", "1").created("SO2", "1").end()
        assert kinds(book) == ["O2 duplicated"]

    def test_holds_once_the_second_is_cancelled(self) -> None:
        book = bought().created("SO1", "1").created("SO2", "1").status("SO2", "cancelled").end()
        assert kinds(book) == []

    def test_breaks_by_an_order_out_of_nothing(self) -> None:
        book = Book().created("SO1", "9", email="unknown@example.com").end()
        assert kinds(book) == ["O2 phantom"]

    def test_a_cancelled_order_out_of_nothing_is_harmless(self) -> None:
        assert kinds(Book().created("SO1", "9").status("SO1", "cancelled").end()) == []

    def test_what_the_tills_sell_is_no_phantom(self) -> None:
        assert kinds(Book().created("SO1", "", by="till").delivered("SO1").end()) == []


class TestO3Money:
    def test_breaks_by_a_wrong_total(self) -> None:
        book = bought().created("SO1", "1", total_cents=1, shipping_cents=5)
        found = findings(book.end(), "O3", "O4")
        assert [finding.what for finding in found] == [
            "total 0.01 instead of 10.00; shipping 0.05 instead of 0.00"
        ]

    def test_breaks_by_a_wrong_capture(self) -> None:
        book = shared_shelf(Book()).placed("1").paid("1", cents=900).created("SO1", "1").end()
        assert [finding.what for finding in findings(book, "O3")] == ["captured 9.00, ordered 10.00"]

    def test_breaks_when_more_was_credited_than_paid_back(self) -> None:
        book = bought().refunded("1", cents=1000, paid_back=900).end()
        assert [finding.what for finding in findings(book, "O3")] == ["paid back 9.00, credited 10.00"]

    @pytest.mark.parametrize("full", [True, False])
    def test_a_refund_is_no_difference(self, full: bool) -> None:
        cents = 1000 if full else 300
        assert kinds(whole_life().refunded("1", cents=cents, full=full, lifted=False).end(), "O3") == []

    def test_a_credit_memo_whose_money_goes_another_way_is_no_difference(self) -> None:
        book = whole_life().refunded("1", lifted=False)
        book.facts.pop()
        assert kinds(book.end(), "O3") == []

    def test_an_order_on_account_has_captured_nothing(self) -> None:
        book = shared_shelf(Book()).placed("1", method="purchaseorder").created("SO1", "1").end()
        assert kinds(book, "O3") == []


class TestO4Lines:
    def test_breaks_by_another_article(self) -> None:
        book = bought().created("SO1", "1", lines=[["B", 1, 1000, 0]]).end()
        assert kinds(book, "O3", "O4") == ["O4 wrong_content"]

    def test_holds_in_any_order_of_rows(self) -> None:
        book = shared_shelf(Book()).bought("1", [("A", 1, 1000), ("B", 2, 500)])
        assert kinds(book.created("SO1", "1", lines=[["B", 2, 500, 0], ["A", 1, 1000, 0]]).end()) == []


HOME = ("Zoë Größe", "Rue de l'Église 5, Apt 2", "Saint-Malo", "35400", "FR")


def sent_to(*address: str, **more: Any) -> Book:
    """Bought for HOME and booked for another address, or with something else that is different."""
    book = shared_shelf(Book()).bought("1", ship_to=HOME)
    return book.created("SO1", "1", **({"ship_to": list(address)} if address else {}), **more).end()


class TestO5Header:
    def test_holds_for_the_same_address(self) -> None:
        assert kinds(sent_to()) == []

    @pytest.mark.parametrize(
        "address",
        [
            ("GROSSE, ZOE", "RUE DE L EGLISE 5 APT 2", "Saint Malo", "35 400", "fr"),
            ("Zoë  Größe", "Rue de l\u2019Église 5\nApt. 2", "saint-malo", "35400", "FR"),
            ("Zoe\u0308 Größe", "Rue de l'E\u0301glise 5, Apt 2", "SAINT-MALO", "35400", "FR"),
        ],
    )
    def test_holds_however_the_same_address_is_written(self, address: tuple[str, ...]) -> None:
        assert kinds(sent_to(*address)) == []

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ("Jörg Müller", "Mueller, Joerg"),
            ("Åse Ærø", "AASE AEROE"),
            ("Sinéad O'Neill", "ONeill Sinead"),
            ("Sinéad O'Neill", "Sinead ONeill"),
            ("Anna-Lena Weiß", "ANNALENA WEISS"),
            ("-", ""),
            ("שָׁלוֹם", "שלום"),
            ("Go\u0308ran A\u030astro\u0308m", "Göran Åström"),
            ("Anna\u200b Long\n\u2764\ufe0f", "ANNA LONG"),
        ],
    )
    def test_holds_for_a_name_in_plain_letters(self, ours: str, theirs: str) -> None:
        book = shared_shelf(Book()).bought("1", ship_to=(ours, *HOME[1:]))
        assert kinds(book.created("SO1", "1", ship_to=[theirs, *HOME[1:]]).end()) == []

    @pytest.mark.parametrize(("ours", "theirs"), [("がく", "かく"), ("कुमार", "कमार"), ("ปิ่น", "ปน")])
    def test_breaks_by_a_mark_that_changes_the_word(self, ours: str, theirs: str) -> None:
        book = shared_shelf(Book()).bought("1", ship_to=(ours, *HOME[1:]))
        assert kinds(book.created("SO1", "1", ship_to=[theirs, *HOME[1:]]).end()) == ["O5 wrong_content"]

    @pytest.mark.parametrize(
        ("at", "instead", "said"),
        [
            (0, "Zoë", "name 'Zoë' instead of 'Zoë Größe'"),
            (1, "Rue de l'Église 5", 'street "Rue de l\'Église 5" instead of "Rue de l\'Église 5, Apt 2"'),
            (2, "", "city '' instead of 'Saint-Malo'"),
            (3, "35401", "postcode '35401' instead of '35400'"),
            (4, "DE", "country 'DE' instead of 'FR'"),
        ],
    )
    def test_breaks_by_any_part_of_the_address(self, at: int, instead: str, said: str) -> None:
        address = [*HOME]
        address[at] = instead
        (finding,) = findings(sent_to(*address))
        assert (finding.oracle, finding.kind, finding.what) == ("O5", "wrong_content", said)

    def test_breaks_when_it_is_booked_on_another_customer(self) -> None:
        book = shared_shelf(Book()).bought("2", email="bob@x").created("SO2", "2").bought("1", email="ann@x")
        (finding,) = findings(book.created("SO1", "1", email="BOB@x").end())
        assert (finding.oracle, finding.key) == ("O5", "1")
        assert "another customer" in finding.what

    def test_holds_on_one_account_for_all_guests(self) -> None:
        book = (
            shared_shelf(Book()).bought("1", email="ann@x").created("SO1", "1", email="guests@shop.example")
        )
        assert kinds(book.end()) == []

    @pytest.mark.parametrize(
        ("hours", "broken"), [(0, []), (-8, []), (-9, ["O5 wrong_content"]), (24, ["O5 wrong_content"])]
    )
    def test_breaks_by_the_date_of_another_day(self, hours: int, broken: list[str]) -> None:
        """It is bought at 8:00: midnight before it is the same day, an hour earlier is not."""
        book = shared_shelf(Book()).bought("1")
        assert kinds(book.created("SO1", "1", ordered_ms=book.now_ms + hours * 3_600_000).end()) == broken

    def test_holds_when_its_day_was_refused_and_it_was_booked_on_a_later_one(self) -> None:
        """As such refusals ask for: a day in a period that is open."""
        book = shared_shelf(Book()).bought("1").refused("1")
        assert kinds(book.created("SO1", "1", ordered_ms=book.now_ms + 96 * 3_600_000).end()) == []

    def test_is_open_where_the_ledger_does_not_tell(self) -> None:
        assert kinds(shared_shelf(Book()).bought("1").created("SO1", "1", ship_to=list(HOME)).end()) == []


class TestO6Lifecycle:
    def test_breaks_by_a_draft(self) -> None:
        assert kinds(bought().created("SO1", "1", status="draft").end()) == ["O6 wrong_state"]

    def test_holds_for_a_backorder_that_waits_for_goods(self) -> None:
        assert kinds(bought().created("SO1", "1").end()) == []

    def test_is_open_right_after_a_parcel_left(self) -> None:
        book = bought().created("SO1", "1").at("12:00").erp_stock("A", 99).delivered("SO1").end("12:05")
        assert kinds(book) == []


class TestO7StockParity:
    def test_breaks_by_what_was_never_told(self) -> None:
        found = findings(shared_shelf(Book()).at("10:00").erp_stock("A", 60).end(), "O7")
        assert [(finding.key, finding.what[:43]) for finding in found] == [
            ("A", "the shop offers 100, the ERP can serve 60 (")
        ]

    def test_is_open_within_the_cadence(self) -> None:
        assert kinds(shared_shelf(Book()).at("10:00").erp_stock("A", 60).end("10:20")) == []

    def test_says_nothing_of_an_article_only_one_side_knows(self) -> None:
        assert kinds(Book().erp_stock("A", 5).end()) == []


class TestO8StockDuringTheRun:
    def test_breaks_by_an_order_for_more_than_there_is(self) -> None:
        book = shared_shelf(Book(), units=10).at("10:00").erp_stock("A", 0).bought("1").created("SO1", "1")
        assert kinds(book.end(), "O8") == ["O8 oversold"]

    def test_holds_for_the_last_unit(self) -> None:
        assert kinds(shared_shelf(Book(), units=1).bought("1").created("SO1", "1").end()) == []


class TestO11Timeliness:
    def test_breaks(self) -> None:
        assert kinds(bought().at("11:00").created("SO1", "1").end()) == ["O11 late"]

    def test_holds_to_the_last_millisecond(self) -> None:
        assert kinds(bought().at("10:15").created("SO1", "1").end()) == []


class TestO12Surfacing:
    """Surfacing budget 30 minutes, order budget 15."""

    def test_a_refusal_must_be_shown_within_the_budget(self) -> None:
        assert kinds(bought().refused("1").at("10:30").shown("1").end()) == []
        assert kinds(bought().refused("1").at("10:31").shown("1").end()) == ["O12 shown_late"]

    def test_a_missing_order_has_failed_when_its_own_budget_is_over(self) -> None:
        assert kinds(bought().at("10:45").shown("1").end()) == []
        assert kinds(bought().at("10:46").shown("1").end()) == ["O12 shown_late"]

    def test_told_twice_counts_from_the_first_time(self) -> None:
        assert kinds(bought().at("10:20").shown("1").at("15:00").shown("1").end()) == []

    def test_refused_twice_counts_from_the_first_time(self) -> None:
        book = bought().refused("1").at("10:20").refused("1").at("10:35").shown("1")
        assert kinds(book.end()) == ["O12 shown_late"]

    def test_a_refused_shipment_counts_from_the_parcel(self) -> None:
        book = (
            bought().created("SO1", "1").at("15:00").erp_stock("A", 99).delivered("SO1").shop_stock("A", 100)
        )
        assert kinds(book.at("15:05").shown("1").end(), "O12") == []

    def test_a_cancellation_the_erp_refuses_counts_from_the_cancellation(self) -> None:
        book = bought().created("SO1", "1").delivered("SO1").at("14:00").cancelled("1")
        assert kinds(book.at("14:25").shown("1").end(), "O12") == []

    def test_a_cancellation_has_its_own_budget_until_the_parcel_leaves(self) -> None:
        book = bought().created("SO1", "1").at("10:10").cancelled("1")
        waiting = book.at("10:54").shown("1").end()
        assert kinds(waiting, "O12") == []

    def test_a_parcel_that_leaves_after_the_cancellation_is_shown_in_time(self) -> None:
        def shown(clock: str) -> list[str]:
            book = bought().created("SO1", "1").at("10:10").cancelled("1").at("10:15").delivered("SO1")
            return kinds(book.at(clock).shown("1").end(), "O12")

        assert shown("10:45") == []
        assert shown("10:46") == ["O12 shown_late"]

    def test_an_order_that_people_cancel_in_the_erp_counts_from_then(self) -> None:
        def shown(clock: str) -> list[str]:
            book = bought().at("10:05").created("SO1", "1").at("14:00").status("SO1", "cancelled", "1")
            return kinds(book.at(clock).shown("1").end(), "O12")

        assert shown("14:30") == []
        assert shown("14:31") == ["O12 shown_late"]

    def test_an_order_held_from_the_start_counts_from_then(self) -> None:
        book = bought().created("SO1", "1", status="held").at("10:31").shown("1")
        assert kinds(book.end()) == ["O12 shown_late"]

    def test_an_entry_left_about_an_order_that_is_fine_is_a_false_alarm(self) -> None:
        book = whole_life().shown("1").end()
        assert kinds(book) == ["O12 false_alarm"]

    def test_taken_back_is_none(self) -> None:
        assert kinds(whole_life().shown("1").resolved("1").end()) == []

    def test_an_entry_about_an_unpaid_order_is_none(self) -> None:
        book = Book().placed("1", method="banktransfer").shown("1", "not paid", "no money came").end()
        assert kinds(book) == []

    def test_many_alerts_within_an_hour_are_a_storm(self) -> None:
        book = Book().at("10:00")
        for _ in range(30):
            book.alert()
        assert kinds(book.end()) == []
        book.facts.pop()
        book.now_ms = book.facts[-1].at_ms
        assert kinds(book.alert().end()) == ["O12 alert_storm"]


def test_every_oracle_has_a_canary_or_a_breaking_ledger_here() -> None:
    codes = {"O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8", "O10", "O11", "O12", "O13", "O16", "O17"}
    elsewhere = {"O9", "O14", "O15", "O18"}  # tests/judge/test_owners.py, tests/judge/test_privacy.py
    assert {oracle.info.code for oracle in ORACLES} == codes | elsewhere


class TestTable:
    def test_every_oracle_that_is_described_looks(self) -> None:
        assert tuple(oracle.info for oracle in ORACLES) == DESCRIBED
        assert (
            len({info.code for info in DESCRIBED}) == len({info.name for info in DESCRIBED}) == len(DESCRIBED)
        )

    def test_only_kinds_that_an_oracle_finds_have_a_price(self) -> None:
        for oracle in ORACLES:
            assert set(oracle.price) <= {kind.name for kind in oracle.info.finds}, oracle.info.name

    def test_oracles_that_find_the_same_kind_agree_on_its_price(self) -> None:
        prices: dict[str, set[object]] = {}
        for oracle in ORACLES:
            for kind in oracle.info.finds:
                prices.setdefault(kind.name, set()).add(oracle.price.get(kind.name))
        assert {kind for kind, found in prices.items() if len(found) > 1} == set()

    def test_every_kind_is_counted_by_a_metric_and_lowers_a_part_there_is(self) -> None:
        for kind in KINDS.values():
            assert kind.metric in METRICS, kind.name
            assert kind.score_part in ("", *(part.name for part in PARTS)), kind.name
            assert kind.title, kind.name

    def test_harm_decides_and_etiquette_informs(self) -> None:
        assert {kind.name for kind in KINDS.values() if kind.decides} == {
            "lost", "duplicated", "phantom", "wrong_content", "wrong_state", "captured_differs", "residual_stock",
            "candidate_crashed", "duplicated_document", "duplicated_customer", "phantom_document",
            "refund_missing", "refund_differs", "return_missing", "return_differs",
            "wrong_price", "bystander_changed", "against_owner", "echo_loop", "lost_update",
            "unnoticed_silence", "long_drift", "without_reference", "keeps_too_much", "unflagged_double",
            "private_in_erp", "not_erased", "private_in_log",
        }  # fmt: skip
