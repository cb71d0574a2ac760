"""What the instances of a program have in common."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from golive.build.world import World
from golive.candidates.programs.file.command import Command, Part
from golive.candidates.programs.options import Options
from golive.candidates.programs.pace import Pace
from golive.live.calls.signing import SigningKey
from golive.live.queue.event_queue import EventQueue
from golive.sim import LiveClock


@dataclass(frozen=True, slots=True)
class Setup:
    """The candidate file and the run. `erp_folder` is where the ERP's file folders are, None where there are none."""

    command: Command
    options: Options
    world: World
    clock: LiveClock
    desk_token: str
    hook_key: SigningKey | None
    queue: EventQueue | None
    pace: Pace | None
    erp_folder: Path | None

    def parts(self, version: str) -> tuple[Part, ...]:
        """The processes of a version, `same` or `next`."""
        return self.command.following if version == "next" else self.command.parts

    @property
    def versions(self) -> list[str]:
        """The versions that there are."""
        return ["same", *(["next"] if self.command.following else [])]

    def submit(self, note: Callable[[], None]) -> None:
        """From any thread: have `note` run on the clock's thread, unless the run is over."""
        with suppress(RuntimeError):  # the loop is closed
            self.clock.submit(note)
