"""A small service about albums and their tracks."""

from __future__ import annotations

from dataclasses import dataclass, field

from fake_erp.dialects.odata.model import (
    DATE_TIME,
    DECIMAL,
    FLAG,
    INTEGER,
    TEXT,
    EntityType,
    FunctionImport,
    Property,
    Schema,
)


@dataclass
class Track:
    number: int
    title: str


@dataclass
class Album:
    id: str
    price: str
    released_ms: int
    is_live: bool = False
    label: str | None = None
    tracks: list[Track] = field(default_factory=list)


TRACK = EntityType(
    "Track",
    "Tracks",
    (
        Property("Number", INTEGER, lambda erp, track: track.number, is_key=True),
        Property("Title", TEXT, lambda erp, track: track.title, length=40),
    ),
)
ALBUM = EntityType(
    "Album",
    "Albums",
    (
        Property("ID", TEXT, lambda erp, album: album.id, is_key=True, length=10),
        Property("Price", DECIMAL, lambda erp, album: album.price, precision=16, scale=2),
        Property("Released", DATE_TIME, lambda erp, album: album.released_ms),
        Property("AllLive", FLAG, lambda erp, album: album.is_live),
        Property("Label", TEXT, lambda erp, album: album.label, more={"sap:label": "Label"}),
    ),
    etag=lambda erp, album: album.price,
)
ALBUM.navigate("Tracks", TRACK, True, lambda erp, album: album.tracks)
ALBUM.navigate("Opener", TRACK, False, lambda erp, album: album.tracks[0] if album.tracks else None)
SCHEMA = Schema(
    "MUSIC", {"Albums": ALBUM, "Tracks": TRACK}, (FunctionImport("Play", "POST", {"ID": TEXT}, ALBUM),)
)

ALBUMS = [
    Album("A'1", "9.50", 1_000_000_000_000, True, "Blue", [Track(1, "One"), Track(2, "Two")]),
    Album("B", "10.00", 1_100_000_000_000, False, "Red", [Track(1, "Uno")]),
    Album("C", "100.00", 1_200_000_000_000),
]
