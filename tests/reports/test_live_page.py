"""The live page as a file: it needs nothing else, runs its own script only, and has no way to write markup."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

import golive_reports
from golive_reports.run.html import template

SCRIPTS = ("core.js", "live_charts.js", "live_tables.js", "live.js")


@pytest.fixture(scope="module")
def page() -> str:
    return golive_reports.live_page()


def test_the_policy_allows_its_own_script_and_calls_to_its_own_server(page: str) -> None:
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[0]
    directives = dict(each.strip().partition(" ")[::2] for each in policy.replace("&#39;", "'").split(";"))
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == f"'sha256-{digest}'"
    assert directives["connect-src"] == "'self'"


def test_it_names_no_other_address(page: str) -> None:
    outside = re.findall(r"""(?:src|href|url\()\s*=?\s*["']?(https?:|//)[^"')\s]*""", page)
    assert outside == []
    assert "/live/events" in page


@pytest.mark.parametrize("name", SCRIPTS)
def test_its_script_writes_text_and_no_markup(name: str) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", template(name)
    )
