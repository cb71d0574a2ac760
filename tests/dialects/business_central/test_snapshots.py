"""What the dialect keeps besides the books is part of a snapshot."""

from __future__ import annotations

import pickle

from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import Caller

DIALECT = "business_central"


def test_drafts_and_journals_are_kept(world: World, talk: Transport) -> None:
    caller = Caller(talk)
    invoice = caller.posted()
    body = {"customerNumber": "C100001", "invoiceNumber": invoice["number"], "externalDocumentNumber": "CM1"}
    caller.post("salesCreditMemos", body)
    kept = pickle.loads(pickle.dumps(world.erp.dialect_data))["business_central"]
    assert [memo.fields["externalDocumentNumber"] for memo in kept.memos.values()] == ["CM1"]
    assert [journal.code for journal in kept.journals.values()] == ["GENERAL", "PAYMENT"]
