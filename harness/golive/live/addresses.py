"""Where the systems of a run are for one instance of a program."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.live.mount import Mount


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that one instance is told. `mounts` carry its calls."""

    shop_url: str
    erp_url: str
    desk_url: str
    mounts: list[Mount] = field(default_factory=list)

    def call_for(self, instance: int) -> None:
        """From now on calls to these addresses are those of the instance of this number, 0 for an unknown one."""
        for mount in self.mounts:
            mount.instance = instance
