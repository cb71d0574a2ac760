"""A system that is away."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import choice
from golive.sim.seeding import Chance
from golive.wire.messages import Exchange, Fate, Hang, Refuse
from golive.wire.operations import Seam


class Outage:
    """Nothing gets through: no connection, silence, or a maintenance page."""

    SEAM: ClassVar[Seam] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp",)
    ACTS_ON: ClassVar[tuple[str, ...]] = ("erp", "shop")
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key(
            "how",
            choice("refused", "hang", "maintenance"),
            default="refused",
            doc="`refused`: no connection; `hang`: swallowed without an answer; `maintenance`: a 503 page.",
        ),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        fates: dict[str, Fate] = {
            "refused": Refuse(None),
            "hang": Hang(),
            "maintenance": Refuse(503, html=True),
        }
        self._fate = fates[settings["how"]]

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        return self._fate
