"""A Python program as a candidate, on either clock: it takes simulated time for its own."""

from __future__ import annotations

from collections.abc import Sequence

from golive.build.world import World
from golive.candidates.instances.abilities import PYTHON
from golive.candidates.virtual.entry import Entry
from golive.candidates.virtual.running import Running
from golive.errors import CandidateFailed
from golive.judge.claims.vocabulary import Stated
from golive.keys.value_kinds import show_duration
from golive.machine.pythons import Python, look
from golive.sim import LiveClock

_LOOK_EVERY_MS = 50


class PythonProgram:
    """Starts the program in a process that hands over its turns, and ends it."""

    clocks: tuple[str, ...] = ("virtual", "live")
    claims: Sequence[Stated] = ()

    def __init__(self, name: str, entry: Entry) -> None:
        self.name = name
        self.able_to = PYTHON | {"next"} if entry.following else PYTHON
        self._entry = entry
        self._running: Running | None = None

    async def start(self, world: World) -> None:
        """Start it and return once it takes notices. Raises CandidateFailed; nothing is left then."""
        if world.scenario.shop.events.delivery == "amqp":
            raise CandidateFailed(
                "shop.events.delivery: amqp needs a broker and so a candidate with a command, on the live clock"
            )
        python = self._interpreter()
        clock = world.clock
        if isinstance(clock, LiveClock):
            clock.idle()
        running = self._running = Running(self.name, self._entry, world)
        if python.doubt:
            world.ledger.emitter("candidate")("candidate.untested", {}, {"what": python.doubt})
        try:
            running.launch()
            await self._listening(running, world)
        except BaseException:
            await self.stop()
            raise
        running.connect()
        world.supervisor.watch(self.name, running)
        if isinstance(clock, LiveClock):
            clock.restart()

    def _interpreter(self) -> Python:
        """The interpreter of the program. Raises CandidateFailed where none can run in virtual time."""
        interpreter = self._entry.interpreter
        try:
            python = look(interpreter)
        except OSError as error:
            raise CandidateFailed(f"interpreter: {interpreter} cannot be started: {error}") from error
        except ValueError as error:
            raise CandidateFailed(str(error)) from error
        if python.obstacle:
            raise CandidateFailed(python.obstacle)
        return python

    async def _listening(self, running: Running, world: World) -> None:
        """Wait until the port of the webhook is open."""
        until_ms = world.clock.now() + self._entry.ready_ms
        while not running.is_ready():
            if running.ended is not None:
                raise CandidateFailed(f"the candidate ended before it was ready: {running.ended}")
            if world.clock.now() >= until_ms:
                raise CandidateFailed(
                    f"it was not ready within {show_duration(self._entry.ready_ms)}: nothing listens at "
                    "GOLIVE_WEBHOOK_HOST:GOLIVE_WEBHOOK_PORT"
                )
            await world.clock.until(world.clock.now() + _LOOK_EVERY_MS)

    async def stop(self) -> None:
        """End the program and everything that was started for it. Safe to repeat."""
        running, self._running = self._running, None
        if running is not None:
            running.close()
