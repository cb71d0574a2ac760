"""Changes of the ERP's business rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fake_erp.erp import Erp
from fake_erp.rules import Rule, configured_rules
from fake_erp.settings import settings_of
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import Entries, required
from golive.keys.erp_settings import entries_of

_RULES = Entries(entries_of(configured_rules()).entries, is_partial=True)


def put(erp: Erp, name: str, rule: Rule) -> None:
    """Apply the settings of a rule to the ERP."""
    erp.change_rule(
        name, **{each.attribute: getattr(rule, each.attribute) for each in settings_of(type(rule))}
    )


@dataclass(frozen=True, slots=True)
class ChangeRules(Action):
    """A patch changes business rules of the ERP; the rules it does not name stay as they are."""

    rules: Mapping[str, Rule] = required("rules", _RULES, "The new rules, written as under erp.rules.")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        before = {name: erp.rules[name] for name in self.rules if erp.rules[name] != self.rules[name]}
        for name in before:
            put(erp, name, self.rules[name])

        def end() -> None:
            for name, rule in before.items():
                put(erp, name, rule)

        return Begun(f"changed {' and '.join(before)}" if before else "", end)
