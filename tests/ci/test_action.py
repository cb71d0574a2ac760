"""The action for GitHub: a file of the right form, whose steps do in a runner's environment what they should."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.ci.jobs import Action, read, valid
from tests.commands import ROOT

SHORT = "--set clock.duration=20m --set clock.settle=40m"


def test_the_action_has_the_form_that_github_reads(tmp_path: Path) -> None:
    assert valid("github-actions", ROOT / "action.yml") == ""
    wrong = tmp_path / "action.yml"
    wrong.write_text((ROOT / "action.yml").read_text().replace("      shell: bash\n", "", 1))
    assert "shell" in valid("github-actions", wrong)


def test_outputs_are_those_of_its_steps_and_every_input_is_used() -> None:
    action = read(ROOT / "action.yml")
    text = (ROOT / "action.yml").read_text()
    assert all(f"inputs.{name} " in text for name in action["inputs"])
    script = (ROOT / "ci/gate.sh").read_text()
    assert all(f"steps.gate.outputs.{name}" in each["value"] and f"{name}=%s" in script
               for name, each in action["outputs"].items())  # fmt: skip


def test_the_gate_fills_folder_page_outputs_and_summary(tmp_path: Path) -> None:
    action = Action(
        tmp_path, {"scenario": "calm", "candidate": "reference", "seeds": "1,2", "arguments": SHORT}
    )
    ended, outputs = action.step("Run the gate")
    assert ended.status == 0, ended.text
    assert outputs == {"status": "0", "folder": "golive-gate", "page": "golive-gate/gate.html"}
    assert (tmp_path / outputs["page"]).is_file()
    assert (tmp_path / "golive-gate/junit.xml").is_file()
    assert (tmp_path / "summary.md").read_text().startswith("## ✓ golive gate: reference held")


def test_every_input_reaches_golive(tmp_path: Path) -> None:
    """A budget that fits nothing but the first run, a baseline, a broken candidate: all in one gate."""
    (tmp_path / "stormy.yaml").write_text(
        "name: stormy\nbase: calm\nchaos: [{fault: outage, at: 5m..12m, how: refused}]\n"
    )
    words = {
        "scenario": "./stormy.yaml calm",
        "candidate": "naive",
        "seeds": "1..2",
        "arguments": f"{SHORT} --jobs 1",
    }
    limits = {"time-budget": "1ms", "stop-early": "true", "folder": "a folder"}
    ended, outputs = Action(tmp_path, words | limits).step("Run the gate")
    assert (ended.status, outputs["status"], outputs["folder"]) == (1, "1", "a folder"), ended.text
    assert "2 of 4 runs not made, for the time budget of 1 ms" in ended.text
    assert "1 of 4 runs not made, because their scenario was broken already" in ended.text
    late = {"baseline": "a folder", "fail-on": "worse", "folder": "again", "time-budget": "1ms"}
    ended, outputs = Action(tmp_path, words | late).step("Run the gate")
    assert "compared with a folder: nothing worse" in ended.text
    assert outputs["status"] == "2"  # a scenario was not run
    assert (tmp_path / "summary.md").read_text().count("## ✗ golive gate") == 2


@pytest.mark.parametrize(
    ("inputs", "hint"),
    [
        ({"scenario": ""}, "expected the scenarios of the gate between blanks"),
        ({"scenario": "calm; touch gone", "candidate": "reference"}, "calm;"),
        ({"scenario": "calm", "candidate": "$(touch gone)"}, "$(touch gone)"),
        ({"scenario": "*", "candidate": "reference"}, "got *"),
    ],
)
def test_what_cannot_be_run_fails_the_step_and_is_no_code(
    tmp_path: Path, inputs: dict[str, str], hint: str
) -> None:
    ended, _ = Action(tmp_path, inputs).step("Run the gate")
    assert ended.status not in (0, 1)
    assert hint in ended.text
    assert not (tmp_path / "gone").exists()


def a_wheel(folder: Path, version: str) -> Path:
    """A package called golive whose command prints its version: the real one is in no registry here."""
    path = folder / f"golive-{version}-py3-none-any.whl"
    info = f"golive-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("stand_in.py", f"def main():\n    print('golive {version}')\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: golive\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\ngolive = stand_in:main\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


@pytest.mark.clients
@pytest.mark.parametrize(
    ("version", "expected"), [("", "2.0"), ("1.5", "1.5"), ("{folder}/golive-1.5-py3-none-any.whl", "1.5")]
)
def test_golive_is_installed_in_the_wanted_version_and_found_by_later_steps(
    tmp_path: Path, version: str, expected: str
) -> None:
    for each in ("1.5", "2.0"):
        a_wheel(tmp_path, each)
    action = Action(tmp_path, {"scenario": "calm", "version": version.format(folder=tmp_path)})
    ended, _ = action.step("Install golive", PIP_FIND_LINKS=str(tmp_path), PIP_NO_INDEX="1")
    assert ended.status == 0, ended.text
    (place,) = (tmp_path / "path.txt").read_text().splitlines()
    ended, _ = action.step("Run the gate", PATH=f"{place}:/usr/bin:/bin")
    assert ended.text == f"golive {expected}\n"
