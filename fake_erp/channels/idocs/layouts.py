"""Fixed-width records: the three kinds of record of an IDoc, and the segments that are read and written.

Lengths are in characters. Sources: SAP Help Portal (EDI_DC40, EDI_DD40, E2STATS); published field lists of E1EDK01,
E1EDP01, E1EDKA1 and E1KNA1M. A segment may end before its last field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A record of fixed-width fields. `definition` is the name of a segment in files."""

    name: str
    fields: tuple[tuple[str, int], ...]
    definition: str = ""

    @property
    def length(self) -> int:
        """Number of characters."""
        return sum(width for _, width in self.fields)

    def read(self, text: str) -> dict[str, str]:
        """The fields without the spaces around them; a record may have lost the spaces at its end."""
        found, at = {}, 0
        for name, width in self.fields:
            found[name] = text[at : at + width].strip()
            at += width
        return found

    def write(self, values: Mapping[str, str]) -> str:
        """The record; longer values are cut off. Raises KeyError for a field that it does not have."""
        widths = dict(self.fields)
        unknown = [name for name in values if name not in widths]
        if unknown:
            raise KeyError(f"{self.name} has no field {unknown[0]}; it has {', '.join(widths)}")
        cells = [_plain(values.get(name, ""))[:width].ljust(width) for name, width in self.fields]
        return "".join(cells)


def _plain(text: str) -> str:
    """Without line ends and other control characters, which would break a record."""
    return "".join([letter if letter.isprintable() else " " for letter in text])


def _layout(name: str, fields: str, definition: str = "") -> Layout:
    parts = fields.split()
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return Layout(name, tuple((field, int(width)) for field, width in pairs), definition or f"E2{name[2:]}")


CONTROL = _layout(
    "EDI_DC40",
    "TABNAM 10 MANDT 3 DOCNUM 16 DOCREL 4 STATUS 2 DIRECT 1 OUTMOD 1 EXPRSS 1 TEST 1 IDOCTYP 30 CIMTYP 30 MESTYP 30 "
    "MESCOD 3 MESFCT 3 STD 1 STDVRS 6 STDMES 6 SNDPOR 10 SNDPRT 2 SNDPFC 2 SNDPRN 10 SNDSAD 21 SNDLAD 70 RCVPOR 10 "
    "RCVPRT 2 RCVPFC 2 RCVPRN 10 RCVSAD 21 RCVLAD 70 CREDAT 8 CRETIM 6 REFINT 14 REFGRP 14 REFMES 14 ARCKEY 70 "
    "SERIAL 20",
    "EDI_DC40",
)
DATA = _layout("EDI_DD40", "SEGNAM 30 MANDT 3 DOCNUM 16 SEGNUM 6 PSGNUM 6 HLEVEL 2 SDATA 1000", "EDI_DD40")
STATUS = _layout(
    "EDI_DS40",
    "TABNAM 10 MANDT 3 DOCNUM 16 LOGDAT 8 LOGTIM 6 STATUS 2 STAMQU 3 STAMID 20 STAMNO 3 STATYP 1 STAPA1 50 STAPA2 50 "
    "STAPA3 50 STAPA4 50 STATXT 70 UNAME 12 REPID 30 ROUTID 30 SEGNUM 6 SEGFLD 30 REFINT 14 REFGRP 14 REFMES 14 "
    "ARCKEY 70",
    "EDI_DS40",
)

