"""Sealing a program: namespaces of its own, in which nothing but the fakes can be reached."""

from __future__ import annotations

import asyncio
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from golive.errors import CandidateFailed
from golive.live.outside import inside, joining
from golive.live.outside.relay import RelayLoop, relay, to_port

NAMESPACES = ("-U", "-c", "--keep-caps", "-n")
TLS_PORT, HTTP_PORT = 443, 80

_TRY_S = 10.0
_LOOK_S = 1.0
_RESOLVER = "/etc/resolv.conf"
_SHORT = ("/tmp", "/var/tmp")
_LONGEST_PLACE = 80
"""Bytes of a folder in which a folder of sockets has room: a path of a socket has 107 at most (unix(7))."""
_BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


class Network:
    """A network of its own, for the processes of one program, from construction until `close`.

    `folder` is for its files; `listen` and `accept` as for `golive.live.outside.inside`. Raises OSError.
    """

    def __init__(self, folder: Path, listen: Sequence[object] = (), accept: Sequence[object] = ()) -> None:
        self._folder = folder
        plan = folder / "network.json"
        plan.write_text(json.dumps({"listen": list(listen), "accept": list(accept)}))
        words = ["unshare", *NAMESPACES, sys.executable, "-I", "-S", inside.__file__, str(plan)]
        said = folder / "network.log"
        with said.open("wb") as log:
            self._popen = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True
            )
        self._count = 0
        assert self._popen.stdout is not None
        if not select.select([self._popen.stdout], [], [], _TRY_S)[0] or not self._popen.stdout.readline():
            self.close()
            raise OSError(_last_line(said.read_text("utf-8", "replace")) or f"no network within {_TRY_S:g} s")

    def command(self, plan: dict[str, Any]) -> list[str]:
        """The command line of a program in this network; `plan` as for `golive.live.outside.joining`."""
        self._count += 1
        path = self._folder / f"plan-{self._count}.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps({**plan, "network": self._popen.pid}))
        own = [sys.executable, "-I", "-S", joining.__file__, str(path)]
        return ["setpriv", "--pdeathsig", "KILL", *own]

    def close(self) -> None:
        """End it. Safe to repeat."""
        self._popen.kill()
        self._popen.communicate()


@cache
def obstacle() -> str:
    """Why programs cannot be sealed on this machine; empty where they can be."""
    if not sys.platform.startswith("linux"):
        return "namespaces are a part of Linux"
    for tool in ("unshare", "setpriv"):
        if shutil.which(tool) is None:
            return f"there is no {tool}; it comes with util-linux"
    plan = {"mounts": [["/etc/hosts", "/etc/hosts"]], "folder": "/", "env": {}}
    with tempfile.TemporaryDirectory(prefix="golive-") as folder:
        try:
            network = Network(Path(folder))
        except OSError as why:
            return str(why)
        words = network.command({**plan, "command": [shutil.which("true")]})
        try:
            done = subprocess.run(words, capture_output=True, timeout=_TRY_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as why:
            return str(why)
        finally:
            network.close()
    said = _last_line(done.stderr.decode("utf-8", "replace"))
    return "" if done.returncode == 0 else said or f"exit status {done.returncode}"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""


def _folder_of_sockets() -> Path:
    """A new folder in which paths of sockets have room: in the folder for temporary files, or in that of the system."""
    for place in (tempfile.gettempdir(), *_SHORT):
        if len(os.fsencode(place)) <= _LONGEST_PLACE and os.access(place, os.W_OK | os.X_OK):
            return Path(tempfile.mkdtemp(prefix="golive-", dir=place))
    raise CandidateFailed(
        f"the path of {tempfile.gettempdir()} is too long for sockets; set TMPDIR to one of at most "
        f"{_LONGEST_PLACE} bytes"
    )


class Seal:
    """The way out of and into the sealed processes of one program, from construction until `close`.

    `ports` are ports of the loopback interface that can be reached from inside under the same number; `leads` are
    ports inside and what they lead to outside. `way_in` is the port on which the program receives, 0 for none: it can
    be reached from outside under the same number. `names` are the host names that lead to the loopback interface.
    Raises CandidateFailed.
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
        self._folder = _folder_of_sockets()
        self._in = self._folder / "in"
        accept = [[str(self._in), way_in]] if way_in else []
        listen: list[list[object]] = []
        for port, target in {**{port: port for port in ports}, **leads}.items():
            path = self._folder / str(port)
            loop.listen_at(path, to_port(target))
            listen.append([port, str(path)])
        if way_in:
            loop.listen(self._lead_in, port=way_in)
        hosts = self._folder / "hosts"
        hosts.write_text(f"127.0.0.1 localhost {socket.gethostname()} {' '.join(names)}\n::1 localhost\n")
        resolver = self._folder / "resolv.conf"
        resolver.write_text("nameserver 127.0.0.1\n")
        self._mounts = [[str(hosts), "/etc/hosts"]]
        self._mounts += [[str(resolver), _RESOLVER]] if Path(_RESOLVER).exists() else []
        self._mounts += [[str(certificate), bundle] for bundle in _BUNDLES if Path(bundle).exists()]
        try:
            self._network = Network(self._folder, listen, accept)
        except OSError as why:
            shutil.rmtree(self._folder)
            raise CandidateFailed(f"the network of the seal could not be made: {why}") from why

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
        plan = {"mounts": self._mounts, "command": list(arguments), "folder": str(folder), "env": dict(env)}
        return self._network.command(plan if anchor is None else {**plan, "anchor": anchor})

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
        """End the network and remove the sockets and plans, after the processes and the loop have ended."""
        self._network.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _lead_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection from outside: passed on once something inside has taken it, dropped otherwise."""
        way = await asyncio.open_unix_connection(self._in)
        await way[0].readexactly(1)
        await relay((reader, writer), way)
