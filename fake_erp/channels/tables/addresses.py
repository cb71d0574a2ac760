"""Addresses of databases: the path of an SQLite file, or the URL of a PostgreSQL database."""

from __future__ import annotations

from urllib.parse import urlsplit

SCHEMES = ("postgresql", "postgres")
SCHEMA = "golive"
"""The schema in PostgreSQL that belongs to the tables; it is made anew by every run."""
EXPECTED = "the path of an SQLite file, or postgresql://USER@HOST:PORT/DATABASE"


def is_postgresql(address: str) -> bool:
    """Whether an address is the URL of a PostgreSQL database."""
    return urlsplit(address).scheme in SCHEMES


def problem(address: str) -> str:
    """What is wrong with an address, and what to write instead; "" for nothing."""
    scheme, colon, _ = address.partition("://")
    if not colon:
        return (
            ""
            if address.endswith((".sqlite", ".db"))
            else "the name of an SQLite file ends in .sqlite or .db"
        )
    if scheme not in SCHEMES:
        return f"{scheme}: is not spoken; write postgresql:// or the path of an SQLite file"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        return f"it is no URL: {error}"
    if parts.password:
        return (
            "leave out the password, which run folders would keep; set PGPASSWORD or write it into ~/.pgpass"
        )
    return (
        ""
        if parts.path.strip("/")
        else "name the database after the host, such as postgresql://localhost/erp"
    )
