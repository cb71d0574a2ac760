"""File drop: orders as CSV in, acknowledgements and lists out, refusals with a reason."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import ErpConfig
from fake_erp.channels.config import Channels
from fake_erp.channels.csv_format import CsvFormat
from tests.depth import examples

from .world import MOUNTS, World

COLUMNS = (
    "external_reference;customer;currency;ordered_at;item;quantity;unit_price;"
    "payment.prepaid;custom.sales_channel;release"
)


def file_world(**ways: Any) -> World:
    return World(ErpConfig(channels=Channels(files=True, **ways)))


def row(world: World, reference: str, **changes: str) -> str:
    cells = {
        "external_reference": reference,
        "customer": world.customer,
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "item": "A",
        "quantity": "2",
        "unit_price": "19.99",
        "payment.prepaid": "true",
        "custom.sales_channel": "web",
        "release": "1",
    }
    return ";".join((cells | changes).values())


def text_of(*lines: str) -> bytes:
    return ("\n".join((COLUMNS, *lines)) + "\n").encode()


def drop(world: World, content: bytes, name: str = "orders.csv") -> None:
    world.erp.filedrop.files.put(name, content)
    world.erp.filedrop.work()


def acknowledged(world: World, name: str = "ACK_orders.csv") -> list[dict[str, str]]:
    layout = world.erp.filedrop.format
    text = layout.text(world.erp.filedrop.files.get(name, "out").content)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=layout.delimiter))


def names(world: World, folder: str) -> list[str]:
    return [file.name for file in world.erp.filedrop.files.listed(folder)]


def reason(world: World, name: str = "orders.csv") -> str:
    assert world.erp.orders.by_number == {}
    assert names(world, "archive") == names(world, "out") == names(world, "in") == []
    (fact,) = world.of_kind("erp.file.refused")
    told = world.erp.filedrop.files.get(f"{name}.reason.txt", "error").content.decode()
    assert told == f"{name}: {fact[2]['why']}\n"
    return told


def test_orders_of_a_file_are_in_the_books_and_acknowledged() -> None:
    world = file_world()
    drop(world, text_of(row(world, "R1"), row(world, "R1", item="B", quantity="1"), row(world, "R2")))
    first, second = world.erp.orders.by_number.values()
    assert [(line.item.sku, line.quantity) for line in first.lines] == [("A", 2), ("B", 1)]
    assert (first.prepaid, first.channel, first.status) == (True, "web", "released")
    assert [fact[2]["by"] for fact in world.of_kind("erp.order.created")] == ["file:orders.csv"] * 2
    told = [
        (each["line"], each["external_reference"], each["status"], each["number"])
        for each in acknowledged(world)
    ]
    assert told == [
        ("2", "R1", "accepted", first.number),
        ("3", "R1", "accepted", first.number),
        ("4", "R2", "accepted", second.number),
    ]
    assert (names(world, "in"), names(world, "archive"), names(world, "error")) == ([], ["orders.csv"], [])


def test_a_file_order_is_the_order_of_the_same_call() -> None:
    world = file_world()
    drop(world, text_of(row(world, "R1")))
    client = MOUNTS["in_process"](world.erp).login()
    called = client.post("/orders", world.order(payment={"prepaid": True})).data
    filed = client.get("/orders?external_reference=R1").data["rows"][0]
    assert {**called, "number": ""} == {**filed, "number": ""}


def test_a_refused_order_is_told_with_the_field_and_holds_up_no_other() -> None:
    world = file_world()
    drop(world, text_of(row(world, "R1", item="X"), row(world, "R2"), row(world, "R3", quantity="1,5")))
    told = [(each["status"], each["code"], each["field"]) for each in acknowledged(world)]
    assert told == [
        ("refused", "unknown_item", "lines[0].item"),
        ("accepted", "", ""),
        ("refused", "malformed", "lines[0].quantity"),
    ]
    (read,) = world.of_kind("erp.file.read")
    assert read[1:] == ({"file": "orders.csv"}, {"accepted": 1, "refused": 2})


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["R1;too;short"], "line 2: expected 10 cells, got 3"),
        ([";" * 9], "line 2: external_reference"),
        (["{R1}", "{R1}".replace("R1", "R1") + ";more"], "line 3: expected 10 cells, got 11"),
    ],
)
def test_a_row_of_the_wrong_shape_refuses_its_order_only(lines: list[str], said: str) -> None:
    world = file_world()
    good = row(world, "R1")
    drop(world, text_of(*(line.replace("{R1}", good) for line in lines), row(world, "R9")))
    told = acknowledged(world)
    assert told[0]["message"].startswith(said)
    assert [order.external_reference for order in world.erp.orders.by_number.values()] == ["R9"]


def test_fields_of_the_order_must_be_the_same_on_all_its_rows() -> None:
    world = file_world()
    drop(world, text_of(row(world, "R1"), row(world, "R1", currency="USD")))
    assert {each["message"] for each in acknowledged(world)} == {
        "line 3: currency: differs from line 2; repeat it on every row of the order"
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the last line has no line end"),
        (b"\n", "the file is empty"),
        ((COLUMNS + "\nR1;C1").encode(), "the last line has no line end"),
        ((COLUMNS + '\n"R1;C1\n').encode(), "line 2: unexpected end of data"),
        (COLUMNS.replace(";", ",").encode() + b"\n", "the expected delimiter is ';'"),
        (b"external_reference;item\n", "missing: customer, currency"),
        (COLUMNS.encode() + b";item\n", "column 'item' appears twice"),
        (COLUMNS.encode() + b";\n", "column 11 has no name"),
        (COLUMNS.encode() + b";payment\n", "column 'payment' holds an object"),
        (COLUMNS.encode() + b"\n\xe4;\n", "line 2: byte 118 (0xe4) is no UTF-8"),
        (COLUMNS.encode("utf-16"), "the file is in UTF-16"),
        (COLUMNS.encode() + b"\n\0;\n", "line 2: a zero byte"),
    ],
)
def test_a_file_that_cannot_be_read_goes_to_error_with_the_reason(content: bytes, said: str) -> None:
    world = file_world()
    drop(world, content)
    assert said in reason(world)
    assert names(world, "error") == ["orders.csv", "orders.csv.reason.txt"]


def test_a_truncated_last_line_does_not_become_a_smaller_order() -> None:
    world = file_world()
    drop(world, text_of(row(world, "R1"), row(world, "R1", quantity="12"))[:-40])
    assert "cut off" in reason(world)


def test_what_is_no_csv_file_is_refused() -> None:
    world = file_world()
    drop(world, text_of(row(world, "R1")), "orders.xlsx")
    assert "ends with .csv" in reason(world, "orders.xlsx")


def test_a_file_is_read_only_under_its_final_name() -> None:
    world = file_world()
    drop(world, text_of(row(world, "R1")), "orders.csv.tmp")
    assert (names(world, "in"), world.erp.orders.by_number) == (["orders.csv.tmp"], {})
    world.erp.filedrop.files.rename("orders.csv.tmp", "orders.csv")
    assert world.erp.filedrop.work() == 1
    assert len(world.erp.orders.by_number) == 1


def test_with_markers_a_file_waits_for_its_own() -> None:
    world = file_world(file_marker=True)
    drop(world, text_of(row(world, "R1")))
    assert names(world, "in") == ["orders.csv"]
    drop(world, b"", "orders.csv.done")
    assert (names(world, "in"), len(world.erp.orders.by_number)) == ([], 1)


@pytest.mark.parametrize(("repeated", "made"), [("refuse", 1), ("again", 2)])
def test_the_same_name_twice_is_refused_or_read_again_as_the_installation_has_it(
    repeated: str, made: int
) -> None:
    world = file_world(file_repeated=repeated)
    for _ in range(2):
        drop(world, text_of(row(world, "R1")))
    assert len(world.erp.orders.by_number) == made
    if repeated == "refuse":
        assert "worked off before" in world.of_kind("erp.file.refused")[0][2]["why"]
    else:
        assert names(world, "out") == ["ACK_orders.2.csv", "ACK_orders.csv"]
        assert names(world, "archive") == ["orders.2.csv", "orders.csv"]


@pytest.mark.parametrize("content", [b"nonsense", text_of()])
def test_the_longest_name_there_may_be_is_long_enough_for_what_the_erp_adds(content: bytes) -> None:
    world = file_world(file_repeated="again")
    for _ in range(12):
        drop(world, content, "x" * 96 + ".csv")
    assert len(names(world, "archive")) + len(names(world, "error")) // 2 == 12


def test_a_corrected_file_may_have_the_name_of_the_one_that_was_refused() -> None:
    world = file_world()
    drop(world, b"nonsense\n")
    drop(world, text_of(row(world, "R1")))
    assert len(world.erp.orders.by_number) == 1


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("utf-8-bom", "utf-8-sig"), ("latin-1", "latin-1")],
)
def test_letters_arrive_in_the_encoding_of_the_installation(encoding: str, sent: str) -> None:
    world = file_world(file_encoding=encoding)
    drop(world, text_of(row(world, "Rüß")).decode().encode(sent))
    assert list(world.erp.orders.by_reference) == ["Rüß"]
    assert acknowledged(world)[0]["external_reference"] == "Rüß"


def test_utf8_in_a_latin_installation_is_refused_where_it_shows() -> None:
    world = file_world(file_encoding="latin-1")
    drop(world, text_of(row(world, "Rß")))
    assert "not in latin-1" in reason(world)


def test_a_decimal_comma_is_read_and_a_point_refused_where_the_installation_writes_commas() -> None:
    world = file_world(file_decimal=",")
    rows = [
        row(world, f"R{at}", unit_price=price) for at, price in enumerate(("1,50", "1.50", "1.000,50", "7"))
    ]
    drop(world, text_of(*rows, row(world, "R4", quantity="3,000", unit_price="19,99")))
    cents = {ref: found[0].lines[0].unit_price_cents for ref, found in world.erp.orders.by_reference.items()}
    assert cents == {"R0": 150, "R3": 700, "R4": 1999}
    assert [each["field"] for each in acknowledged(world) if each["code"]] == ["lines[0].unit_price"] * 2
    assert world.erp.orders.with_reference("R4")[0].lines[0].quantity == 3


def test_stock_and_price_lists_are_written_and_old_ones_go() -> None:
    world = file_world(file_decimal=",", files_kept=2)
    for _ in range(3):
        world.now_ms += 3_600_000
        world.erp.exports.stock()
    assert names(world, "out") == ["STOCK_20251128T070000.csv", "STOCK_20251128T080000.csv"]
    lines = world.erp.filedrop.files.get("STOCK_20251128T080000.csv", "out").content.decode().splitlines()
    assert lines[:2] == ["item;warehouse;on_hand;allocated;available", "A;main;100;0;100"]
    name = world.erp.exports.prices()
    assert (
        world.erp.filedrop.files.get(name, "out").content.decode().splitlines()[1]
        == "A;Item A;19,99;EUR;19;active"
    )


# -- over REST -------------------------------------------------------------------------------------------------


def test_files_can_be_put_read_and_removed_by_calls(mount: str) -> None:
    world = file_world()
    client = MOUNTS[mount](world.erp).login()
    content = text_of(row(world, "R1"))
    put = client.post("/files", {"name": "a.csv.tmp", "content": content.decode()})
    assert (put.status, put.data["bytes"]) == (201, len(content))
    assert client.post("/files/a.csv.tmp/rename", {"to": "a.csv"}).data["name"] == "a.csv"
    client.post("/files", {"name": "b.csv", "content_base64": b64encode(b"\xff\n").decode()})
    world.erp.filedrop.work()
    assert [file["name"] for file in client.get("/files").data["rows"]] == ["ACK_a.csv"]
    assert client.get("/files/a.csv?folder=archive").data["content"] == content.decode()
    assert "no UTF-8" in client.get("/files/b.csv.reason.txt?folder=error").data["content"]
    assert client.raw("DELETE", "/api/v1/files/ACK_a.csv").status == 200
    assert client.get("/files").data["rows"] == []
    assert client.get("/files/ACK_a.csv").status == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "../x.csv", "content": ""}, "name"),
        ({"name": ".hidden", "content": ""}, "name"),
        ({"name": "x" * 101, "content": ""}, "name"),
        ({"name": "x.csv"}, "content"),
        ({"name": "x.csv", "content": "", "content_base64": ""}, "content"),
        ({"name": "x.csv", "content_base64": "?"}, "content_base64"),
    ],
)
def test_what_is_no_file_is_refused_with_the_field(mount: str, body: Any, field: str) -> None:
    answer = MOUNTS[mount](file_world().erp).login().post("/files", body)
    assert (answer.status, answer.data["error"]["field"]) == (400, field)


def test_an_unknown_folder_is_refused(mount: str) -> None:
    answer = MOUNTS[mount](file_world().erp).login().get("/files?folder=secret")
    assert (answer.status, answer.data["error"]["field"]) == (400, "folder")


def test_a_installation_without_files_says_so(mount: str) -> None:
    client = MOUNTS[mount](World().erp).login()
    assert client.post("/files", {"name": "x.csv", "content": ""}).status == 404


# -- any bytes -------------------------------------------------------------------------------------------------

CELLS = st.sampled_from(
    ["", "R1", "R2", "C100001", "EUR", "2025-11-28", "A", "B", "2", "1,5", "19.99", "x", '"', "ü", "\r"]
)
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=11).map(";".join), max_size=6)


def written(lines: list[str], ending: str) -> bytes:
    return (ending.join((COLUMNS, *lines)) + ending).encode()


GOOD = "{ref};C100001;EUR;2025-11-28T04:59:00Z;A;{quantity};5;true;web;1"
GOOD_LINES = st.lists(
    st.builds(
        lambda ref, quantity: GOOD.format(ref=ref, quantity=quantity),
        st.sampled_from(["R1", "R2", "R3"]),
        st.sampled_from(["1", "2", "0", "x", "1;1"]),
    ),
    min_size=1,
    max_size=6,
)
FILES = (
    st.binary(max_size=200)
    | st.builds(written, LINES, st.sampled_from(["\n", "\r\n", "\r"]))
    | st.builds(written, GOOD_LINES, st.sampled_from(["\n", "\r\n"]))
    | st.builds(lambda lines, cut: written(lines, "\n")[:-cut], GOOD_LINES, st.integers(1, 60))
    | st.builds(lambda lines, more: written(lines, "\n") + more, GOOD_LINES, st.binary(max_size=20))
)


@settings(max_examples=examples(300), deadline=None)
@given(FILES, st.sampled_from(["utf-8", "utf-8-bom", "latin-1"]))
def test_every_row_of_any_file_is_in_the_books_once_or_refused_by_name(content: bytes, encoding: Any) -> None:
    world = file_world(file_encoding=encoding)
    drop(world, content)
    book = world.erp.orders.by_number
    if names(world, "error"):
        reason(world)
        return
    told = acknowledged(world)
    table = CsvFormat(encoding).table(content)
    assert [int(each["line"]) for each in told] == [found.line for found in table.rows]
    accepted: dict[str, int] = {}
    for each in told:
        assert (each["status"] == "accepted") == bool(each["number"]) == (not each["code"])
        if each["number"]:
            accepted[each["number"]] = accepted.get(each["number"], 0) + 1
    assert accepted == {number: len(order.lines) for number, order in book.items()}
