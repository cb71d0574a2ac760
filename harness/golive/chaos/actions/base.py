"""The base of all actions: operations of staff and vendors on their systems during a run.

An action changes a system, where a fault changes a message. It acts on the domains of the fakes and never on the wire.
In a scenario it is a frozen dataclass whose fields are its settings, as a fault is:

    @dataclass(frozen=True, slots=True)
    class ClosePeriod(Action):
        '''Accounting closes a posting period.'''              # first line: the description in listings and pages

        period: str | None = optional("period", _PERIOD, "The month.")

        def begin(self, erp: Erp, shop: Shop) -> Begun:
            erp.close_period(self.period)
            return Begun("posting period closed", partial(erp.open_period, self.period))

The control API and the clerks use the functions in the same modules for the same operations.
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
    """The change an action made, in words (empty for none), and the function that reverts it."""

    what: str = ""
    end: Callable[[], None] = _nothing


class Action:
    """An operation on the systems. `PASSES`: the scenario may give it a window, at whose end it is reverted."""

    __slots__ = ()

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[Any] = DeclaredSettings()

    @property
    def ahead_ms(self) -> int:
        """How long before its time it is prepared."""
        return 0

    def prepared(self, erp: Erp, shop: Shop) -> Action:
        """The action to begin at its time; called `ahead_ms` before it, at the earliest at the start."""
        return self

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        raise NotImplementedError(f"{type(self).__name__} must define begin(self, erp, shop)")


@dataclass(frozen=True)
class PlainClassAction(Action):
    """An action declared as a plain class.

    `SETTINGS` is a tuple of `Key`, `__init__` takes the settings as a dict, `begin` returns a description of the
    change, `end` reverts it.
    """

    acting: Any

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        return Begun(self.acting.begin(erp, shop), partial(self.acting.end, erp, shop))


def configured(action_class: type[Any], settings: Mapping[str, Any]) -> Action:
    """Return an action from its settings by key, as the loader parsed them."""
    if issubclass(action_class, Action):
        return with_settings(action_class, settings)
    return PlainClassAction(action_class(dict(settings)))
