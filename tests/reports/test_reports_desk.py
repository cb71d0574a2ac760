"""The section of the desk: the clerk and the duration of each entry; absent where the desk had no entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import made_runs

from golive_reports import write_html
from golive_reports.run.tables.desk import desk
from golive_reports.words.local_time import Wall

START_MS = 1_764_288_000_000
EVIL = "<img src=x onerror=alert(1)>"


def row(**changes: Any) -> dict[str, Any]:
    plain = {
        "order": "000000007", "what": "the ERP refuses it", "why": "customer_blocked", "shown_ms": START_MS,
        "opened_ms": START_MS + 600_000, "by": "clerk:1", "did": ["unblocked", "retried"],
        "off_ms": START_MS + 7_200_000, "work_ms": 330_000,
    }  # fmt: skip
    return {**plain, **changes}


def figures(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    plain = {
        "entries": len(rows), "open_at_end": 0, "minutes": 5.5, "repaired": 1, "retried": 2, "rekeyed": 0,
        "handed_on": 0, "called": 0, "time_to_repair": {"p50": 7_200_000, "p95": 7_200_000},
    }  # fmt: skip
    return {**plain, "rows": list(rows), **changes}


def shown(**said: Any) -> dict[str, Any]:
    found = desk(made_runs.scorecard(desk=figures(row(), **said)), Wall())
    assert found is not None
    return found


def test_an_entry_says_who_when_and_how_long() -> None:
    (line,) = shown()["rows"]
    assert (line["by"], line["did"], line["work"], line["lay"]) == (
        "clerk:1", "unblocked; retried", "5 min 30 s", "2 h 00 min",
    )  # fmt: skip
    assert shown()["summary"] == (
        "0 open at the end; half closed within 2 h 00 min, 95 % within 2 h 00 min; "
        "5 min 30 s of work; 1 cause repaired, 2 retries"
    )


def test_an_unread_entry_says_so() -> None:
    lonely = row(opened_ms=None, by="", did=[], off_ms=None, work_ms=0)
    said = figures(lonely, minutes=0, open_at_end=1, time_to_repair={"p50": None, "p95": None})
    found = desk(made_runs.scorecard(desk=said), Wall())
    assert found is not None
    assert (found["rows"][0]["by"], found["rows"][0]["lay"]) == ("–", "open")
    assert found["summary"] == "1 open at the end; never read"


def test_nothing_is_shown_where_nothing_lay_on_the_desk_or_an_older_run_knows_nothing_of_it() -> None:
    assert desk(made_runs.scorecard(), Wall()) is None
    assert desk(made_runs.scorecard(desk=figures()), Wall()) is None
    assert desk(made_runs.scorecard(desk={"entries": "many", "rows": 5}), Wall()) is None


def test_what_the_candidate_wrote_is_text_on_the_page(tmp_path: Path) -> None:
    card = made_runs.scorecard(desk=figures(row(what=EVIL, why=EVIL, order=EVIL, by=EVIL, did=[EVIL])))
    made_runs.write_run(tmp_path, card=card)
    page = write_html(tmp_path).read_text("utf-8")
    assert 'id="desk"' in page
    assert EVIL not in page
    assert "&lt;img src=x" in page