_PARTY = (
    "PARVW 3 PARTN 17 LIFNR 17 NAME1 35 NAME2 35 NAME3 35 NAME4 35 STRAS 35 STRS2 35 PFACH 35 ORT01 35 COUNC 9 PSTLZ 9 "
    "PSTL2 9 LAND1 3 ABLAD 35 PERNR 30 PARNR 30 TELF1 25 TELF2 25 TELBX 25 TELFX 25 TELTX 25 TELX1 25 SPRAS 1 ANRED 15 "
    "ORT02 35 HAUSN 6 STOCK 6 REGIO 3"
)
_SEGMENTS = (
    _layout(
        "E1EDK01",
        "ACTION 3 KZABS 1 CURCY 3 HWAER 3 WKURS 12 ZTERM 17 KUNDEUINR 20 EIGENUINR 20 BSART 4 BELNR 35 NTGEW 18 "
        "BRGEW 18 GEWEI 3 FKART_RL 4 ABLAD 25 BSTZD 4 VSART 2 VSART_BEZ 20 RECIPNT_NO 10 KZAZU 1 AUTLF 1 AUGRU 3 "
        "AUGRU_BEZ 40 ABRVW 3 ABRVW_BEZ 20 FKTYP 1 LIFSK 2 LIFSK_BEZ 20 EMPST 25 ABTNR 4 DELCO 3 WKURS_M 12",
        "E2EDK01005",
    ),
    _layout("E1EDK14", "QUALF 3 ORGID 35"),
    _layout("E1EDK03", "IDDAT 3 DATUM 8 UZEIT 6"),
    _layout("E1EDK05", "ALCKZ 3 KSCHL 4 KOTXT 80 BETRG 18", "E2EDK05001"),
    _layout("E1EDKA1", _PARTY, "E2EDKA1003"),
    _layout("E1EDK02", "QUALF 3 BELNR 35 POSNR 6 DATUM 8 UZEIT 6"),
    _layout(
        "E1EDP01",
        "POSEX 6 ACTION 3 PSTYP 1 KZABS 1 MENGE 15 MENEE 3 BMNG2 15 PMENE 3 ABFTZ 7 VPREI 15 PEINH 9 NETWR 18 ANETW 18 "
        "SKFBP 18 NTGEW 18 GEWEI 3 EINKZ 1 CURCY 3 PREIS 18",
        "E2EDP01005",
    ),
    _layout("E1EDP05", "ALCKZ 3 KSCHL 4 KOTXT 80 BETRG 18", "E2EDP05002"),
    _layout("E1EDP19", "QUALF 3 IDTNR 35 KTEXT 70", "E2EDP19001"),
    _layout("E1EDP26", "QUALF 3 BETRG 18"),
    _layout("E1EDS01", "SUMID 3 SUMME 18 SUNIT 3 WAERQ 3"),
    _layout(
        "E1EDL20",
        "VBELN 10 VSTEL 4 VKORG 4 LSTEL 2 VKBUR 4 LGNUM 3 ABLAD 25 INCO1 3 INCO2 28 ROUTE 6 VSBED 2 BTGEW 17 NTGEW 15 "
        "GEWEI 3 VOLUM 15 VOLEH 3 ANZPK 5 BOLNR 35",
    ),
    _layout("E1EDT13", "QUALF 3 VSTZW 4 VSTZW_BEZ 20 NTANF 8 NTANZ 6"),
    _layout(
        "E1EDL24",
        "POSNR 6 MATNR 18 MATWA 18 ARKTX 40 ORKTX 40 SUGRD 4 SUDRU 1 MATKL 9 WERKS 4 LGORT 4 CHARG 10 KDMAT 22 "
        "LFIMG 15 VRKME 3",
    ),
    _layout("E1EDL41", "QUALI 3 BSTNR 35"),
    _layout("E1EDL43", "QUALF 1 BELNR 35 POSNR 6 DATUM 8"),
    _layout(
        "E1KNA1M",
        "MSGFN 3 KUNNR 10 ANRED 15 AUFSD 2 BAHNE 25 BAHNS 25 BBBNR 7 BBSNR 5 BEGRU 4 BRSCH 4 BUBKZ 1 DATLT 14 FAKSD 2 "
        "FISKN 10 KNRZA 10 KONZS 10 KTOKD 4 KUKLA 2 LAND1 3 LIFNR 10 LIFSD 2 LOCCO 10 LOEVM 1 NAME1 35 NAME2 35 "
        "NAME3 35 NAME4 35 NIELS 2 ORT01 35 ORT02 35 PFACH 10 PSTL2 10 PSTLZ 10 REGIO 3 RPMKR 5 SORTL 10 SPERR 1 "
        "SPRAS 1 STCD1 16 STCD2 11 STKZA 1 STKZU 1 STRAS 35 TELBX 15 TELF1 16",
        "E2KNA1M005",
    ),
    _layout("Z1FREE", "NAME 40 VALUE 255", "Z2FREE000"),
)
SEGMENTS = {layout.name: layout for layout in _SEGMENTS}
"""By the name of the segment type. `Z1FREE` is a segment of this installation, for fields that SAP has no place for."""
CHILDREN = ("E1EDP05", "E1EDP19", "E1EDP26", "E1EDT13", "E1EDL41", "E1EDL43")
"""Segments below an item or a delivery."""


def segment_type(name: str) -> Layout | None:
    """The segment of a name in a file: its type `E1EDK01`, or its definition `E2EDK01` with any version."""
    if name in SEGMENTS:
        return SEGMENTS[name]
    if name[1:2] == "2":
        stem = f"{name[0]}1{name[2:]}"
        return SEGMENTS.get(stem) or (SEGMENTS.get(stem[:-3]) if stem[-3:].isdigit() else None)
    return None
