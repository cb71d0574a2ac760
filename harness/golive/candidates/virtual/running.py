"""One run of a Python program: its instances over all restarts, and what they have in common."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from golive.build.world import World
from golive.candidates.log import CandidateLog
from golive.candidates.programs.rendering import RenderedFiles
from golive.candidates.virtual.child import Child, Ended
from golive.candidates.virtual.entry import Entry
from golive.candidates.virtual.environment import Given
from golive.candidates.virtual.instance import Instance, Surroundings
from golive.candidates.virtual.notices import Notices
from golive.candidates.virtual.outside.names import Outside
from golive.candidates.virtual.systems import AtTheDesk, systems
from golive.errors import CandidateFailed
from golive.live.calls.signing import SigningKey
from golive.live.shared_folder import SharedFolder
from golive.record.folder import DATA_FOLDER
from golive.sim.seeding import stream

ERP_FOLDER = "erp-files"


class Running:
    """From the first start of a program to the end of the run, over all its restarts.

    One instance of it runs, during an overlap two, the older first. `ended` is why the program ended by itself, None
    while it has not.
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
        self._began_ns = Path(self._scratch).stat().st_mtime_ns
        self._data = self._data_folder()
        self._files = RenderedFiles(entry.folder, entry.files)
        self._resources.callback(self._files.remove)
        self._desk_token = f"{stream(world.seed, 'desk').getrandbits(128):032x}"
        self._hook_key = SigningKey.of(stream(world.seed, "hook key")) if entry.hook else None
        self._desk = AtTheDesk(world, self._desk_token)
        answering = systems(world, self._desk)
        self._outside = Outside(world, entry.hosts, answering, Path(self._scratch), self._write)
        self._started_ms = world.clock.now()
        self._starts = 0
        self._skew_ms = 0
        self._instances: list[Instance] = []
        self._is_connected = False
        self._notices = Notices(world, entry, self._desk_token, self._hook_key)
        self._around = Surroundings(
            world.clock.env,
            self._outside,
            self._emit,
            self._write,
            self._finish,
            self._ports_changed,
        )

    def _data_folder(self) -> Path:
        """The folder for what the program stores: in the run folder, or one that is removed at the end."""
        if self._world.run_dir is None:
            return Path(self._resources.enter_context(tempfile.TemporaryDirectory(prefix="golive-")))
        data = (self._world.run_dir / DATA_FOLDER).absolute()
        data.mkdir(exist_ok=True)
        return data

    def _write(self, number: int, text: str) -> None:
        """Write to the log; while two instances run, each line names its own."""
        if len(self._instances) > 1:
            text = "\n".join(f"instance {number}: {line}" for line in text.splitlines() or [""])
        self._log.write(text)

    # -- the processes ---------------------------------------------------------------------------------------

    def launch(self) -> None:
        """Start a process and let the program run until it waits. Raises CandidateFailed."""
        entry, world = self._filled(), self._world
        self._starts += 1
        try:
            child = Child(entry.interpreter, entry.folder, dict(entry.env))
        except OSError as error:
            raise CandidateFailed(f"{entry.interpreter or 'python'} cannot be started: {error}") from error
        seed = stream(world.seed, f"candidate, start {self._starts}").getrandbits(64)
        child.start(
            {
                **entry.settings(),
                "seed": seed,
                "start_ms": self._started_ms,
                "began_ns": self._began_ns,
                "skew_ms": self._skew_ms,
                "instance": self._starts,
                **self._outside.settings(),
            },
            world.clock.now(),
        )
        if self._starts == 1:  # later ones are told by the supervisor
            self._emit("candidate.started", {}, {"name": self._name})
        instance = Instance(self._starts, child, self._around)
        self._instances.append(instance)
        instance.begin()

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
        if not self._starts:
            self._files.write(given.names)
        return given.filled(self._entry, self._outside.variables())

    def _finish(self, ended: Ended) -> None:
        """An instance has ended by itself: the program ends with it, and is not started again."""
        self.ended = why = ended.why + self._hint(ended.why)
        self._drop()
        self._world.supervisor.ended()
        self._world.disconnect()
        self._emit("candidate.ended", {}, {"why": why, "crashed": ended.crashed})

    def _hint(self, why: str) -> str:
        """What to write where the Python of golive lacks a package of the program; "" otherwise."""
        if self._entry.interpreter or not why.startswith("ModuleNotFoundError"):
            return ""
        return (
            "; it ran under the Python of golive: name the one that has its packages in a candidate file, such as "
            "interpreter: .venv/bin/python"
        )

    def _drop(self) -> None:
        """End all processes."""
        for instance in self._instances:
            instance.kill()
        self._instances = []

    # -- what the program is asked ---------------------------------------------------------------------------

    def is_ready(self) -> bool:
        """Whether notices can be received, where there are any."""
        is_told = bool(self._entry.webhook or self._entry.hook)
        return not is_told or any(each.takes_notices for each in self._instances)

    def connect(self) -> None:
        """From now on notices, questions and retries go to the program."""
        if self.ended is None:
            self._is_connected = True
            self._connect()

    def _connect(self) -> None:
        """Of several instances those that listen get notices, as behind a load balancer that asks for their health."""
        if self._is_connected and self._instances:
            listening = [each for each in self._instances if each.is_listening] or self._instances
            takers = {each.number: each.ask for each in listening}
            self._notices.connect(takers, are_several=len(self._instances) > 1)

    def _ports_changed(self) -> None:
        if len(self._instances) > 1:
            self._connect()

    # -- as the supervisor sees it ---------------------------------------------------------------------------

    def kill(self) -> None:
        """End all processes. Their files stay."""
        self._drop()

    def start_again(self) -> None:
        """Run the program anew, with the files that it has stored."""
        self.launch()
        self._connect()

    def pause(self, until_ms: int) -> None:
        """Give it no turns until `resume`."""
        for instance in self._instances:
            instance.pause()

    def resume(self) -> None:
        """Give it turns again."""
        for instance in self._instances:
            instance.resume()

    def start_beside(self, version: str) -> None:
        """Start a second process on the same files; it gets notices once it listens. The present one goes on."""
        if version == "next":
            self._entry = self._entry.next()
        self.launch()
        self._connect()

    def end_first(self) -> None:
        """End the older process; the other goes on alone."""
        self._instances[0].kill()
        del self._instances[0]
        self._connect()

    def skew(self, by_ms: int) -> None:
        """Set the clock of its machine, which all its processes read, now and after a restart."""
        self._skew_ms = by_ms
        for instance in self._instances:
            instance.set_clock(by_ms)

    # -- the end -----------------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the processes and release everything. Safe to repeat."""
        self._world.supervisor.release()
        self._world.disconnect()
        self._drop()
        self._desk.app.close()
        self._resources.close()
