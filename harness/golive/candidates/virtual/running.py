"""One run of a Python program: its process, its turns, its connections, and its notices."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from golive.build.world import World
from golive.candidates.log import CandidateLog
from golive.candidates.virtual.asking import Asking, Replied
from golive.candidates.virtual.child import Child, Ended
from golive.candidates.virtual.entry import Entry
from golive.candidates.virtual.environment import Given
from golive.candidates.virtual.notices import Notices
from golive.candidates.virtual.outside.ends import Receiver
from golive.candidates.virtual.outside.names import Outside
from golive.candidates.virtual.systems import WEBHOOK_PORT, AtTheDesk, systems
from golive.errors import CandidateFailed
from golive.live.calls.signing import SigningKey
from golive.live.shared_folder import SharedFolder
from golive.record.folder import DATA_FOLDER
from golive.sim.seeding import stream
from golive_virtual.frames import CLOSE, CONNECT, DATA, DEAF, FAILED, LISTEN, LOG, OPEN, REFUSED, UNKNOWN_HOST

ERP_FOLDER = "erp-files"


class Running:
    """From the first start of a program to the end of the run, over all its restarts.

    `ended` is why the program ended by itself, None while it has not.
    """

    def __init__(self, name: str, entry: Entry, world: World) -> None:
        self.ended: str | None = None
        self._name = name
        self._entry = entry
        self._world = world
        self._emit = world.ledger.emitter("candidate")
        self._resources = ExitStack()
        self._log = CandidateLog(world.open_log(), world.clock.env.now_ms)
        self._resources.callback(self._log.close)
        self._scratch = self._resources.enter_context(tempfile.TemporaryDirectory(prefix="golive-"))
        self._data = self._data_folder()
        self._desk_token = f"{stream(world.seed, 'desk').getrandbits(128):032x}"
        self._hook_key = SigningKey.of(stream(world.seed, "hook key")) if entry.hook else None
        self._desk = AtTheDesk(world, self._desk_token)
        self._systems = systems(world, self._desk)
        self._outside = Outside(
            world, entry.hosts, self._systems, Path(self._scratch), self._log.write, self._refused
        )
        self._started_ms = world.clock.now()
        self._starts = 0
        self._child: Child | None = None
        self._connections: dict[int, Receiver] = {}
        self._numbers = 1
        self._ports: dict[int, None] = {}
        self._wake = 0
        self._is_due = False
        self._is_paused = False
        self._notices = Notices(world, entry, self._desk_token, self._hook_key, self.ask)
        self._take: dict[int, Callable[[int, bytes], None]] = {
            OPEN: self._opened,
            DATA: self._received,
            CLOSE: self._closed,
            LISTEN: lambda port, _: self._ports.update({port: None}),
            DEAF: lambda port, _: self._ports.pop(port, None),
            LOG: lambda _, content: self._log.write(content.decode("utf-8", "replace")),
            REFUSED: lambda _, content: self._refused(content.decode("utf-8", "replace")),
            UNKNOWN_HOST: self._outside.unknown_host,
            FAILED: self._thread_failed,
        }

    def _data_folder(self) -> Path:
        """The folder for what the program stores: in the run folder, or one that is removed at the end."""
        if self._world.run_dir is None:
            return Path(self._resources.enter_context(tempfile.TemporaryDirectory(prefix="golive-")))
        data = (self._world.run_dir / DATA_FOLDER).absolute()
        data.mkdir(exist_ok=True)
        return data

    # -- the process -----------------------------------------------------------------------------------------

    def launch(self) -> None:
        """Start the process and let the program run until it waits. Raises CandidateFailed."""
        entry, world = self._filled(), self._world
        self._starts += 1
        try:
            self._child = Child(entry.interpreter, entry.folder, dict(entry.env))
        except OSError as error:
            raise CandidateFailed(f"{entry.interpreter or 'python'} cannot be started: {error}") from error
        seed = stream(world.seed, f"candidate, start {self._starts}").getrandbits(64)
        self._child.start(
            {
                **entry.settings(),
                "seed": seed,
                "start_ms": self._started_ms,
                **self._outside.settings(),
                "systems": {port: name for port, (name, _) in self._systems.items()},
            },
            world.clock.now(),
        )
        if self._starts == 1:  # later ones are told by the supervisor
            self._emit("candidate.started", {}, {"name": self._name})
        self._turn(None)

    def _filled(self) -> Entry:
        """How to start it, with the names of the run filled in."""
        key = "" if self._hook_key is None else self._hook_key.public_pem
        given = Given.of(self._world, self._entry, self._desk_token, key, self._data)
        if self._world.erp.config.channels.files:
            folder = self._data / ERP_FOLDER
            if not self._starts:
                shared = SharedFolder(folder, self._world.erp.filedrop.files)
                self._world.clock.env.process(shared.watch(self._world.clock.env))
            given.names["erp.folder"] = given.variables["GOLIVE_ERP_FOLDER"] = str(folder)
        given.variables["TMPDIR"] = self._scratch
        return given.filled(self._entry, self._outside.variables())

    # -- turns -----------------------------------------------------------------------------------------------

    def _soon(self) -> None:
        """Something has happened for the program: it gets a turn at this instant."""
        if not self._is_due:
            self._is_due = True
            self._world.clock.env.after(0, self._now, None)

    def _now(self, _: object) -> None:
        self._is_due = False
        if self._child is not None and not self._is_paused:
            self._turn(self._world.clock.now())

    def _turn(self, now_ms: int | None) -> None:
        child = self._child
        assert child is not None
        try:
            wake_ms = child.turn(self._frame, now_ms)
        except Ended as ended:
            if child is self._child:
                self._finish(ended)
            return
        if child is not self._child or wake_ms is None:
            return
        self._wake += 1
        env = self._world.clock.env
        env.after(max(0, wake_ms - env.now_ms()), self._woken, self._wake)

    def _woken(self, wake: int) -> None:
        if wake == self._wake:
            self._now(None)

    def _frame(self, kind: int, number: int, content: bytes) -> None:
        if self._child is not None:  # it may have been killed by what it did in this turn
            self._take[kind](number, content)

    def _finish(self, ended: Ended) -> None:
        """The program has ended by itself; it is not started again."""
        self.ended = ended.why
        self._drop()
        self._world.supervisor.ended()
        self._world.disconnect()
        self._emit("candidate.ended", {}, {"why": ended.why, "crashed": ended.crashed})

    def _drop(self) -> None:
        """End the process, and all its connections with it."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            spilled = child.spilled()
            if spilled:
                self._log.write(spilled)
            child.end()
        self._wake += 1
        self._ports.clear()
        connections, self._connections = self._connections, {}
        for connection in connections.values():
            if isinstance(connection, Asking):
                connection.finish(None)

    # -- what the program does -------------------------------------------------------------------------------

    def _opened(self, number: int, content: bytes) -> None:
        self._connections[number] = self._outside.opened(content.decode(), *self._ends(number))

    def _ends(self, number: int) -> tuple[Callable[[bytes], None], Callable[[], None]]:
        return partial(self._send, DATA, number), partial(self._hang_up, number)

    def _send(self, kind: int, number: int, content: bytes = b"") -> None:
        if self._child is not None:
            self._child.send(kind, number, content)
            self._soon()

    def _hang_up(self, number: int) -> None:
        if self._connections.pop(number, None) is not None:
            self._send(CLOSE, number)

    def _received(self, number: int, content: bytes) -> None:
        connection = self._connections.get(number)
        if connection is not None:
            connection.receive(content)

    def _closed(self, number: int, _: bytes) -> None:
        connection = self._connections.pop(number, None)
        if connection is not None:
            connection.receive(b"")

    def _refused(self, sentence: str) -> None:
        self._log.write(f"golive refused: {sentence}")
        self._emit("candidate.refused", {}, {"what": sentence})

    def _thread_failed(self, _: int, content: bytes) -> None:
        data = {
            "why": content.decode("utf-8", "replace"),
            "at_ms": self._world.clock.now(),
            "is_thread": True,
        }
        self._emit("candidate.task_failed", {}, data)

    # -- what the program is asked ---------------------------------------------------------------------------

    def ask(
        self, url: str, port: int, headers: dict[str, str], body: bytes, replied: Replied
    ) -> Asking | None:
        """POST to a port of the program; None, and no reply, where nothing listens."""
        if self._child is None or port not in self._ports:
            replied(None)
            return None
        self._numbers += 2
        number = self._numbers
        self._send(CONNECT, number, b"%d" % port)
        write, close = self._ends(number)
        asking = self._connections[number] = Asking(url, headers, body, write, close, replied)
        return asking

    def is_ready(self) -> bool:
        """Whether notices can be received, where there are any."""
        return not (self._entry.webhook or self._entry.hook) or WEBHOOK_PORT in self._ports

    def connect(self) -> None:
        """From now on notices, questions and retries go to the program."""
        if self.ended is None:
            self._notices.connect()

    # -- as the supervisor sees it ---------------------------------------------------------------------------

    def kill(self) -> None:
        """End the process. Its files stay."""
        self._is_paused = False
        self._drop()

    def start_again(self) -> None:
        """Run the program anew, with the files that it has stored."""
        self.launch()

    def pause(self, until_ms: int) -> None:
        """Give it no turns until `resume`."""
        self._is_paused = True

    def resume(self) -> None:
        """Give it turns again."""
        self._is_paused = False
        self._soon()

    # -- the end -----------------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the process and release everything. Safe to repeat."""
        self._world.supervisor.release()
        self._world.disconnect()
        self._drop()
        self._desk.app.close()
        self._resources.close()
