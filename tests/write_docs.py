"""The pages of docs/ that are made from the code. `make docs` writes them; tests/test_docs.py compares them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from golive import scenario
from golive.cli import reference_page
from golive.cli.group import golive
from golive.scenario.pages import erp_page, events_page

DOCS = Path(__file__).parent.parent / "docs"

GENERATED: dict[str, Callable[[], str]] = {
    "scenario.md": scenario.reference,
    "erp.md": erp_page.page,
    "events.md": events_page.page,
    "cli.md": lambda: reference_page.page(golive),
}
"""File name below docs/ to the text it must have."""

if __name__ == "__main__":
    for name, text in GENERATED.items():
        (DOCS / name).write_text(text(), encoding="utf-8")
