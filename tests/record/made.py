"""Short runs, whole and interrupted."""

from __future__ import annotations

import shutil
from pathlib import Path

from golive.record.run import JUNIT_FILE, ORDERS_FILE, REPORT_FILE, RUN_FILE, RUNNING, SCORECARD_FILE
from tests.forked import golive

SHORT = (
    "run", "calm", "--set", "clock.duration=10m", "--set", "clock.settle=5m", "--no-counterfactual", "--quiet",
)  # fmt: skip


def made(folder: Path) -> Path:
    """The folder of a run of the naive integration, in which two orders are booked twice."""
    said = golive(
        [
            *SHORT,
            "--candidate",
            "naive",
            "--set",
            "chaos=[{fault: duplicate_notice, chance: 30%}]",
            "--out",
            "run",
        ],
        folder,
    )
    assert said.status == 1, said
    return folder / "run"


def interrupted(finished: Path, target: Path, share: float = 0.6) -> Path:
    """What a run leaves that was killed after a share of its ledger, in the middle of a line."""
    import orjson

    shutil.copytree(finished, target)
    for name in (SCORECARD_FILE, ORDERS_FILE, REPORT_FILE, JUNIT_FILE):
        (target / name).unlink(missing_ok=True)
    ledger = (target / "ledger.jsonl").read_bytes()
    (target / "ledger.jsonl").write_bytes(ledger[: int(len(ledger) * share)].rstrip(b"\n")[:-5])
    row = orjson.loads((target / RUN_FILE).read_bytes())
    row |= {"state": RUNNING, "parts": {}, "series": [], "phases": [], "facts": 0}
    (target / RUN_FILE).write_bytes(orjson.dumps(row))
    return target
