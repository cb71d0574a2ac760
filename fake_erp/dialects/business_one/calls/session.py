"""Logging in and out, the service document and the metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.requests import body_of, version_of
from fake_erp.dialects.business_one.resources import RESOURCES
from fake_erp.dialects.business_one.sessions import (
    COMPANY,
    RELEASE,
    LogInTo,
    LogOut,
    idle_minutes,
    login_cookies,
    session_id,
    token_of,
)
from fake_erp.dialects.odata.metadata import MEDIA, edmx
from fake_erp.dialects.odata.model import Schema
from fake_erp.errors import ErpError
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Look

SCHEMA = Schema("SAPB1", {name: each.entity for name, each in RESOURCES.items()}, container="ServiceLayer")


@dataclass(slots=True)
class Login(Call):
    """POST Login."""

    def key(self, request: Request) -> str | None:
        return None

    def read(self, by: str) -> Command[str]:
        try:
            given = body_of(self.erp, self.request)
        except ErpError:
            given = None
        return LogInTo(given)

    def write(self, outcome: str) -> Reply:
        body = {
            **self.context("B1Sessions", one=True),
            "SessionId": session_id(outcome),
            "Version": RELEASE,
            "SessionTimeout": idle_minutes(self.erp),
        }
        return Reply(200, body, cookies=login_cookies(outcome))


@dataclass(slots=True)
class Logout(Call):
    """POST Logout."""

    def read(self, by: str) -> Command[None]:
        return LogOut(token_of(self.request))

    def write(self, outcome: Any) -> Reply:
        return Reply(204, cookies=("B1SESSION=; expires=Thu, 01 Jan 1970 00:00:00 GMT",))


@dataclass(slots=True)
class Root(Call):
    """The service document."""

    def read(self, by: str) -> Command[None]:
        return Look(lambda hides: None)

    def write(self, outcome: Any) -> Reply:
        sets = [{"name": name, "kind": "EntitySet", "url": name} for name in RESOURCES]
        return Reply(200, {**self.context("").copy(), "value": sets})


@dataclass(slots=True)
class Metadata(Call):
    """GET $metadata."""

    def read(self, by: str) -> Command[None]:
        return Look(lambda hides: None)

    def write(self, outcome: Any) -> Reply:
        return Reply(200, text=edmx(SCHEMA, version_of(self.request)), media=MEDIA)


@dataclass(slots=True)
class CompanyInfo(Call):
    """POST CompanyService_GetCompanyInfo."""

    def read(self, by: str) -> Command[None]:
        return Look(lambda hides: None)

    def write(self, outcome: Any) -> Reply:
        return Reply(200, {"CompanyName": COMPANY, "Version": int(RELEASE)})
