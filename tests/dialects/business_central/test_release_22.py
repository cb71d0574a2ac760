"""What release 22.0 does otherwise."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport

from .calls import Caller, line, order_body

DIALECT = "business_central"
VERSION = "22.0"


@fact("business_central-3.2-17", part="status", version=VERSION)
def test_sequence_breaks_the_creation_of_a_line(talk: Transport) -> None:
    answer = Caller(talk).post("salesOrders", order_body(salesOrderLines=[line(sequence=10000)]))
    assert answer.status == 500
    assert "You cannot change the value of the SystemId field." in answer.text
