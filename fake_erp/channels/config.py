"""Integration channels beside REST calls: batches, files, the change feed, webhooks. All are off by default.

Times are milliseconds; an export interval of 0 means off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fake_erp.settings import setting

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Settings of the integration channels."""

    batch: bool = setting(
        "batch", "switch", "Whether rows may be sent in batches, to be processed later.", False
    )
    batch_every_ms: int = setting(
        "batch_run", "lasting", "Time between two runs that process batches.", MINUTE_MS
    )
    batch_rows: int = setting(
        "batch_rows", "whole", "Maximum number of rows in a batch.", 1000, least=1, most=1_000_000
    )
    batch_rows_per_run: int = setting(
        "batch_rows_per_run", "whole", "Rows processed in one run.", 500, least=1, most=1_000_000
    )
    """The rest waits for the next run. A batch that goes as a whole is not split."""
    batch_repeated: Literal["same", "refuse", "again"] = setting(
        "batch_repeated",
        "choice",
        "A batch with the external ID of another: answered with that one, refused, or processed again.",
        "same",
        choices=("same", "refuse", "again"),
    )

    files: bool = setting("files", "switch", "Whether order files are read from a folder.", False)
    files_every_ms: int = setting(
        "files_run", "lasting", "Interval at which the folder is read.", 5 * MINUTE_MS
    )
    file_encoding: Literal["utf-8", "utf-8-bom", "latin-1"] = setting(
        "file_encoding",
        "choice",
        "Character encoding of files.",
        "utf-8",
        choices=("utf-8", "utf-8-bom", "latin-1"),
    )
    """Written and expected; a byte order mark before UTF-8 is always understood."""
    file_delimiter: Literal[";", ",", "\t"] = setting(
        "file_delimiter",
        "choice",
        "Delimiter between two cells.",
        ";",
        choices={"semicolon": ";", "comma": ",", "tab": "\t"},
    )
    file_decimal: Literal[".", ","] = setting(
        "file_decimal", "choice", "Decimal separator of amounts.", ".", choices={"point": ".", "comma": ","}
    )
    file_marker: bool = setting(
        "file_marker",
        "switch",
        "Whether a file is read only when an empty file with its name plus .done exists.",
        False,
    )
    file_repeated: Literal["refuse", "again"] = setting(
        "file_repeated",
        "choice",
        "What happens to a file with the name of a processed one.",
        "refuse",
        choices=("refuse", "again"),
    )
    idocs: bool = setting(
        "idocs", "switch", "Whether IDoc files are read from and written to the folders.", False
    )
    """Read and written at the interval of the files."""
    stock_file_every_ms: int = setting("stock_file", "lasting", "Time between two stock files.", 0, off=True)
    price_file_every_ms: int = setting("price_file", "lasting", "Time between two price files.", 0, off=True)
    files_kept: int = 48
    """Export files of a kind that stay in `out`; older ones are deleted."""

    tables: bool = setting(
        "tables", "switch", "Whether orders are read from staging tables in a database.", False
    )
    tables_every_ms: int = setting(
        "tables_run", "lasting", "Interval at which the staging tables are read and written.", MINUTE_MS
    )

    tables_database: str | None = setting(
        "tables_database",
        "database",
        "The database with the staging tables; without it, an SQLite file that belongs to the run.",
        None,
    )
    """An address as in `fake_erp.channels.tables.addresses`."""

    changes: bool = setting("changes", "switch", "Whether there is a change feed over all documents.", False)
    changes_kept_ms: int = setting(
        "changes_kept", "lasting", "How long a token of the change feed is valid.", 24 * HOUR_MS
    )
    webhooks: bool = setting("webhooks", "switch", "Whether clients may subscribe to changes.", False)
    webhook_every_ms: int = setting("webhook_run", "lasting", "Time between two webhook runs.", 2000)
    """Changes of one record between two sendings are one notice."""
    webhook_attempts: int = setting(
        "webhook_attempts",
        "whole",
        "Attempts to deliver a notice before it is given up.",
        5,
        least=1,
        most=100,
    )
    webhook_failures: int = setting(
        "webhook_failures",
        "whole",
        "Consecutive notices given up before a subscription is switched off.",
        10,
        least=1,
        most=10_000,
    )
