"""The dialect of Business Central: JSON over OData version 4, with ETags, bound actions and JSON batches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.business_central import access, refusals, replies
from fake_erp.dialects.business_central.about import ABOUT
from fake_erp.dialects.business_central.masters.subscriptions import SETS
from fake_erp.dialects.business_central.matching import BcMatch, match_of, refusal_of, root_of
from fake_erp.dialects.business_central.words import WORDS, BusinessCentralWords
from fake_erp.dialects.odata.json_batch import bundle_of, calls_of
from fake_erp.errors import ErpError, Malformed
from fake_erp.messages import Reply, Request, decode
from fake_erp.operations.base import Command
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(frozen=True, slots=True)
class BusinessCentralDialect:
    """See `fake_erp.dialects.Dialect`."""

    version: str
    name: str = "business_central"
    words: BusinessCentralWords = WORDS

    def match(self, erp: Erp, request: Request) -> BcMatch | Bundle | None:
        try:
            if request.path.rstrip("/").endswith("/$batch"):
                return self._batch(erp, request)
            return match_of(erp, request)
        except ErpError:
            return None

    def _batch(self, erp: Erp, request: Request) -> Bundle | None:
        root = root_of(request.path)
        if root is None or request.method != "POST":
            return None
        if request.body is not None:
            request.headers = {**request.headers, "content-type": "application/json"}
            decode(request, erp.config.max_body_bytes)
        calls = calls_of(request, request.data, request.path.rstrip("/").removesuffix("$batch"))
        if request.headers.get("isolation", "").strip().lower() == "snapshot":
            calls = [replace(call, changeset=0) for call in calls]
        return bundle_of(calls, lambda each: Part(each, self._part(erp, each)))

    def _part(self, erp: Erp, request: Request) -> BcMatch | None:
        found = self.match(erp, request)
        return found if isinstance(found, BcMatch) else None

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        if request.path.rstrip("/").endswith("/$batch") and request.method == "POST":
            try:
                self._batch(erp, request)
            except ErpError as error:
                return error
        return refusal_of(erp, request)

    def owner(self, erp: Erp, request: Request) -> str:
        return access.owner(erp, request)

    def authenticate(self, erp: Erp, request: Request) -> str:
        return access.authenticate(erp, request)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return access.login(client_id, secret)

    def read(self, erp: Erp, match: BcMatch, request: Request, by: str) -> Command[Any]:
        return replies.command_of(match, request, by)

    def write(self, erp: Erp, match: BcMatch, request: Request, outcome: Any) -> Reply:
        return replies.reply_of(match, request, outcome)

    def accepted(self, match: BcMatch) -> Reply:
        return Reply(202)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        if request.path.rstrip("/").endswith(access.TOKEN_END):
            return refusals.render_login(error)
        reply = refusals.render(error, request)
        return Reply(200, reply.data) if in_ok else reply

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[BcMatch, Request]:
        raise Malformed("rows of batches and files are not taken; send a $batch")

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        resource = f"api/v2.0/companies({access.COMPANY_ID})/{SETS.get(kind, kind)}"
        change = {
            "subscriptionId": f"{kind}",
            "clientState": "",
            "expirationDateTime": instant_text(at_ms),
            "resource": f"{resource}({replies.notice_id(kind, identity)})",
            "changeType": "updated",
            "lastModifiedDateTime": instant_text(at_ms),
        }
        return {"value": [change]}


def make(version: str) -> BusinessCentralDialect:
    """The dialect of a version."""
    return BusinessCentralDialect(ABOUT.version(version))
