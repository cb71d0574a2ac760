"""One run of a program with the servers around it."""

from __future__ import annotations

import threading
from pathlib import Path

from golive.build.world import World
from golive.candidates.programs import attached
from golive.candidates.programs.environment import data_folder
from golive.candidates.programs.file.command import Command
from golive.candidates.programs.instances.instances import Instances
from golive.candidates.programs.instances.place import Place
from golive.candidates.programs.instances.setup import Setup
from golive.candidates.programs.instances.sharing import Sharing, check_port
from golive.candidates.programs.lives import exit_text, with_last_words
from golive.candidates.programs.options import Options
from golive.candidates.programs.pace import Pace
from golive.candidates.programs.receiver import Receiver
from golive.candidates.programs.warming import Warming
from golive.keys.value_kinds import HOUR_MS, show_duration
from golive.live.calls.signing import SigningKey
from golive.live.front import Front
from golive.live.outside.outside import Outside
from golive.live.queue.event_queue import EventQueue
from golive.live.shared_folder import SharedFolder
from golive.scenario import Scenario
from golive.sim import LiveClock
from golive.sim.durations import Durations
from golive.sim.room import CALLS_AN_ORDER, MOST_AUTOMATIC, safe_speed
from golive.sim.seeding import stream
from golive_virtual.hosts import Hosts

ERP_FOLDER = "erp-files"
MOST_OF_A_NAME = 255

_LOOK_EVERY_MS = 50
_MOST_LOOKS = 5
"""How often the clock of a program is awaited before its calls, which hurry simulated time, no longer do."""


