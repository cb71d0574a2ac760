"""Every kind of fact that is emitted has a sentence in the story, and is read by the judge or listed as unread."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from golive.judge.causes.skus.sku_reader import READ_FOR_SKUS
from golive.judge.causes.trail import READ_BY_CAUSES
from golive.judge.history import History
from golive.judge.unread import UNREAD
from golive.record.ledger import read
from golive.record.run import LEDGER_FILE
from golive_reports.words.badges import BY_FACT, TONES
from golive_reports.words.sentences import SENTENCES

from .conftest import Ran

ROOT = Path(__file__).parent.parent.parent
SOURCES = ("harness/golive", "fake_erp", "fake_magento")
EMITTERS = ("emit", "_emit", "say", "_say", "_payment")
"""Names under which code holds the function that records a fact: `(kind, keys, data)`."""
READ = {*History(0).readers, *READ_BY_CAUSES, *READ_FOR_SKUS}


def kinds_in(text: str) -> set[str]:
    """The kinds of facts a text emits. A part that is an argument, as in `f"clerk.{did}"`, is looked up in the calls of
    the function around it."""
    tree, found = ast.parse(text), set()
    for around, call in _emitting(tree):
        kind = _written(call.args[0])
        for word in _first_words(tree, around) if "{}" in kind else [""]:
            found.add(kind.replace("{}", word))
    return {kind for kind in found if "." in kind}


def _emitting(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Calls that record a fact, each with the name of the function around it."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and node.args and _is_emitter(node.func):
                    yield function.name, node


def _is_emitter(function: ast.expr) -> bool:
    if isinstance(function, ast.Call):  # ledger.emitter("run")("run.phase", ...)
        return isinstance(function.func, ast.Attribute) and function.func.attr == "emitter"
    return _name(function) in EMITTERS


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _written(kind: ast.expr) -> str:
    if isinstance(kind, ast.JoinedStr):
        return "".join(_written(part) or "{}" for part in kind.values)
    return kind.value if isinstance(kind, ast.Constant) and isinstance(kind.value, str) else ""


def _first_words(tree: ast.Module, function: str) -> Iterator[str]:
    """The texts that the calls of a function pass first."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) == function:
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@cache
def emitted() -> frozenset[str]:
    texts = [path.read_text("utf-8") for source in SOURCES for path in (ROOT / source).rglob("*.py")]
    named = re.compile("|".join((*EMITTERS, "emitter")))
    return frozenset().union(*(kinds_in(text) for text in texts if named.search(text)))


def test_canary_of_the_search() -> None:
    text = """
class Clerk:
    def work(self, ok):
        self._say("opened")
        self._say("done" if ok else "handed_on")
        ledger.emitter("run")("run.phase", {}, {})
        erp.emit("erp.brand.new", {}, {})

    def _say(self, did):
        self._emit(f"clerk.{did}", {}, {})
"""
    kinds = {"clerk.opened", "clerk.done", "clerk.handed_on", "run.phase", "erp.brand.new"}
    assert kinds_in(text) == kinds


def test_the_search_finds_every_kind_that_a_run_emits(ran: Ran) -> None:
    assert {fact.kind for fact in read(ran.folder / LEDGER_FILE)} <= emitted()


def test_every_kind_of_fact_has_a_sentence() -> None:
    assert emitted() - set(SENTENCES) == set(), "add a sentence to golive_reports.words.sentences"


def test_every_kind_of_fact_is_read_or_listed_as_unread() -> None:
    assert emitted() - READ - set(UNREAD) == set(), (
        "add a reader to golive.judge.history or a reason to UNREAD"
    )


def test_only_facts_that_are_emitted_and_not_read_are_listed_as_unread() -> None:
    assert set(UNREAD) - emitted() == set()
    assert set(UNREAD) & READ == set()
    assert all(UNREAD.values())


def test_only_facts_that_are_emitted_have_a_sentence_or_a_reader() -> None:
    assert {*SENTENCES, *BY_FACT, *TONES} - emitted() == set()
    assert set() == READ - emitted()
