"""A dialect that could hardly be less like the native one: one address, and a text of lines in both directions.

    ORDER
    SESSION=0123abcd
    PARTNER=C100001
    REF=R1
    POS=A;2;19.99

The first line names the operation, a `POS` is a position; a reply begins with `OK`, or with `ERR`, the code and the
place. Written for the tests of the seam, after no product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text, cents_of_text
from fake_erp.errors import EACH, ErpError, Malformed, NotFound, Place, See, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.model import Draft, DraftLine, Order, StockRow
from fake_erp.operations.base import Command, Look
from fake_erp.operations.channels import LogIn
from fake_erp.operations.orders import CreateOrder

if TYPE_CHECKING:
    from fake_erp import Erp

ADDRESS = "/telegram"
VERBS = {
    "LOGON": "token.create",
    "STOCK": "stock.read",
    "ORDER": "order.create",
    "STATUS": "order.read",
    "LIST": "order.list",
}
FIELDS = {
    "customer": "PARTNER",
    "external_reference": "REF",
    "currency": "CURR",
    "number": "NO",
    "sku": "ITEM",
}
COLUMNS = {"item": "1", "quantity": "2", "unit_price": "3"}


class TelegramWords:
    def place(self, place: Place) -> str:
        if place.line is None:
            return FIELDS.get(place.field, place.field.upper())
        line = "POS" if place.line == EACH else f"POS#{place.line}"
        return f"{line}/{COLUMNS.get(place.field, place.field.upper())}" if place.field else line

    def operation(self, see: See) -> str:
        verbs = [verb for verb, operation in VERBS.items() if operation == see.operation]
        return f"the telegram {verbs[0]}" if verbs else "the hotline"


WORDS = TelegramWords()


@dataclass(frozen=True, slots=True)
class Telegram:
    """What was sent: the verb, the fields, the positions."""

    verb: str
    fields: dict[str, str]
    positions: list[list[str]]

    @classmethod
    def of(cls, request: Request) -> Telegram:
        verb, *lines = (request.body or b"").decode("utf-8", "replace").splitlines() or [""]
        pairs = [line.partition("=")[::2] for line in lines]
        positions = [value.split(";") for name, value in pairs if name == "POS"]
        return cls(verb, {name: value for name, value in pairs if name != "POS"}, positions)


@dataclass(frozen=True, slots=True)
class TelegramMatch:
    telegram: Telegram

    @property
    def operation(self) -> str:
        return VERBS[self.telegram.verb]

    @property
    def reads(self) -> bool:
        return self.telegram.verb in ("STOCK", "STATUS", "LIST")

    @property
    def public(self) -> bool:
        return self.telegram.verb == "LOGON"

    @property
    def number(self) -> str:
        return self.telegram.fields.get("NO", "")

    def key(self, request: Request) -> str | None:
        return self.telegram.fields.get("REF") or self.number or None

    def fields(self, request: Request) -> dict[str, Any] | None:
        if self.telegram.verb != "ORDER":
            return None
        given = self.telegram.fields
        named = {name: given[written] for name, written in FIELDS.items() if written in given}
        lines = [dict(zip(COLUMNS, position, strict=False)) for position in self.telegram.positions]
        return {**named, "lines": lines}


class TelegramDialect:
    name = "telegram"
    words = WORDS

    def match(self, erp: Erp, request: Request) -> TelegramMatch | None:
        telegram = Telegram.of(request)
        return TelegramMatch(telegram) if request.path == ADDRESS and telegram.verb in VERBS else None

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        return NotFound(f"no such telegram; send one of {', '.join(VERBS)}")

    def owner(self, erp: Erp, request: Request) -> str:
        return erp.sessions.owner(self.token(request))

    def token(self, request: Request) -> str:
        return Telegram.of(request).fields.get("SESSION", "")

    def authenticate(self, erp: Erp, request: Request) -> str:
        token = self.token(request)
        if not token:
            raise Unauthorized(("no SESSION; ", See("token.create"), " gives one"))
        return erp.sessions.client(token)

    def read(self, erp: Erp, match: TelegramMatch, request: Request, by: str) -> Command[Any]:
        given = match.telegram.fields
        match match.telegram.verb:
            case "LOGON":
                return LogIn(given.get("USER", ""), given.get("PASSWORD", ""))
            case "STOCK":
                return Look(lambda hides: erp.stock.rows_of(given.get("ITEM", "")))
            case "STATUS":
                return Look(lambda hides: [erp.orders.get(given.get("NO", ""))])
            case "LIST":
                return Look(lambda hides: erp.orders.feed.page(0, 1000, hides)[0])
        return CreateOrder(self._draft(erp, match), by, request.discard)

    def _draft(self, erp: Erp, match: TelegramMatch) -> Draft:
        given = match.telegram.fields
        lines = [_line(position, at) for at, position in enumerate(match.telegram.positions, 1)]
        if not lines:
            raise Malformed("send at least one POS", "lines")
        return Draft(
            given.get("PARTNER", ""),
            given.get("CURR", "EUR"),
            erp.now(),
            lines,
            given.get("REF", ""),
            prepaid=True,
            release=True,
            document=match.fields(Request("POST", ADDRESS)),
        )

    def write(self, erp: Erp, match: TelegramMatch, request: Request, outcome: Any) -> Reply:
        if isinstance(outcome, str):
            return _ok([f"SESSION={outcome}"])
        records = [outcome] if isinstance(outcome, Order) else outcome
        return _ok([_shown(record) for record in records])

    def accepted(self, match: TelegramMatch) -> Reply:
        return _ok([])

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        first = f"ERR {error.code} {error.field(WORDS)}".rstrip()
        return Reply(200, text="\n".join([*["OK", first][not in_ok :], error.message(WORDS)]))

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return {"USER": client_id, "PASSWORD": secret}

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[TelegramMatch, Request]:
        raise Malformed("telegrams come one by one")

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return {"kind": kind, "no": identity}


def _line(position: list[str], at: int) -> DraftLine:
    sku, quantity, price = (*position, "", "", "")[:3]
    if not quantity.isdigit():
        raise Malformed((Place("quantity", at), " is a number of units"), Place("quantity", at))
    return DraftLine(sku, int(quantity), cents_of_text(price) or 0)


def _shown(record: Order | StockRow) -> str:
    if isinstance(record, Order):
        return f"NO={record.number};{record.status};{amount_text(record.total_cents)}"
    return f"ITEM={record.item};{record.warehouse};{record.available}"


def _ok(lines: list[str]) -> Reply:
    return Reply(200, text="\n".join(["OK", *lines]))


TELEGRAM = TelegramDialect()
