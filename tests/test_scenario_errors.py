"""Every kind of nonsense is answered with file, line, key, what was expected and what came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOLDEN

from golive.scenario import ScenarioError, load

FOLDER = GOLDEN / "scenario_errors"
CASES = sorted(file.stem for file in FOLDER.glob("*.yaml"))
SET = "# --set "


def overrides(file: Path) -> list[str]:
    """A case may begin with comment lines that hold its overrides."""
    lines = file.read_bytes().decode("utf-8", "replace").splitlines()
    return [line.removeprefix(SET) for line in lines if line.startswith(SET)]


@pytest.mark.parametrize("case", CASES)
def test_message(case: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    with pytest.raises(ScenarioError) as caught:
        load(f"{case}.yaml", overrides(FOLDER / f"{case}.yaml"))
    golden(f"scenario_errors/{case}.txt", f"{caught.value}\n")


def test_no_golden_message_without_its_case() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.txt")) == CASES


def test_all_problems_of_a_file_are_told_in_the_order_of_its_lines() -> None:
    with pytest.raises(ScenarioError) as caught:
        load(str(FOLDER / "several_at_once.yaml"))
    lines = [problem.line for problem in caught.value.problems]
    assert lines == [3, 5, 7, 7, 8]


def test_a_problem_keeps_its_parts() -> None:
    with pytest.raises(ScenarioError) as caught:
        load(str(FOLDER / "fault_share.yaml"))
    problem = caught.value
    assert (problem.line, problem.path, problem.came) == (4, "chaos[0].chance", "5")
    assert problem.expected == "a share such as 5% or 0.05"
    assert ScenarioError(*problem.args).args == problem.args


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("blak-friday", "did you mean black-friday?"),
        ("qqqq", "golive scenarios"),
        ("", "got nothing"),
        ("no/such/file.yaml", "no/such/file.yaml: expected a scenario file, got nothing at this path"),
        ("~nobody-of-this-name/x.yaml", "a path that cannot be opened"),
        ("a\0b.yaml", "a path that cannot be opened"),
        ("/dev/null", "something that is not a file"),
        ("x" * 5000 + ".yaml", "a path that cannot be opened"),
    ],
)
def test_names_and_paths_that_lead_nowhere(name: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(name)
    assert message in str(caught.value)


def test_a_directory_is_no_scenario(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="got a directory"):
        load(f"{tmp_path}/")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "locked.yaml"
    file.write_text("name: x\n")

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ScenarioError, match="got a file that may not be read"):
        load(str(file))


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    file.write_text("# " + "x" * 1_000_000)
    with pytest.raises(ScenarioError, match="at most 1 MB"):
        load(str(file))


def test_a_file_without_the_right_ending_is_hinted_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").write_text("name: x\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match=r"write \./mine for the file"):
        load("mine")


def test_a_long_line_of_bases_is_cut(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"s{number}.yaml").write_text(f"name: x\nbase: s{number + 1}.yaml\n")
    with pytest.raises(ScenarioError, match="does not come back here"):
        load(str(tmp_path / "s0.yaml"))
