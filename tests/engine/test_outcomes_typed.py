"""A new outcome cannot be forgotten: the type checker names every place that must carry it out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKED = ("wire/outcomes.py", "wire/wire.py", "wire/notice_delivery.py", "candidates/supervisor.py")

PLACES = {
    "TravelOutcome": "wire.py: _walk",
    "AdmissionOutcome": "wire.py: _walk",
    "ServiceOutcome": "wire.py: _serve",
    "CommitOutcome": "wire.py: _commit",
    "ReplyOutcome": "wire.py: _reply",
    "NoticeOutcome": "notice_delivery.py: _divert",
    "ClockOutcome": "supervisor.py: _strike",
}
"""By stage, where its outcomes are carried out."""


def with_new_outcomes(text: str) -> str:
    """The outcomes with one more for each stage, called `New` and the stage, that nothing carries out."""
    for stage in PLACES:
        new = f"@dataclass(frozen=True, slots=True)\nclass New{stage}:\n    pass\n\n\n"
        text = re.sub(rf"^{stage} = (.*)$", rf"{new}{stage} = \1 | New{stage}", text, flags=re.MULTILINE)
    return text


def complaints(folder: Path) -> set[tuple[str, str]]:
    """The cases that mypy finds not to be handled: (`file: function`, the types that are left over)."""
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file="]
    command += ["--cache-dir", str(folder / "cache"), *(f"golive/{name}" for name in CHECKED)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    pattern = re.compile(
        r'golive/(?:\w+/)*(\w+\.py):(\d+): error: Argument 1 to "assert_never" has incompatible type "([^"]+)"'
    )
    found = set()
    for match in map(pattern.match, done.stdout.splitlines()):
        if match:
            text = next(folder.rglob(f"golive/*/{match[1]}")).read_text("utf-8").splitlines()
            above = [re.match(r"    (?:async )?def (\w+)", line) for line in text[: int(match[2])]]
            found.add((f"{match[1]}: {[each[1] for each in above if each][-1]}", match[3]))
    return found


@pytest.mark.slow
def test_every_place_that_must_handle_a_new_outcome_is_named(tmp_path: Path) -> None:
    for package, home in (("golive", ROOT / "harness"), ("fake_erp", ROOT), ("fake_magento", ROOT)):
        shutil.copytree(home / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    assert complaints(tmp_path) == set(), "canary: as it is, nothing is missing"
    outcomes = tmp_path / "golive" / "wire" / "outcomes.py"
    outcomes.write_text(with_new_outcomes(outcomes.read_text("utf-8")), "utf-8")
    found = complaints(tmp_path)
    assert found >= {(place, f"New{stage}") for stage, place in PLACES.items()}
    (not_filed,) = (left for place, left in found if place == "outcomes.py: file")
    assert sorted(not_filed.split(" | ")) == sorted(f"New{stage}" for stage in PLACES)
