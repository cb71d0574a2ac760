r"""The `fields` projection: `items[increment_id,items[sku]],total_count` keeps only what it names.

Source: Adobe Commerce developer docs, "Retrieve filtered responses"; Magento source,
Magento\Framework\Webapi\Rest\Response\FieldsFilter.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

Tree = dict[str, "Tree | None"]
_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_[],")
_DEEPEST = 32


@lru_cache(maxsize=256)
def wanted(query: str) -> str | None:
    """The expression of a query string, the last where there are several; None without one."""
    given = parse_qs(query, keep_blank_values=True).get("fields") if "fields" in query else None
    return given[-1] if given else None


@lru_cache(maxsize=512)
def parse(expression: str) -> Tree | None:
    """Names to their sub-projections (None keeps everything); None for an expression that cannot be parsed."""
    if not expression or not _ALLOWED.issuperset(expression):
        return None
    stack: list[Tree] = [{}]
    name = ""
    for character in expression:
        if character == "[":
            if not name or len(stack) > _DEEPEST:
                return None
            below: Tree = {}
            stack[-1][name] = below
            stack.append(below)
            name = ""
        elif character in ",]":
            if name:
                stack[-1].setdefault(name, None)
            name = ""
            if character == "]":
                if len(stack) == 1:
                    return None
                stack.pop()
        else:
            name += character
    if name:
        stack[-1].setdefault(name, None)
    return stack[0] if len(stack) == 1 else None


def project(data: Any, expression: str) -> Any:
    """The projected reply; `[]` when the expression cannot be parsed or matches nothing."""
    tree = parse(expression)
    if tree is None:
        return []
    if isinstance(data, list):
        return [kept for entry in data if (kept := _keep(entry, tree))]
    return _keep(data, tree) or []


def _keep(data: Any, tree: Tree) -> Any:
    if not isinstance(data, dict):
        return None
    kept: dict[str, Any] = {}
    for name, below in tree.items():
        if name not in data:
            continue
        value = data[name]
        if below is None:
            kept[name] = value
        elif isinstance(value, list):
            kept[name] = _attributes(value, below) if name == "custom_attributes" else _each(value, below)
        else:
            kept[name] = _keep(value, below) or []
    return kept


def _each(entries: list[Any], tree: Tree) -> list[Any]:
    return [kept for entry in entries if (kept := _keep(entry, tree))]


def _attributes(entries: list[Any], tree: Tree) -> list[Any]:
    """Custom attributes may be narrowed by attribute code."""
    return [e for e in entries if isinstance(e, dict) and e.get("attribute_code") in tree] or _each(
        entries, tree
    )
