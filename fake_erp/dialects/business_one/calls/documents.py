"""New returns, credit notes and payments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fake_erp.dialects.business_one.calls.base import Call, business_key
from fake_erp.dialects.business_one.documents.payments import payment_of
from fake_erp.dialects.business_one.documents.return_reading import credit_note_of, return_of
from fake_erp.dialects.business_one.requests import object_of
from fake_erp.dialects.business_one.resources import Resource
from fake_erp.errors import ErpError
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command
from fake_erp.operations.documents import CreateCreditNote

READERS: dict[str, Callable[..., Any]] = {
    "Returns": return_of,
    "CreditNotes": credit_note_of,
    "IncomingPayments": payment_of,
}


@dataclass(slots=True)
class CreateDocument(Call):
    """A new document of a set that has a reader."""

    resource: Resource = field(kw_only=True)

    def _command(self, by: str) -> Any:
        return READERS[self.resource.entity.set_name](self.erp, object_of(self.erp, self.request), by)

    def key(self, request: Request) -> str | None:
        try:
            command = self._command("")
        except ErpError:
            return None
        return business_key(command.wanted.order if isinstance(command, CreateCreditNote) else command.order)

    def fields(self, request: Request) -> Any:
        try:
            command = self._command("")
        except ErpError:
            return {}
        if isinstance(command, CreateCreditNote):
            wanted = command.wanted
            return {"order": wanted.order.number, "reference": wanted.reference, "reason": wanted.why}
        return command.document

    def read(self, by: str) -> Command[Any]:
        command: Command[Any] = self._command(by)
        return command

    def write(self, outcome: Any) -> Reply:
        return self.created(self.resource, outcome)
