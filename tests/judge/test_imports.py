"""Orders that people import into the ERP from a file: what is to blame, and when nothing is."""

from __future__ import annotations

from golive.judge.causes import explain
from golive.judge.causes.scene import Scene
from golive.judge.history.records.authors import is_client

from .ledgers import Book, kinds, shared_shelf, word_of

FILE = "import:orders.csv"


def _bought() -> Book:
    return shared_shelf(Book()).at("10:00").bought("1")


def _cause(book: Book) -> str:
    facts = [fact for fact in book.facts if "1" in fact.keys.values()]
    return explain("duplicated", book.history().orders.stories["1"], facts, scene=Scene.of(book.facts)).code


def test_people_are_no_client() -> None:
    assert not is_client(FILE)
    assert is_client("file:orders.csv"), "a file of the integration"


def test_an_order_that_was_imported_as_well_is_no_fault_of_the_calls() -> None:
    before = _bought().created("SO1", "1", by=FILE).at("10:05").create_call("1").created("SO2", "1").end()
    after = _bought().create_call("1").created("SO1", "1").at("11:00").created("SO2", "1", by=FILE).end()
    for book in (before, after):
        assert word_of(book) == "duplicated"
        assert _cause(book) == "imported_by_hand"


def test_a_file_that_was_imported_twice() -> None:
    book = _bought().created("SO1", "1", by=FILE).at("10:05").created("SO2", "1", by=FILE).end()
    assert (word_of(book), _cause(book)) == ("duplicated", "imported_twice")


def test_what_the_integration_doubled_itself_is_its_own() -> None:
    book = _bought().created("SO1", "1", by=FILE)
    for number in ("SO2", "SO3"):
        book.after(60_000).create_call("1").created(number, "1")
    assert _cause(book.end()) not in ("imported_by_hand", "imported_twice")


def test_an_order_that_is_shown_or_of_which_one_is_cancelled_is_in_hand() -> None:
    twice = _bought().created("SO1", "1").at("11:00").created("SO2", "1", by=FILE)
    assert word_of(twice.shown("1").end()) == "stuck_visible"
    once = (
        _bought().created("SO1", "1").at("11:00").created("SO2", "1", by=FILE).status("SO2", "cancelled", "1")
    )
    assert word_of(once.end()) == "compensated"
    own = _bought().created("SO1", "1").at("11:00").created("SO2", "1").shown("1").end()
    assert word_of(own) == "duplicated", "the canary: its own are not in hand"


def test_an_imported_order_alone_is_right() -> None:
    book = _bought().at("10:01").created("SO1", "1", by=FILE).end()
    assert word_of(book) == "exact"
    assert kinds(book) == []
