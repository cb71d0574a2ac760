"""The page on judging names all that is judged, and every cause in the code."""

from __future__ import annotations

import ast

from golive.judge.causes import CAUSES
from golive.judge.score import PARTS, STOCK
from golive.record.oracles import ORACLES
from golive.record.run import ORDER_VERDICTS
from golive.scenario.model.metrics import METRICS
from tests.docs.scratch import ROOT

PAGE = ROOT / "docs" / "judging.md"


def test_the_page_on_judging_names_all_that_is_judged() -> None:
    text = PAGE.read_text()
    named = [each.name for each in ORACLES] + [f"`{each.code}`" for each in CAUSES]
    named += [f"`{word}`" for word in ORDER_VERDICTS]
    named += [f"`{name}`" for name in METRICS if name.startswith("findings.")]
    named += [f"| {part.name} | {100 * part.halves_at:g}% |" for part in (*PARTS, STOCK)]
    assert [name for name in named if name not in text] == []


CODED = {"Cause", "Pattern"}


def codes(source: str) -> set[str]:
    """The codes of causes in a module: literals, and constants of the module."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in CODED
            and node.args
        ):
            first = node.args[0]
            code = first.value if isinstance(first, ast.Constant) else constants.get(getattr(first, "id", ""))
            found |= {code} if isinstance(code, str) and code else set()
    return found


def test_codes_of_causes_are_found_in_a_module() -> None:
    text = 'CODE = "a"\nX = Pattern(CODE, ())\ndef f(t):\n    return Cause("b", "") or Cause("", "") or Other("c")\n'
    assert codes(text) == {"a", "b"}


def test_the_page_on_judging_names_every_cause_in_the_code() -> None:
    text = PAGE.read_text()
    judge = ROOT / "harness" / "golive" / "judge"
    found = set().union(*(codes(path.read_text()) for path in judge.rglob("*.py")))
    assert len(found) > 100
    assert sorted(code for code in found if f"`{code}`" not in text) == []
