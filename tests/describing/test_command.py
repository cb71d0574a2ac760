"""`golive describe`: one document from the folders of finished runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from golive.describing.describe import describe
from golive.errors import FolderProblem
from golive.record.ledger import StoredLedger
from golive.record.run import LEDGER_FILE
from golive.runner import run
from tests.commands import Golive

SHORT = ("clock.duration=20m", "clock.settle=20m", "shop.catalog.skus=10")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    base = tmp_path_factory.mktemp("described")
    for name in ("a", "b"):
        run("calm", "reference", sets=SHORT, out=base / name)
    return [base / "a", base / "b"]


def test_every_fact_of_the_document_is_in_its_ledger(golive: Golive, runs: list[Path]) -> None:
    said = golive("describe", *map(str, runs))
    assert said.status == 0
    text = said.out
    kinds = {fact.seq: fact.kind for fact in StoredLedger(runs[0] / LEDGER_FILE)}
    named = re.findall(r"\b([12]):(\d+)\b", text)
    assert named
    assert all(kinds[int(seq)] for _, seq in named)
    assert re.search(r"`erp.order.create` answers after \d+ms", text)
    assert (
        text.index("What this ERP does") < text.index("What this candidate assumes") < text.index("Not seen")
    )


def test_the_same_runs_give_the_same_bytes(golive: Golive, runs: list[Path], tmp_path: Path) -> None:
    file = tmp_path / "erp.md"
    assert golive("describe", str(runs[0]), "--out", str(file)).status == 0
    first = file.read_bytes()
    assert golive("describe", str(runs[0]), "--out", str(file)).status == 0
    assert file.read_bytes() == first


def test_runs_of_two_candidates_are_refused(runs: list[Path], tmp_path: Path) -> None:
    run("calm", "naive", sets=SHORT, out=tmp_path / "n")
    with pytest.raises(FolderProblem, match="expected runs of one candidate"):
        describe([runs[0], tmp_path / "n"], "")


def test_a_folder_that_is_not_there_is_named(golive: Golive, tmp_path: Path) -> None:
    said = golive("describe", str(tmp_path / "none"))
    assert said.status == 3
    assert "none" in said.err
