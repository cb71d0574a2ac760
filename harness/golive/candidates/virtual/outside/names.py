"""What answers a connection of the program: a system at its own address, or by the name of another machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from ssl import SSLObject
from typing import TYPE_CHECKING, Any

from golive.build.world import World
from golive.candidates.virtual.answering import Answering
from golive.candidates.virtual.outside.ends import Close, Receiver, TlsEnd, Write
from golive.candidates.virtual.systems import ERP_PORT, HOST, SHOP_PORT, Done, GiveUp, System
from golive.live.outside.variables import CERTIFICATE_VARIABLES
from golive.wire.http_messages import HttpRequest
from golive_virtual.hosts import Hosts
from golive_virtual.refusals import no_tls

if TYPE_CHECKING:
    from golive.live.outside.authority import Authority

_TLS_PORT = 443
_HANDSHAKE = b"\x16"
"""The first byte of TLS (RFC 8446, section 5.1: the record type of a handshake). No request of HTTP begins with it."""
_LONGEST_NAME = 255


class Outside:
    """The connections of one program, over all its restarts.

    `hosts` are names and the system each leads to, None where the candidate file has none. `systems` are those of the
    simulated loopback interface. `log` takes the number of an instance and lines of the candidate's log.
    """

    def __init__(
        self,
        world: World,
        hosts: Mapping[str, str] | None,
        systems: Mapping[int, tuple[str, System]],
        folder: Path,
        log: Callable[[int, str], None],
    ) -> None:
        self._now_ms = world.clock.env.now_ms
        self._emit = world.ledger.emitter("candidate")
        self._hosts = hosts
        self._systems = systems
        by_name = {"shop": systems[SHOP_PORT][1], "erp": systems[ERP_PORT][1]}
        self._leads = Hosts({name: by_name[system] for name, system in (hosts or {}).items()})
        self._authority = _authority(self._leads, folder) if hosts else None
        self._log = log
        self._said: set[str] = set()
        self._unknown: set[tuple[str, int]] = set()

    # -- what the program is told ----------------------------------------------------------------------------

    def settings(self) -> dict[str, Any]:
        """What the process is told: systems by port, the names, and the file of the certificate authority."""
        file = "" if self._authority is None else str(self._authority.certificate.absolute())
        names = {port: name for port, (name, _) in self._systems.items()}
        return {"systems": names, "hosts": self._hosts, "authority": file}

    def variables(self) -> dict[str, str]:
        """The environment variables by which libraries find the certificate authority."""
        file = self.settings()["authority"]
        return dict.fromkeys(CERTIFICATE_VARIABLES, file) if file else {}

    # -- connections -----------------------------------------------------------------------------------------

    def opened(self, instance: int, place: str, write: Write, close: Close) -> Receiver:
        """What answers a connection of an instance to `host:port`; without a host it is to this machine."""
        host, _, port = place.rpartition(":")
        if not host:
            return self._at_its_address(instance, int(port), write, close)
        system = self._leads.get(host)
        assert system is not None
        assert self._authority is not None
        begin = partial(system.begin, instance)
        context = self._authority.context(partial(self._no_certificate, instance))
        return _ByFirstByte(
            plain=lambda: Answering(begin, write, close, self._now_ms),
            secure=lambda: TlsEnd(
                context,
                partial(self._over_tls, instance),
                partial(self._broken_off, instance, host),
                write,
                close,
            ),
        )

    def _at_its_address(self, instance: int, port: int, write: Write, close: Close) -> Receiver:
        name, system = self._systems[port]

        def plain() -> Receiver:
            return Answering(partial(system.begin, instance), write, close, self._now_ms)

        def refused() -> Receiver:
            self.refuse(instance, ": ".join(no_tls(HOST, port, name)))
            return plain()

        return _ByFirstByte(plain, refused)

    def _over_tls(self, instance: int, connection: SSLObject, write: Write, close: Close) -> Receiver:
        assert self._authority is not None
        system = self._leads.get(self._authority.name_of(connection))
        assert system is not None
        begin = partial(system.begin, instance)

        def over_tls(request: HttpRequest, done: Done) -> GiveUp:
            """Tell the system that it was called over TLS, as a proxy does."""
            return begin(replace(request, headers={**request.headers, "x-forwarded-proto": "https"}), done)

        return Answering(over_tls, write, close, self._now_ms)

    # -- refusals --------------------------------------------------------------------------------------------

    def refuse(self, instance: int, sentence: str) -> None:
        """Note a call that cannot follow the simulated time."""
        self._log(instance, f"golive refused: {sentence}")
        self._emit("candidate.refused", {}, {"what": sentence})

    def _broken_off(self, instance: int, host: str, why: str) -> None:
        """Say once for each name and reason that the program does not take the certificate."""
        sentence = f"golive: the program broke off TLS to {host}: {why}"
        if sentence not in self._said:
            self._said.add(sentence)
            advice = "let it trust the certificate authority of this run, which SSL_CERT_FILE names"
            self._log(instance, f"{sentence}; {advice}")

    def _no_certificate(self, instance: int, name: str) -> None:
        why = f"TLS to {name}: in this run {self._leads} have certificates"
        self.unknown_host(instance, _TLS_PORT, f"{name}\n{why}".encode())

    def unknown_host(self, instance: int, port: int, content: bytes) -> None:
        """The program calls another machine, which is in the first line of the content; the second one says why not."""
        host, _, why = content.decode("utf-8", "replace").partition("\n")
        if (host, port) not in self._unknown:
            self._unknown.add((host, port))
            self._log(instance, f"golive refused: {why}")
            self._emit("candidate.address_refused", {}, {"host": host[:_LONGEST_NAME], "port": port})


def _authority(names: Hosts[System], folder: Path) -> Authority:
    """An authority for these names; what makes certificates is imported only where there are names."""
    from golive.live.outside.authority import Authority

    return Authority(names.__contains__, folder)


class _ByFirstByte:
    """A connection whose first byte says what it is; `plain` and `secure` make what takes it from then on."""

    def __init__(self, plain: Callable[[], Receiver], secure: Callable[[], Receiver]) -> None:
        self._plain = plain
        self._secure = secure
        self._receiver: Receiver | None = None

    def receive(self, content: bytes) -> None:
        """See `Receiver`."""
        if self._receiver is None:
            self._receiver = (self._secure if content[:1] == _HANDSHAKE else self._plain)()
        self._receiver.receive(content)
