"""Exports as spreadsheets and shops write them are read; what cannot be understood is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.errors import TrafficProblem
from golive.traffic.export import Export, Line
from golive.traffic.survey import Survey

AT_MS = 1_764_309_600_000
"""2025-11-28 06:00:00, as if it were UTC."""
PLAIN = Line("17", AT_MS, "A-1", 2.0, "c9", 1990, False, False)
HEADER = "order_id,placed_at,customer_id,sku,qty,price,status,returned_qty"
ROW = "17,2025-11-28 06:00:00,c9,A-1,2,19.90,complete,0"


def read(folder: Path, data: bytes) -> list[Line]:
    path = folder / "orders.csv"
    path.write_bytes(data)
    return list(Export(path).lines())


SAME = {
    "as it is": f"{HEADER}\n{ROW}\n".encode(),
    "no end of line": f"{HEADER}\n{ROW}".encode(),
    "windows": f"{HEADER}\r\n{ROW}\r\n".encode(),
    "old macintosh": f"{HEADER}\r{ROW}\r".encode(),
    "byte order mark": b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode(),
    "utf-16": f"{HEADER}\n{ROW}\n".encode("utf-16"),
    "semicolons and decimal comma": f"{HEADER}\n{ROW}\n".replace(",", ";").replace("19.90", "19,90").encode(),
    "tabs": f"{HEADER}\n{ROW}\n".replace(",", "\t").encode(),
    "bars": f"{HEADER}\n{ROW}\n".replace(",", "|").encode(),
    "quotes": (f"{HEADER}\n" + ",".join(f'"{each}"' for each in ROW.split(",")) + "\n").encode(),
    "decimal comma in quotes": f"{HEADER}\n{ROW}\n".replace("19.90", '"19,90"').encode(),
    "blank lines": f"{HEADER}\n\n{ROW}\n,,,,,,,\n".encode(),
    "spaces": f"{HEADER}\n{ROW}\n".replace(",", " , ").encode(),
    "other names": f"{HEADER}\n{ROW}\n".replace("order_id", "Increment ID").replace("qty", "Qty Ordered", 1).encode(),
    "iso date": f"{HEADER}\n{ROW}\n".replace("28 06", "28T06").encode(),
    "an offset is part of the writing": f"{HEADER}\n{ROW}\n".replace(":00:00", ":00:00+05:00").encode(),
    "german date": f"{HEADER}\n{ROW}\n".replace("2025-11-28 06:00:00", "28.11.2025 06:00").encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_the_same_line_is_read_however_it_is_written(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, SAME[name]) == [PLAIN]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("17,yesterday,c9,A-1,2,19.90,complete,0", "3: column placed_at: expected a date and time such as"),
        ("17,11/28/2025 06:00,c9,A-1,2,19.90,complete,0", "3: column placed_at: expected a date and time"),
        ("17,31.02.2025,c9,A-1,2,19.90,complete,0", "3: column placed_at: expected a date and time"),
        ("17,2025-11-28,c9,A-1,two,19.90,complete,0", "3: column qty: expected a number such as 2"),
        ("17,2025-11-28,c9,A-1,2,19.90 EUR,complete,0", "3: column price: expected a number"),
        ("17,2025-11-28,c9,A-1,2,19.90,complete,some", "3: column returned_qty: expected a number"),
        (",2025-11-28,c9,A-1,2,19.90,complete,0", "3: column order_id: expected a value, got nothing"),
        ("17,2025-11-28,c9, ,2,19.90,complete,0", "3: column sku: expected a value, got nothing"),
        ("17,2025-11-28,c9", "3: expected 8 values, as many as the first line names, got 3"),
        ("17,2025-11-28,c9,Shirt, blue,2,19.90,complete,0", "3: expected 8 values, as many as the first line "
         "names; a value that holds the delimiter needs quotes, got 9"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_named_with_line_and_column(
    tmp_path: Path, row: str, place: str
) -> None:
    with pytest.raises(TrafficProblem) as told:
        read(tmp_path, f"{HEADER}\n{ROW}\n{row}\n".encode())
    assert str(told.value).startswith(f"{tmp_path / 'orders.csv'}:{place}")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "1: expected a first line with the names of the columns, got nothing"),
        (b"order_id,placed_at,sku\n", "1: expected a column qty (or quantity, "),
        (b"order_id,placed_at,sku,qty\n\x93,2025-11-28,A,1\n", "expected text in UTF-8"),
    ],
)
def test_a_file_that_is_no_export_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(TrafficProblem) as told:
        read(tmp_path, data)
    assert words in str(told.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrafficProblem, match="cannot be read: No such file"):
        Export(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1234.5", 123450), ('"1,234.50"', 123450), ('"1.234,50"', 123450), ('"1,234"', 123400),
        ('"1,23"', 123), ("1 234.50", 123450), ("1'234.50", 123450), ("", None),
    ],
)  # fmt: skip
def test_amounts_are_read_with_point_comma_and_thousands(
    tmp_path: Path, written: str, cents: int | None
) -> None:
    line = read(tmp_path, f"{HEADER}\n{ROW}\n".replace("19.90", written).encode())[0]
    assert line.price_cents == cents


def test_cancelled_and_returned_are_read_from_status_and_quantities(tmp_path: Path) -> None:
    variants = {
        ROW: (False, False),
        ROW.replace("complete", "Canceled"): (True, False),
        ROW.replace("complete", "closed"): (False, True),
        ROW.replace("complete,0", "complete,1"): (False, True),
        ROW.replace("A-1,2", "A-1,-2"): (False, True),
    }
    lines = read(tmp_path, "\n".join([HEADER, *variants]).encode())
    assert [(line.is_cancelled, line.is_returned) for line in lines] == list(variants.values())


def test_lines_of_an_order_may_stand_apart_and_repeat_an_article(tmp_path: Path) -> None:
    rows = [
        "1,2025-11-28,A,1",
        "2,2025-11-28,A,1",
        "1,2025-11-28,B,3",
        "2,2025-11-28,C,1",
        "2,2025-11-28,C,4",
    ]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(["order_id,placed_at,sku,qty", *rows, "3,2025-11-28,A,0"]))
    survey = Survey()
    survey.take(Export(path).lines())
    assert survey.orders == 3
    assert survey.sizes == {2: 2}
    assert survey.sold == {"A": 2, "B": 1, "C": 1}
    assert survey.ignored == 1
