"""A release of the shop's event module."""

from __future__ import annotations

from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_magento.events.typed_events import VERSIONS
from fake_magento.shop import Shop
from golive.keys.declare import Key
from golive.keys.value_kinds import DURATION, between


class UpgradeEvents:
    """The shop's business events go out in another version, for a while beside the old one."""

    PASSES: ClassVar[bool] = False
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key(
            "version",
            between(VERSIONS[0], VERSIONS[-1]),
            default=str(VERSIONS[-1]),
            doc="The version from then on.",
        ),
        Key("parallel", DURATION, default="0s", doc="How long every fact is told in both versions."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._version: int = settings["version"]
        self._parallel_ms: int = settings["parallel"]

    def begin(self, erp: Erp, shop: Shop) -> str:
        feed = shop.feed
        if feed is None or not feed.upgrade(self._version, shop.now(), self._parallel_ms):
            return ""
        return f"events in version {' and '.join(map(str, feed.versions))}"

    def end(self, erp: Erp, shop: Shop) -> None:
        """A release does not pass."""
