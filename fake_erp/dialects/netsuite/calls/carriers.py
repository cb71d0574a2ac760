"""Calls that stand inside other calls: in an envelope, behind a script, as a job or as a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from fake_erp.dialects.netsuite.calls.base import Carried, NetSuiteMatch
from fake_erp.messages import Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp


Inner = TypeVar("Inner", bound=Carried)


@dataclass(slots=True)
class Carrier(Generic[Inner]):
    """A match that is for what the match inside it is for."""

    erp: Erp
    inner: Inner

    @property
    def operation(self) -> str:
        return self.inner.operation

    @property
    def reads(self) -> bool:
        return self.inner.reads

    @property
    def public(self) -> bool:
        return self.inner.public

    @property
    def number(self) -> str:
        return self.inner.number

    def key(self, request: Request) -> str | None:
        return self.inner.key(request)

    def fields(self, request: Request) -> Any:
        return self.inner.fields(request)


@dataclass(slots=True)
class Translation(Carrier[NetSuiteMatch]):
    """A record call that came in another form: `asked` is the request that it is in the record API."""

    asked: Request

    @property
    def public(self) -> bool:
        return False

    def key(self, request: Request) -> str | None:
        return self.inner.key(self.asked)

    def fields(self, request: Request) -> Any:
        return self.inner.fields(self.asked)

    def read(self, request: Request, by: str) -> Command[Any]:
        self.asked.discard = request.discard
        return self.inner.read(self.asked, by)
