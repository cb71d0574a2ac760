"""Other names of keys and of scenarios: what is written under them is what the usual name says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from golive.keys.declare import Entries, Many, Section, keys
from golive.scenario import Scenario, ScenarioError, dump, load, names, schema
from golive.scenario.loading.files import bundled_names

HEAD = "name: it\nclock: {start: 2025-11-28T06:00:00+01:00, duration: 8h}\n"


def written(folder: Path, text: str, name: str = "it.yaml") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def aliases(shape: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every alias of the scenario: path of its key, other name."""
    if isinstance(shape, Many):
        yield from aliases(shape.item, f"{path}[]")
    declared = (
        keys(shape.cls) if isinstance(shape, Section) else shape.keys if isinstance(shape, Entries) else {}
    )
    for key in declared.values():
        place = f"{path}.{key.name}" if path else key.name
        yield from ((place, alias) for alias in key.aliases)
        yield from aliases(key.shape, place)


def test_these_keys_have_other_names() -> None:
    assert set(aliases(Section(Scenario))) == {
        ("erp.channels", "ways"),
        ("erp.service.maintenance[].lasts", "for"),
        ("shop.maintenance[].for", "lasts"),
        ("wms.outages[].for", "lasts"),
    }


SAME = [
    ("erp: {channels: {batch: on, files: on}}", "erp: {ways: {batch: on, files: on}}"),
    (
        "erp: {service: {maintenance: [{at: daily 02:00, lasts: 10m}]}}",
        "erp: {service: {maintenance: [{at: daily 02:00, for: 10m}]}}",
    ),
    ("shop: {maintenance: [{at: 1h, for: 5m}]}", "shop: {maintenance: [{at: 1h, lasts: 5m}]}"),
]


@pytest.mark.parametrize(("usual", "other"), SAME)
def test_a_file_may_use_either_name(tmp_path: Path, usual: str, other: str) -> None:
    one, two = written(tmp_path, HEAD + usual, "one.yaml"), written(tmp_path, HEAD + other, "two.yaml")
    assert load(one) == load(two)
    assert "ways" not in dump(load(two))["erp"]


def test_a_base_and_an_override_meet_under_one_name(tmp_path: Path) -> None:
    written(tmp_path, HEAD + "erp: {ways: {batch: on, file_decimal: comma}}", "below.yaml")
    above = written(tmp_path, "name: above\nbase: below.yaml\nerp: {channels: {files: on}}\n", "above.yaml")
    channels = load(
        above, ["erp.ways.changes=on", "erp.channels.webhooks=on", "erp.ways.batch=off"]
    ).erp.channels
    assert (channels.batch, channels.file_decimal, channels.files) == (False, ",", True)
    assert (channels.changes, channels.webhooks) == (True, True)


def test_an_override_may_use_the_other_name_inside_its_value(tmp_path: Path) -> None:
    file = written(tmp_path, HEAD)
    sets = ["erp.service.maintenance=[{at: daily 02:00, for: 10m}]", "shop.maintenance=[{at: 1h, lasts: 5m}]"]
    loaded = load(file, sets)
    assert loaded.erp.service.maintenance[0].lasts_ms == 600_000
    assert load(file, [*sets, "shop.maintenance[0].lasts=6m"]).shop.maintenance[0].lasts_ms == 360_000


def test_both_names_at_once_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(written(tmp_path, HEAD + "erp:\n  channels: {batch: on}\n  ways: {files: on}\n"))
    assert str(caught.value).endswith(
        "it.yaml:5: erp.ways: expected channels or ways, which mean the same, got both"
    )


@pytest.mark.parametrize(("usual", "other"), SAME)
def test_the_schema_knows_both(usual: str, other: str, tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for text in (usual, other):
        data = load_yaml(HEAD + text)
        validator.validate(data)
    both = load_yaml(HEAD + "erp: {channels: {}, ways: {}}")
    assert not validator.is_valid(both)


def load_yaml(text: str) -> object:
    from golive.scenario.loading.tree import plain
    from golive.scenario.loading.yaml_reader import read_tree

    return plain(read_tree(text.encode(), "it.yaml"))


# -- names of scenarios --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in bundled_names() if "-" in name])
def test_a_bundled_name_may_be_written_with_underscores(name: str) -> None:
    assert load(name.replace("-", "_")) == load(name)


@pytest.mark.parametrize("file", ["my-day.yaml", "my_day.yaml"])
@pytest.mark.parametrize("base", ["black-friday", "black_friday"])
def test_files_of_ones_own_may_have_either(tmp_path: Path, file: str, base: str) -> None:
    below = written(tmp_path, f"name: my-day\nbase: {base}\n", file)
    assert load(below).clock == load("black-friday").clock
    above = written(tmp_path, f"name: above\nbase: ./{file}\n", "above.yaml")
    assert load(above).clock == load("black-friday").clock


def test_every_bundled_name_is_the_one_in_its_file() -> None:
    assert [load(name).name for name, _ in names()] == bundled_names()
