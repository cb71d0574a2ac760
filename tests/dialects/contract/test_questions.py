"""Every question is answered the same by the fake in all dialects, and by Tryton but for declared differences."""

from __future__ import annotations

import pytest

from golive.candidates.reference.erp import PORTS

from .company import FakeCompany
from .questions import QUESTIONS, customers, goods, money, orders, refusals  # noqa: F401


@pytest.mark.parametrize("dialect", PORTS)
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_fake_answers_alike_in_every_dialect(name: str, dialect: str) -> None:
    question = QUESTIONS[name]
    assert question.ask(FakeCompany(dialect)) == question.answer
