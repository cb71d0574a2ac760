"""The two fake systems without a run: in this process, on a clock that stands still until it is advanced.

    erp = golive.FakeErp("credit-limit", sets=["erp.rules.minimum_order=20 EUR"])
    reply = erp.request("GET", "/api/v1/items")
    before = erp.snapshot()
    erp.advance(3_600_000)          # an hour, with everything that the system's own jobs do in it
    erp.reset(before)

Each is a WSGI application as well (`erp.wsgi_app`), for a server or for the test client of a framework.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import fake_erp.app
import fake_erp.jobs
import fake_erp.snapshot
import fake_erp.surface
import fake_magento.app
import fake_magento.jobs
import fake_magento.snapshot
import fake_magento.surface
from fake_erp.builder import new_erp
from fake_erp.erp import Erp
from fake_magento.config import Admin
from fake_magento.shop import Shop
from golive.build.erp_config import erp_config
from golive.build.shop_config import shop_config
from golive.build.world import credentials_of, integration_of, stock_up
from golive.candidates.kit import Credentials
from golive.scenario import Scenario, load
from golive.sim import Environment
from golive.sim.seeding import stream

System = TypeVar("System", Erp, Shop)
Snapshot = TypeVar("Snapshot", fake_erp.snapshot.Snapshot, fake_magento.snapshot.Snapshot)

Fact = tuple[str, dict[str, str], dict[str, Any]]
"""What happened (its kind), the business keys it is about, and the rest."""


class _Fake(ABC, Generic[System, Snapshot]):
    """What both have in common. `system` is the domain behind the API, `facts` is what it stated since the start.

    `scenario`, with the replacements `sets`, gives configuration, master data and opening stock; nothing else of it
    happens. `notices` are the bodies of webhooks that the system sent; every one is answered with status 200.
    """

    def __init__(self, scenario: str | Scenario = "calm", seed: int = 1, sets: Sequence[str] = ()) -> None:
        self.scenario = scenario if isinstance(scenario, Scenario) else load(scenario, sets)
        self.seed = seed
        self.facts: list[Fact] = []
        self.notices: list[dict[str, Any]] = []
        self.credentials: Credentials = credentials_of(seed)
        self._env = Environment(initial_time=self.scenario.clock.start_ms)
        self.system: System = self._made()
        self._begin()
        self.wsgi_app = self._app()

    @property
    def now_ms(self) -> int:
        """The instant at which the system's clock stands, in ms since the Unix epoch."""
        return self._env.now_ms()

    def advance(self, ms: int) -> None:
        """Let so much time pass, in ms. Raises ValueError for less than 1."""
        if ms < 1:
            raise ValueError(f"ms: expected at least 1, got {ms}")
        self._env.run(until=self._env.now_ms() + ms)

    def request(self, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None) -> Any:
        """Carry out a request at once; the reply has `status`, `data` and `headers`. The path may carry a query."""
        path, _, query = path.partition("?")
        names = {name.lower(): value for name, value in (headers or {}).items()}
        return self._handle(self._request(method.upper(), path, query, names, data))

    def snapshot(self) -> Snapshot:
        """The whole state, to come back to with `reset`."""
        return self._taken()

    def reset(self, snapshot: Snapshot) -> None:
        """Go back to the state of a snapshot and to its instant. Facts and notices since then are kept."""
        self._env = Environment(initial_time=snapshot.at_ms)
        self.system = self._restored(snapshot)
        self._begin()

    def _emit(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((kind, keys, data))

    def _note(self, event: Any) -> int:
        """Keep a webhook's body; returns the status of its answer."""
        self.notices.append(event.payload())
        return 200

    @abstractmethod
    def _handle(self, request: Any) -> Any: ...
    @abstractmethod
    def _made(self) -> System: ...
    @abstractmethod
    def _begin(self) -> None: ...
    @abstractmethod
    def _app(self) -> Callable[..., Any]: ...
    @abstractmethod
    def _request(self, method: str, path: str, query: str, headers: dict[str, str], data: Any) -> Any: ...
    @abstractmethod
    def _taken(self) -> Snapshot: ...
    @abstractmethod
    def _restored(self, snapshot: Snapshot) -> System: ...


class FakeErp(_Fake[Erp, fake_erp.snapshot.Snapshot]):
    """The fake ERP. `credentials.erp_client_id` and `erp_client_secret` get a token at `POST /api/v1/token`."""

    def _made(self) -> Erp:
        erp = new_erp(
            self._env.now_ms,
            stream(self.seed, "erp"),
            self._emit,
            erp_config(self.scenario),
            self.scenario.erp.dialect,
            self.scenario.erp.version,
        )
        erp.add_client(self.credentials.erp_client_id, self.credentials.erp_client_secret)
        stock_up(self.scenario, self.seed, None, erp)
        return erp

    @property
    def login(self) -> dict[str, str]:
        """What a client of its dialect needs to log in, by the product's names. Addresses are paths."""
        credentials = self.credentials
        return self.system.dialect.login(credentials.erp_client_id, credentials.erp_client_secret)

    def _begin(self) -> None:
        fake_erp.jobs.start(self._env, self.system, lambda event, attempt: self._env.ended(self._note(event)))

    def _handle(self, request: Any) -> Any:
        return self.system.surface.handle(request)

    def _app(self) -> Callable[..., Any]:
        return fake_erp.app.create_app(self._handle).wsgi_app

    def _request(self, method: str, path: str, query: str, headers: dict[str, str], data: Any) -> Any:
        return fake_erp.surface.Request(method, path, query, headers, data)

    def _taken(self) -> fake_erp.snapshot.Snapshot:
        return fake_erp.snapshot.take(self.system)

    def _restored(self, snapshot: fake_erp.snapshot.Snapshot) -> Erp:
        return fake_erp.snapshot.restore(snapshot, self._env.now_ms, self._emit)


class FakeShop(_Fake[Shop, fake_magento.snapshot.Snapshot]):
    """The fake Magento shop.

    `credentials.shop_user` and `shop_password` get a token at `POST /rest/V1/integration/admin/token`.
    """

    def _made(self) -> Shop:
        admin = Admin(self.credentials.shop_user, self.credentials.shop_password)
        config = shop_config(
            self.scenario,
            self.scenario.clock.start_ms,
            admin,
            integration=integration_of(self.credentials),
            bearer=self.credentials.shop_bearer,
        )
        shop = Shop(self._env.now_ms, stream(self.seed, "shop"), self._emit, config)
        stock_up(self.scenario, self.seed, shop, None)
        return shop

    def _begin(self) -> None:
        self._surface = fake_magento.surface.Surface(self.system)
        fake_magento.jobs.start(
            self._env, self.system, lambda event, attempt: self._env.ended(self._note(event))
        )

    def _handle(self, request: Any) -> Any:
        return self._surface.handle(request)

    def _app(self) -> Callable[..., Any]:
        return fake_magento.app.create_app(self._handle).wsgi_app

    def _request(self, method: str, path: str, query: str, headers: dict[str, str], data: Any) -> Any:
        return fake_magento.surface.Request(method, path, query, headers, data)

    def _taken(self) -> fake_magento.snapshot.Snapshot:
        return fake_magento.snapshot.take(self.system)

    def _restored(self, snapshot: fake_magento.snapshot.Snapshot) -> Shop:
        return fake_magento.snapshot.restore(snapshot, self._env.now_ms, self._emit)
