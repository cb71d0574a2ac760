"""Releases of the shop's event module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.events.typed_events import VERSIONS
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import DURATION, between


@dataclass(frozen=True, slots=True)
class UpgradeEvents(Action):
    """The shop's business events go out in another version, for a while beside the old one."""

    PASSES: ClassVar[bool] = False

    version: int = setting(
        "version", between(VERSIONS[0], VERSIONS[-1]), "The new version.", str(VERSIONS[-1])
    )
    parallel_ms: int = setting("parallel", DURATION, "How long every event is sent in both versions.", "0s")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        feed = shop.feed
        if feed is None or not feed.upgrade(self.version, shop.now(), self.parallel_ms):
            return Begun()
        return Begun(f"events in version {' and '.join(map(str, feed.versions))}")
