"""The `erp.ways` section of a scenario: how things come into the ERP and leave it, beside calls."""

from __future__ import annotations

from dataclasses import dataclass

from golive.keys.declare import setting
from golive.keys.value_kinds import LASTING, between, choice, or_off

_OFF_ON = choice("off", "on")
_MANY = between(1, 1_000_000)
_DELIMITERS = {"semicolon": ";", "comma": ",", "tab": "\t"}
_DECIMALS = {"point": ".", "comma": ","}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    batch: str = setting(
        "batch", _OFF_ON, "Whether rows may come by the batch, to be worked off later.", "off"
    )
    batch_run_ms: int = setting("batch_run", LASTING, "Time between two runs that work batches off.", "1m")
    batch_rows: int = setting("batch_rows", _MANY, "Rows of a batch at most.", "1000")
    batch_rows_per_run: int = setting("batch_rows_per_run", _MANY, "Rows worked off in one run.", "500")
    batch_repeated: str = setting(
        "batch_repeated",
        choice("same", "refuse", "again"),
        "A batch whose external id is taken: answered with the first one, refused, or worked off again.",
        "same",
    )
    files: str = setting("files", _OFF_ON, "Whether order files are read from a folder.", "off")
    files_run_ms: int = setting("files_run", LASTING, "Time between two looks into the folder.", "5m")
    file_encoding: str = setting(
        "file_encoding", choice("utf-8", "utf-8-bom", "latin-1"), "Letters in files.", "utf-8"
    )
    file_delimiter: str = setting("file_delimiter", choice(*_DELIMITERS), "Between two cells.", "semicolon")
    file_decimal: str = setting("file_decimal", choice(*_DECIMALS), "In amounts.", "point")
    file_marker: str = setting(
        "file_marker", _OFF_ON, "Whether a file waits for an empty one of its name and .done.", "off"
    )
    file_repeated: str = setting(
        "file_repeated", choice("refuse", "again"), "A file whose name was worked off before.", "refuse"
    )
    stock_file_ms: int | None = setting("stock_file", or_off(LASTING), "Time between two stock files.", "off")
    price_file_ms: int | None = setting("price_file", or_off(LASTING), "Time between two price files.", "off")
    changes: str = setting(
        "changes", _OFF_ON, "Whether there is one feed of changes over all documents.", "off"
    )
    changes_kept_ms: int = setting("changes_kept", LASTING, "How old a token of that feed may be.", "24h")
    webhooks: str = setting("webhooks", _OFF_ON, "Whether clients may subscribe to changes.", "off")
    webhook_run_ms: int = setting("webhook_run", LASTING, "Time between two sendings.", "2s")
    webhook_attempts: int = setting(
        "webhook_attempts", between(1, 100), "How often a notice is sent until it is given up.", "5"
    )
    webhook_failures: int = setting(
        "webhook_failures",
        between(1, 10_000),
        "Notices given up in a row until a subscription is switched off.",
        "10",
    )

    @property
    def delimiter(self) -> str:
        return _DELIMITERS[self.file_delimiter]

    @property
    def decimal(self) -> str:
        return _DECIMALS[self.file_decimal]
