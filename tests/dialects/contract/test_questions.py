"""Every question is answered alike by the fake in all dialects and by Tryton, but for the declared differences."""

from __future__ import annotations

import pytest

from golive import scenario
from golive.build.erp_config import erp_config
from golive.candidates.reference.erp import PORTS

from .asking import WAYS, Way
from .company import FakeCompany
from .differences import DIFFERENCES, TRYTON, Difference, expected
from .questions import every_question
from .tryton.company import TrytonCompany
from .tryton.installed import Tryton

QUESTIONS = every_question()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dialect", PORTS)
@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.sample(3)
def test_the_fake_answers_alike_in_every_dialect(name: str, dialect: str, way: Way) -> None:
    question = QUESTIONS[name]
    company = FakeCompany(dialect, way=way)
    assert question.ask(company) == expected(dialect, name, question.answer)


@pytest.mark.clients
@pytest.mark.parametrize("name", QUESTIONS)
def test_tryton_answers_as_the_fake_does_but_for_declared_differences(name: str, tryton: Tryton) -> None:
    question = QUESTIONS[name]
    assert question.ask(TrytonCompany(tryton.database())) == expected(TRYTON, name, question.answer)


@pytest.mark.parametrize(
    "each", [each for each in DIFFERENCES if each.setting], ids=lambda each: each.question
)
def test_a_setting_makes_the_fake_answer_as_the_other_erp(each: Difference) -> None:
    config = erp_config(scenario.load("calm", (f"erp.{each.setting}",)))
    assert QUESTIONS[each.question].ask(FakeCompany("native", config)) == each.answer


def test_a_declared_difference_is_one() -> None:
    for each in DIFFERENCES:
        assert each.answer != QUESTIONS[each.question].answer, each
    assert len({(each.erp, each.question) for each in DIFFERENCES}) == len(DIFFERENCES)
    assert {each.erp for each in DIFFERENCES} <= {TRYTON, *PORTS}
