"""What the reader of prose finds, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.words import idioms, listing, names, prose, tracked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Whoever changes it is refused.", ["whoever"]),
        ("Nobody is told, somebody waits.", ["nobody", "somebody"]),
        ("The house decides; houses differ, and a house's rules too.", ["house", "house", "house"]),
        ("A silent habit of the ERP. It has habits.", ["habit", "habit"]),
        ("Whose temperament it is.", ["temperament"]),
        ("What befalls the candidate, and what befell it.", ["befall", "befall"]),
        ("It drops orders without a\nword.", ["without a word"]),
        ("Who asks for more gets so many rows.", ["who"]),
        ("A caller who retries is served twice.", ["who"]),
        ("Every error is definite: who gets one knows that nothing was applied.", ["who"]),
        ("What a reader needs: an ERP who answers.", ["who"]),
        ("The program, who was killed, starts again.", ["who"]),
    ],
)
def test_idioms_are_found_in_the_order_of_the_text(text: str, expected: list[str]) -> None:
    assert idioms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A caller that retries is served twice.",
        "Customers who have bought before, and a clerk who reads the desk.",
        "Those who pay late. Developers, who read this first, know.",
        "Customers of the shop who pay late; merchants in a hurry who do not.",
        "Who pays? It says who did it, and a page shows who waits.",
        "What was sold, who bought it, and where it went.",
        "The warehouse, the household and the habitat. An in-house tool.",
        "Street and house number.",
        "The scenario nobody-approves, the module house.py, the name house_rules, tests/people/house.",
    ],
)
def test_plain_prose_is_left_alone(text: str) -> None:
    assert idioms(text) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.md",
            'It prints "nobody is here".\n> nobody said so\n\nThe key `house` and \u201cnobody\u201d.\n',
            [],
        ),
        ("a.md", "Plain nobody.\n", ["nobody"]),
        ("a.yaml", 'about: "nobody approves"\n', ["nobody"]),
        ("a.yaml", "# see `nobody`\n", []),
        ("a.py", "house = whoever(nobody)\n", []),
        ("a.py", "x = 1  # the house decides\n", ["house"]),
        ("a.py", "x = \"nobody\", 'somebody'\n", ["nobody", "somebody"]),
        ("a.py", 'x = f"for {nobody} by nobody"\n', ["nobody"]),
        ("a.py", '"""Two lines without a\nword."""\n', ["without a word"]),
        ("a.py", '"""It prints "nobody" and `house`."""\n', []),
        ("a.py", "# those\n# who pay late\n", []),
    ],
)
def test_of_a_file_only_the_prose_is_read_and_no_quotation(name: str, text: str, expected: list[str]) -> None:
    assert idioms(prose(name, text)) == expected


def test_the_prose_of_a_file_stays_where_it_was() -> None:
    text = 'x = 1  # the house\n"""Nobody."""\n'
    found = prose("a.py", text)
    assert len(found) == len(text)
    assert found.index("house") == text.index("house")
    assert found.index("Nobody") == text.index("Nobody")


def test_identifiers_are_taken_apart_into_words() -> None:
    text = "def house_rules(nobodyWaits, warehouse, HouseOf): return house_rules\n"
    assert names(text) == [(1, "house_rules"), (1, "nobodyWaits"), (1, "HouseOf")]


def test_a_listing_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text('"""Fine."""\n\n\ndef house():\n    """Nobody\n    and somebody."""\n')
    assert listing(file) == [(5, "nobody"), (6, "somebody")]
    assert listing(file, with_names=True) == [(4, "name house"), (5, "nobody"), (6, "somebody")]


def test_no_tracked_text_holds_a_private_idiom() -> None:
    found = {str(path): lines for path in tracked([]) if (lines := listing(path, with_names=True))}
    assert found == {}


def test_the_key_of_the_actor_is_no_prose() -> None:
    assert not idioms(prose("x.py", 'row["who"]'))
    assert idioms(prose("x.py", 'say("it says who asks, who retries")')) == ["who"]
