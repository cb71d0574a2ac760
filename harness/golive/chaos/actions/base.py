"""The base of all actions: what people and vendors do to their systems while an integration runs.

An action changes a system, where a fault changes a message. It acts on the domains of the fakes and never on the wire.
In a scenario it is a frozen dataclass whose fields are its settings, as a fault is:

    @dataclass(frozen=True, slots=True)
    class ClosePeriod(Action):
        '''Accounting closes a posting period.'''              # first line: the description in listings and pages

        period: str | None = optional("period", _PERIOD, "The month.")

        def begin(self, erp: Erp, shop: Shop) -> Begun:
            erp.close_period(self.period)
            return Begun("posting period closed", partial(erp.open_period, self.period))

The functions beside it are what the control API and the clerks call for the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.declared import DeclaredSettings, with_settings


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Begun:
    """What an action changed, in words, empty for nothing; and how to put it back."""

    what: str = ""
    end: Callable[[], None] = _nothing


class Action:
    """`PASSES`: whether the scenario may give it a window, at whose end it is put back."""

    __slots__ = ()

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[Any] = DeclaredSettings()

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        raise NotImplementedError(f"{type(self).__name__} must define begin(self, erp, shop)")


@dataclass(frozen=True)
class PlainClassAction(Action):
    """An action declared as a plain class: `SETTINGS` is a tuple of `Key`, `__init__` takes the settings as a dict,
    `begin` returns what was changed, `end` puts it back.
    """

    acting: Any

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        return Begun(self.acting.begin(erp, shop), partial(self.acting.end, erp, shop))


def configured(action_class: type[Any], settings: Mapping[str, Any]) -> Action:
    """An action from its settings by key, as the loader hands them over."""
    if issubclass(action_class, Action):
        return with_settings(action_class, settings)
    return PlainClassAction(action_class(dict(settings)))
