"""The first screen: the worst finding, harm, what is tolerated and unknown, the origin of the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import made_runs
import pytest

from golive.record.commit import commit_of
from golive.record.oracles import KINDS
from golive.record.run import BROKEN, DEFAULT, HELD, Cause, Doubt, Expectation, Finding
from golive.scenario.model.metrics import METRICS
from golive_reports.run.first import harm_line, origin, tolerated, work_line, worst
from golive_reports.words.local_time import Wall
from golive_reports.words.metrics import in_words, reason_in_words, with_key

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def found(kind: str, cents: int, oracle: str = "O1") -> Finding:
    return Finding(oracle, kind, "1", kind, (1,), Cause(kind, f"cause of {kind}"), cents)


class TestWorst:
    def test_the_costliest_that_breaks_the_run(self) -> None:
        findings = [found("late", 900, "O11"), found("lost", 500), found("duplicated", 700, "O2")]
        broken = [Expectation("orders.lost", "0", "1", BROKEN, DEFAULT)]
        group = worst(made_runs.scorecard(findings=findings, expectations=broken))
        assert group is not None
        assert group.kind == "lost"

    def test_a_crash_comes_first(self) -> None:
        findings = [found("lost", 500), found("candidate_crashed", 0, "O17")]
        broken = [
            Expectation(f"{name}", "0", "1", BROKEN) for name in ("orders.lost", "findings.candidate_crashed")
        ]
        group = worst(made_runs.scorecard(findings=findings, expectations=broken))
        assert group is not None
        assert group.kind == "candidate_crashed"

    def test_what_informs_where_nothing_is_broken(self) -> None:
        group = worst(made_runs.scorecard(findings=[found("late", 1, "O11")], expectations=[]))
        assert group is not None
        assert group.kind == "late"
        assert worst(made_runs.scorecard(findings=[])) is None


def test_harm_of_an_older_run_is_named_by_kind() -> None:
    assert harm_line(
        made_runs.scorecard(harm={"currency": "EUR", "total": 500, "by_kind": {"lost": 500}})
    ) == ("5.00 EUR: lost 5.00")
    assert harm_line(made_runs.scorecard(harm={})) == "0.00"


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ({}, ""),
        (
            {"failed_at_ms": 0, "noticed_after_ms": None},
            "never noticed: no alert and no desk entry since the first",
        ),
        (
            {"failed_at_ms": 0, "noticed_after_ms": 3 * 86_400_000},
            "noticed after 3 d 0 h (first failure at 00:00:00)",
        ),
        ({"rekeyed_share": 0.5, "posts": 2.5}, "the work of 2.5 full-time posts"),
    ],
)
def test_work_and_notice_in_words(harm: dict[str, Any], words: str) -> None:
    assert words in work_line(made_runs.scorecard(harm=harm), Wall())


def test_what_is_tolerated_is_named() -> None:
    allowed = Expectation("orders.lost", "<= 3", "2", HELD, tolerated=True)
    assert tolerated(made_runs.scorecard(expectations=[allowed])) == ["orders lost: 2, allowed <= 3"]


def test_every_doubt_survives_its_json_form() -> None:
    card = made_runs.scorecard(doubts=[Doubt("a", "b")])
    assert type(card).from_json(card.as_json()).doubts == [Doubt("a", "b")]


class TestMetrics:
    @pytest.mark.parametrize("metric", list(METRICS))
    def test_every_metric_has_words(self, metric: str) -> None:
        words = in_words(metric)
        assert words
        assert not {"_", "."} & set(words)

    def test_a_kind_of_finding_has_its_title(self) -> None:
        kind = KINDS["refund_missing"]
        assert in_words(kind.metric).lower() == kind.title.lower()

    def test_the_key_stands_beside(self) -> None:
        assert with_key("orders.lost") == "orders lost (orders.lost)"
        assert in_words("latency.p95") == "time from paid to booked, 95th percentile"


def test_a_reason_names_its_metric_in_words_and_any_other_stays() -> None:
    assert reason_in_words("orders.lost: expected 0, was 3") == "orders lost (orders.lost): expected 0, was 3"
    assert reason_in_words("the clock lagged: it was late") == "the clock lagged: it was late"


class TestOrigin:
    def test_date_version_and_commit(self) -> None:
        assert origin(made_runs.run_record()) == "2026-03-01 14:20 UTC, golive 0.1.0, commit 0123456789"
        assert origin(made_runs.run_record(ran_at="", commit="")) == "golive 0.1.0"

    def git(self, folder: Path, **files: str) -> Path:
        for name, text in files.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return folder

    def test_a_branch(self, tmp_path: Path) -> None:
        self.git(tmp_path / ".git", HEAD="ref: refs/heads/main\n", refs__heads__main=f"{COMMIT}\n")
        (tmp_path / "deep" / "er").mkdir(parents=True)
        assert commit_of(tmp_path / "deep" / "er") == COMMIT

    def test_a_detached_head_and_a_packed_branch(self, tmp_path: Path) -> None:
        self.git(tmp_path / "one" / ".git", HEAD=f"{COMMIT}\n")
        packed = f"# pack-refs with: peeled\n{COMMIT} refs/heads/main\n"
        self.git(tmp_path / "two" / ".git", **{"HEAD": "ref: refs/heads/main\n", "packed-refs": packed})
        assert [commit_of(tmp_path / name) for name in ("one", "two")] == [COMMIT, COMMIT]

    def test_a_worktree(self, tmp_path: Path) -> None:
        home = self.git(tmp_path / "main" / ".git", refs__heads__side=f"{COMMIT}\n")
        self.git(home / "worktrees" / "side", HEAD="ref: refs/heads/side\n", commondir="../..\n")
        self.git(tmp_path / "side", **{".git": f"gitdir: {home / 'worktrees' / 'side'}\n"})
        assert commit_of(tmp_path / "side") == COMMIT

    @pytest.mark.parametrize("head", ["", "ref: refs/heads/none", "not a commit", "ref: ../../../etc/passwd"])
    def test_what_is_no_repository_has_none(self, tmp_path: Path, head: str) -> None:
        self.git(tmp_path / ".git", HEAD=head)
        assert commit_of(tmp_path) == ""
