"""A deploy, a crash, a machine that is taken away: the integration is gone between two steps."""

from __future__ import annotations

from typing import Any, ClassVar

from golive.keys.declare import Key
from golive.keys.value_kinds import LASTING, between, choice
from golive.sim.seeding import Chance
from golive.wire.messages import Exchange, Fate, Killed
from golive.wire.operations import Seam


class Kill:
    """The integration is killed and started again; it keeps only what it has stored."""

    SEAM: ClassVar[Seam] = "process"
    BY_CALLS: ClassVar[bool] = True
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ()
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("down", LASTING, default="1m", doc="How long until it is started again."),
        Key(
            "when",
            choice("before", "after"),
            default=None,
            doc="With `on`: `before` the call is sent, or `after` the system has carried it out (the default) and "
            "before the answer arrives.",
        ),
        Key(
            "times",
            between(1, 1000),
            default="1",
            doc="How often at most; by the clock: how often, spread over `at`.",
        ),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self.times: int = settings["times"]
        self.fate = Killed(settings["down"], settings["when"] or "after")

    def judge(self, exchange: Exchange, chance: Chance) -> Fate:
        return self.fate
