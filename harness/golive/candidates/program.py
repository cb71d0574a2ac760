"""A candidate that is a program of its own, in any language: started, given addresses and credentials, ended."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TypeVar

from golive.build.world import World
from golive.candidates.files import CandidateFile, Command
from golive.candidates.instances.abilities import PROGRAM
from golive.errors import CandidateFailed
from golive.keys.value_kinds import HOUR_MS, show_duration
from golive.live.calls.checkout_hooks import HookSender
from golive.live.calls.retries import RETRY_PATH, RetrySender
from golive.live.calls.signing import SigningKey
from golive.live.calls.webhooks import WebhookSender
from golive.live.front import Front
from golive.live.process import Process, interrupts_held
from golive.live.queue.event_queue import EventQueue
from golive.live.shared_folder import SharedFolder
from golive.record.folder import DATA_FOLDER
from golive.record.run import CANDIDATE_LOG
from golive.scenario import Scenario, dump
from golive.sim import LiveClock
from golive.sim.room import CALLS_AN_ORDER, MOST_AUTOMATIC, safe_speed
from golive.sim.seeding import stream

HOST = "127.0.0.1"
ERP_FOLDER = "erp-files"
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")

_LOOK_EVERY_MS = 50
_SHOWN_ENDING = "its last lines:"

T = TypeVar("T")


class Program:
    """A command line from a candidate file. It needs the live clock."""

    clocks = ("live",)
    able_to = PROGRAM

    def __init__(self, file: CandidateFile) -> None:
        if file.command is None:
            raise ValueError(f"{file.path}: expected a command")
        self.name = file.name
        self._command = file.command
        self._running: _Running | None = None

    async def start(self, world: World) -> None:
        """Start servers and program and wait until it is ready. Raises CandidateFailed; nothing is left then."""
        clock = world.clock
        if not isinstance(clock, LiveClock):
            raise CandidateFailed(f"{self.name} is a separate program and needs real time; add --clock live")
        clock.idle()
        self._running = _Running(self._command, world, clock)
        try:
            queue = self._running.queue
            problem = "" if queue is None else await _in_thread(clock, queue.open)
            if problem:
                raise CandidateFailed(problem)
            await self._running.settle_speed()
            self._running.launch(self.name)
            problem = await _in_thread(clock, self._running.wait_until_ready)
            if problem:
                raise CandidateFailed(problem)
        except BaseException:
            await self.stop()
            raise
        self._running.connect()
        self._running.front.pulse.start()
        world.supervisor.watch(self.name, self._running)
        clock.restart()

    async def stop(self) -> None:
        """End the program and everything that was started for it. Safe to repeat."""
        running, self._running = self._running, None
        if running is not None:
            running.disconnect()
            await _in_thread(running.clock, running.close)
            running.front.conclude()


class _Running:
    """One run of the program with the servers around it."""

    def __init__(self, command: Command, world: World, clock: LiveClock) -> None:
        self.clock = clock
        self._command = command
        self._world = world
        self._desk_token = f"{stream(world.seed, 'desk').getrandbits(128):032x}"
        self._port = _free_port() if command.webhook or command.hook else 0
        self._first_request = threading.Event()
        self._is_stopping = False
        self._process: Process | None = None
        self._killed: list[Process] = []
        self._sender: WebhookSender | None = None
        self._asker: HookSender | None = None
        self._presser: RetrySender | None = None
        self._hook_key = SigningKey.of(stream(world.seed, "hook key")) if command.hook else None
        self.queue = EventQueue() if world.scenario.shop.events.delivery == "amqp" else None
        self.front = Front(world, self._desk_token)
        for system in self.front.systems:
            system.on_request = self._first_request.set
        self._folder = self._share_files() if world.erp.filedrop.is_open else None

    def _share_files(self) -> Path:
        """The ERP's file folders as real ones in the run folder."""
        folder = (self._world.folder() / DATA_FOLDER / ERP_FOLDER).absolute()
        shared = SharedFolder(folder, self._world.erp.filedrop.files)
        self.clock.env.process(shared.watch(self.clock.env, self.clock.speed))
        return folder

    async def settle_speed(self) -> None:
        """Measure round trips, and choose the speed from them where the clock leaves it open."""
        trips = await _in_thread(self.clock, self.front.pulse.measure)
        if self.clock.is_automatic:
            scenario = self._world.scenario
            orders = busiest_rate(scenario) * scenario.budgets.order_ms / HOUR_MS
            window_ms = scenario.budgets.order_ms
            safe = safe_speed(orders, CALLS_AN_ORDER, window_ms, 2 * trips.quantile(0.95))
            self.clock.speed = min(safe, MOST_AUTOMATIC)

    def launch(self, name: str) -> None:
        """Start the process. Raises CandidateFailed when there is nothing to start."""
        with interrupts_held():
            self._process = self._spawn()
        self._world.ledger.emitter("candidate")("candidate.started", {}, {"name": name})

    def _spawn(self) -> Process:
        arguments = [part.replace("{python}", sys.executable) for part in self._command.arguments]
        env = self._environment()
        arguments[0] = _executable(arguments[0], self._command.folder, env.get("PATH", os.defpath))
        try:
            return Process(
                arguments,
                self._command.folder,
                env,
                self._world.folder() / CANDIDATE_LOG,
                partial(self._on_exit, len(self._killed)),
                goes_on=bool(self._killed),
            )
        except (OSError, ValueError) as error:
            raise CandidateFailed(f"{arguments[0]} cannot be started: {error}") from error

    def wait_until_ready(self) -> str:
        """In a thread of its own: empty when the program is ready, else what is wrong."""
        process, command = self._process, self._command
        assert process is not None
        for _ in range(-(-command.ready_ms // _LOOK_EVERY_MS)):
            if process.status is not None:
                process.wait_for_log()
                return _with_last_words(
                    f"it ended with {_exit_text(process.status)} before it was ready", process
                )
            if self._is_ready():
                return ""
            process.wait(_LOOK_EVERY_MS / 1000)
        within = show_duration(command.ready_ms)
        if self.queue is not None:
            missing = "no consumer on the queue golive.events at AMQP_URL"
        elif self._port:
            missing = f"nothing accepted connections at GOLIVE_WEBHOOK_HOST:GOLIVE_WEBHOOK_PORT ({HOST}:{self._port})"
        else:
            missing = "it made no request to the shop or the ERP"
        return _with_last_words(f"it was not ready within {within}: {missing}", process)

    def _is_ready(self) -> bool:
        if self.queue is not None:
            return self.queue.has_listener()
        if not self._port:
            return self._first_request.is_set()
        try:
            socket.create_connection((HOST, self._port), _LOOK_EVERY_MS / 1000).close()
        except OSError:
            return False
        return True

    def connect(self) -> None:
        """From now on the shop's notices go to the program, and the ERP's to where it subscribed."""
        process, webhook = self._process, self._command.webhook
        gets_notices = webhook or self._world.erp.config.channels.webhooks
        if gets_notices and process is not None and process.status is None:
            url = f"http://{HOST}:{self._port}{webhook}" if webhook else ""
            self._sender = WebhookSender(url, self.clock)
            self._world.wire.connect(self._sender.deliver)
        if self.queue is not None:
            others = None if self._sender is None else self._sender.deliver
            self._world.wire.connect(self.queue.connect(self.clock, others))
        if self._hook_key is not None and process is not None and process.status is None:
            url = f"http://{HOST}:{self._port}{self._command.hook}"
            self._asker = HookSender(url, self.clock, self._hook_key)
            self._world.hooks.register(self._asker.ask)
        if self._world.scenario.people.clerks.are_there and process is not None and process.status is None:
            url = f"http://{HOST}:{self._port}{RETRY_PATH}" if self._port else ""
            self._presser = RetrySender(url, self._desk_token, self.clock)
            self._world.desk.register(self._presser.press)

    def kill(self) -> None:
        """SIGKILL to the process group. Its address stays known: connections to it are refused meanwhile."""
        if self._process is not None:
            self._process.kill()
            self._killed.append(self._process)

    def start_again(self) -> None:
        """Run the same command in the same environment, without waiting until it is ready."""
        try:
            with interrupts_held():
                self._process = self._spawn()
        except CandidateFailed as failed:
            self._ended(str(failed))

    def pause(self, until_ms: int) -> None:
        if self._process is not None:
            self._process.pause()

    def resume(self) -> None:
        if self._process is not None:
            self._process.resume()

    def disconnect(self) -> None:
        self._is_stopping = True
        self._world.supervisor.release()
        self._world.disconnect()
        if self._sender is not None:
            self._sender.disconnect()

    def close(self) -> None:
        """From any thread: end the program first, then what it talked to."""
        self._is_stopping = True
        for process in (*self._killed, self._process):
            if process is not None:
                process.end(self._command.stop_ms / 1000)
        if self._sender is not None:
            self._sender.close()
        if self._asker is not None:
            self._asker.close()
        if self._presser is not None:
            self._presser.close()
        if self.queue is not None:
            self.queue.close()
        self.front.close()

    def _ended(self, why: str, crashed: bool = True) -> None:
        """On the clock's thread: it has ended and is not started again. A program that ends with 0 did its work."""
        self._world.supervisor.release()
        self._world.disconnect(keep_queue=self.queue is not None)
        data = {"why": why, "crashed": crashed}
        self._world.ledger.emitter("candidate")("candidate.ended", {}, data)

    def _on_exit(self, life: int, status: int) -> None:
        """In the watching thread: have the end of the program noted on the clock's thread, unless it was ended here."""

        def note() -> None:
            if not self._is_stopping and life == len(self._killed):
                self._ended(_exit_text(status), status != 0)

        with suppress(RuntimeError):  # the loop is closed, the run is over
            self.clock.submit(note)

    def _environment(self) -> dict[str, str]:
        world, front, credentials = self._world, self.front, self._world.credentials
        data = (world.folder() / DATA_FOLDER).absolute()
        data.mkdir(exist_ok=True)
        stores = enumerate(world.scenario.shop.stores, 1)
        env = {name: os.environ[name] for name in INHERITED if name in os.environ}
        env |= self._command.env
        env |= {
            "GOLIVE_SHOP_URL": front.shop_url,
            "GOLIVE_SHOP_USER": credentials.shop_user,
            "GOLIVE_SHOP_PASSWORD": credentials.shop_password,
            "GOLIVE_ERP_URL": front.erp_url,
            "GOLIVE_ERP_CLIENT_ID": credentials.erp_client_id,
            "GOLIVE_ERP_CLIENT_SECRET": credentials.erp_client_secret,
            "GOLIVE_ERP_DIALECT": world.erp.dialect.name,
            "GOLIVE_ERP_LOGIN": json.dumps(world.erp_login(front.erp_url)),
            "GOLIVE_DESK_URL": front.desk_url,
            "GOLIVE_DESK_TOKEN": self._desk_token,
            "GOLIVE_SPEED": f"{self.clock.speed:g}",
            "GOLIVE_DATA_DIR": str(data),
            **({} if self.queue is None else {"AMQP_URL": self.queue.url}),
            **({} if self._folder is None else {"GOLIVE_ERP_FOLDER": str(self._folder)}),
            **({"GOLIVE_ERP_DATABASE": path} if (path := world.database()) else {}),
            "GOLIVE_NET_PRICE_STORES": ",".join(
                str(number) for number, store in stores if store.tax == "exclusive"
            ),
            "GOLIVE_OWNERS": json.dumps(dump(world.scenario)["owners"]),
            "GOLIVE_BUDGETS": json.dumps(asdict(world.scenario.budgets)),
        }
        if self._port:
            env |= {
                "GOLIVE_WEBHOOK_HOST": HOST,
                "GOLIVE_WEBHOOK_PORT": str(self._port),
                "GOLIVE_WEBHOOK_PATH": self._command.webhook or "",
                "GOLIVE_HOOK_PATH": self._command.hook or "",
                "GOLIVE_HOOK_KEY": "" if self._hook_key is None else self._hook_key.public_pem,
            }
        return env


def busiest_rate(scenario: Scenario) -> float:
    """The highest rate of orders that a scenario asks for, per hour."""
    orders = scenario.traffic.orders
    rates = [orders.base]
    for tops in (orders.peaks, orders.flashes, orders.campaigns):
        rates += [top.reach for top in tops]
    return max(rate.per_hour for rate in rates)


async def _in_thread(clock: LiveClock, work: Callable[[], T]) -> T:
    """Run `work` in a thread that finishes whatever becomes of the loop, and wait for its result."""
    done: asyncio.Future[None] = clock.loop.create_future()
    results: list[T] = []

    def run() -> None:
        try:
            results.append(work())
        finally:
            with suppress(RuntimeError):  # the loop is closed: nothing waits any more
                clock.submit(lambda: None if done.done() else done.set_result(None))

    thread = threading.Thread(target=run, name="golive-candidate")
    thread.start()
    await done
    thread.join()
    return results[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _executable(named: str, folder: Path, search: str) -> str:
    """The program's path. Raises CandidateFailed when there is none that may be executed."""
    if os.sep not in named:
        found = shutil.which(named, path=search)
        if found is None:
            raise CandidateFailed(
                f"the command {named!r} is not in PATH; install it, or give its path (./{named} for a file "
                f"beside the candidate file)"
            )
        return found
    path = folder / Path(named).expanduser()
    if not path.exists():
        raise CandidateFailed(f"the command {named!r} does not exist (looked in {folder})")
    if path.is_dir() or not os.access(path, os.X_OK):
        raise CandidateFailed(
            f"the command {path} may not be executed; make it executable, or name its interpreter"
        )
    return str(path)


def _exit_text(status: int) -> str:
    return f"exit status {status}" if status >= 0 else f"killed by signal {-status}"


def _with_last_words(message: str, process: Process) -> str:
    lines = process.last_lines()
    if not lines:
        return f"{message}; it wrote no output"
    return "\n  ".join([f"{message}; {_SHOWN_ENDING}", *lines])
