"""`junit.xml` of a gate, one suite per scenario, and of a comparison, one per variant; one case per seed.

Times are real time in seconds: the only thing in the folder that differs from one gate to the next of the same runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as Tree

from golive.record.batch import FAILED, Comparison, Gate, NotRun, RunResult
from golive.record.files import write
from golive.record.run import BROKEN, HELD, JUNIT_FILE, REPORT_FILE
from golive_reports.batch.results import sentence
from golive_reports.batch.words import why_not_run
from golive_reports.words.metrics import reason_in_words
from golive_reports.words.text import clean


def write_gate_junit(gate: Gate, folder: Path, took_s: Mapping[str, float]) -> Path:
    """Write the file into the folder of the gate and return its path. `took_s`: real time by folder of a run."""
    suites = {
        scenario: (
            [run for run in gate.runs if run.scenario == scenario],
            [each for each in gate.not_run if each.scenario == scenario],
        )
        for scenario in gate.scenarios
    }
    rows = [("candidate", gate.candidate), *_clock(gate), *(("set", each) for each in gate.sets)]
    root = _root(f"golive gate {gate.candidate}")
    for name, (runs, left_out) in suites.items():
        root.append(_suite(name, [("golive", gate.golive), *rows], runs, left_out, took_s))
    return _written(root, folder)


def write_comparison_junit(comparison: Comparison, folder: Path, took_s: Mapping[str, float]) -> Path:
    """Write the file into the folder of the comparison and return its path: one suite per variant."""
    root = _root(f"golive compare {comparison.scenario}")
    for variant in comparison.variants:
        runs = [run for run in comparison.runs if run.variant == variant.name]
        left_out = [each for each in comparison.not_run if each.variant == variant.name]
        rows = [("golive", comparison.golive), ("candidate", variant.candidate), *_clock(comparison)]
        rows += [("set", each) for each in variant.sets]
        root.append(_suite(variant.name, rows, runs, left_out, took_s))
    return _written(root, folder)


def _root(name: str) -> Tree.Element:
    return Tree.Element("testsuites", name=clean(name))


def _written(root: Tree.Element, folder: Path) -> Path:
    _count(root)
    Tree.indent(root)
    path = folder / JUNIT_FILE
    write(path, Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return path


def _suite(
    name: str,
    rows: Sequence[tuple[str, str]],
    runs: Sequence[RunResult],
    left_out: Sequence[NotRun],
    took_s: Mapping[str, float],
) -> Tree.Element:
    suite = Tree.Element("testsuite", name=clean(name, 80))
    _properties(suite, rows)
    suite.extend(_case(run, took_s.get(run.folder, 0.0)) for run in runs)
    candidate = dict(rows)["candidate"]
    suite.extend(_not_run(each, candidate) for each in left_out)
    _count(suite)
    return suite


def _clock(many: Gate | Comparison) -> list[tuple[str, str]]:
    return [("clock", many.clock), *([("speed", f"{many.speed:g}")] if many.clock == "live" else [])]


def _properties(element: Tree.Element, rows: Sequence[tuple[str, str]]) -> None:
    found = Tree.SubElement(element, "properties")
    for name, value in rows:
        Tree.SubElement(found, "property", name=name, value=clean(value, 2000))


def _named(scenario: str, candidate: str, seed: int, took_s: float) -> Tree.Element:
    name = clean(f"{candidate} seed {seed}", 120)
    return Tree.Element(
        "testcase", classname=clean(f"golive.{scenario}", 120), name=name, time=f"{took_s:.3f}"
    )


def _not_run(each: NotRun, candidate: str) -> Tree.Element:
    case = _named(each.scenario, each.variant or candidate, each.seed, 0.0)
    Tree.SubElement(case, "skipped", message=why_not_run(each))
    return case


def _case(run: RunResult, took_s: float) -> Tree.Element:
    case = _named(run.scenario, run.variant or run.candidate, run.seed, took_s)
    report = [("report", f"{run.folder}/{REPORT_FILE}")] if run.kept and run.verdict != FAILED else []
    flaky = [("flaky", "true"), ("repetition", f"{run.repetition}/{REPORT_FILE}")] if run.flaky else []
    rows = [("seed", str(run.seed)), ("verdict", run.verdict), ("command", run.command), *report, *flaky]
    _properties(case, rows)
    if run.verdict == HELD:
        return case
    tag = {BROKEN: "failure", FAILED: "error"}.get(run.verdict, "skipped")
    lines = [*(reason_in_words(reason) for reason in run.reasons), f"replay: {clean(run.command, 2000)}"]
    outcome = Tree.SubElement(case, tag, message=sentence(run))
    outcome.text = "\n".join(["", *lines, ""])
    return case


def _count(element: Tree.Element) -> None:
    cases = list(element.iter("testcase"))
    element.set("time", f"{sum(float(case.get('time', 0)) for case in cases):.3f}")
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(tag) is not None for case in cases)))
