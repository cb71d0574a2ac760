"""The patch nobody announced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_erp.rules import Rule, house_rules
from fake_erp.settings import settings_of
from fake_magento.shop import Shop
from golive.keys.declare import Entries, Key
from golive.keys.erp_settings import entries_of

_RULES = Entries(entries_of(house_rules()).entries, is_partial=True)


class ChangeRules:
    """A patch changes business rules of the ERP; the rules it does not name stay as they are."""

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("rules", _RULES, doc="The rules as they are from then on, written as under erp.rules."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._rules: Mapping[str, Rule] = settings["rules"]
        self._before: dict[str, Rule] = {}

    def begin(self, erp: Erp, shop: Shop) -> str:
        self._before = {name: erp.rules[name] for name in self._rules if erp.rules[name] != self._rules[name]}
        for name in self._before:
            _put(erp, name, self._rules[name])
        return f"other {' and '.join(self._before)}" if self._before else ""

    def end(self, erp: Erp, shop: Shop) -> None:
        for name, rule in self._before.items():
            _put(erp, name, rule)


def _put(erp: Erp, name: str, rule: Rule) -> None:
    erp.change_rule(
        name, **{each.attribute: getattr(rule, each.attribute) for each in settings_of(type(rule))}
    )
