"""The fixtures `fake_erp` and `fake_shop`: address, credentials, books and clock of a running fake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from fake_erp.erp import Erp
from fake_magento.model.cart import Cart
from fake_magento.shop import Shop
from golive.keys.value_kinds import parse_duration
from golive.pytest_plugin.faults import FaultSwitches, SwitchedFault
from golive.serve.control.books import shown
from golive.serve.control.desk import Control
from golive.sim.seeding import stream
from golive.workloads.customers.faces import Face, faces

T = TypeVar("T")


class Clockwork(Protocol):
    """The clock of both fakes, from the thread of the test."""

    def call(self, what: Callable[[], T]) -> T:
        """What a function returns on the clock's thread; its exception is raised here."""

    def now_ms(self) -> int:
        """The instant of both fakes."""

    def jump(self, by_ms: int) -> None:
        """Let so much time pass at once."""


class FakeHandle:
    """What both fakes have in common.

    `url` is where the fake answers; `credentials` is its entry in the ready line of `golive serve`, of which `bearer`
    is a token that never expires. Every method acts beside the API of the fake, at one instant of its clock.
    """

    SYSTEM = ""

    def __init__(
        self,
        clockwork: Clockwork,
        credentials: Mapping[str, Any],
        control: Control,
        faults: FaultSwitches,
    ) -> None:
        self._clockwork = clockwork
        self._control = control
        self._faults = faults
        self.credentials = dict(credentials)
        self.url: str = self.credentials["url"]
        self.bearer: str = self.credentials["bearer"]

    @property
    def now(self) -> datetime:
        """The present of both fakes, in UTC."""
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.now_ms)

    @property
    def now_ms(self) -> int:
        """The same in ms since the Unix epoch."""
        return self._clockwork.now_ms()

    def advance(self, by: str) -> None:
        """Let time such as `2h` pass at once, for both fakes; everything that is due in between happens.

        Raises ValueError for a text that is no duration.
        """
        try:
            by_ms = parse_duration(by)
        except (ValueError, TypeError, AttributeError):
            raise ValueError(f'advance: expected a duration such as "2h", got {by!r}') from None
        self._clockwork.jump(by_ms)

    def control(self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: Any) -> Any:
        """A call of the control API, such as `control("PATCH", "/limits", {"rate_per_second": 2})`.

        Raises golive.serve.control.desk.Refused.
        """
        return self._clockwork.call(
            lambda: self._control.ask(method, path, urlencode(query), dict(body or {}))
        )

    def on_clock(self, what: Callable[[], T]) -> T:
        """What a function returns on the thread of the clock, which is where `system` may be used."""
        return self._clockwork.call(what)

    def facts(self, after: int = 0) -> list[dict[str, Any]]:
        """What happened since the fake opened, or after a number: the oldest 1,000 of it."""
        rows: list[dict[str, Any]] = self.control("GET", "/facts", after=after, limit=1000)["rows"]
        return rows

    def fault(self, kind: str, **settings: Any) -> SwitchedFault:
        """Switch a fault on, with the settings of a scenario's `chaos`: `fault("slow", latency="8s")`.

        It acts until `off`, the end of its `with` block, `reset`, or the end of the test. Without `on`, one of calls
        covers all calls of this fake. Raises ScenarioError or ValueError.
        """
        call, faults = self._clockwork.call, self._faults
        armed = call(lambda: faults.add(self.SYSTEM, kind, settings))
        return SwitchedFault(armed, lambda: call(lambda: faults.remove(armed)))

    def reset(self) -> None:
        """Put this fake back into its opening state and switch all faults off; the clock goes on."""
        self._clockwork.call(self._faults.clear)
        self.control("POST", "/reset")


class FakeErpHandle(FakeHandle):
    """The fake ERP. `credentials["login"]` is what a client of its dialect needs, by the product's names.

    `system` is the domain behind the API; use it inside `on_clock` alone.
    """

    SYSTEM = "erp"

    def __init__(self, system: Erp, *shared: Any) -> None:
        super().__init__(*shared)
        self.system = system
        self.dialect: str = self.credentials["dialect"]

    def orders(self, reference: str = "") -> list[dict[str, Any]]:
        """All orders as stored, oldest first; with a reference, those whose number or external reference it is."""
        found: list[dict[str, Any]] = self._clockwork.call(
            lambda: [shown(order) for order in self.system.orders.by_number.values()]
        )
        return [row for row in found if reference in ("", row["number"], row["external_reference"])]


class FakeShopHandle(FakeHandle):
    """The fake Magento shop. `system` is the domain behind the API; use it inside `on_clock` alone."""

    SYSTEM = "shop"

    def __init__(self, system: Shop, seed: int, *shared: Any) -> None:
        super().__init__(*shared)
        self.system = system
        self._seed = seed
        self._faces: tuple[Face, ...] = ()
        self._placed = 0

    def orders(self) -> list[dict[str, Any]]:
        """All orders as stored, oldest first."""
        return self._clockwork.call(lambda: [shown(order) for order in self.system.orders])

    def order(self, number: str) -> dict[str, Any]:
        """An order by its increment id, as stored. Raises Refused where there is none."""
        found: dict[str, Any] = self.control("GET", f"/orders/{number}")
        return found

    def place_order(
        self,
        lines: Mapping[str, int] | None = None,
        *,
        email: str = "",
        method: str = "checkmo",
        paid: bool = False,
    ) -> dict[str, Any]:
        """Buy quantities by SKU, one piece of `SKU-00001` without any, as a guest; returns the order as stored.

        `method` is the payment method; `paid`: the order is invoiced in full at once. Raises ShopError.
        """
        return self._clockwork.call(lambda: self._place(dict(lines or {"SKU-00001": 1}), email, method, paid))

    def _place(self, lines: dict[str, int], email: str, method: str, paid: bool) -> dict[str, Any]:
        self._faces = self._faces or faces(stream(self._seed, "pytest.customers"))
        face = self._faces[self._placed % len(self._faces)]
        self._placed += 1
        order = self.system.checkout(
            Cart(
                next(iter(self.system.stores)),
                email or f"{face.mailbox}.{self._placed}@example.com",
                face.firstname,
                face.lastname,
                None,
                list(lines.items()),
                ship_to=face.address,
                method=method,
            )
        )
        if paid:
            self.system.capture(order)
        placed: dict[str, Any] = shown(order)
        return placed
