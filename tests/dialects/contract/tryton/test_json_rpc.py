"""What an integration meets at Tryton's interface, besides the meaning of its documents.

The page `docs/real-erp.md` lists the first lines of the tests.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import orjson
import pytest

from .installed import Tryton
from .rpc import Refused

pytestmark = pytest.mark.clients


def test_refusals_are_http_200(tryton: Tryton) -> None:
    """A refusal is answered with HTTP 200 and `error`: the kind, and what is wrong."""
    with pytest.raises(Refused) as refused:
        tryton.database().do("sale.sale", "read", [999_999], ["state"])
    assert (refused.value.status, refused.value.kind) == (200, "UserError")


def test_a_call_without_a_session_is_http_401(tryton: Tryton) -> None:
    """A call without a session is answered with HTTP 401."""
    assert tryton.database().raw("model.sale.sale.search", [], {}, headers={}).status == 401


def test_nothing_is_filled_in(tryton: Tryton) -> None:
    """A line is saved without taxes if none are sent: `on_change` is for the screen and does not run in `create`."""
    database = tryton.database()
    (product,) = database.find("product.product", [("code", "=", "A")], "default_uom", "account_category")
    (category,) = database.find(
        "product.category", [("id", "=", product["account_category"])], "customer_taxes"
    )
    assert len(category["customer_taxes"]) == 1
    (party,) = database.find("party.party", [("code", "=", "ANN")])
    line = {
        "product": product["id"],
        "quantity": 2.0,
        "unit": product["default_uom"],
        "unit_price": Decimal("19.99"),
    }
    sale = database.create(
        "sale.sale", {"party": party["id"], "sale_date": date(2025, 11, 28), "lines": [("create", [line])]}
    )
    (kept,) = database.do("sale.sale", "read", [sale], ["tax_amount"])
    assert kept["tax_amount"] == 0


def test_large_replies_are_compressed_only_in_name(tryton: Tryton) -> None:
    """A large reply says `Content-Encoding: gzip`, also where the request does not accept gzip and none was used."""
    database = tryton.database()
    reply = database.raw("model.ir.model.search_read", [], 0, 100, None, ["name", "string"], database.context)
    assert reply.headers["content-encoding"] == "gzip"
    assert len(orjson.loads(reply.data)["result"]) == 100
