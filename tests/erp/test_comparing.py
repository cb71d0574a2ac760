"""Secrets are compared without telling how much of them is right."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from fake_erp.access.comparing import is_secret
from fake_magento.access.comparing import is_secret as is_secret_of_the_shop

ROOT = Path(__file__).parents[2]
SECRETS = ("password", "secret", "consumer_secret", "refresh_token", "client_secret", "api_secret", "otp")


@pytest.mark.parametrize("compare", [is_secret, is_secret_of_the_shop])
@pytest.mark.parametrize(
    ("given", "secret", "is_right"),
    [
        ("a", "a", True),
        ("ä", "ä", True),
        ("\ud800", "\ud800", True),
        ("a", "b", False),
        ("", "", True),
        ("", None, False),
        (None, None, False),
        (5, "5", False),
        (["a"], "a", False),
    ],
)
def test_what_is_the_secret(compare: object, given: object, secret: str | None, is_right: bool) -> None:
    assert compare(given, secret) is is_right  # type: ignore[operator]


def plain_comparisons(text: str) -> list[int]:
    """Lines in which a secret is compared with == or != to something that is not a literal."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq | ast.NotEq):
            continue
        sides = [node.left, *node.comparators]
        names = [each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in sides]
        if any(name in SECRETS for name in names) and not any(
            isinstance(each, ast.Constant) for each in sides
        ):
            found.append(node.lineno)
    return found


def test_no_secret_is_compared_plainly() -> None:
    files = [path for fake in ("fake_erp", "fake_magento") for path in (ROOT / fake).rglob("*.py")]
    assert {str(path): lines for path in files if (lines := plain_comparisons(path.read_text()))} == {}


def test_canary_of_the_comparisons() -> None:
    assert plain_comparisons("if customer.password == password: pass") == [1]
    assert plain_comparisons("if kind == 'password': pass") == []
