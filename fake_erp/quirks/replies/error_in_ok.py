"""200, and in it that it went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from fake_erp.messages import Reply
from fake_erp.quirks.base import Quirk, Wording
from fake_erp.settings import setting

if TYPE_CHECKING:
    from fake_erp.dialects.native.routes import Route
    from fake_erp.dialects.native.views import Call

REFUSALS = (400, 403, 404, 409, 422)


@dataclass(frozen=True, slots=True)
class ErrorInOk(Quirk):
    """Answers a refusal with 200 and the error inside."""

    seen: ClassVar[str] = "200 with success false and the error; nothing was done"

    operations: tuple[str, ...] = setting(
        "operations", "operations", "The operations it does that for.", ("order.create",)
    )

    def at_reply(self) -> Wording | None:
        operations = self.operations

        def wording(call: Call, route: Route, reply: Reply) -> Reply:
            if route.operation not in operations or reply.status not in REFUSALS:
                return reply
            return Reply(200, {"success": False, **reply.data}, unsaid="refused")

        return wording
