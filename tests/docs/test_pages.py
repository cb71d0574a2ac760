"""What the documents name is there, and what there is they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from golive.candidates.kit import Client, Desk, Kit
from golive.chaos.faults import FAULTS
from golive.scenario.loading.files import bundled_themes
from tests.docs.scratch import PAGES, ROOT
from tests.write_docs import GENERATED


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    text = re.sub(r"^New file `.*`:$", "", page.read_text(), flags=re.M)
    named = re.findall(r"`((?:fake_\w+|harness|reports|scenarios|examples|docs|tests)/[\w./-]+)`", text)
    made = re.findall(r"^New file `(.*)`:$", page.read_text(), re.M)
    assert [name for name in named if not (ROOT / name).exists() and name not in made] == []


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text() == GENERATED[name](), "run `make docs`"


def test_the_changelog_names_every_fault_and_every_theme_of_scenarios() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert [name for name in FAULTS if name not in text] == []
    assert [name for name in bundled_themes() if f"`{name}`" not in text] == []


def test_the_page_on_integrations_names_all_that_a_candidate_is_given() -> None:
    text = (ROOT / "docs" / "integration.md").read_text()
    kit = [name for name in [*Kit.__slots__, *vars(Kit)] if not name.startswith(("_", "register"))]
    wanted = [f"kit.{name}" for name in kit if name not in ("handlers", "erp_handlers")]
    wanted += [f"client.{name}(" for name in vars(Client) if name in ("get", "post", "put", "request")]
    wanted += [f"kit.desk.{name}(" for name in vars(Desk) if name in ("exception", "resolved", "alert")]
    assert [name for name in wanted if name not in text] == []


def test_the_page_on_integrations_names_every_variable_that_a_program_is_given() -> None:
    text = (ROOT / "docs" / "integration.md").read_text()
    source = (ROOT / "harness" / "golive" / "candidates" / "programs" / "environment.py").read_text()
    variables = set(re.findall(r'"((?:GOLIVE|AMQP)_\w+)"', source))
    assert len(variables) > 20
    assert [name for name in sorted(variables) if f"`{name}`" not in text] == []


PACKAGES = ("harness/golive", "harness/golive_virtual", "reports/golive_reports", "fake_erp", "fake_magento")


def rooms(text: str) -> list[str]:
    """The folders in the first column of DESIGN.md's table of rooms."""
    section = text.partition("\n## Rooms\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([\w/]+)` \|", section, re.M)


def test_the_table_of_rooms_is_the_folders() -> None:
    named = rooms((ROOT / "DESIGN.md").read_text())
    folders = [
        f"{package}/{folder.name}"
        for package in PACKAGES
        for folder in (ROOT / package).iterdir()
        if folder.is_dir() and any(each.name != "__pycache__" for each in folder.iterdir())
    ]
    assert sorted(named) == sorted(folder for folder in folders if not folder.endswith("__pycache__"))


def test_rooms_are_read_from_their_table_alone() -> None:
    text = (
        "\n## Words\n| `a/b` | x |\n## Rooms\n| room | content |\n| `a/c` | `a/d` |\n## More\n| `a/e` | y |\n"
    )
    assert rooms(text) == ["a/c"]
