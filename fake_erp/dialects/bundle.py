"""Several calls in one request, such as an OData batch: each is carried out as a call of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from typing import TYPE_CHECKING, Any

from fake_erp.messages import Reply, Request

if TYPE_CHECKING:
    from fake_erp.dialects import Match

NO_CHANGESET = -1


@dataclass(frozen=True, slots=True)
class Part:
    """One call of a bundle; `match` is None for an address that does not exist."""

    request: Request
    match: Match | None


@dataclass(slots=True)
class Bundle:
    """A match of several calls. As a whole it counts as the first of them that changes something.

    `joined` makes one reply of theirs. `fallback` is the operation of a bundle without calls. With `stops` the calls
    after the first one that is refused are not carried out, and `joined` gets the replies up to it. `changesets` gives
    the number of the changeset of each call, -1 for none; the calls of a changeset are done wholly or not at all.
    """

    parts: Sequence[Part]
    joined: Callable[[list[Reply]], Reply]
    fallback: str = "batch.create"
    public: bool = False
    number: str = ""
    stops: bool = False
    changesets: Sequence[int] = ()

    def steps(self) -> Iterator[Sequence[Part]]:
        """The calls in their order, those of one changeset together."""
        numbered = zip(self.parts, self.changesets or repeat(NO_CHANGESET), strict=False)
        for number, calls in groupby(numbered, key=lambda each: each[1]):
            parts = [part for part, _ in calls]
            yield from [[part] for part in parts] if number == NO_CHANGESET else [parts]

    def _main(self) -> Part | None:
        known = [part for part in self.parts if part.match is not None]
        changing = [part for part in known if part.match is not None and not part.match.reads]
        return next(iter(changing or known), None)

    @property
    def operation(self) -> str:
        main = self._main()
        return self.fallback if main is None or main.match is None else main.match.operation

    @property
    def reads(self) -> bool:
        return all(part.match is None or part.match.reads for part in self.parts)

    def key(self, request: Request) -> str | None:
        """The business key of the main call."""
        main = self._main()
        return None if main is None or main.match is None else main.match.key(main.request)

    def fields(self, request: Request) -> Any:
        """None: each call has its own."""
        return None
