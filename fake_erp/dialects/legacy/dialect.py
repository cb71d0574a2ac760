"""The dialect of an ERP without an online interface; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.legacy.shares import CALLS
from fake_erp.dialects.legacy.words import WORDS, IdocWords
from fake_erp.dialects.native.dialect import NATIVE, NativeMatch
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import PLAIN, Reply, Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp

NOTHING = "Not Found\n"


class NoInterface(NotFound):
    """A request to a machine on which no interface listens."""


class LegacyDialect:
    """The share of the folders as native calls, and nothing else over HTTP. Rows are read as in the native dialect."""

    name = "legacy"
    words: IdocWords = WORDS

    def match(self, erp: Erp, request: Request) -> NativeMatch | None:
        found = NATIVE.match(erp, request)
        return found if found is not None and found.operation in CALLS else None

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        return NoInterface(
            "this ERP has no online interface; orders go into its folder `in` as files, or into its staging tables"
        )

    def owner(self, erp: Erp, request: Request) -> str:
        return NATIVE.owner(erp, request)

    def authenticate(self, erp: Erp, request: Request) -> str:
        return NATIVE.authenticate(erp, request)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return NATIVE.login(client_id, secret)

    def read(self, erp: Erp, match: NativeMatch, request: Request, by: str) -> Command[Any]:
        return NATIVE.read(erp, match, request, by)

    def write(self, erp: Erp, match: NativeMatch, request: Request, outcome: Any) -> Reply:
        return NATIVE.write(erp, match, request, outcome)

    def accepted(self, match: NativeMatch) -> Reply:
        return NATIVE.accepted(match)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        if isinstance(error, NoInterface):
            return Reply(404, None, {}, NOTHING, PLAIN)
        return NATIVE.refuse(error, request, in_ok=in_ok)

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[NativeMatch, Request]:
        return NATIVE.row(erp, operation, row)

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return NATIVE.notice(kind, identity, reference, at_ms)


def make(version: str) -> LegacyDialect:
    """The dialect; it has one version."""
    return LegacyDialect()
