"""Sealing a program: namespaces of its own, in which nothing but the fakes can be reached."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from golive.live.outside import inside
from golive.live.outside.relay import RelayLoop, relay, to_port

NAMESPACES = ("-U", "-c", "--keep-caps", "-n", "-m", "-p", "-f", "--mount-proc", "--kill-child=KILL")
TLS_PORT, HTTP_PORT = 443, 80

_TRY_S = 10.0
_LOOK_S = 1.0
_RESOLVER = "/etc/resolv.conf"
_BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


def _prefix() -> list[str]:
    return ["setpriv", "--pdeathsig", "KILL", "unshare", *NAMESPACES]


@cache
def obstacle() -> str:
    """Why programs cannot be sealed on this machine; empty where they can be."""
    if not sys.platform.startswith("linux"):
        return "namespaces are a part of Linux"
    for tool in ("unshare", "setpriv"):
        if shutil.which(tool) is None:
            return f"there is no {tool}; it comes with util-linux"
    plan = {"mounts": [["/etc/hosts", "/etc/hosts"]], "listen": [], "accept": [], "folder": "/", "env": {}}
    with tempfile.TemporaryDirectory(prefix="golive-") as folder:
        path = Path(folder) / "plan.json"
        path.write_text(json.dumps({**plan, "command": [shutil.which("true")]}))
        words = [*_prefix(), sys.executable, "-I", "-S", inside.__file__, str(path)]
        try:
            done = subprocess.run(words, capture_output=True, timeout=_TRY_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as why:
            return str(why)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == 0 else said[-1] if said else f"exit status {done.returncode}"


class Seal:
    """The way out of and into the sealed processes of one program, from construction until `close`.

    `ports` are ports of the loopback interface that can be reached from inside under the same number; `leads` are
    ports inside and what they lead to outside. `way_in` is the port on which the program receives, 0 for none: it can
    be reached from outside under the same number. `names` are the host names that lead to the loopback interface.
    """

    def __init__(
        self,
        loop: RelayLoop,
        ports: Sequence[int],
        leads: Mapping[int, int],
        way_in: int,
        names: Sequence[str],
        certificate: Path,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="golive-"))
        self._count = 0
        self._in = self._folder / "in"
        self._accept = [[str(self._in), way_in]] if way_in else []
        self._listen: list[list[object]] = []
        for port, target in {**{port: port for port in ports}, **leads}.items():
            path = self._folder / str(port)
            loop.listen_at(path, to_port(target))
            self._listen.append([port, str(path)])
        if way_in:
            loop.listen(self._lead_in, port=way_in)
        hosts = self._folder / "hosts"
        hosts.write_text(f"127.0.0.1 localhost {socket.gethostname()} {' '.join(names)}\n::1 localhost\n")
        resolver = self._folder / "resolv.conf"
        resolver.write_text("nameserver 127.0.0.1\n")
        self._mounts = [[str(hosts), "/etc/hosts"]]
        self._mounts += [[str(resolver), _RESOLVER]] if Path(_RESOLVER).exists() else []
        self._mounts += [[str(certificate), bundle] for bundle in _BUNDLES if Path(bundle).exists()]

    def command(
        self,
        arguments: Sequence[str],
        folder: Path,
        env: Mapping[str, str],
        anchor: tuple[float, float, float] | None = None,
    ) -> list[str]:
        """The command line that runs these arguments sealed. It gets its environment from a file.

        `anchor`, for libfaketime: an instant of the machine's steady clock in seconds, the time in ms that the
        program's clock has then, and its speed.
        """
        self._count += 1
        path = self._folder / f"plan-{self._count}.json"
        path.touch(mode=0o600)
        plan: dict[str, Any] = {"mounts": self._mounts, "listen": self._listen, "accept": self._accept}
        path.write_text(
            json.dumps({**plan, "command": list(arguments), "folder": str(folder), "env": dict(env)})
        )
        return [*_prefix(), sys.executable, "-I", "-S", inside.__file__, str(path)]

    def accepts(self) -> bool:
        """Whether the program inside accepts connections on the port on which it receives."""
        try:
            with socket.socket(socket.AF_UNIX) as way:
                way.settimeout(_LOOK_S)
                way.connect(str(self._in))
                return way.recv(1) == inside.TAKEN
        except OSError:
            return False

    def close(self) -> None:
        """Remove the sockets and plans, after the processes and the loop have ended."""
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _lead_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection from outside: passed on once something inside has taken it, dropped otherwise."""
        way = await asyncio.open_unix_connection(self._in)
        await way[0].readexactly(1)
        await relay((reader, writer), way)
