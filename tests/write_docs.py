"""The pages of docs/ that are made from the code. `make docs` writes them; tests/docs/test_pages.py compares them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import fake_erp.dialects
from fake_erp.dialects.fidelity import TESTED
from fake_erp.dialects.registry import DIALECTS
from golive import scenario
from golive.cli import reference_page
from golive.cli.group import golive
from golive.record import schemas
from golive.scenario.pages import (
    candidate_page,
    design_page,
    dialect_page,
    erp_page,
    events_page,
    json_schema,
)
from golive.zoo import page as selftest_page
from tests.dialects.contract import page as real_erp
from tests.magento.fidelity import page as fidelity_page

DOCS = Path(__file__).parent.parent / "docs"


def as_text(schema: dict[str, Any]) -> str:
    """A JSON Schema as the repository has it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _of_file(name: str) -> str:
    return as_text(schemas.schema(name))


GENERATED: dict[str, Callable[[], str]] = {
    "scenario.md": scenario.reference,
    "candidates.md": candidate_page.page,
    "designs.md": design_page.page,
    "erp.md": erp_page.page,
    "events.md": events_page.page,
    "dialects/index.md": dialect_page.page,
    "real-erp.md": real_erp.page,
    "dialects/misbehaviour.md": dialect_page.misbehaviour_page,
    "selftest.md": selftest_page.page,
    "shop-fidelity.md": fidelity_page.page,
    "cli.md": lambda: reference_page.page(golive),
    "schemas/scenario.json": lambda: as_text(json_schema.schema()),
    **{f"schemas/{name}.json": partial(_of_file, name) for name in schemas.FILES},
}
"""File name below docs/ to the text it must have."""


def tested_facts() -> dict[Path, str]:
    """File to the text it must have: which facts about each product a test stands for."""
    from tests.dialects.test_facts import named

    folders = {name: Path(fake_erp.dialects.__path__[0]) / name for name in DIALECTS if name != "native"}
    return {folder / TESTED: "".join(f"{each}\n" for each in named(name)) for name, folder in folders.items()}


if __name__ == "__main__":
    for path, listed in tested_facts().items():
        path.write_text(listed, encoding="utf-8")
    for name, text in GENERATED.items():
        (DOCS / name).write_text(text(), encoding="utf-8")