class Running:
    """A program and what it talks to, from construction to `close`. Methods are for the clock's thread."""

    def __init__(self, command: Command, options: Options, world: World, clock: LiveClock) -> None:
        if command.attach is not None:
            attached.check(command.attach, options, world)
        needs = {getattr(spec.fault_class, "NEEDS", "") for spec in world.scenario.faults}
        self._has_two = "instances" in needs
        if self._has_two:
            check_port(command)
        self.clock = clock
        self._command = command
        self._world = world
        self._receiver = Receiver.of(command)
        self._warming = Warming(clock)
        self._is_stopping = False
        self._instances: Instances | None = None
        self._outside: Outside | None = None
        follows = (options.time or command.time) == "follow"
        self._pace = Pace(clock, "clock" in needs) if follows else None
        self.queue = EventQueue() if world.scenario.shop.events.delivery == "amqp" else None
        ports = options.shop_port, options.erp_port
        names = Hosts(dict.fromkeys(command.hosts or (), True))
        desk_token = f"{stream(world.seed, 'desk').getrandbits(128):032x}"
        try:
            self.front = Front(world, clock, desk_token, ports, options.allow_remote, names)
        except BaseException:
            if self._pace is not None:
                self._pace.close()
            raise
        self._setup = Setup(
            command,
            options,
            world,
            clock,
            desk_token,
            SigningKey.of(stream(world.seed, "hook key")) if self._receiver.hook else None,
            self.queue,
            self._pace,
            self._share_files() if world.erp.filedrop.is_open else None,
        )
        self._sharing = Sharing(command)
        self._places = self._made_places()
        self.front.watch(self._warming)

    def _made_places(self) -> list[Place]:
        """Where the first instance is, and where a second one is while both run."""
        front, bases = self.front, [self._receiver.base]
        outside = self._outside = self._open_outside() if self._command.hosts is not None else None
        places = [Place(self._setup, self._receiver, front.first, outside, bases)]
        if self._has_two:
            receiver, addresses = Receiver.of(self._command), front.second()
            bases.append(receiver.base)
            beside = None if outside is None else outside.beside(front.behind_tls(addresses))
            places.append(Place(self._setup, receiver, addresses, beside, bases))
        return places

    def _open_outside(self) -> Outside:
        """The names of other machines that the candidate file speaks of."""
        assert self._command.hosts is not None
        emit = self._world.ledger.emitter("candidate")

        def refused(host: str, port: int) -> None:
            data = {"host": host[:MOST_OF_A_NAME], "port": port}
            self._setup.submit(lambda: emit("candidate.address_refused", {}, data))

        folder = data_folder(self._world)
        return Outside(self._command.hosts, self.front.behind_tls(self.front.first), folder, refused)

    def _share_files(self) -> Path:
        """The ERP's file folders as real ones in the run folder."""
        folder = data_folder(self._world) / ERP_FOLDER
        shared = SharedFolder(folder, self._world.erp.filedrop.files)
        self.clock.env.process(shared.watch(self.clock.env, self.clock.speed))
        return folder

    def settle_speed(self, trips: Durations) -> None:
        """Choose the speed from measured round trips where the clock leaves it open."""
        if self.clock.is_automatic:
            scenario = self._world.scenario
            orders = busiest_rate(scenario) * scenario.budgets.order_ms / HOUR_MS
            window_ms = scenario.budgets.order_ms
            safe = safe_speed(orders, CALLS_AN_ORDER, window_ms, 2 * trips.quantile(0.95))
            self.clock.speed = min(safe, MOST_AUTOMATIC)

    def prepare(self) -> None:
        """In a thread of its own: all that takes long before the start. Raises CandidateFailed."""
        first, *others = self._places
        first.prepare()
        self._sharing.write(first, others)
        for place in others:
            place.prepare()

    def launch(self, name: str) -> None:
        """Start the processes. Raises CandidateFailed when there is nothing to start."""
        self._instances = Instances(self._setup, self._places)
        if self._pace is not None:
            self._pace.begin()
        self._instances.begin()
        sealed = self._places[0].seal is not None
        way = {} if self._outside is None else {"outside": "a seal" if sealed else "a proxy"}
        time = {} if self._pace is None else {"time": "follow"}
        self._world.ledger.emitter("candidate")("candidate.started", {}, {"name": name, **way, **time})

    def wait_for_its_clock(self) -> None:
        """In a thread of its own: where the program's clock is still behind simulated time, let it catch up."""
        looks = 0
        while self._pace is not None and (behind_s := self._pace.behind_s()) > 0:
            threading.Event().wait(behind_s)
            looks += 1
            if looks == _MOST_LOOKS:
                self._warming.hold()

    def begin_in_step(self) -> None:
        """From now on time passes at full speed, for the program's clock from the same instant."""
        self._warming.end()
        self.front.watch(None)
        if self._pace is not None:
            self._pace.settle()

    def wait_until_ready(self) -> str:
        """In a thread of its own: empty when the program is ready, else what is wrong."""
        assert self._instances is not None
        lives, command = self._instances.lives, self._command
        pause = threading.Event()
        for _ in range(-(-command.ready_ms // _LOOK_EVERY_MS)):
            ended = lives.first_end()
            if ended is not None:
                life, status = ended
                assert life.process is not None
                life.process.wait_for_log()
                return with_last_words(f"it ended with {exit_text(status)} before it was ready", life.process)
            if self._is_ready(lives.has_turns_only):
                return ""
            pause.wait(_LOOK_EVERY_MS / 1000)
        within = show_duration(command.ready_ms)
        message = f"it was not ready within {within}: {self._missing()}"
        first = next((life.process for life in lives.lasting), None)
        return message if first is None else with_last_words(message, first)

    def _missing(self) -> str:
        if self.queue is not None:
            return "no consumer on the queue golive.events at AMQP_URL"
        receiver, told = self._receiver, self.front.first
        if self._command.attach is not None:
            what = (
                f"nothing accepted connections at {receiver.base}" if receiver.port else "it made no request"
            )
            return f"{what}; it is to call the shop at {told.shop_url} and the ERP at {told.erp_url}"
        if receiver.port:
            place = f"{receiver.host}:{receiver.port}"
            return f"nothing accepted connections at GOLIVE_WEBHOOK_HOST:GOLIVE_WEBHOOK_PORT ({place})"
        return "it made no request to the shop or the ERP"

    def _is_ready(self, has_turns_only: bool) -> bool:
        if self.queue is not None:
            return self.queue.has_listener()
        if not self._receiver.port:
            return has_turns_only or self._warming.first_request.is_set()
        return self._places[0].accepts(_LOOK_EVERY_MS / 1000)

    def connect(self) -> None:
        """From now on the shop's notices go to the program, and the ERP's to where it subscribed."""
        assert self._instances is not None
        self._instances.connect()

    def watch(self, name: str) -> None:
        """From now on the supervisor may kill it, and its end is noted."""
        instances = self._instances
        assert instances is not None
        self._world.supervisor.watch(name, instances, instances.by_name)
        instances.watch(self._ended)

    def disconnect(self) -> None:
        """Cut it off: nothing reaches it, and its end is expected."""
        self._is_stopping = True
        self.front.let_go()
        self._world.supervisor.release()
        self._world.disconnect()
        if self._instances is not None:
            self._instances.disconnect()

    def close(self) -> None:
        """From any thread: end the program first, then what it talked to."""
        self._is_stopping = True
        if self._instances is not None:
            self._instances.close()
        self._sharing.remove()
        for each in (self.queue, self._outside, self._pace):
            if each is not None:
                each.close()
        self.front.close()

    def _ended(self, part: str, why: str, crashed: bool) -> None:
        """On the clock's thread: it ended by itself; `part` is the process or the instance where others go on."""
        if self._is_stopping:
            return
        if not part:
            self._world.supervisor.release()
            self._world.disconnect(keep_queue=self.queue is not None)
        self._world.ledger.emitter("candidate")("candidate.ended", {}, {"why": why, "crashed": crashed})


def busiest_rate(scenario: Scenario) -> float:
    """The highest rate of orders that a scenario asks for, per hour."""
    orders = scenario.traffic.orders
    rates = [orders.base]
    for tops in (orders.peaks, orders.flashes, orders.campaigns):
        rates += [top.reach for top in tops]
    return max(rate.per_hour for rate in rates)
