"""Texts of many kinds: declared, the same for the same seed, carried whole by the reference."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.candidates.registry import resolve
from golive.errors import LibraryMissing
from golive.record import folder
from golive.record.files import write_json
from golive.replay.again import compared, play_again
from golive.runner import Plan, execute
from golive.workloads.texts import drawing
from golive.workloads.texts.drawing import drawn
from golive.workloads.texts.extremes import CHEAPEST, COSTLIEST
from golive.workloads.texts.kinds import EXTREMES, FIELDS, KINDS

BASE = ("clock.duration=30m", "clock.settle=1h", "traffic.orders.base=120/h")
SHARE = "traffic.variety.share=50%"
WITH_TEXTS = [kind for kind in KINDS if kind != EXTREMES]
DRAW = """
import json
from golive.workloads.texts.drawing import drawn
print(json.dumps(drawn("cjk", 7)))
"""


def run(out: Path, *sets: str, seed: int = 1, candidate: str = "reference") -> Any:
    out.mkdir()
    plan = Plan(
        scenario.load("calm", [*BASE, *sets]),
        resolve(candidate),
        "calm",
        candidate,
        seed,
        sets=[*BASE, *sets],
    )
    return execute(plan, out)


def facts(out: Path, kind: str) -> list[dict[str, Any]]:
    lines = (out / "ledger.jsonl").read_bytes().splitlines()  # of text, a line ends at U+2028 too
    return [fact for line in lines if (fact := json.loads(line))["kind"] == kind]


@pytest.mark.parametrize("kind", WITH_TEXTS)
def test_texts_fit_their_fields_and_differ(kind: str) -> None:
    found = drawn(kind, 3)
    assert all(len(text) <= FIELDS[name] for texts in found for name, text in texts.items())
    assert all(text == text.strip() and text for texts in found for text in texts.values())
    assert len({texts["lastname"] for texts in found}) > len(found) / 2


def test_the_longest_texts_fill_their_fields() -> None:
    for texts in drawn("longest", 3):
        assert len(texts["city"]) == FIELDS["city"]
        assert len(f"{texts['firstname']} {texts['lastname']}") <= 255
        assert len(texts["street"].replace("\n\n", ", ")) == FIELDS["street"]


@pytest.mark.parametrize(
    ("kind", "categories"),
    [("combining", {"Mn"}), ("devanagari", {"Mn", "Mc"}), ("zero_width", {"Cf"}), ("control", {"Cc", "Zl"})],
)
def test_a_kind_has_what_it_is_named_for(kind: str, categories: set[str]) -> None:
    letters = {letter for texts in drawn(kind, 1) for text in texts.values() for letter in text}
    assert categories <= {unicodedata.category(letter) for letter in letters}


def test_another_process_with_other_modules_draws_the_same(tmp_path: Path) -> None:
    """Hypothesis would add constants of the modules in the working folder, and keep them in a folder there."""
    (tmp_path / "candidate.py").write_text("NUMBERS = [3, 5, 7, 11, 13]\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); import candidate{DRAW}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == list(drawn("cjk", 7))
    assert not (tmp_path / ".hypothesis").exists()
    assert drawn("cjk", 7) != drawn("cjk", 8)


def test_the_reference_carries_every_kind_and_a_replay_is_the_same(tmp_path: Path) -> None:
    card = run(tmp_path / "one", SHARE, "clock.duration=90m")
    assert (card.verdict, card.findings) == ("held", []), card.reasons
    (counts,) = (fact["data"]["kinds"] for fact in facts(tmp_path / "one", "run.kinds"))
    assert counts.keys() >= KINDS.keys()
    lines = {
        line[0]: line
        for fact in facts(tmp_path / "one", "erp.order.created")
        for line in fact["data"]["lines"]
    }
    assert {CHEAPEST.sku, COSTLIEST.sku} <= lines.keys()
    (tmp_path / "again").mkdir()
    play_again(tmp_path / "one", tmp_path / "again")
    assert compared(tmp_path / "one", tmp_path / "again").is_same


def test_other_orders_stay_as_they_are(tmp_path: Path) -> None:
    """A share of one kind changes the texts of that share, and no order besides."""
    run(tmp_path / "plain")
    run(
        tmp_path / "thai",
        "traffic.variety.share=30%",
        "traffic.variety.kinds=[thai]",
        "traffic.variety.fields=[city]",
    )
    plain, thai = (facts(tmp_path / name, "shop.order.placed") for name in ("plain", "thai"))
    assert [fact["t"] for fact in plain] == [fact["t"] for fact in thai]
    changed = [
        (one["data"]["ship_to"], other["data"]["ship_to"])
        for one, other in zip(plain, thai, strict=True)
        if one["data"] != other["data"]
    ]
    assert 0 < len(changed) < len(plain)
    assert all([*one[:2], *one[3:]] == [*other[:2], *other[3:]] for one, other in changed)


def test_the_version_is_recorded_and_a_difference_of_it_is_shown(tmp_path: Path) -> None:
    run(tmp_path / "one", SHARE)
    (tmp_path / "other").mkdir()
    play_again(tmp_path / "one", tmp_path / "other")
    record = folder.read_run(tmp_path / "one")
    mine = record.libraries["hypothesis"]
    record.libraries = {"hypothesis": "6.150.0"}
    write_json(tmp_path / "one" / "run.json", record)
    assert compared(tmp_path / "one", tmp_path / "other").comparison.settings == [
        ("libraries.hypothesis", "6.150.0", mine)
    ]


def test_without_the_library_a_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LIBRARY", "a_library_that_is_not_there")
    loaded = scenario.load("calm", [SHARE])
    with pytest.raises(LibraryMissing) as caught:
        Plan(loaded, resolve("reference"), "calm", "reference")
    assert "traffic.variety" in str(caught.value)
    assert "golive[data]" in str(caught.value)
    Plan(scenario.load("calm"), resolve("reference"), "calm", "reference")


def test_a_run_without_texts_does_not_import_hypothesis() -> None:
    program = (
        "import sys; from golive.runner import run; run('calm', 'reference', sets=['clock.duration=1m']); "
    )
    done = subprocess.run(
        [sys.executable, "-c", program + "sys.exit('hypothesis' in sys.modules)"], check=False
    )
    assert done.returncode == 0
