"""The ways in and out beside REST calls, and what a house may decide about each. All of them are closed by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Ways:
    batch: bool = False
    """Whether rows may be handed in by the batch, to be worked off later."""
    batch_every_ms: int = MINUTE_MS
    batch_rows: int = 1000
    """Rows a batch may have at most."""
    batch_rows_per_run: int = 500
    """Rows one run works off; what is left waits for the next one. A batch that goes as a whole is not split."""
    batch_repeated: Literal["same", "refuse", "again"] = "same"
    """A second batch with an external id that is taken: answered with the first one, refused, or worked off again."""

    files: bool = False
    """Whether order files are read from the folder `in`."""
    files_every_ms: int = 5 * MINUTE_MS
    file_encoding: Literal["utf-8", "utf-8-bom", "latin-1"] = "utf-8"
    """What the ERP writes and expects; a byte order mark before UTF-8 is always understood."""
    file_delimiter: Literal[";", ",", "\t"] = ";"
    file_decimal: Literal[".", ","] = "."
    file_marker: bool = False
    """Whether a file is read only when an empty file of its name and `.done` lies beside it."""
    file_repeated: Literal["refuse", "again"] = "refuse"
    """A file whose name was worked off before."""
    stock_file_every_ms: int = 0
    """How often the stock is written to the folder `out`; 0 is never. Likewise the prices."""
    price_file_every_ms: int = 0
    files_kept: int = 48
    """Export files of a kind that stay in `out`; older ones go."""

    changes: bool = False
    """Whether there is one feed of changes over all documents."""
    changes_kept_ms: int = 24 * HOUR_MS
    """How old a token of that feed may be."""
    webhooks: bool = False
    """Whether clients may subscribe to changes."""
    webhook_every_ms: int = 2000
    """How often what has changed is sent out; changes of one record in between are one notice."""
    webhook_attempts: int = 5
    """How often a notice is sent until it is given up."""
    webhook_failures: int = 10
    """After how many notices given up in a row a subscription is switched off."""
