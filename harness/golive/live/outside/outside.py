"""The outside world of one run: proxy, certificates and the variables that lead a program to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from pathlib import Path

from golive.live.outside.authority import Authority
from golive.live.outside.gates import Backend, Gates
from golive.live.outside.relay import RelayLoop
from golive.live.outside.sealing import HTTP_PORT, TLS_PORT, Seal
from golive.live.outside.variables import certificate_variables, java_options, proxy_variables
from golive_virtual.hosts import Hosts


class Outside:
    """Runs from construction until `close`. `hosts` are names and the system each leads to.

    `refused` is called with host and port of the first connection to each other name, in a thread of its own.
    """

    def __init__(
        self,
        hosts: Mapping[str, str],
        backends: Mapping[str, Backend],
        folder: Path,
        refused: Callable[[str, int], None],
    ) -> None:
        self._refused = refused
        self._seen: set[tuple[str, int]] = set()
        self._seals: list[Seal] = []
        self._hosts = hosts
        self.loop = RelayLoop()
        try:
            leads = self._leads(backends)
            self._authority = Authority(leads.__contains__, folder)
            self.gates = Gates(self.loop, leads, self._authority, self._note)
            self._names = leads.whole
            self._folder = folder
        except BaseException:
            self.loop.close()
            raise

    def beside(self, backends: Mapping[str, Backend]) -> Outside:
        """The same names and certificates for a second instance, whose calls go to these backends.

        It is closed with this one.
        """
        other = copy(self)
        other.gates = Gates(self.loop, self._leads(backends), self._authority, self._note)
        return other

    def _leads(self, backends: Mapping[str, Backend]) -> Hosts[Backend]:
        return Hosts({name: backends[system] for name, system in self._hosts.items()})

    @property
    def certificate(self) -> Path:
        """The certificate of the authority, in PEM."""
        return self._authority.certificate

    def variables(self) -> dict[str, str]:
        """What a program is told of the proxy and the certificate authority. Starts keytool where there is one."""
        port = self.gates.proxy_port
        return {
            **proxy_variables(port),
            **certificate_variables(self.certificate, self._folder),
            "JAVA_TOOL_OPTIONS": java_options(self._authority.trust_store(), port),
        }

    def seal(self, ports: Sequence[int], way_in: int) -> Seal:
        """Seal what is started from now on; `ports` and `way_in` as for `Seal`."""
        leads = {TLS_PORT: self.gates.tls_port, HTTP_PORT: self.gates.http_port}
        ports = [*ports, self.gates.proxy_port]
        sealed = Seal(self.loop, ports, leads, way_in, self._names, self.certificate)
        self._seals.append(sealed)
        return sealed

    def close(self) -> None:
        """End all connections. From any thread; safe to repeat."""
        self.loop.close()
        for sealed in self._seals:
            sealed.close()

    def _note(self, host: str, port: int) -> None:
        if (host, port) not in self._seen:
            self._seen.add((host, port))
            self._refused(host, port)
