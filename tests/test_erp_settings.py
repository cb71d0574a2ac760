"""What an installation sets about rules and quirks is read from the registries of the ERP, short forms and all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from fake_erp.rules import RULES
from fake_erp.settings import Amount, SettingKind, setting, settings_of
from golive.keys.erp_settings import SHAPES, entries_of, entry_of
from golive.scenario import ScenarioError, dump, load, reference, schema
from golive.scenario.loading.short_forms import SHORT

LEAST = "name: least\nclock: {start: 2025-11-28T06:00:00+01:00, duration: 8h}\n"


def loaded(folder: Path, erp: str, *sets: str, name: str = "it.yaml", base: str = "") -> Any:
    text = (f"base: {base}\nname: it\n" if base else LEAST) + f"erp: {erp}\n"
    (folder / name).write_text(text)
    return load(str(folder / name), sets).erp


def refusal(folder: Path, erp: str, *sets: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        loaded(folder, erp, *sets)
    return str(caught.value)


@pytest.mark.parametrize("short", ["refuse", "{mode: refuse}"])
def test_the_short_form_is_the_first_setting(tmp_path: Path, short: str) -> None:
    rule = loaded(tmp_path, f"{{rules: {{credit_limit: {short}}}}}").rules["credit_limit"]
    assert (rule.mode, rule.credit) == ("refuse", Amount(500_000, "EUR"))


def test_every_kind_of_setting_is_read(tmp_path: Path) -> None:
    erp = loaded(
        tmp_path,
        """
  rules:
    hidden_fields: {fields: custom.a, honest: yes, countries: [CH, "NO"], above: 10.50 EUR, matching: {custom.b: x y}}
    field_lengths: {mode: truncate, widths: {ship_to.street: 9}}
    order_date: {mode: refuse, past: 2d}
    whole_boxes: {mode: refuse, multiple: 6, unit: case}
    posting_periods: off
  quirks: {drop_order: 2.5%}""",
    )
    hidden = erp.rules["hidden_fields"]
    assert (hidden.fields, hidden.honest, hidden.countries) == (("custom.a",), True, ("CH", "NO"))
    assert (hidden.above, hidden.matching) == (Amount(1050, "EUR"), (("custom.b", "x y"),))
    assert erp.rules["field_lengths"].widths == (("ship_to.street", 9),)
    assert erp.rules["order_date"].past_ms == 2 * 86_400_000
    assert (erp.rules["whole_boxes"].multiple, erp.rules["whole_boxes"].unit) == (6, "case")
    assert erp.rules["posting_periods"].mode == "off"
    assert erp.quirks["drop_order"].share == 0.025


def test_a_short_form_over_a_base_leaves_the_other_settings_as_they_were(tmp_path: Path) -> None:
    loaded(tmp_path, "{rules: {credit_limit: {mode: hold, credit: 9 EUR}}}", name="below.yaml")
    rules = loaded(tmp_path, "{rules: {credit_limit: refuse}}", base="below.yaml").rules
    assert (rules["credit_limit"].mode, rules["credit_limit"].credit.cents) == ("refuse", 900)
    rules = loaded(tmp_path, "{rules: {credit_limit: {credit: 8 EUR}}}", base="below.yaml").rules
    assert (rules["credit_limit"].mode, rules["credit_limit"].credit.cents) == ("hold", 800)


@pytest.mark.parametrize("written", ["refuse", "{mode: refuse, credit: 9 EUR}"])
def test_one_setting_is_replaced_on_the_command_line(tmp_path: Path, written: str) -> None:
    erp = f"{{rules: {{credit_limit: {written}}}}}"
    rule = loaded(tmp_path, erp, "erp.rules.credit_limit.credit=7 EUR").rules["credit_limit"]
    assert (rule.mode, rule.credit.cents) == ("refuse", 700)
    rule = loaded(tmp_path, erp, "erp.rules.credit_limit=off").rules["credit_limit"]
    assert (rule.mode, rule.credit.cents) == ("off", 900 if "9" in written else 500_000)


def test_what_is_dumped_loads_as_the_same(tmp_path: Path) -> None:
    written = (
        "{rules: {field_lengths: refuse, hidden_fields: [a.b]}, quirks: {limbo: {share: 1%, state: held}}}"
    )
    (tmp_path / "it.yaml").write_text(LEAST + f"erp: {written}\n")
    scenario = load(str(tmp_path / "it.yaml"))
    data = dump(scenario)
    assert data["erp"]["rules"]["field_lengths"]["widths"]["ship_to.street"] == 35
    (tmp_path / "again.yaml").write_text(json.dumps(data))
    assert load(str(tmp_path / "again.yaml")) == scenario


@pytest.mark.parametrize(
    ("erp", "message"),
    [
        ("{rules: {credit: 5 EUR}}", "it.yaml:3: erp.rules.credit: expected one of the keys "),
        ("{rules: {credit: 5 EUR}}", "got the unknown key credit; did you mean credit_limit?"),
        (
            "{rules: {permissions: {operations: order.cancle}}}",
            "expected an operation of the ERP such as order.cancel, got order.cancle; did you mean order.cancel?",
        ),
        ("{rules: {honest: on}}", "honest is a setting of hidden_fields: hidden_fields: {honest: ...}"),
        (
            "{rules: {credit_limit: maybe}}",
            "it.yaml:3: erp.rules.credit_limit: expected one of off, hold, refuse, got",
        ),
        (
            "{rules: {credit_limit: {mod: off}}}",
            "expected one of the keys mode, credit, got the unknown key mod",
        ),
        (
            "{rules: {credit_limit: {credit: 5}}}",
            "erp.rules.credit_limit.credit: expected an amount such as 38 EUR",
        ),
        ("{rules: {field_lengths: {widths: 5}}}", "expected a mapping from a dotted field name"),
        (
            "{rules: {field_lengths: {widths: {A: 5}}}}",
            "erp.rules.field_lengths.widths.A: expected a dotted field",
        ),
        ("{rules: {countries_served: [NO]}}", 'which YAML reads as false; quote it: "NO"'),
        ("{quirks: {drop_order: 2}}", "erp.quirks.drop_order: expected a share such as 5% or 0.05, got 2"),
        ("{hidden_fields: [a]}", "did you mean erp.rules.hidden_fields?"),
        ("{drop_order: 1%}", "did you mean erp.quirks.drop_order?"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_write(tmp_path: Path, erp: str, message: str) -> None:
    assert message in refusal(tmp_path, erp)


def test_the_schema_takes_both_forms_and_refuses_what_the_loader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for fine in (
        "{credit_limit: hold}",
        "{credit_limit: {credit: 5 EUR}}",
        "{field_lengths: {widths: {a.b: 3}}}",
    ):
        assert validator.is_valid(yaml.safe_load(f"{{base: calm, name: x, erp: {{rules: {fine}}}}}")), fine
    for wrong in (
        "{credit_limit: maybe}",
        "{credit_limit: {credi: 5 EUR}}",
        "{field_lengths: {widths: {a.b: x}}}",
    ):
        assert not validator.is_valid(yaml.safe_load(f"{{base: calm, name: x, erp: {{rules: {wrong}}}}}")), (
            wrong
        )


def test_the_reference_page_names_every_rule() -> None:
    page = reference()
    assert [name for name in RULES if f"| `{name}` |" not in page] == []
    assert [path for path in SHORT if path[:2] == ("erp", "rules") and path[2] not in RULES] == []


@dataclass(frozen=True, slots=True)
class Whim:
    """A rule of one's own."""

    mood: str = setting("mood", "choice", "How it feels.", "good", choices=("good", "bad"))
    per_cent: float = setting("part", "share", "How much.", 0.5)


def test_a_new_declaration_needs_nothing_but_itself() -> None:
    entry = entry_of(Whim())
    assert (entry.short, entry.about) == ("mood", "A rule of one's own.")
    assert [(key.name, key.default) for key in entry.keys.values()] == [("mood", "good"), ("part", "50%")]
    assert list(entries_of({"whim": Whim()}).keys) == ["whim"]


def test_every_kind_of_setting_has_a_shape() -> None:
    assert set(SettingKind.__args__) == set(SHAPES)  # type: ignore[attr-defined]
    used = {each.kind for rule in RULES.values() for each in settings_of(rule)}
    assert used <= set(SHAPES)


def test_a_cost_is_no_tax_rate(tmp_path: Path) -> None:
    message = refusal(tmp_path, "{finance: {cost: abc}}")
    assert "expected a share of the price in whole percent, such as 60%, got abc" in message
    assert loaded(tmp_path, "{finance: {cost: 45%}}").finance.cost_bp == 4500
