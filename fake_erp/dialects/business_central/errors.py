"""Refusals that only Business Central has."""

from __future__ import annotations

from typing import Any

from fake_erp.errors import InvalidTransition, Malformed, Place

DIALOG = "Application_DialogException"
VALIDATION = "Application_FieldValidationException"
TOO_LONG = "Application_StringExceededLength"
EVALUATE = "Application_EvaluateException"
BAD_GUID = "Application_InvalidGUID"
FILTER = "Application_FilterErrorException"
SAME_KEY = "Internal_EntityWithSameKeyExists"
NOT_FOUND = "Internal_RecordNotFound"
RELATION = "Internal_InvalidTableRelation"
NO_COMPANY = "Internal_CompanyNotFound"
SERVER = "Internal_ServerError"
NO_SEGMENT = "BadRequest_NotFound"
BAD_REQUEST = "BadRequest"
NO_TOKEN = "BadRequest_InvalidToken"
CHANGED = "Request_EntityChanged"
BAD_METHOD = "BadRequest_MethodNotAllowed"
TOO_MANY = "Application_TooManyRequests"
NO_CREDENTIALS = "Authentication_InvalidCredentials"


class Refused(Malformed):
    """A request that the product refuses with a code of its own."""

    def __init__(
        self,
        product_code: str,
        text: str,
        place: Place | str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(text, place, details)
        self.args = (product_code, text, place, details)
        self.product_code = product_code


class Stale(InvalidTransition):
    """An ETag that is not the present one."""

    code = "stale"
    rule = ""

    def __init__(self) -> None:
        super().__init__("Another user has already changed the record.")
        self.args = ()
