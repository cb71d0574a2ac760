"""What a view gets and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from fake_erp.channels.feed import Feed
from fake_erp.dialects.native.reading import page_of, query_of
from fake_erp.dialects.native.times import instant_text
from fake_erp.errors import Malformed, NotFound
from fake_erp.messages import Reply, Request, decode
from fake_erp.model import Changing, Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

PREFIX = "/api/v1"
RowT = TypeVar("RowT", bound=Changing)


@dataclass(slots=True)
class Call:
    """One request on its way through a view. `client` is who sent it, "" where nobody has to log in.

    A row of a batch or file is a call of that batch or file; `sender` is then the client whose rights count.
    """

    erp: Erp
    request: Request
    params: dict[str, str]
    client: str
    sender: str = ""

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

    def ok(self, data: Any) -> Reply:
        return Reply(200, data)

    def created(self, data: Any, path: str) -> Reply:
        return Reply(201, data, {"Location": PREFIX + path})

    def as_of(self) -> str:
        return instant_text(self.erp.now())


View: TypeAlias = Callable[[Call], Reply]


def feed_page(
    feed: Feed[RowT], query: dict[str, str], form: Callable[[RowT], dict[str, Any]]
) -> dict[str, Any]:
    """A page of a feed: `rows`, the `cursor` to go on from as `after=`, and whether there are `more`."""
    after, limit = page_of(query)
    rows, cursor, more = feed.page(after, limit)
    return {"rows": [form(row) for row in rows], "cursor": cursor, "more": more}


def papers_page(
    call: Call, feed: Feed[RowT], kind: type[RowT], form: Callable[[RowT], dict[str, Any]]
) -> Reply:
    """A page of a feed of documents; with `order` in the query all those of one order at once, oldest first."""
    query = query_of(call.request.query)
    number = query.get("order")
    if number is None:
        return call.ok(feed_page(feed, query, form))
    order, hides = call.erp.orders.by_number.get(number), feed.hides
    papers = [] if order is None else [paper for paper in order.papers if type(paper) is kind]
    rows = [form(paper) for paper in papers if hides is None or not hides(paper)]
    return call.ok({"rows": rows, "cursor": feed.last, "more": False})
