"""SuiteTalk SOAP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.netsuite import refusals
from fake_erp.errors import ErpError, Unauthorized
from fake_erp.messages import Reply, Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp


class SoapMatch:
    """A SOAP call; none is offered yet."""

    @classmethod
    def of(cls, erp: Erp, request: Request) -> Any:
        """None: there is no such call."""
        return None


def client(erp: Erp, request: Request) -> str:
    """The client of a SOAP call. Raises Unauthorized."""
    raise Unauthorized("no")


def fault(error: ErpError) -> Reply:
    """A refusal."""
    return refusals.rest(error, False)
