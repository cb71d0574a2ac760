"""An installation that has changed since its documentation was written.

The OpenAPI document of the native interface keeps to what was true then (`fake_erp.dialects.native.openapi.outdated`).
Modelled on SAP S/4HANA and NetSuite, whose published descriptions know nothing of the fields, names and code lists
that a company has configured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule, is_missing, value_at
from fake_erp.rules.fields.hidden_fields import VAGUE
from fake_erp.settings import setting

BETWEEN_WORDS = "|"
DOCUMENTED_TIMES = 2
"""How many times as long as it is a field is documented."""


@dataclass(frozen=True, slots=True)
class OutdatedDocumentation(Rule):
    """Fields that are documented as they were, and are mandatory, renamed, shorter or of other words now."""

    code: ClassVar[str] = "validation_failed"
    emerges: ClassVar[str] = "the company has changed the installation and not its documentation"

    mandatory: tuple[str, ...] = setting(
        "mandatory", "fields", "Fields that are mandatory now, and were not.", ()
    )
    renamed: tuple[tuple[str, str], ...] = setting(
        "renamed",
        "matches",
        "Fields of addresses, such as ship_to.phone, each with the name that is documented; it is ignored.",
        (),
    )
    lengths: tuple[tuple[str, int], ...] = setting(
        "lengths",
        "limits",
        "The most characters of fields that are documented as twice as long.",
        (),
        least=1,
    )
    words: tuple[tuple[str, str], ...] = setting(
        "words",
        "matches",
        "Fields, each with the words that are documented for it, with | between them; none of them is known now.",
        (),
    )

    def at_create(self, books: Books) -> Check | None:
        if not (self.mandatory or self.renamed or self.lengths or self.words):
            return None
        emit = books.emit

        def check(order: Order, document: Document | None) -> str:
            if document is None:
                return NOT_APPLICABLE
            for what, refusal in self.differences(document):
                emit("erp.documentation.misled", {"ref": order.external_reference}, {"what": what})
                if refusal is not None:
                    raise refusal
            return ""

        return check

    def differences(self, document: Any) -> Iterator[tuple[str, RuleRefused | None]]:
        """What a document has as it is documented and not as it is, in words, and the refusal; None for none.

        What is only ignored comes first, because a refusal ends the check.
        """
        for path, former in self.renamed:
            table = path.rpartition(".")[0]
            if value_at(document, (*table.split("."), former)) is not None:
                yield f"{table}.{former} is documented, and the field is {path}", None
        for name in self.mandatory:
            if is_missing(document, tuple(name.split("."))):
                yield f"{name} is mandatory, and not documented", _refused("validation_failed", VAGUE, name)
        for path, most in self.lengths:
            length = len(str(value_at(document, tuple(path.split("."))) or ""))
            if most < length <= most * DOCUMENTED_TIMES:
                documented = f"{path} is documented with {most * DOCUMENTED_TIMES} characters, and has {most}"
                yield documented, _refused("text_too_long", f" has {length} characters; shorten it", path)
        for path, words in self.words:
            word = value_at(document, tuple(path.split(".")))
            if word in words.split(BETWEEN_WORDS):
                yield (
                    f"{path} {word!r} is documented, and not known",
                    _refused("unknown_word", " is none of the words here; send a present one", path),
                )


def _refused(code: str, text: str, path: str) -> RuleRefused:
    if code == "validation_failed":
        return RuleRefused("outdated_documentation", code, text)
    return RuleRefused("outdated_documentation", code, (Place(path), text), path)
