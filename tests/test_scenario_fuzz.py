"""Whatever text a scenario file holds, it loads or is answered with ScenarioError."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golive.scenario import ScenarioError, load
from golive.scenario.loading.files import open_source
from tests.depth import examples

WHOLE = open_source("black-friday").data.decode()
LINES = WHOLE.splitlines()
PIECES = [
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "\n",
    "\t",
    "&a ",
    "*a",
    "!!int ",
    "|",
    ">",
    "'",
    '"',
    "\\",
    "%",
    "@",
    "#",
    "---\n",
]
VALUES = [
    "0",
    "-1",
    "1e999",
    ".nan",
    "0x1F",
    "1_000",
    "12:30",
    "NO",
    "~",
    "null",
    "5%",
    "..",
    "1h..",
    "2025-13-45",
    '"\\ud800"',
    '"a\\e[31m"',
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "any.yaml"


def loads_or_explains(file: Path, data: bytes, sets: tuple[str, ...] = ()) -> None:
    file.write_bytes(data)
    with contextlib.suppress(ScenarioError):
        load(str(file), sets)
        return
    with pytest.raises(ScenarioError) as caught:
        load(str(file), sets)
    assert all(problem.expected and problem.came for problem in caught.value.problems)
    assert all(line.isprintable() for line in str(caught.value).splitlines())


anything = settings(
    deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@anything
@given(text=st.text(max_size=200))
def test_any_text(file: Path, text: str) -> None:
    loads_or_explains(file, text.encode("utf-8", "surrogatepass"))


@anything
@given(data=st.binary(max_size=200))
def test_any_bytes(file: Path, data: bytes) -> None:
    loads_or_explains(file, data)


@anything
@given(text=st.lists(st.sampled_from([*PIECES, *VALUES, "name", "clock", "chaos"]), max_size=40).map("".join))
def test_any_yaml_like_text(file: Path, text: str) -> None:
    loads_or_explains(file, text.encode())


@anything
@given(
    at=st.integers(0, len(WHOLE)),
    drop=st.integers(0, 20),
    piece=st.sampled_from(PIECES + VALUES) | st.text(max_size=5),
)
def test_a_good_file_with_a_piece_replaced(file: Path, at: int, drop: int, piece: str) -> None:
    loads_or_explains(file, (WHOLE[:at] + piece + WHOLE[at + drop :]).encode("utf-8", "surrogatepass"))


@anything
@given(first=st.integers(0, len(LINES) - 1), second=st.integers(0, len(LINES) - 1))
def test_a_good_file_with_two_lines_swapped(file: Path, first: int, second: int) -> None:
    lines = list(LINES)
    lines[first], lines[second] = lines[second], lines[first]
    loads_or_explains(file, "\n".join(lines).encode())


@anything
@given(line=st.sampled_from([line for line in LINES if ": " in line]), value=st.sampled_from(VALUES))
def test_a_good_file_with_any_value_replaced(file: Path, line: str, value: str) -> None:
    changed = f"{line.partition(': ')[0]}: {value}"
    loads_or_explains(file, WHOLE.replace(line, changed).encode())


PATHS = [
    "clock.duration",
    "chaos[0].at",
    "chaos",
    "expect.orders.lost",
    "name",
    "shop.stores[0]",
    "a.b",
    "base",
]


@anything
@given(
    path=st.sampled_from(PATHS) | st.text(max_size=10),
    value=st.sampled_from(VALUES + PIECES) | st.text(max_size=10),
)
def test_any_override(file: Path, path: str, value: str) -> None:
    loads_or_explains(file, WHOLE.encode(), (f"{path}={value}",))
