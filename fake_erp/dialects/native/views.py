"""Views: reading a request to a command, and writing its outcome as a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from fake_erp.channels.feed import Feed, Page
from fake_erp.dialects.native.reading import page_of, query_of
from fake_erp.dialects.native.versions import etag
from fake_erp.dialects.native.words import PREFIX
from fake_erp.errors import Malformed, NotFound, See
from fake_erp.messages import Reply, Request, decode
from fake_erp.model import Changing, Invoice, Order
from fake_erp.operations.base import Command, Hides, Look
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

RowT = TypeVar("RowT", bound=Changing)
R = TypeVar("R")


@dataclass(slots=True)
class Call:
    """One request on its way through a view.

    `client` is "" where no session is needed, and the batch or file for one of its rows.
    """

    erp: Erp
    request: Request
    params: dict[str, str]
    client: str

    def data(self) -> Any:
        """The decoded body. Raises Malformed when there is none."""
        decode(self.request, self.erp.config.max_body_bytes)
        if self.request.data is None:
            raise Malformed("body: expected a JSON object, got nothing; send the document as JSON", "body")
        return self.request.data

    def optional_data(self) -> Any:
        """The decoded body, or None."""
        decode(self.request, self.erp.config.max_body_bytes)
        return self.request.data

    def order_in(self, field: str, number: str) -> Order:
        """The order that a field of the body names. Raises NotFound naming that field."""
        order = self.erp.orders.by_number.get(number)
        if order is None:
            raise NotFound(f"{field}: there is no order {number[:64]!r}; send the number of one", field)
        return order

    def invoice_in(self, field: str, number: str) -> Invoice | None:
        """The invoice that a field of the body names; None for "". Raises NotFound naming that field."""
        if not number:
            return None
        invoice = self.erp.receivables.by_number.get(number)
        if invoice is None:
            text = f"{field}: there is no invoice {number[:64]!r}; "
            raise NotFound((text, See("invoice.list"), " lists them"), field)
        return invoice

    def query(self) -> dict[str, str]:
        return query_of(self.request.query)

    def as_of(self) -> str:
        return instant_text(self.erp.now())


@dataclass(frozen=True, slots=True)
class View(Generic[R]):
    """Reading and writing of one operation.

    `read` makes the command of a call; its docstring describes the operation in the OpenAPI document. `write` makes
    the reply to the outcome of that command.
    """

    read: Callable[[Call], Command[R]]
    write: Callable[[Call, R], Reply]


Form = Callable[[R], dict[str, Any]]


def ok(form: Form[R]) -> Callable[[Call, R], Reply]:
    """Writes a record with 200."""
    return lambda call, record: Reply(200, form(record))


def versioned(form: Form[R]) -> Callable[[Call, R], Reply]:
    """Writes a record with 200 and its version in `ETag`."""

    def write(call: Call, record: R) -> Reply:
        shown = form(record)
        return Reply(200, shown, {"ETag": etag(shown)})

    return write


def created(record: dict[str, Any], path: str) -> Reply:
    """The reply 201 with the record, and its address in `Location`."""
    return Reply(201, record, {"Location": PREFIX + path})


def rows(form: Form[RowT]) -> Callable[[Call, Page[RowT]], Reply]:
    """Writes a page of a feed: `rows`, the `cursor` to go on from as `after=`, and whether there are `more`."""
    return lambda call, page: Reply(200, page_json(page, form))


def page_json(page: Page[RowT], form: Form[RowT]) -> dict[str, Any]:
    """A page of a feed as its JSON object."""
    return {"rows": [form(row) for row in page.rows], "cursor": page.cursor, "more": page.more}


def page(feed: Feed[RowT], query: dict[str, str]) -> Look[Page[RowT]]:
    """A page of a feed, as the query asks."""
    after, limit = page_of(query)
    return Look(lambda hides: Page(*feed.page(after, limit, hides)))


def papers(call: Call, feed: Feed[RowT], kind: type[RowT]) -> Look[Page[RowT]]:
    """A page of a feed of documents; with `order` in the query all those of one order at once, oldest first."""
    query = call.query()
    number = query.get("order")
    if number is None:
        return page(feed, query)
    order = call.erp.orders.by_number.get(number)

    def find(hides: Hides | None) -> Page[RowT]:
        found = [] if order is None else [paper for paper in order.papers if type(paper) is kind]
        kept = [paper for paper in found if hides is None or not hides(paper)]
        return Page(kept, feed.last, False)

    return Look(find)


def get(find: Callable[[str], R], number: str) -> Look[R]:
    """One record by its number. Raises NotFound."""
    return Look(lambda hides: find(number))
