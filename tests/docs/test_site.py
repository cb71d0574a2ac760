"""The site that is made of the documents: every page is in it, and it loads nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.scratch import ROOT
from tests.once import Once


@pytest.fixture
def site(once: Once) -> Path:
    """The site as `make docs` builds it; a warning ends the build."""
    return once("site", _built)


def _built(place: Path) -> Path:
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return place


def loaded_from_elsewhere(text: str) -> list[str]:
    """Addresses of other hosts from which a page or style sheet would load something."""
    tags = re.findall(
        r"<(?:link|script|img|iframe)\b[^>]*?(?:src|href)=[\"']?((?:https?:)?//[^\"' >]+)", text
    )
    return tags + re.findall(r"(?:url\(|@import )[\"']?((?:https?:)?//[^\"')]+)", text)


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    found = {
        str(path.relative_to(site)): loaded_from_elsewhere(path.read_text("utf-8"))
        for suffix in ("html", "css")
        for path in site.rglob(f"*.{suffix}")
    }
    assert len(found) > 15
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.com/x.js">',
        "<link rel=stylesheet href=//cdn.example.com/x.css>",
        "a { background: url(http://example.com/x.png) }",
    ],
)
def test_a_page_that_loads_something_from_elsewhere_would_be_noticed(text: str) -> None:
    assert loaded_from_elsewhere(text)


def test_every_page_is_in_the_navigation(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    links = [f'href="{page.stem}.html"' for page in (ROOT / "docs").glob("*.md") if page.stem != "index"]
    assert [link for link in links if link not in text] == []
