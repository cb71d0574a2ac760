"""Exports with lines, numbers and years beyond all sense are refused with their place, and quickly."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.exit_status import INPUT_STATUS
from tests.forked import golive

HEAD = "order_id,placed_at,sku,qty\n"
ROW = "1,2025-11-12 10:00,A,1\n"

HOSTILE = [
    (HEAD + ROW + "2,2025-11-12 10:01,A," + "9" * 400 + "\n", 3, "column qty: expected a number such as 2"),
    (HEAD + ROW + "2,9999-11-12 10:01,A,1\n", 3, "column placed_at: expected a year from 1990 to 2100"),
    (HEAD + ROW + "2,0001-11-12 10:01,A,1\n", 3, "column placed_at: expected a year from 1990 to 2100"),
    (HEAD + ROW + "2,2099-11-12 10:01,A,1\n", 3, "column placed_at: expected orders within ten years of each other"),
    (HEAD + "x" * 200_000 + "\n", 2, "expected lines of at most 100,000 characters"),
    (HEAD + ROW + '2,2025-11-12 10:00,"' + "x" * 200_000, 3, "expected lines of at most 100,000 characters"),
    ("x" * 5_000_000, 1, "expected lines of at most 100,000 characters"),
    ("\0" * 300_000, 1, "expected lines of at most 100,000 characters"),
    (HEAD + '2,2025-11-12 10:00,"' + "x\n" * 100_000, 0, "expected a line of CSV"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line", "words"), HOSTILE, ids=range(len(HOSTILE)))
def test_an_export_beyond_sense_is_refused_with_its_place(
    tmp_path: Path, content: str, line: int, words: str
) -> None:
    (tmp_path / "orders.csv").write_text(content)
    said = golive(["traffic", "fit", "orders.csv"], tmp_path)
    assert said.status == INPUT_STATUS, said
    assert said.text.startswith(f"golive: orders.csv:{line or ''}")
    assert words in said.text
    assert len(said.text.splitlines()) == 1
    assert not (tmp_path / "traffic.yaml").exists()


def test_endless_files_are_read_up_to_a_bound(tmp_path: Path) -> None:
    assert golive(["traffic", "fit", "/dev/zero"], tmp_path).status == INPUT_STATUS
    said = golive(["load", "--url", "http://127.0.0.1:9", "--skus", "/dev/zero"], tmp_path)
    assert said.status == INPUT_STATUS
    assert "--skus /dev/zero: expected at most 50,000,000 bytes" in said.text
