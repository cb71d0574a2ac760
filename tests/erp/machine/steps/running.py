"""The ERP of a walk, its model and its copy, and how an act is compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from fake_erp import Erp
from fake_erp.errors import ErpError
from tests.erp.machine.calls import Act, called
from tests.erp.machine.goods_model import No, Record
from tests.erp.machine.installations import INSTALLATIONS, PATCHES, Installation
from tests.erp.machine.money_model import Model
from tests.erp.machine.seen import books_of
from tests.erp.machine.strategies import ANY_INSTALLATION, FIRST_ORDERS, order_json
from tests.erp.world import MOUNTS, Fact, World

MINUTE_MS = 60_000


class Running(RuleBasedStateMachine):
    """An installation that was opened with its first orders."""

    @initialize(
        installation=st.sampled_from(list(INSTALLATIONS.values())) | ANY_INSTALLATION, orders=FIRST_ORDERS
    )
    def open_the_installation(self, installation: Installation, orders: list[Record]) -> None:
        self.world: World = installation.world()
        self.client = MOUNTS["in_process"](self.world.erp).login()
        self.model = Model(installation.for_model(), self.world.now_ms)
        self.model.rules = {each.called: each.first for each in PATCHES} | installation.rules
        self.twin: Erp | None = None
        self.told_twin: list[Fact] = []
        self.since = self.steps_left = 0
        self.statuses: dict[str, str] = {}
        self.stock: dict[str, list[int]] = {}
        self.heard = self.postings = 0
        self.balances: dict[str, int] = {}
        self.sound = True
        for wanted in orders:
            self.place(wanted)

    # -- how acts are compared --------------------------------------------------------------------------------

    def do(self, act: Act, model: Callable[[], Any]) -> str:
        """Let the ERP act, and its copy if there is one; both must say what the model says."""
        try:
            expected = str(model())
        except No as no:
            expected = f"refused: {no}"
        self.sound = False
        came = self.outcome(act, self.world.erp)
        assert came == expected, f"{came} came, {expected} was due"
        if self.twin is not None:
            assert self.outcome(act, self.twin) == came
            self.steps_left -= 1
            if self.steps_left == 0:
                assert books_of(self.twin) == books_of(self.world.erp)
                assert self.told_twin == self.world.facts[self.since :]
                self.twin = None
        self.sound = True
        return came

    def outcome(self, act: Act, erp: Erp) -> str:
        client = MOUNTS["in_process"](erp)
        client.headers = self.client.headers
        try:
            return str(act(erp, client))
        except ErpError as error:
            return f"refused: {error.code}"

    def order(self, at: int, fits: Callable[[Record], bool] = bool) -> tuple[str, Record]:
        """One of the orders; two times of three one of those that fit, if there are any."""
        orders = list(self.model.orders.values())
        fitting = [order for order in orders if fits(order)] if at % 3 else []
        order = (fitting or orders)[-1 - at // 3 % len(fitting or orders)]
        return order["number"], order

    def place(self, wanted: Record) -> None:
        body = order_json(wanted, self.model.sku)
        self.do(
            lambda erp, client: called(client, "POST", "/orders", body), lambda: self.model.create(wanted)
        )

    def wait(self, minutes: int) -> None:
        self.world.now_ms += minutes * MINUTE_MS
        self.model.now_ms = self.world.now_ms
