"""Names of the run in a candidate file: filled in, refused, and kept by doubling."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.candidates.programs.environment import VARIABLES
from golive.candidates.programs.file.names import ESCAPES, NAMES, UnknownName, check, fill

VALUES = {"shop.url": "http://127.0.0.1:1", "hook.key": 'a "key"\nof two lines'}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("--shop={shop.url}/rest", "--shop=http://127.0.0.1:1/rest"),
        ("{{shop.url}}", "{shop.url}"),
        ('{"a": {"url": "{shop.url}"}}', '{"a": {"url": "http://127.0.0.1:1"}}'),
        ('{"a": {}}', '{"a": {}}'),
        ("${HOME} { x } {0} {}", "${HOME} { x } {0} {}"),
    ],
)
def test_names_are_filled_in_and_other_braces_stay(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


def test_a_name_without_a_value_in_this_run_says_what_it_is() -> None:
    check("{amqp.url}")
    with pytest.raises(UnknownName, match=r"no value in this run: it is the broker, where the scenario sets"):
        fill("{amqp.url}", VALUES)


def test_a_login_of_another_dialect_is_refused_with_the_names_there_are() -> None:
    check("{erp.login.api_key}")
    with pytest.raises(UnknownName, match=r"there are erp.login.user, shop.url"):
        fill("{erp.login.api_key}", {"shop.url": "", "erp.login.user": ""})


@given(st.text(alphabet="{}ab.\"' \n0_", max_size=30))
def test_texts_without_names_are_never_changed(text: str) -> None:
    try:
        check(text)
    except UnknownName:
        return
    assert fill(text.replace("{{", "{ {"), {}) == text.replace("{{", "{ {")


def test_values_are_written_as_the_file_demands() -> None:
    written = fill('{"key": "{hook.key}"}', VALUES, ESCAPES[".json"])
    assert json.loads(written) == {"key": VALUES["hook.key"]}


def test_every_variable_has_the_value_of_a_name() -> None:
    assert set(VARIABLES.values()) <= set(NAMES)
