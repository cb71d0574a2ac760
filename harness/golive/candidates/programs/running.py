"""One run of a program with the servers around it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from golive.build.world import World
from golive.candidates.programs import attached
from golive.candidates.programs.environment import data_folder, environment, values
from golive.candidates.programs.file.command import Command
from golive.candidates.programs.launcher import Launcher
from golive.candidates.programs.lives import Lives, exit_text, with_last_words
from golive.candidates.programs.options import Options
from golive.candidates.programs.pace import Pace
from golive.candidates.programs.receiver import Receiver
from golive.candidates.programs.rendering import RenderedFiles
from golive.candidates.programs.warming import Warming
from golive.errors import CandidateFailed
from golive.keys.value_kinds import HOUR_MS, show_duration
from golive.live.calls.checkout_hooks import HookSender
from golive.live.calls.retries import RETRY_PATH, RetrySender
from golive.live.calls.signing import SigningKey
from golive.live.calls.webhooks import WebhookSender
from golive.live.front import Front
from golive.live.outside.outside import Outside
from golive.live.outside.sealing import Seal, obstacle
from golive.live.queue.event_queue import EventQueue
from golive.live.shared_folder import SharedFolder
from golive.record.run import CANDIDATE_LOG
from golive.scenario import Scenario
from golive.sim import LiveClock
from golive.sim.durations import Durations
from golive.sim.room import CALLS_AN_ORDER, MOST_AUTOMATIC, safe_speed
from golive.sim.seeding import stream

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
        self.clock = clock
        self._command = command
        self._world = world
        self._desk_token = f"{stream(world.seed, 'desk').getrandbits(128):032x}"
        self._receiver = Receiver.of(command)
        self._options = options
        self._warming = Warming(clock)
        self._is_stopping = False
        self._lives: Lives | None = None
        self._seal: Seal | None = None
        self._files = RenderedFiles(command)
        self._launcher: Launcher | None = None
        self._pace = Pace(clock) if (options.time or command.time) == "follow" else None
        self._sender: WebhookSender | None = None
        self._asker: HookSender | None = None
        self._presser: RetrySender | None = None
        self._hook_key = SigningKey.of(stream(world.seed, "hook key")) if self._receiver.hook else None
        self.queue = EventQueue() if world.scenario.shop.events.delivery == "amqp" else None
        ports = options.shop_port, options.erp_port
        self.front = Front(world, self._desk_token, ports, options.allow_remote)
        self._outside = self._open_outside() if command.hosts is not None else None
        self.front.watch(self._warming)
        self._folder = self._share_files() if world.erp.filedrop.is_open else None

    def _open_outside(self) -> Outside:
        """The names of other machines that the candidate file speaks of."""
        assert self._command.hosts is not None
        emit = self._world.ledger.emitter("candidate")

        def refused(host: str, port: int) -> None:
            data = {"host": host[:MOST_OF_A_NAME], "port": port}
            self._submit(lambda: emit("candidate.address_refused", {}, data))

        folder = data_folder(self._world)
        return Outside(self._command.hosts, self.front.behind_tls(), folder, refused)

    def _sealed(self) -> Seal | None:
        """The seal, where one is wanted and possible. Raises CandidateFailed for one that is demanded in vain."""
        command = self._command
        if self._outside is None or command.sealed == "no":
            return None
        why = obstacle()
        if why and command.sealed == "yes":
            raise CandidateFailed(
                f"sealed: yes is not possible here: {why}; write sealed: no, or leave it out"
            )
        if why:
            return None
        front = self.front
        urls = [
            front.shop_url,
            front.erp_url,
            front.desk_url,
            *([] if self.queue is None else [self.queue.url]),
        ]
        ports = [port for url in urls if (port := urlsplit(url).port)]
        return self._outside.seal([*ports, *command.reach], self._receiver.port)

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
        world, known = self._world, self._names()
        env = environment(world, self.front, known)
        if self._command.attach is not None:
            attached.write_variables(env, world.folder())
        beneath = {} if self._outside is None else self._outside.variables()
        self._seal = self._sealed()
        log_file = world.folder() / CANDIDATE_LOG
        self._launcher = Launcher(self._command, known, env, log_file, beneath, self._seal, self._pace)
        for part in self._command.parts:
            self._launcher.check(part)
        self._files.write(known)

    def launch(self, name: str) -> None:
        """Start the processes. Raises CandidateFailed when there is nothing to start."""
        assert self._launcher is not None
        emit = self._world.ledger.emitter("candidate")
        self._lives = Lives(self._command, self._launcher, self._submit, self.clock.env, emit)
        if self._pace is not None:
            self._pace.begin()
        self._lives.begin()
        way = {} if self._outside is None else {"outside": "a proxy" if self._seal is None else "a seal"}
        time = {} if self._pace is None else {"time": "follow"}
        emit("candidate.started", {}, {"name": name, **way, **time})

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

    def _names(self) -> dict[str, str]:
        """The names of this run with their values."""
        receiver = self._receiver
        speed = self.clock.speed if self._pace is None else 1.0
        found = values(self._world, self.front, speed, sys.executable, data_folder(self._world))
        found["desk.token"] = self._desk_token
        if receiver.port:
            found |= {"webhook.host": receiver.host, "webhook.port": str(receiver.port)}
        if receiver.webhook:
            found |= {"webhook.path": urlsplit(receiver.webhook).path or "/", "webhook.url": receiver.webhook}
        if self._hook_key is not None:
            found |= {"hook.path": urlsplit(receiver.hook).path, "hook.key": self._hook_key.public_pem}
        if self.queue is not None:
            found["amqp.url"] = self.queue.url
        if self._folder is not None:
            found["erp.folder"] = str(self._folder)
        return found

    def wait_until_ready(self) -> str:
        """In a thread of its own: empty when the program is ready, else what is wrong."""
        lives, command = self._lives, self._command
        assert lives is not None
        pause = threading.Event()
        for _ in range(-(-command.ready_ms // _LOOK_EVERY_MS)):
            ended = lives.first_end()
            if ended is not None:
                life, status = ended
                assert life.process is not None
                life.process.wait_for_log()
                return with_last_words(f"it ended with {exit_text(status)} before it was ready", life.process)
            if self._is_ready():
                return ""
            pause.wait(_LOOK_EVERY_MS / 1000)
        within = show_duration(command.ready_ms)
        message = f"it was not ready within {within}: {self._missing()}"
        first = next((life.process for life in lives.lasting), None)
        return message if first is None else with_last_words(message, first)

    def _missing(self) -> str:
        if self.queue is not None:
            return "no consumer on the queue golive.events at AMQP_URL"
        receiver, front = self._receiver, self.front
        if self._command.attach is not None:
            what = (
                f"nothing accepted connections at {receiver.base}" if receiver.port else "it made no request"
            )
            return f"{what}; it is to call the shop at {front.shop_url} and the ERP at {front.erp_url}"
        if receiver.port:
            place = f"{receiver.host}:{receiver.port}"
            return f"nothing accepted connections at GOLIVE_WEBHOOK_HOST:GOLIVE_WEBHOOK_PORT ({place})"
        return "it made no request to the shop or the ERP"

    def _is_ready(self) -> bool:
        if self.queue is not None:
            return self.queue.has_listener()
        if not self._receiver.port:
            has_turns_only = self._lives is not None and self._lives.has_turns_only
            return has_turns_only or self._warming.first_request.is_set()
        return self._receiver.accepts(_LOOK_EVERY_MS / 1000) if self._seal is None else self._seal.accepts()

    def connect(self) -> None:
        """From now on the shop's notices go to the program, and the ERP's to where it subscribed."""
        receiver, is_up = self._receiver, self._lives is not None and self._lives.is_up
        if (receiver.webhook or self._world.erp.config.channels.webhooks) and is_up:
            may_call = attached.MayCall(receiver.webhook) if self._options.allow_remote else None
            self._sender = WebhookSender(receiver.webhook, self.clock, may_call)
            self._world.wire.connect(self._sender.deliver)
        if self.queue is not None:
            others = None if self._sender is None else self._sender.deliver
            self._world.wire.connect(self.queue.connect(self.clock, others))
        if self._hook_key is not None and is_up:
            self._asker = HookSender(receiver.hook, self.clock, self._hook_key)
            self._world.hooks.register(self._asker.ask)
        if self._world.scenario.people.clerks.are_there and is_up:
            url = receiver.base + RETRY_PATH if receiver.port else ""
            self._presser = RetrySender(url, self._desk_token, self.clock)
            self._world.desk.register(self._presser.press)

    def watch(self, name: str) -> None:
        """From now on the supervisor may kill it, and its end is noted."""
        assert self._lives is not None
        self._world.supervisor.watch(name, self._lives, self._lives.parts)
        self._lives.watch(self._ended)

    def disconnect(self) -> None:
        """Cut it off: nothing reaches it, and its end is expected."""
        self._is_stopping = True
        self._world.supervisor.release()
        self._world.disconnect()
        if self._sender is not None:
            self._sender.disconnect()

    def close(self) -> None:
        """From any thread: end the program first, then what it talked to."""
        self._is_stopping = True
        if self._lives is not None:
            self._lives.close()
        self._files.remove()
        for each in (self._sender, self._asker, self._presser, self.queue, self._outside):
            if each is not None:
                each.close()
        self.front.close()

    def _submit(self, note: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed, the run is over
            self.clock.submit(note)

    def _ended(self, part: str, why: str, crashed: bool) -> None:
        """On the clock's thread: it ended by itself; `part` is the process where others go on."""
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
