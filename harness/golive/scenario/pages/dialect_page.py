"""What `golive erp dialects` and the pages of the documentation say about each dialect."""

from __future__ import annotations

from fake_erp.dialects.fidelity import covered
from fake_erp.dialects.misbehaviour import misbehaviour
from fake_erp.dialects.registry import DIALECTS, about
from fake_erp.dialects.variants import variants_of

INTRODUCTION = """<!-- made by `make docs` -->
# Languages of the ERP

The ERP speaks the wire language of a real product, so that integrations and client libraries of that product run
against it unmodified. Business meaning is one: an order placed through any dialect reads the same through every
other, rules refuse the same orders, and faults, quirks and the judge work on operations and business keys, not on
addresses.

```
golive serve erp --dialect odoo --erp-version 17.0 --ready-json
golive run black-friday --set erp.dialect=netsuite
golive erp dialects s4hana
```

A profile of a product speaks that product's language, unless `erp.dialect` says otherwise. The ready line has
`dialect` and `login`, a run gives both to the candidate (`kit.erp_dialect`, `kit.erp_login`, `GOLIVE_ERP_DIALECT`,
`GOLIVE_ERP_LOGIN`).

Fidelity counts the facts about a product that are on record with their sources (`facts.yaml` of the dialect) and that
a test stands for. A test counts only if it fails when that part of the reply is altered. What a dialect does not
speak is refused as its product would refuse it; `golive erp dialects NAME` and the `LIMITS.md` of the dialect list
it. [Misbehaviour of each product](misbehaviour.md) lists what installations do beside the documentation.
"""


def listing() -> list[tuple[str, ...]]:
    """Name, product, versions, number of operations and fidelity index of each dialect."""
    rows: list[tuple[str, ...]] = []
    for name in DIALECTS:
        known = about(name)
        rows.append(
            (
                name,
                known.product,
                ", ".join(known.versions),
                f"{len(known.speaks)} operations",
                fidelity(name),
            )
        )
    return rows


def fidelity(name: str) -> str:
    """How many of the facts about the product that are on record a test stands for."""
    index = covered(name)
    return "" if index is None else f"{index[0]} of {index[1]} facts tested"


def lines(name: str) -> list[str]:
    """The product, then its versions, login, limits, clients and sources, each as one line."""
    known = about(name)
    found = [
        known.product,
        f"Versions: {', '.join(known.versions)}; the last is the default.",
        f"Login: {', '.join(known.login)}",
    ]
    if known.limits:
        found.append(f"Limits: {known.limits}")
    if known.clients:
        found.append(f"Driven by: {', '.join(known.clients)}")
    if fidelity(name):
        found.append(f"Fidelity: {fidelity(name)}")
    found += [f"Source: {source}" for source in known.sources]
    return found


def operations(name: str) -> list[tuple[str, ...]]:
    """Each operation with its call, then those that are missing with the reason."""
    known = about(name)
    return [*known.speaks.items(), *((name, f"missing: {why}") for name, why in known.lacks.items())]


MISBEHAVIOUR = """<!-- made by `make docs` -->
# Misbehaviour of each product

What installations of a product do beside its documentation, and how a run switches it on. A quirk acts on a share of
the possible cases; `golive erp quirks NAME` lists its further settings. What it did is in the ledger (`erp.quirk`) and
in the books, not in the reply.

```
golive run calm --set erp.dialect=odoo --set erp.quirks.commit_then_fail=5%
golive run calm --set erp.dialect=business_one --set 'erp.quirks={session_death: 2%, approval_draft: 5%}'
```
"""
_ALWAYS = "always"


def odd(name: str) -> list[tuple[str, str]]:
    """What installations of a product do beside its documentation, each with the setting that switches it on."""
    found = [(each.what, each.set or _ALWAYS) for each in misbehaviour(name)]
    for each in variants_of(name):
        others = " or ".join(f"{each.name}={value}" for value in each.values[1:])
        found.append((f"{each.says} It is {each.values[0]} by default.", f"erp.variants=[{others}]"))
    return found


def misbehaviour_page() -> str:
    """The page of the documentation that lists the misbehaviour of each product."""
    parts = [MISBEHAVIOUR]
    for name in DIALECTS:
        rows = [f"| {what} | {how if how == _ALWAYS else f'`{how}`'} |" for what, how in odd(name)]
        if rows:
            head = f"## {name}\n\n| what happens | `--set` |\n|---|---|"
            parts.append("\n".join([head, *rows]) + "\n")
    return "\n".join(parts)


def page() -> str:
    """The page of the documentation that lists the dialects."""
    rows = [f"| [{name}]({name}.md) |" if name != "native" else "| native |" for name in DIALECTS]
    cells = [" | ".join(cell or "-" for cell in row[1:]) for row in listing()]
    table = "\n".join(f"{link} {text} |" for link, text in zip(rows, cells, strict=True))
    return f"{INTRODUCTION}\n| dialect | product | versions | speaks | fidelity |\n|---|---|---|---|---|\n{table}\n"
