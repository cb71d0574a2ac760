"""The token endpoint of OAuth 2.0, and what it says of a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.netsuite.access.accounts import account_of
from fake_erp.dialects.netsuite.access.oauth2 import log_in
from fake_erp.dialects.netsuite.body import form_of
from fake_erp.dialects.netsuite.calls.base import Plain
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Look
from fake_erp.operations.channels import LogIn


@dataclass(slots=True)
class TokenMatch(Plain):
    """`POST /services/rest/auth/oauth2/v1/token`."""

    operation: str = "token.create"
    reads: bool = False
    public: bool = True
    grant: str = ""

    def read(self, request: Request, by: str) -> LogIn:
        form = form_of(request)
        self.grant = form.get("grant_type", "")
        return log_in(self.erp, form, request.headers.get("authorization", ""))

    def write(self, request: Request, outcome: str) -> Reply:
        data: dict[str, Any] = {
            "access_token": outcome,
            "token_type": "bearer",
            "expires_in": self.erp.sessions.lifetime_ms // 1000,
        }
        return Reply(200, data, {"Cache-Control": "no-store"})


@dataclass(slots=True)
class TokenInfoMatch(Plain):
    """`GET /rest/tokeninfo`: the company and the role of the token."""

    def read(self, request: Request, by: str) -> Look[str]:
        return Look(lambda hides: by)

    def write(self, request: Request, outcome: str) -> Reply:
        secret = self.erp.sessions.secrets.get(outcome, "")
        return Reply(
            200,
            {
                "companyName": "golive",
                "companyId": account_of(outcome, secret).account,
                "roleName": "Web Services",
                "roleId": "1000",
                "userName": outcome,
                "userId": "1",
            },
        )
