from __future__ import annotations

from typing import Any

from defusedxml.ElementTree import fromstring

from fake_erp.dialects.odata.headers import (
    etag_matches,
    next_link,
    origin_of,
    page_size_of,
    preferences,
    wants_nothing_back,
)
from fake_erp.dialects.odata.metadata import edmx
from fake_erp.dialects.odata.queries import Version, query_of
from fake_erp.dialects.odata.selection import select
from fake_erp.dialects.odata.writing import Writer
from fake_erp.messages import Request

from .albums import ALBUM, ALBUMS, SCHEMA

NO_ERP: Any = None
ROOT = "http://h/music/"


def test_version_2_writes_metadata_and_deferred_navigations() -> None:
    shown = Writer(Version.V2, ROOT, "MUSIC").one(NO_ERP, ALBUM, ALBUMS[0])["d"]
    address = "http://h/music/Albums('A''1')"
    assert shown["__metadata"] == {
        "id": address,
        "uri": address,
        "type": "MUSIC.Album",
        "etag": 'W/"9.50"',
    }
    assert (shown["Price"], shown["Released"], shown["AllLive"]) == ("9.50", "/Date(1000000000000)/", True)
    assert shown["Tracks"] == {"__deferred": {"uri": f"{address}/Tracks"}}


def test_version_2_lists_expands_and_counts() -> None:
    query = query_of("$select=ID,Tracks/Title&$expand=Tracks&$inlinecount=allpages&$top=1", Version.V2)
    writer = Writer(Version.V2, ROOT, "MUSIC")
    page = select(NO_ERP, ALBUM, ALBUMS, query)
    shown = writer.many(NO_ERP, ALBUM, page, query, "http://h/next")["d"]
    assert (shown["__count"], shown["__next"]) == ("3", "http://h/next")
    (album,) = shown["results"]
    assert set(album) == {"__metadata", "ID", "Tracks"}
    assert [set(track) for track in album["Tracks"]["results"]] == [{"__metadata", "Title"}] * 2


def test_version_4_writes_annotations_numbers_and_iso_times() -> None:
    shown = Writer(Version.V4, ROOT).one(
        NO_ERP, ALBUM, ALBUMS[0], query_of("$expand=Tracks($count=true),Opener")
    )
    assert shown["@odata.context"] == "http://h/music/$metadata#Albums/$entity"
    assert shown["@odata.etag"] == 'W/"9.50"'
    assert (shown["Price"], shown["Released"]) == (9.5, "2001-09-09T01:46:40Z")
    assert shown["Tracks"] == [{"Number": 1, "Title": "One"}, {"Number": 2, "Title": "Two"}]
    assert (shown["Tracks@odata.count"], shown["Opener"]) == (2, {"Number": 1, "Title": "One"})


def test_versions_3_and_4_list_under_value() -> None:
    for version, raw, names in (
        (Version.V3, "$inlinecount=allpages", ("odata.metadata", "odata.count", "value", "odata.nextLink")),
        (Version.V4, "$count=true", ("@odata.context", "@odata.count", "value", "@odata.nextLink")),
    ):
        query = query_of(raw, version)
        page = select(NO_ERP, ALBUM, ALBUMS, query)
        shown = Writer(version, ROOT).many(NO_ERP, ALBUM, page, query, "n")
        assert tuple(shown) == names
    assert "odata.etag" in Writer(Version.V3, ROOT).one(NO_ERP, ALBUM, ALBUMS[0])


def test_metadata_of_version_2_names_keys_navigations_and_functions() -> None:
    edm = "{http://schemas.microsoft.com/ado/2008/09/edm}"
    document = fromstring(edmx(SCHEMA, Version.V2))
    kinds = {each.get("Name"): each for each in document.iter(f"{edm}EntityType")}
    assert set(kinds) == {"Album", "Track"}
    assert [key.get("Name") for key in kinds["Album"].iter(f"{edm}PropertyRef")] == ["ID"]
    properties = {each.get("Name"): each.attrib for each in kinds["Album"].iter(f"{edm}Property")}
    assert properties["Price"] == {"Name": "Price", "Type": "Edm.Decimal", "Precision": "16", "Scale": "2"}
    assert properties["ID"]["Nullable"] == "false"
    assert [each.get("Name") for each in document.iter(f"{edm}NavigationProperty")] == ["Tracks", "Opener"]
    assert [each.get("Name") for each in document.iter(f"{edm}EntitySet")] == ["Albums", "Tracks"]
    assert [each.get("Name") for each in document.iter(f"{edm}FunctionImport")] == ["Play"]
    assert len(list(document.iter(f"{edm}Association"))) == 2


def test_metadata_of_version_4_is_of_its_namespace() -> None:
    edm = "{http://docs.oasis-open.org/odata/ns/edm}"
    document = fromstring(edmx(SCHEMA, Version.V4))
    arrows = {each.get("Name"): each.get("Type") for each in document.iter(f"{edm}NavigationProperty")}
    assert arrows == {"Tracks": "Collection(MUSIC.Track)", "Opener": "MUSIC.Track"}
    assert [each.get("Name") for each in document.iter(f"{edm}Action")] == ["Play"]


def test_headers() -> None:
    assert etag_matches('W/"7"', 'W/"7"')
    assert etag_matches("*", 'W/"7"')
    assert etag_matches('"6", "7"', 'W/"7"')
    assert not etag_matches('W/"8"', 'W/"7"')
    request = Request("GET", "/b/Orders", "$top=9&$skiptoken=20", {"host": "erp:8069"})
    assert origin_of(request) == "http://erp:8069"
    assert next_link(request, 40) == "http://erp:8069/b/Orders?$top=9&$skiptoken=40"
    assert next_link(request, None) == ""
    request.headers["prefer"] = "return-no-content; odata.maxpagesize=5, IEEE754Compatible=true"
    assert preferences(request)["odata.maxpagesize"] == "5"
    assert wants_nothing_back(request)
    assert (page_size_of(request, 20), page_size_of(request, 3), page_size_of(request, 0)) == (5, 3, 5)
    request.headers["prefer"] = "return=minimal"
    assert wants_nothing_back(request)
