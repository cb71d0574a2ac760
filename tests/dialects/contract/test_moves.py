"""The life of an order in the fake and in Tryton is that of the tables in `moves.py`."""

from __future__ import annotations

import pytest

from .company import FakeCompany
from .differences import TRYTON
from .moves import (
    ACTIONS,
    DIFFERENT_MOVES,
    MOVES,
    STATES,
    every_move,
    followed,
    foreseen,
    moves_of,
    walk_at_random,
)
from .tryton.company import TrytonCompany
from .tryton.installed import Tryton

LENGTH = 12


def walks(erp: str, at_random: int) -> list[list[str]]:
    return [*every_move(moves_of(erp)), *(walk_at_random(seed, LENGTH) for seed in range(at_random))]


@pytest.mark.parametrize("walk", walks("native", 30), ids="-".join)
def test_an_order_of_the_fake_lives_by_the_table(walk: list[str]) -> None:
    assert list(followed(FakeCompany("native"), walk)) == list(foreseen(MOVES, walk))


@pytest.mark.clients
@pytest.mark.parametrize("walk", walks(TRYTON, 3), ids="-".join)
def test_an_order_of_tryton_lives_by_the_table_but_for_declared_differences(
    walk: list[str], tryton: Tryton
) -> None:
    assert list(followed(TrytonCompany(tryton.database()), walk)) == list(foreseen(moves_of(TRYTON), walk))


@pytest.mark.parametrize("erp", ["native", TRYTON])
def test_every_action_is_tried_in_every_state(erp: str) -> None:
    moves = moves_of(erp)
    tried = {move for walk in every_move(moves) for move in zip(foreseen(moves, walk), walk, strict=False)}
    assert tried == {(state, action) for state in STATES for action in ACTIONS}


def test_a_declared_difference_of_moves_is_one() -> None:
    for _, (state, action), to, _ in DIFFERENT_MOVES:
        assert MOVES.get((state, action), state) != to
