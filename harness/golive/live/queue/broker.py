"""A RabbitMQ broker for one run, on the loopback interface, with its own port mapper."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

HOST = "127.0.0.1"
MISSING = (
    "expected rabbitmq-server and epmd on this machine, at least one is missing; install the distribution's package "
    "(apt-get install rabbitmq-server), or name a broker in GOLIVE_AMQP_URL"
)
_PLACES = ("/usr/lib/rabbitmq/bin", "/usr/local/sbin", "/opt/homebrew/sbin")
"""Folders of the server itself; the wrapper in the search path of distributions requires another user."""
_READY_S = 60
_LOOK_EVERY_S = 0.1
_STOP_S = 20

_CONFIG = """\
listeners.tcp.default = {host}:{port}
log.console = true
log.console.level = warning
log.file = false
"""


class BrokerFailed(Exception):
    """RabbitMQ is not installed, or did not start."""


def executables() -> tuple[str, str] | None:
    """The server and Erlang's port mapper; None where one of them is missing."""
    search = os.pathsep.join([*_PLACES, os.environ.get("PATH", os.defpath)])
    server, mapper = (shutil.which(name, path=search) for name in ("rabbitmq-server", "epmd"))
    return None if server is None or mapper is None else (server, mapper)


class Broker:
    """A running broker. Its node name, data, cookie, ports and port mapper are its own; `url` is its address.

    Raises BrokerFailed. Ends what it started on the way out.
    """

    def __init__(self) -> None:
        found = executables()
        if found is None:
            raise BrokerFailed(MISSING)
        server, mapper = found
        self._folder = tempfile.TemporaryDirectory(prefix="golive-broker-")
        self._processes: list[subprocess.Popen[bytes]] = []
        port, mapper_port, node_port = _free_ports(3)
        self.url = f"amqp://guest:guest@{HOST}:{port}/%2F"
        try:
            env = self._environment(port, mapper_port, node_port)
            self._start([mapper, "-address", HOST, "-port", str(mapper_port)], env)
            self._start([server], env)
            self._wait_for(port)
        except BaseException:
            self.close()
            raise

    @property
    def pids(self) -> list[int]:
        """The process ids of the broker and its port mapper."""
        return [process.pid for process in self._processes]

    def close(self) -> None:
        """End the server, then its port mapper, and delete its data. Safe to repeat."""
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_S)
            with suppress(ProcessLookupError, PermissionError):  # the rest of its group
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._processes.clear()
        self._folder.cleanup()

    def _start(self, arguments: list[str], env: dict[str, str]) -> None:
        with (Path(self._folder.name) / "log").open("ab") as log:
            self._processes.append(
                subprocess.Popen(
                    arguments,
                    cwd=self._folder.name,
                    env=env,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def _wait_for(self, port: int) -> None:
        server = self._processes[-1]
        for _ in range(round(_READY_S / _LOOK_EVERY_S)):
            with suppress(OSError):
                socket.create_connection((HOST, port), 1).close()
                return
            with suppress(subprocess.TimeoutExpired):
                server.wait(_LOOK_EVERY_S)
                break
        output = (Path(self._folder.name) / "log").read_bytes()[-2000:].decode("utf-8", "replace").strip()
        raise BrokerFailed(
            f"the broker did not come up within {_READY_S} s: {output or 'it wrote no output'}"
        )

    def _environment(self, port: int, mapper_port: int, node_port: int) -> dict[str, str]:
        folder = Path(self._folder.name)
        (folder / "rabbitmq.conf").write_text(_CONFIG.format(host=HOST, port=port))
        (folder / "plugins").write_text("[].\n")
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),  # where Erlang keeps its cookie
            "ERL_EPMD_ADDRESS": HOST,
            "ERL_EPMD_PORT": str(mapper_port),
            "RABBITMQ_NODENAME": f"golive-{port}@localhost",
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "no-such-file"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_DIST_PORT": str(node_port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1",
        }


def _free_ports(count: int) -> list[int]:
    """Ports that were free a moment ago, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((HOST, 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
