"""One row of a batch or a file, carried out as the call it stands for: same reading, same rules, same books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native.sales.orders import reference_in
from fake_erp.dialects.native.views import Call
from fake_erp.errors import ErpError, Malformed, RuleRefused
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.dialects.native.routes import Route
    from fake_erp.erp import Erp

IMPORTABLE = (
    "order.create",
    "order.update",
    "order.release",
    "order.cancel",
    "customer.create",
    "customer.update",
    "payment.create",
    "return.create",
)
"""The operations rows may ask for, as far as this ERP has them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the number of its record, or the refusal."""

    number: str = ""
    code: str = ""
    message: str = ""
    field: str = ""

    @property
    def is_refused(self) -> bool:
        return bool(self.code)

    @classmethod
    def of(cls, error: ErpError) -> Outcome:
        return cls("", error.code, error.message, error.field or "")


class Rows:
    """Carries rows out by the views of the REST dialect, under the name of the batch or file they came in."""

    def __init__(self, erp: Erp, routes: tuple[Route, ...]) -> None:
        self._erp = erp
        by_operation = {route.operation: route for route in routes}
        self._routes = {name: by_operation[name] for name in IMPORTABLE if name in by_operation}
        self.operations = tuple(self._routes)

    def run(self, operation: str, row: Any, by: str, sender: str = "") -> Outcome:
        """Carry out one row with the rights of its sender; a refusal is an outcome, never raised."""
        route = self._routes[operation]
        try:
            params = _params(route.pattern, row)
            request = Request(route.method, route.pattern, data=row)
            habits = self._erp.habits
            if habits is not None and habits.row_fails(row):
                return self._failed(operation, row)
            reply = self._erp.surface.carry_out(Call(self._erp, request, params, by, sender), route)
        except ErpError as error:
            return Outcome.of(error)
        return Outcome(reply.data["number"])

    def _failed(self, operation: str, row: Any) -> Outcome:
        """For no reason of its own."""
        message = "the row could not be imported; ask support"
        if operation.startswith("order."):
            return self.refuse(row, "late_failure", "import_failed", message)
        return Outcome("", "import_failed", message)

    def refuse(self, row: Any, rule: str, code: str, message: str) -> Outcome:
        """Refuse an order's row that is not even tried, and tell so as of any refused order."""
        error = RuleRefused(rule, code, message)
        self._erp.orders.refused(reference_in(row), error)
        return Outcome.of(error)


def _params(pattern: str, row: Any) -> dict[str, str]:
    """What stands in the place-holders of an address, taken from the row. Raises Malformed."""
    names = [part[1:-1] for part in pattern.split("/") if part.startswith("{")]
    params = {}
    for name in names:
        value = row.get(name) if type(row) is dict else None
        if type(value) is not str or not value:
            raise Malformed(f"{name}: expected the {name} of the record this row is about", name)
        params[name] = value
    return params
