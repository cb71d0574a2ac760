"""Business partners, user-defined fields and stored queries: creating and changing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.calls.orders import REPLACES
from fake_erp.dialects.business_one.masters.lists import AddUserField
from fake_erp.dialects.business_one.masters.partners import add_partner, change_partner, fields_of
from fake_erp.dialects.business_one.queries.definitions import DropQuery, StoreQuery
from fake_erp.dialects.business_one.queries.sql import checked
from fake_erp.dialects.business_one.requests import flag_header, object_of
from fake_erp.dialects.business_one.resources import Resource
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Customer
from fake_erp.operations.base import Command
from fake_erp.times import instant_text


@dataclass(slots=True)
class AddPartnerCall(Call):
    """A new business partner."""

    resource: Resource = field(kw_only=True)

    def key(self, request: Request) -> str | None:
        try:
            given = object_of(self.erp, request)
        except ErpError:
            return None
        found = given.get("U_ExternalReference") or given.get("CardCode")
        return found if isinstance(found, str) else None

    def fields(self, request: Request) -> Any:
        try:
            given = object_of(self.erp, request)
            return {"external_reference": self.key(request) or "", **fields_of(self.erp, given)}
        except ErpError:
            return {}

    def read(self, by: str) -> Command[Customer]:
        return add_partner(self.erp, object_of(self.erp, self.request), by)

    def write(self, outcome: Customer) -> Reply:
        return self.created(self.resource, outcome)


@dataclass(slots=True)
class ChangePartnerCall(Call):
    """Changed properties of a business partner."""

    def fields(self, request: Request) -> Any:
        try:
            return fields_of(self.erp, object_of(self.erp, request))
        except ErpError:
            return {}

    def read(self, by: str) -> Command[Customer]:
        customer = self.record
        if customer is None:
            raise NotFound("there is no such partner", "number")
        self.require_fresh(customer.change)
        replaces = flag_header(self.request, REPLACES)
        return change_partner(self.erp, customer, object_of(self.erp, self.request), replaces, by)


@dataclass(slots=True)
class AddUserFieldCall(Call):
    """A new user-defined field."""

    resource: Resource = field(kw_only=True)

    def read(self, by: str) -> Command[dict[str, Any]]:
        return AddUserField(self.erp, object_of(self.erp, self.request))

    def write(self, outcome: dict[str, Any]) -> Reply:
        return self.created(self.resource, outcome)


@dataclass(slots=True)
class StoreQueryCall(Call):
    """A new SQL query, or a changed one where the address names it."""

    resource: Resource = field(kw_only=True)

    def read(self, by: str) -> Command[dict[str, Any]]:
        given = object_of(self.erp, self.request)
        if not self.is_new:
            if self.record is None:
                raise NotFound("there is no such query", "number")
            given = {**self.record, **given, "SqlCode": self.record["SqlCode"]}
        return StoreQuery(self.erp, checked(given, instant_text(self.erp.now())[:10]), not self.is_new)

    @property
    def is_new(self) -> bool:
        """Whether the address names no query."""
        return self.request.method == "POST"

    def write(self, outcome: dict[str, Any]) -> Reply:
        return self.created(self.resource, outcome) if self.is_new else Reply(204)


@dataclass(slots=True)
class DropQueryCall(Call):
    """Removes a stored query."""

    def read(self, by: str) -> Command[None]:
        return DropQuery(self.erp, "" if self.record is None else self.record["SqlCode"])
