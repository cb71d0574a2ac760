"""Reading `design:`, in either of its forms: a decision by domain, or flat settings of the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from golive.candidates.designs.combinations import ALONE, BESIDE_A_CHANNEL, CONTRADICTIONS, NO_PRODUCTS
from golive.candidates.designs.decision import API, DOMAINS, Decision
from golive.candidates.programs.file.kinds import any_text
from golive.candidates.reference.design import Design
from golive.keys.declare import Key, Section, keys
from golive.keys.value_kinds import Kind, choice, pattern, require
from golive.scenario.checking.checker import BAD, Bad, Checker
from golive.scenario.loading.errors import quote
from golive.scenario.loading.tree import Mark, Node, Table, Text
from golive.scenario.loading.yaml_reader import join

ROOT = "design"
_BY_DOMAIN = "a mapping such as orders: {trigger: poll every 5m}"
_FORMS = (
    "a design is written by domain (orders: {workers: 2}) or as flat settings ({workers: 2}), not as both"
)


def read_design(checker: Checker, table: Table) -> Decision | dict[str, Any] | Bad | None:
    """The design of a candidate file: a decision, or the flat settings that differ from the reference."""
    node: Node | None = table.entries.get(ROOT)
    if node is None:
        return None
    if isinstance(node, Text) and not node.text:  # `design:` alone is the reference as it stands
        return {}
    if isinstance(node, Table) and _is_by_domain(node):
        return _decision(checker, node)
    return _flat(checker, node)


def _is_by_domain(node: Table) -> bool:
    """Whether it is written by domain: of the flat settings none is a mapping."""
    return bool({"channel", "flow"} & set(node.entries)) or any(
        isinstance(each, Table) for each in node.entries.values()
    )


# -- by domain -------------------------------------------------------------------------------------------------


def _decision(checker: Checker, node: Table) -> Decision | Bad:
    declared = keys(Decision)
    known = [key.name for key in declared.values()]
    for name, hint in _misplaced(declared).items():
        if name in node.entries:
            checker.note(node.marks[name], join(ROOT, name), "it below a domain", f"the key {name}", hint)
            known.append(name)
    table = checker.table(node, ROOT, known, _BY_DOMAIN, {})
    if isinstance(table, Bad):
        return BAD
    values = checker.declared(table, ROOT, declared)
    if BAD in values.values() or len(values) < len(table.entries):
        return BAD
    decision = Decision(**values)
    _note_contradictions(checker, table, decision)
    return decision


def _misplaced(declared: Mapping[str, Key[Any]]) -> dict[str, str]:
    """The keys of domains and the flat settings, and where they are written; the domain that there is not, and why."""
    found = {each.name: _FORMS for each in fields(Design) if each.name not in DOMAINS}
    for domain in DOMAINS:
        section = declared[domain].shape
        assert isinstance(section, Section)
        for key in keys(section.cls).values():
            found.setdefault(key.name, f"write {domain}: {{{key.name}: ...}}")
    return {**found, "workers": f"write orders: {{workers: ...}}; {_FORMS}", "products": NO_PRODUCTS}


def _note_contradictions(checker: Checker, table: Table, decision: Decision) -> None:
    for each in CONTRADICTIONS:
        if each.holds(decision):
            mark, came = _written(table, each.path)
            checker.note(
                mark, join(ROOT, each.path), each.expected, came or _value(decision, each.path), each.why
            )
    if decision.channel != API:
        for path in _beside(table):
            mark, _ = _written(table, path)
            wanted = f"nothing of the kind with channel: {decision.channel}"
            checker.note(mark, join(ROOT, path), wanted, f"the key {path.rpartition('.')[2]}", ALONE)


def _beside(table: Table) -> list[str]:
    """What is written of domains beside a channel, and cannot be."""
    found = []
    for domain in DOMAINS:
        entries, may = table.entries.get(domain), BESIDE_A_CHANNEL.get(domain, ())
        if isinstance(entries, Table) and may:
            found += [f"{domain}.{name}" for name in entries.entries if name not in may]
        elif domain in table.entries:
            found.append(domain)
    return found


def _written(table: Table, path: str) -> tuple[Mark, str]:
    """Where a key is written, or what is nearest to it, and its text; "" where it is not written."""
    node: Node = table
    mark = table.mark
    for name in path.split("."):
        if not isinstance(node, Table) or name not in node.entries:
            return mark, ""
        mark, node = node.marks[name], node.entries[name]
    return mark, quote(node.text) if isinstance(node, Text) else ""


def _value(decision: Decision, path: str) -> str:
    """The value of a key that is not written."""
    holder: Any = decision
    *sections, last = path.split(".")
    for name in sections:
        holder = getattr(holder, name)
    attribute, key = next((name, key) for name, key in keys(type(holder)).items() if key.name == last)
    assert isinstance(key.shape, Kind)
    return f"{key.shape.show(getattr(holder, attribute))}, which it is where nothing is written"


# -- flat settings -----------------------------------------------------------------------------------------------


def _number(text: str) -> float:
    return float(require(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?", text)[0])


def _whole(text: str) -> int:
    return int(require(r"-?(?:0|[1-9][0-9]{0,11})", text)[0])


_NUMBER = Kind("number", "a number", _number, str, pattern(r"-?[0-9.]+", numbers=True), is_number=True)
_WHOLE = Kind("number", "a whole number", _whole, str, {"type": "integer"}, is_number=True)
_TRUTH = choice("true", "false")
_WORDS = Kind("text", "a text", any_text, str, {"type": "string"}, is_text=True)


def _flat(checker: Checker, node: Node) -> dict[str, Any] | Bad:
    hints = get_type_hints(Design)
    settings = {
        each.name: Key(each.name, _kind_of(hints[each.name]), None) for each in fields(Design) if each.init
    }
    checked = checker.table(node, ROOT, settings, "a mapping such as {workers: 2}", {})
    if isinstance(checked, Bad):
        return BAD
    values = checker.declared(
        checked, ROOT, {name: key for name, key in settings.items() if name in checked.entries}
    )
    if BAD in values.values():
        return BAD
    try:
        Design(**values)
    except ValueError as why:
        return checker.note(checked.mark, ROOT, "a design that can be carried out", quote(str(why)))
    return values


def _kind_of(annotation: Any) -> Kind[Any]:
    """How a field of that type is written. Raises TypeError for types that cannot be written in a file."""
    if get_origin(annotation) is Literal:
        return choice(*get_args(annotation))
    if annotation is bool:
        return Kind(
            "truth", "true or false", lambda text: _TRUTH.parse(text) == "true", str, {"type": "boolean"}
        )
    kinds: dict[Any, Kind[Any]] = {int: _WHOLE, float: _NUMBER, str: _WORDS}
    if annotation not in kinds:
        raise TypeError(f"a setting of the type {annotation} has no written form")
    return kinds[annotation]
