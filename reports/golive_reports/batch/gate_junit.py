"""`junit.xml` of a gate: one suite per scenario, one case per seed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Tree

from golive.record.batch import FAILED, Gate, RunResult
from golive.record.files import write
from golive.record.run import BROKEN, HELD, JUNIT_FILE
from golive_reports.batch.gate_terminal import sentence
from golive_reports.words.metrics import reason_in_words
from golive_reports.words.text import clean


def write_gate_junit(gate: Gate, folder: Path) -> Path:
    """Write the file into the folder of the gate and return its path."""
    root = Tree.Element("testsuites", name=clean(f"golive gate {gate.candidate}"))
    for scenario in gate.scenarios:
        runs = [run for run in gate.runs if run.scenario == scenario]
        suite = Tree.SubElement(root, "testsuite", name=clean(scenario, 80))
        suite.extend(_case(run) for run in runs)
        _count(suite, list(suite))
    _count(root, [case for suite in root for case in suite])
    Tree.indent(root)
    path = folder / JUNIT_FILE
    write(path, Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return path


def _case(run: RunResult) -> Tree.Element:
    name = clean(f"{run.candidate} seed {run.seed}", 120)
    case = Tree.Element("testcase", classname=clean(f"golive.{run.scenario}", 120), name=name, time="0.000")
    if run.verdict == HELD:
        return case
    tag = {BROKEN: "failure", FAILED: "error"}.get(run.verdict, "skipped")
    lines = [*(reason_in_words(reason) for reason in run.reasons), f"replay: {clean(run.command, 2000)}"]
    outcome = Tree.SubElement(case, tag, message=sentence(run))
    outcome.text = "\n".join(["", *lines, ""])
    return case


def _count(element: Tree.Element, cases: list[Tree.Element]) -> None:
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(tag) is not None for case in cases)))
