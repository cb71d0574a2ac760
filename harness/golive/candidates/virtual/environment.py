"""What a Python program is given: arguments and environment variables with the names of its run filled in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from golive.build.world import World
from golive.candidates.programs import environment
from golive.candidates.programs.file.names import UnknownName, fill
from golive.candidates.virtual.entry import Entry
from golive.candidates.virtual.systems import DESK_PORT, ERP_PORT, HOST, SHOP_PORT, WEBHOOK_PORT
from golive.errors import CandidateFailed

OF_THE_PROCESS = {"PYTHONHASHSEED": "0"}
"""Variables that nothing replaces."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the systems of a run are within the process of the program."""

    shop_url: str = f"http://{HOST}:{SHOP_PORT}"
    erp_url: str = f"http://{HOST}:{ERP_PORT}"
    desk_url: str = f"http://{HOST}:{DESK_PORT}"


@dataclass(frozen=True, slots=True)
class Given:
    """The names of a run with their values, for one program."""

    names: dict[str, str]
    variables: dict[str, str]
    """The environment variables that golive sets."""

    @classmethod
    def of(cls, world: World, entry: Entry, desk_token: str, hook_key: str, data: Path) -> Given:
        """`data` is the folder for what the program stores, `hook_key` the public key of checkout questions."""
        addresses = Addresses()
        names = environment.values(world, addresses, 1.0, sys.executable, data)
        names["desk.token"] = desk_token
        if entry.webhook or entry.hook:
            names |= {"webhook.host": HOST, "webhook.port": str(WEBHOOK_PORT)}
        if entry.webhook:
            names |= {
                "webhook.path": entry.webhook,
                "webhook.url": f"http://{HOST}:{WEBHOOK_PORT}{entry.webhook}",
            }
        if entry.hook:
            names |= {"hook.path": entry.hook, "hook.key": hook_key}
        return cls(names, environment.environment(world, addresses, names))

    def filled(self, entry: Entry, beneath: Mapping[str, str]) -> Entry:
        """The entry with its names filled in; its variables replace those `beneath`.

        Raises CandidateFailed for a name that has no value in this run.
        """
        arguments = [self._fill("arguments", text) for text in entry.arguments]
        own = {name: self._fill(f"env.{name}", text) for name, text in entry.env.items()}
        env = {**environment.inherited(), "TZ": "UTC", **beneath, **own, **self.variables, **OF_THE_PROCESS}
        return replace(entry, arguments=tuple(arguments), env=env)

    def _fill(self, place: str, text: str) -> str:
        try:
            return fill(text, self.names)
        except UnknownName as why:
            raise CandidateFailed(f"{place}: {why}") from why
