"""Storage: a record is stored when it is assigned, as it is then; a new process finds that and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.candidates.storage import Storage
from golive.errors import CandidateFailed


@dataclass
class Row:
    order: str
    state: str = "new"


def test_what_is_changed_after_it_was_assigned_is_in_memory_only() -> None:
    storage = Storage(is_kept=True)
    orders = storage.table("orders")
    row = Row("1")
    orders["1"] = row
    row.state = "sent"
    assert orders["1"].state == "sent", "a process that lives reads what is in memory"
    assert storage.reopened().table("orders") == {"1": Row("1", "new")}
    orders["1"] = row
    assert storage.reopened().table("orders") == {"1": Row("1", "sent")}


def test_a_new_process_shares_nothing_with_the_old_one() -> None:
    storage = Storage(is_kept=True)
    storage.table("orders")["1"] = Row("1")
    again = storage.reopened()
    storage.table("orders")["1"] = Row("1", "written by the dead")
    storage.table("orders").clear()
    again.table("orders")["1"].state = "changed"
    assert again.table("orders") == {"1": Row("1", "changed")}
    assert again.reopened().table("orders") == {"1": Row("1")}


def test_a_run_without_kills_has_plain_tables() -> None:
    assert type(Storage().table("orders")) is dict


def test_what_cannot_be_written_down_is_refused_where_it_is_assigned() -> None:
    table = Storage(is_kept=True).table("orders")
    with pytest.raises(TypeError, match=r"table 'orders', key 'x': expected a record of plain values"):
        table["x"] = lambda: None
    assert table == {}


KEYS = st.sampled_from("abc")
STEPS = st.one_of(
    st.tuples(st.just("set"), KEYS, st.integers(0, 3)),
    st.tuples(st.just("del"), KEYS, st.none()),
    st.tuples(st.just("pop"), KEYS, st.integers(0, 3)),
    st.tuples(st.just("setdefault"), KEYS, st.integers(0, 3)),
    st.tuples(st.just("update"), KEYS, st.integers(0, 3)),
    st.tuples(st.just("popitem"), KEYS, st.none()),
    st.tuples(st.just("or"), KEYS, st.integers(0, 3)),
    st.tuples(st.just("clear"), KEYS, st.none()),
)


class Told(Exception):
    """As many are written: pickle writes it down and trips over it when it reads."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)


def test_what_cannot_be_read_back_is_named_when_it_is_looked_for() -> None:
    storage = Storage(is_kept=True)
    storage.table("failed")["100"] = {"error": Told(500, "no")}
    with pytest.raises(CandidateFailed, match="table 'failed', key '100': expected a record of plain values"):
        storage.reopened()


def _step(table: dict[str, Any], what: str, key: str, value: Any) -> Any:
    match what:
        case "set":
            table[key] = value
        case "del":
            table[key] = value
            del table[key]
        case "pop":
            return table.pop(key, value)
        case "setdefault":
            return table.setdefault(key, value)
        case "update":
            table.update({key: value})
        case "popitem":
            return table.popitem() if table else None
        case "or":
            table |= {key: value}
        case "clear":
            table.clear()
    return None


@given(st.lists(STEPS, max_size=30))
def test_a_table_is_a_dict_and_a_new_process_finds_the_same(steps: list[tuple[str, str, Any]]) -> None:
    storage, plain = Storage(is_kept=True), dict[str, Any]()
    for what, key, value in steps:
        assert _step(storage.table("t"), what, key, value) == _step(plain, what, key, value)
        assert storage.table("t") == plain
    assert storage.reopened().table("t") == plain
    assert list(storage.reopened().table("t")) == list(plain)
