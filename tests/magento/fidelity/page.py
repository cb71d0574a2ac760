"""The page about the differences between the shop and recorded replies of a real one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import fake_magento

from .comparison import Declared, Difference, declared, differences, recorded
from .replies import shown

_HEAD = """\
# The shop against recorded replies of a real one

The tests of the Odoo connector for Magento (OCA/connector-magento, branch 12.0) have the replies of a Magento 2.3 shop.
This page compares the names and JSON types of their fields with those of golive's shop in version 2.3.5. Values are not
compared. Whole and other numbers are one type. `make docs` writes the page; a test requires that it is current, that
every difference is listed here with its reason, and that no reason is left without a difference.

Not recorded, and so not compared: invoices, shipments, credit memos, carts, lists, sources and everything that came
with Magento 2.4. These follow Magento's own source and documentation.

## By kind of reply

| reply | recorded replies | fields recorded | shown too | missing | another type | more |
|---|---|---|---|---|---|---|
"""
_NOT_MODELLED = """
## Not modelled

Behaviour of Magento that this shop does not have, from `fake_magento/LIMITS.md`.

"""
_KINDS = {
    "missing": "Recorded and not shown",
    "type": "Of another type",
    "more": "Shown and not recorded",
}


def page() -> str:
    """The Markdown of `docs/shop-fidelity.md`."""
    found, known = differences(shown()), declared()
    parts = [_HEAD, *(_row(name, found) for name in recorded())]
    for kind, title in _KINDS.items():
        parts.append(f"\n## {title}\n\n| reply | field | why |\n|---|---|---|\n")
        parts += [_reason(each, kind, found) for each in _by_reason(known, kind)]
    return "".join([*parts, _NOT_MODELLED, *_limits()])


def _limits() -> list[str]:
    """The rows of `fake_magento/LIMITS.md`."""
    lines = (Path(fake_magento.__file__).parent / "LIMITS.md").read_text("utf-8").splitlines(keepends=True)
    return [line for line in lines if line.startswith("|")]


def _row(name: str, found: Sequence[Difference]) -> str:
    each = recorded()[name]
    count = {kind: sum(one.document == name and one.kind == kind for one in found) for kind in _KINDS}
    fields = len(each.fields)
    cells = [fields, fields - count["missing"], count["missing"], count["type"], count["more"]]
    return f"| {name} | {each.replies} | {' | '.join(map(str, cells))} |\n"


def _by_reason(known: Sequence[Declared], kind: str) -> list[tuple[str, str, list[Declared]]]:
    """(document, why, declarations) in the order of the file."""
    groups: dict[tuple[str, str], list[Declared]] = {}
    for each in known:
        if each.kind == kind:
            groups.setdefault((each.document, each.why), []).append(each)
    return [(document, why, rows) for (document, why), rows in groups.items()]


def _reason(group: tuple[str, str, list[Declared]], kind: str, found: Sequence[Difference]) -> str:
    document, why, rows = group
    covered = [one for one in found if any(each.covers(one.document, kind, one.path) for each in rows)]
    paths = [
        f"`{one.path}`" + (f" ({one.recorded}, here {one.shown})" if kind == "type" else "")
        for one in covered
    ]
    return f"| {document} | {', '.join(dict.fromkeys(paths))} | {why} |\n"
