"""The record of facts: what goes in comes out, and what is broken is said with file and line."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.errors import LedgerBroken
from golive.record.ledger import FileLedger, MemoryLedger, StoredLedger, read
from golive.record.run import Fact
from tests.depth import examples

from .ledgers import whole_life

KEYS = st.dictionaries(
    st.sampled_from(["order", "ref", "key", "sku", "x"]), st.sampled_from(["", "1", "2", "ä"])
)
DATA = st.dictionaries(
    st.text(max_size=5), st.none() | st.integers(-(2**53), 2**53) | st.text() | st.booleans()
)


def open_ledger(path: Path) -> FileLedger:
    ticks = itertools.count(1000)
    return FileLedger(path, lambda: next(ticks))


@settings(max_examples=examples(50), deadline=None)
@given(rows=st.lists(st.tuples(KEYS, DATA), max_size=30))
def test_what_goes_in_comes_out_in_order_and_by_key(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[dict[str, str], dict[str, Any]]]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    ledger = open_ledger(path)
    seen: list[Fact] = []
    ledger.readers["a.fact"] = seen.append
    for keys, data in rows:
        ledger.append("shop", "a.fact", keys, data)
    assert list(ledger) == seen
    assert [fact.seq for fact in seen] == list(range(1, len(rows) + 1))
    memory, stored = MemoryLedger(seen), StoredLedger(path)
    for key in ("1", "2", "ä", "absent"):
        assert ledger.about(key) == stored.about(key) == memory.about(key)
    ledger.close()
    assert list(read(path)) == list(stored) == seen


def write(path: Path, *lines: bytes) -> Path:
    path.write_bytes(b"".join(lines))
    return path


def a_line(seq: int) -> bytes:
    return b'{"n":%d,"t":5,"who":"shop","kind":"k","keys":{},"data":{}}\n' % seq


@pytest.mark.parametrize(
    ("lines", "number", "words"),
    [
        ((a_line(1), a_line(3)), 2, "expected fact number 2, got 3"),
        ((a_line(1), a_line(1)), 2, "expected fact number 2, got 1"),
        ((a_line(2),), 1, "expected fact number 1, got 2"),
        ((a_line(1), a_line(2)[:30] + b"\n"), 2, "expected a fact as JSON, got b'"),
        ((a_line(1), b"\n", a_line(2)), 2, "expected a fact as JSON"),
        ((a_line(1), b"[]\n"), 2, "expected a fact as JSON"),
        ((b'{"n":1}\n',), 1, "expected a fact as JSON"),
        ((b"\xff\xfe\n",), 1, "expected a fact as JSON"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, lines: tuple[bytes, ...], number: int, words: str) -> None:
    path = write(tmp_path / "ledger.jsonl", *lines)
    with pytest.raises(LedgerBroken) as caught:
        list(read(path))
    assert str(caught.value).startswith(f"{path}:{number}: ")
    assert words in str(caught.value)


def test_after_a_crash_only_whole_facts_are_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger = open_ledger(path)
    for number in range(1000):
        ledger.append("shop", "k", {"order": str(number)}, {"text": "x" * 50})
    on_disk = list(read(path))  # nothing was flushed by hand and nothing closed
    assert [fact.seq for fact in on_disk] == list(range(1, len(on_disk) + 1))
    assert len(on_disk) > 700
    ledger.flush()
    assert len(list(read(path))) == 1000


def test_an_empty_file_is_an_empty_ledger(tmp_path: Path) -> None:
    assert list(read(write(tmp_path / "ledger.jsonl"))) == []


def test_facts_survive_their_json_form() -> None:
    facts = whole_life().facts
    assert [Fact.from_json(fact.as_json()) for fact in facts] == facts
