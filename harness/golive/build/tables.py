"""The database with the staging tables of an ERP."""

from __future__ import annotations

from pathlib import Path

from fake_erp.channels.config import Channels
from fake_erp.erp import Erp
from golive.errors import InputError
from golive.record.folder import DATA_FOLDER

ERP_DATABASE = "erp.sqlite"


def open_tables(erp: Erp, channels: Channels, run_dir: Path | None = None) -> None:
    """Where they are on: in the database that the scenario names, else in the run folder or a temporary one.

    Raises InputError for a database that cannot be used.
    """
    if not channels.tables:
        return
    from fake_erp.channels.tables.database import DatabaseUnusable

    own = "" if run_dir is None else str((run_dir / DATA_FOLDER / ERP_DATABASE).absolute())
    try:
        erp.staging.connect(channels.tables_database or own)
    except DatabaseUnusable as unusable:
        raise InputError(f"erp.channels.{unusable}") from unusable
