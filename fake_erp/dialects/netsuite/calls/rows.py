"""Rows of batches and files: neutral documents, read as the native dialect reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native.dialect import NATIVE, NativeMatch
from fake_erp.dialects.netsuite.calls.carriers import Carrier
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class RowMatch(Carrier[NativeMatch]):
    """A row as a native call."""

    @classmethod
    def of(cls, erp: Erp, operation: str, row: Any) -> tuple[RowMatch, Request]:
        """The match and the request of a row. Raises Malformed."""
        inner, request = NATIVE.row(erp, operation, row)
        return cls(erp, inner), request

    def read(self, request: Request, by: str) -> Command[Any]:
        return NATIVE.read(self.erp, self.inner, request, by)

    def write(self, request: Request, outcome: Any) -> Reply:
        return Reply(204)

    def accepted(self) -> Reply:
        return Reply(202)
