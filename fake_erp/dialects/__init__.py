"""Wire dialects: how one product's clients speak to the ERP. One folder per dialect; the domain knows none of them.

A dialect has no state. It recognises a request, finds the client that sent it, reads it to a command of
`fake_erp.operations`, and writes what came of it, or why it was refused, in the shape of its product. What its product
keeps besides the books (session cookies, used nonces, asynchronous jobs) it keeps in `Erp.dialect_data`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from fake_erp.errors import ErpError, Words
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp


class Match(Protocol):
    """A request that a dialect recognises: by its address, or by what is in it."""

    @property
    def operation(self) -> str:
        """One of `fake_erp.operations.OPERATIONS`."""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""

    @property
    def public(self) -> bool:
        """Whether it is answered without a session."""

    @property
    def number(self) -> str:
        """The number of the record it is about, where the address says; else ""."""

    def key(self, request: Request) -> str | None:
        """The business key: an external reference, a number or a SKU; None for lists of many."""

    def fields(self, request: Request) -> Any:
        """The fields that were sent, by their neutral names and unchecked; None for none. Raises ErpError."""


M = TypeVar("M", bound=Match)


class Dialect(Protocol[M]):
    """Five things: match, authenticate, read, write, refuse; and the few answers that are no command's."""

    @property
    def name(self) -> str: ...

    @property
    def words(self) -> Words:
        """How it calls places and operations, in refusals and in the facts about them."""

    def match(self, erp: Erp, request: Request) -> M | None:
        """What a request is for; None where there is no such address or operation."""

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        """Why a request without a match is refused."""

    def owner(self, erp: Erp, request: Request) -> str:
        """The client for which limits count it, authenticated or not; "" for an unknown one."""

    def authenticate(self, erp: Erp, request: Request) -> str:
        """The client that sent it. Raises Unauthorized."""

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        """What a client of the product needs to log in, by the product's names.

        Follows from `client_id` and `secret` alone, which are those of `Erp.add_client`.
        """

    def read(self, erp: Erp, match: M, request: Request, by: str) -> Command[Any]:
        """What it asks for, in the name of `by`. Raises ErpError, mostly Malformed."""

    def write(self, erp: Erp, match: M, request: Request, outcome: Any) -> Reply:
        """What came of its command."""

    def accepted(self, match: M) -> Reply:
        """That it was accepted, without saying as what."""

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        """Why `request` was not carried out. `in_ok` puts the refusal into a reply that looks like success."""

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[M, Request]:
        """A row of a batch or a file as the request it stands for. Raises Malformed."""

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        """The body of a webhook about a changed record."""
