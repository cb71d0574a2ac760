"""`junit.xml` for CI systems: expectations, oracles and faults as test cases.

The dialect is the one that Jenkins, GitLab and GitHub actions read: `testsuites/testsuite/testcase` with at most
one of `failure` and `skipped`. Unknown is skipped, never passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as Tree

from golive.record.files import write
from golive.record.oracles import FindingKind
from golive.record.run import (
    BROKEN,
    DEFAULT,
    HELD,
    JUNIT_FILE,
    Exercised,
    Expectation,
    FaultCount,
    Finding,
    Scorecard,
)
from golive_reports.run.findings import grouped, labels_of
from golive_reports.run.folder import RunFolder
from golive_reports.words.metrics import with_key
from golive_reports.words.text import clean, counted, money, number
from golive_reports.words.verdicts import currency, total

_KEYS_SHOWN = 10


def write_junit(run_dir: Path) -> Path:
    """Write the file into the run folder and return its path."""
    folder = RunFolder(run_dir)
    path = run_dir / JUNIT_FILE
    root = _suites(folder.card, (folder.run.end_ms - folder.run.start_ms) / 1000)
    Tree.indent(root)
    write(path, Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return path


def _suites(card: Scorecard, seconds: float) -> Tree.Element:
    root = Tree.Element("testsuites", name=clean(f"golive {card.scenario}"))
    suites = {
        "expectations": [_expectation(expectation, card.kinds) for expectation in card.expectations],
        "oracles": _oracles(card),
        "faults": [_fault(fault) for fault in card.faults],
    }
    named = [each for each in card.exercised if each.named]
    if named:
        suites["exercised"] = [_exercised(each) for each in named]
    for name, cases in suites.items():
        _suite(root, name, cases, seconds)
        seconds = 0.0
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    return root


def _suite(root: Tree.Element, name: str, cases: Sequence[Tree.Element], seconds: float) -> None:
    suite = Tree.SubElement(root, "testsuite", name=name, tests=str(len(cases)), time=f"{seconds:.3f}")
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", "0")
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.extend(cases)


def _case(suite: str, name: str) -> Tree.Element:
    return Tree.Element("testcase", classname=f"golive.{suite}", name=clean(name), time="0.000")


def _with_outcome(case: Tree.Element, tag: str, message: str, text: str = "") -> Tree.Element:
    Tree.SubElement(case, tag, message=clean(message)).text = text or None
    return case


def _expectation(expectation: Expectation, kinds: Mapping[str, FindingKind]) -> Tree.Element:
    words = with_key(expectation.metric, kinds)
    by_default = " by default" if expectation.source == DEFAULT else ""
    case = _case("expectations", f"{words} {expectation.expected}{by_default}")
    actual = f"expected {expectation.expected}, got {expectation.actual}"
    if expectation.verdict == HELD:
        if expectation.tolerated:
            Tree.SubElement(case, "system-out").text = f"tolerated: {actual}"
        return case
    if expectation.verdict == BROKEN:
        text = f"\nto tolerate it: {expectation.tolerating}\n" if expectation.tolerating else ""
        return _with_outcome(case, "failure", f"{words}: {actual}", text)
    return _with_outcome(case, "skipped", f"unknown: {words}: {actual}")


def _oracles(card: Scorecard) -> list[Tree.Element]:
    labels = labels_of(card)
    found: dict[str, list[Finding]] = {code: [] for code in labels}
    for finding in card.findings:
        found.setdefault(clean(finding.oracle, 40), []).append(finding)
    cases = [_oracle(labels.get(oracle, oracle), findings, card) for oracle, findings in found.items()]
    if not total(card):
        for case in cases:
            if not len(case):
                _with_outcome(case, "skipped", "unknown: there was no order to judge")
    return cases


def _oracle(label: str, findings: Sequence[Finding], card: Scorecard) -> Tree.Element:
    """Return the case of an oracle: failed where findings break the run, else passed with what was found."""
    case, unit = _case("oracles", label), currency(card)
    if not findings:
        return case
    lines = []
    for group in grouped(card, findings):
        keys = ", ".join(clean(finding.key, 60) for finding in group.findings[:_KEYS_SHOWN])
        more = len(group.findings) - _KEYS_SHOWN
        lines += [
            f"{number(len(group.findings))} x {group.title}, {money(group.harm_cents, unit)} harm",
            f"  why: {clean(group.why)}",
            *([f"  fix: {clean(group.fix)}"] if group.fix else []),
            f"  keys: {keys}" + (f" and {number(more)} more" if more > 0 else ""),
            *(f"  reproduce: {clean(each.reproduce('RUN'))}" for each in group.findings[:1] if each.key),
        ]
    text = "\n".join(["", *lines, ""])
    if _breaks(card, findings):
        return _with_outcome(case, "failure", counted(len(findings), "finding"), text)
    Tree.SubElement(case, "system-out").text = text
    return case


def _breaks(card: Scorecard, findings: Sequence[Finding]) -> bool:
    """Whether an expectation on a metric of these findings is broken; a kind that no row describes breaks."""
    kinds, broken = card.kinds, {each.metric for each in card.expectations if each.verdict == BROKEN}
    found = {finding.kind for finding in findings}
    return any(kind not in kinds or kinds[kind].metric in broken for kind in found)


def _exercised(each: Exercised) -> Tree.Element:
    case = _case("exercised", f"{each.what} {each.name}")
    return _with_outcome(case, "skipped", each.miss) if each.miss else case


def _fault(fault: FaultCount) -> Tree.Element:
    case = _case("faults", f"{fault.id} ({fault.kind})")
    if fault.hit == 0:
        asked = f"asked {counted(fault.asked, 'time')}" if fault.asked else "never asked"
        return _with_outcome(case, "skipped", f"never hit: {asked}, so this run does not test it")
    return case
