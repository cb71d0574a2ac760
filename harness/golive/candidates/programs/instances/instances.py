"""The instances of a program as the supervisor sees them: one, or two while an overlap lasts."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count

from golive.candidates.programs.instances.place import Place
from golive.candidates.programs.instances.routing import Routing
from golive.candidates.programs.instances.setup import Setup
from golive.candidates.programs.lives import Ended, Life, Lives
from golive.candidates.programs.schedule import Schedule

_LOOK_EVERY_S = 0.05


@dataclass(slots=True, eq=False)
class Instance:
    """The processes of one instance, from its start to its end. `is_ready`: notices may be sent to it."""

    number: int
    version: str
    place: Place
    lives: Lives
    is_ready: bool = False
    is_over: bool = False


class Instances:
    """All instances of a run. Methods are for the clock's thread, unless they say otherwise.

    Of two `places` each second instance takes the one that is free. Numbers are those of the supervisor: a start of
    the whole, of a process or of a second instance counts.
    """

    def __init__(self, setup: Setup, places: Sequence[Place]) -> None:
        self._setup = setup
        self._places = places
        self._routing = Routing(setup)
        self._emit = setup.world.ledger.emitter("candidate")
        self._numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
        self._starts = 1
        self._since_ms = 0
        self._ended: Ended | None = None
        self._over = threading.Event()
        self._looking: list[threading.Thread] = []
        self._retired: list[Lives] = []
        self._alive = [self._made("same", places[0], 1)]

    @property
    def lives(self) -> Lives:
        """The processes of the instance that goes on."""
        return self._alive[-1].lives

    @property
    def by_name(self) -> dict[str, Named]:
        """The processes by name, each that of all instances; empty where there is only one."""
        names = {part.name for version in self._setup.versions for part in self._setup.parts(version)}
        if not self.lives.by_name:
            return {}
        return {name: Named(partial(self._all_of, name), self._count_start) for name in sorted(names)}

    def begin(self) -> None:
        """Start the first instance. Raises CandidateFailed."""
        self.lives.begin()

    def connect(self) -> None:
        """From now on the shop's notices go to the program, and the ERP's to where it subscribed."""
        for place in self._places:
            place.open()
        if self.lives.is_up:
            self._alive[0].is_ready = True
        self._routing.connect(self._alive)

    def watch(self, ended: Ended) -> None:
        """Have `ended` called as `Lives` does, for the last instance. Start what has a schedule."""
        self._ended = ended
        self._since_ms = self._setup.clock.now()
        first = self._alive[0]
        first.lives.watch(partial(self._one_ended, first), self._since_ms)

    # -- as the supervisor sees it ---------------------------------------------------------------------------

    def kill(self) -> None:
        """Kill all instances. The one that was started last is the one that comes back."""
        for instance in self._alive:
            instance.lives.kill()
        for instance in self._alive[:-1]:
            self._retire(instance)
        self._alive[0].is_ready = True
        self._routing.connect(self._alive)

    def start_again(self) -> None:
        """Start one instance again."""
        self._count_start()
        alone = self._alive[-1]
        alone.place.launchers[alone.version].mark = ""
        alone.lives.start_again()

    def pause(self, until_ms: int) -> None:
        """Stop all processes."""
        self.lives.pause(until_ms)

    def resume(self) -> None:
        """Continue all processes."""
        self.lives.resume()

    def start_beside(self, version: str) -> None:
        """Start a second instance in the other place; notices go to both once it accepts connections."""
        first = self._alive[-1]
        self._count_start()
        place = next(place for place in self._places if place is not first.place)
        second = self._made(version if version == "next" else first.version, place, self._starts)
        self._alive.append(second)
        self._number(first, self._starts - 1)
        self._number(second, self._starts)
        second.lives.watch(partial(self._one_ended, second), self._since_ms)
        for life in second.lives.lasting:
            life.start_again()
        if place.receiver.port:
            thread = threading.Thread(target=self._look_at, args=(second,), name="golive-candidate-beside")
            self._looking.append(thread)
            thread.start()
        else:
            self._ready(second)

    def end_first(self) -> None:
        """Kill the instance that was started first; the second goes on alone."""
        first = self._alive[0]
        first.lives.kill()
        self._retire(first)
        self._alive[0].is_ready = True
        self._routing.connect(self._alive)

    def skew(self, by_ms: int) -> None:
        """Set the clock of its machine: the time of day in all its processes."""
        assert self._setup.pace is not None
        self._setup.pace.skew(by_ms)

    # -- the end ---------------------------------------------------------------------------------------------

    def disconnect(self) -> None:
        """Nothing is sent to it any more, and its end is expected."""
        self._over.set()
        for place in self._places:
            place.disconnect()

    def close(self) -> None:
        """From any thread: end all processes, then what was sent to them."""
        self._over.set()
        for lives in (*self._retired, *(each.lives for each in self._alive)):
            lives.close()
        for thread in self._looking:
            thread.join()
        for place in self._places:
            place.close()

    # -- within ----------------------------------------------------------------------------------------------

    def _count_start(self) -> None:
        """Something was started again: the supervisor counts starts too."""
        self._starts += 1

    def _all_of(self, name: str) -> list[Life | Schedule]:
        """The processes of a name, of all instances."""
        return [found for each in self._alive if (found := each.lives.by_name.get(name)) is not None]

    def _made(self, version: str, place: Place, number: int) -> Instance:
        setup = self._setup
        launcher = place.launchers[version]
        launcher.mark = f"instance {number}: " if number > 1 else ""
        lives = Lives(
            setup.parts(version),
            setup.command.stop_ms,
            launcher,
            setup.submit,
            setup.clock.env,
            self._emit,
            self._numbers.__getitem__,
        )
        return Instance(number, version, place, lives)

    def _number(self, instance: Instance, number: int) -> None:
        """Name an instance, and its calls unless both call the same addresses."""
        instance.number = number
        is_told_apart = len({id(place.addresses) for place in self._places}) > 1
        instance.place.addresses.call_for(number if is_told_apart else 0)

    def _retire(self, instance: Instance) -> None:
        self._alive.remove(instance)
        self._retired.append(instance.lives)
        instance.is_over = True

    def _look_at(self, instance: Instance) -> None:
        """In a thread of its own: have it noted when a second instance accepts connections."""
        while not instance.is_over and not self._over.wait(_LOOK_EVERY_S):
            if instance.place.accepts(_LOOK_EVERY_S):
                self._setup.submit(partial(self._ready, instance))
                return

    def _ready(self, instance: Instance) -> None:
        if not instance.is_over and not self._over.is_set():
            instance.is_ready = True
            self._routing.connect(self._alive)

    def _one_ended(self, instance: Instance, part: str, why: str, crashed: bool) -> None:
        """A process of an instance has ended by itself; `part` is "" where it was the last one."""
        if self._ended is None or instance.is_over:
            return
        if len(self._alive) == 1:
            self._ended(part, why, crashed)
            return
        named = f"instance {instance.number}"
        shown = f"{named}: {why}"
        if part:
            self._ended(part, shown, crashed)
            return
        self._retire(instance)
        self._routing.connect(self._alive)
        self._ended(named, shown, crashed)
        self._setup.world.supervisor.one_ended(instance.number)


class Named:
    """A process of all instances, as the supervisor sees it when a scenario strikes it by name."""

    def __init__(self, find: Callable[[], list[Life | Schedule]], count_start: Callable[[], None]) -> None:
        self._find = find
        self._count_start = count_start
        self._down: list[Life | Schedule] = []

    def kill(self) -> None:
        """Kill it."""
        self._down = self._find()
        for each in self._down:
            each.kill()

    def start_again(self) -> None:
        """Start it again in the instances in which it was killed, if they are still there."""
        self._count_start()
        for each in self._find():
            if each in self._down:
                each.start_again()

    def pause(self, until_ms: int) -> None:
        """Stop it."""
        for each in self._find():
            each.pause(until_ms)

    def resume(self) -> None:
        """Continue it."""
        for each in self._find():
            each.resume()
