"""The published schemas: the files of real runs fit them, and what does not fit is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest

from golive.record.format import FORMAT
from golive.record.schemas import FILES, schema
from tests.forked import golive

ONE = (*("--set", "clock.duration=10m"), *("--set", "clock.settle=5m"))


def fits(name: str, value: Any) -> None:
    jsonschema.Draft202012Validator(schema(name)).validate(value)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gate and a comparison of two short runs each."""
    folder = tmp_path_factory.mktemp("several")
    golive(
        ["gate", "calm", *ONE, "--candidate", "naive", "--seeds", "1,2", "--out", "gate", "--quiet"], folder
    )
    words = ["compare", "calm", *ONE, "--candidate", "naive", "--candidate", "reference"]
    golive([*words, "--out", "compare", "--quiet"], folder)
    return folder


def test_schemas_are_schemas() -> None:
    for name in FILES:
        jsonschema.Draft202012Validator.check_schema(schema(name))


def test_the_files_of_a_run_fit(finished: Path) -> None:
    for name, file in (("run", "run.json"), ("scorecard", "scorecard.json")):
        row = orjson.loads((finished / file).read_bytes())
        fits(name, row)
        assert row["format"] == FORMAT
    for name, file in (("fact", "ledger.jsonl"), ("order", "orders.jsonl")):
        rows = (finished / file).read_bytes().splitlines()
        assert rows
        for row in rows:
            fits(name, orjson.loads(row))


def test_the_files_of_several_runs_fit(several: Path) -> None:
    for name, file in (("gate", "gate/gate.json"), ("compare", "compare/compare.json")):
        row = orjson.loads((several / file).read_bytes())
        fits(name, row)
        assert (row["format"], len(row["runs"])) == (FORMAT, 2)
    said = golive(["history", ".", "--format", "json"], several)
    fits("history", json.loads(said.text))
    assert len(json.loads(said.text)["runs"]) == 4


@pytest.mark.parametrize("name", [*FILES, "scenario"])
def test_the_command_prints_what_the_repository_has(name: str, tmp_path: Path) -> None:
    said = golive(["schema", name], tmp_path)
    assert said.status == 0
    assert json.loads(said.text)["$schema"].endswith("2020-12/schema")
    if name != "scenario":
        assert json.loads(said.text) == schema(name)


def test_another_name_is_refused(tmp_path: Path) -> None:
    said = golive(["schema", "scorecrd"], tmp_path)
    assert said.status == 3
    assert "scorecard" in said.text


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("run", {"seed": "1"}), ("run", {"start_ms": -1}), ("run", {"end_ms": 10**18}), ("run", {"phases": {}}),
        ("scorecard", {"orders": {"lost": "2"}}), ("scorecard", {"findings": [{}]}), ("scorecard", {"harm": None}),
        ("scorecard", {"desk": {"rows": [{"did": "nothing"}]}}), ("scorecard", {"format": None}),
    ],
)  # fmt: skip
def test_canary_what_does_not_fit_is_found(finished: Path, name: str, change: dict[str, Any]) -> None:
    row = orjson.loads((finished / f"{name}.json").read_bytes())
    with pytest.raises(jsonschema.ValidationError):
        fits(name, row | change)


def test_descriptions_and_required_keys_come_from_the_declarations() -> None:
    found = schema("scorecard")
    assert "minor units" in found["$defs"]["Harm"]["description"]
    assert "findings" in found["required"]
    assert "oracles" not in found["required"], "folders of older versions lack it"
