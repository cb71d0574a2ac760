"""The servers of shop, ERP and desk for a program, on the loopback interface."""

from __future__ import annotations

import socket
import sys
from collections.abc import Container

from golive.build.world import World
from golive.errors import CandidateFailed
from golive.live.addresses import Addresses
from golive.live.desk import LARGEST_BODY_BYTES, DeskApp
from golive.live.http.applications import Applied
from golive.live.http.connection import Handler
from golive.live.http.limits import Limits
from golive.live.http.server import HERE, Server
from golive.live.mount import Mount, Watcher, mount
from golive.live.outside.gates import Backend
from golive.live.pulse import Pulse
from golive.sim import LiveClock

ANY = "0.0.0.0"
SWITCH_EVERY_S = 0.001
"""How long one thread may keep the others waiting: with the interpreter's usual 5 ms the clock would lag."""
_SYSTEMS = ("shop", "erp")


class Front:
    """Shop, ERP and desk of a world, served from construction until `close`.

    `first` is where the first instance finds them. `ports` are those of shop and ERP, 0 for a free one. `is_open`: on
    all interfaces, not on the loopback one only. `names` are those of other machines that lead here. Raises
    CandidateFailed for a port in use.
    """

    def __init__(
        self,
        world: World,
        clock: LiveClock,
        desk_token: str,
        ports: tuple[int, int] = (0, 0),
        is_open: bool = False,
        names: Container[str] = (),
    ) -> None:
        self._host = ANY if is_open else HERE
        self._switch_every_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_EVERY_S)
        self._servers: list[Server] = []
        self._emit = world.ledger.emitter("run")
        self._desk = DeskApp(world.desk.emit, desk_token, has_roles=world.scenario.people.roles.are_there)
        self._world = world
        self._clock = clock
        self._names = names
        self.systems: list[Mount] = []
        try:
            mounts, urls = self._opened(ports)
            desk = self._serve(Applied(self._desk), limits=Limits(body=LARGEST_BODY_BYTES))
            self.first = Addresses(*urls, self._url(desk), mounts)
            self.pulse = Pulse(clock)
        except BaseException:
            self.close()
            raise

    def second(self) -> Addresses:
        """Servers of shop and ERP for a second instance, whose calls are told apart from those of the first."""
        mounts, urls = self._opened((0, 0))
        return Addresses(*urls, self.first.desk_url, mounts)

    def _opened(self, ports: tuple[int, int]) -> tuple[list[Mount], tuple[str, str]]:
        shop, erp = mounts = [self._mounted(system) for system in _SYSTEMS]
        return mounts, (self._system(shop, ports[0]), self._system(erp, ports[1]))

    def _serve(self, handler: Handler, port: int = 0, limits: Limits | None = None) -> Server:
        server = Server(self._clock, handler, self._host, port, limits, self._names)
        self._servers.append(server)
        return server

    def _system(self, system: Mount, port: int) -> str:
        try:
            server = self._serve(system, port)
        except OSError as error:
            why = error.strerror or str(error)
            raise CandidateFailed(
                f"port {port} of the {system.system} cannot be opened: {why}; name another one, or 0 for a free one"
            ) from error
        return self._url(server)

    def _url(self, server: Server) -> str:
        return server.url if self._host == HERE else f"http://{socket.gethostname()}:{server.port}"

    def behind_tls(self, addresses: Addresses) -> dict[str, Backend]:
        """The ports of each system, among them one of its own for requests that came over TLS."""
        found = {}
        for system, url in (("shop", addresses.shop_url), ("erp", addresses.erp_url)):
            mounted = self._mounted(system, is_secure=True)
            addresses.mounts.append(mounted)
            server = Server(self._clock, mounted, names=self._names)
            self._servers.append(server)
            found[system] = Backend(int(url.rpartition(":")[2]), server.port)
        return found

    def watch(self, watcher: Watcher | None) -> None:
        """Tell this watcher, and no other, of all requests from now on; None for no one."""
        for system in self.systems:
            system.watcher = watcher

    def _mounted(self, system: str, is_secure: bool = False) -> Mount:
        mounted = mount(self._clock, self._world.wire, system, is_secure=is_secure)
        self.systems.append(mounted)
        return mounted

    def let_go(self) -> None:
        """From now on callers go without being noted: the run is over."""
        for system in self.systems:
            system.let_go()

    def close(self) -> None:
        """End all servers; requests under way are cut. From any thread."""
        if hasattr(self, "pulse"):
            self.pulse.close()
        for server in self._servers:
            server.close()
        sys.setswitchinterval(self._switch_every_s)

    def conclude(self) -> None:
        """On the clock's thread, after `close`: record the round trips, and the entries that the desk dropped."""
        trips = self.pulse.round_trips
        self._emit(
            "run.round_trips",
            {},
            {
                "count": trips.count,
                "p50_ms": round(trips.quantile(0.5), 2),
                "p95_ms": round(trips.quantile(0.95), 2),
                "max_ms": round(trips.longest_ms, 2),
            },
        )
        self._desk.close()
