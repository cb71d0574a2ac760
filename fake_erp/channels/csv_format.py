"""CSV as this installation writes and reads it: from bytes to cells and back.

Fields are separated by one delimiter and quoted with `"` where they hold it, a quote (doubled) or a line end, as in
RFC 4180; the first line names the columns; every line ends with a line end, the last one too.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from fake_erp.channels.config import Channels

OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_NOT_LATIN = re.compile("[\x80-\x9f]")


class FileRefused(Exception):
    """Nothing of the file was read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is the number of the file's line on which the row ends, from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the rows of a CSV file."""

    columns: list[str]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """Encoding, delimiter and decimal mark of the files of an installation."""

    encoding: str = "utf-8"
    delimiter: str = ";"
    decimal: str = "."

    @classmethod
    def of(cls, config: Channels) -> CsvFormat:
        """The format that an installation is configured with."""
        return cls(config.file_encoding, config.file_delimiter, config.file_decimal)

    def table(self, content: bytes) -> Table:
        """Columns and rows of a file; blank lines are left out. Raises FileRefused."""
        text = self.text(content)
        if not text.endswith(("\n", "\r")):
            raise FileRefused(
                "the last line has no line end: the file looks cut off; write it whole under another name "
                "and rename it, and end every line with a line end"
            )
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter, strict=True)
        try:
            rows = [Row(reader.line_num, cells) for cells in reader if cells]
        except csv.Error as error:
            raise FileRefused(
                f"line {reader.line_num}: {error}; quote a field that holds {self.delimiter!r}, a quote or a "
                'line end with " and double the quotes in it'
            ) from None
        if not rows:
            raise FileRefused("the file is empty; its first line names the columns")
        return Table(self._columns(rows[0].cells), rows[1:])

    def text(self, content: bytes) -> str:
        """Raises FileRefused for bytes in another encoding than the configured one."""
        for mark, name in OTHER_MARKS:
            if content.startswith(mark):
                raise FileRefused(f"the file is in {name}; save it as {self.encoding}")
        has_mark = content.startswith(codecs.BOM_UTF8)
        if self.encoding == "latin-1":
            return self._latin(content, has_mark)
        try:
            text = content.decode("utf-8-sig" if has_mark else "utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise FileRefused(
                f"line {line}: byte {error.start} (0x{content[error.start]:02x}) is no UTF-8; save the file as UTF-8"
            ) from None
        return self._without_nul(text)

    def written(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
        """A file as the ERP writes it. What its encoding cannot hold becomes a question mark."""
        to = io.StringIO(newline="")
        writer = csv.writer(to, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        return self.encoded(to.getvalue())

    def encoded(self, text: str) -> bytes:
        """Text as the ERP writes it. What the encoding cannot hold becomes a question mark."""
        encoding = {"utf-8-bom": "utf-8-sig"}.get(self.encoding, self.encoding)
        return text.encode(encoding, "replace")

    def amount(self, text: str) -> str:
        """An amount as the ERP writes it, from text with a decimal point."""
        return text if self.decimal == "." else text.replace(".", self.decimal)

    def plain(self, text: str) -> str:
        """A number with a decimal point; text that is no number in this layout stays as it is."""
        if self.decimal == ".":
            return text
        if "." in text:
            return f"{text} (expected a decimal comma and no thousands separator)"
        return text.replace(",", ".")

    def _latin(self, content: bytes, has_mark: bool) -> str:
        text = content.decode("latin-1")
        odd = _NOT_LATIN.search(text)
        if has_mark or odd is not None:
            at = (
                "it begins with the mark of UTF-8"
                if odd is None
                else f"byte 0x{ord(odd[0]):02x} is no letter there"
            )
            raise FileRefused(f"the file is not in latin-1 ({at}); save it as latin-1")
        return self._without_nul(text)

    @staticmethod
    def _without_nul(text: str) -> str:
        at = text.find("\0")
        if at >= 0:
            line = text.count("\n", 0, at) + 1
            raise FileRefused(f"line {line}: a zero byte; send text, not a spreadsheet or an archive")
        return text

    def _columns(self, cells: list[str]) -> list[str]:
        columns = [cell.strip() for cell in cells]
        for other in ";,\t|":
            if len(columns) == 1 and other != self.delimiter and other in columns[0]:
                raise FileRefused(f"line 1: one column only; the expected delimiter is {self.delimiter!r}")
        for at, name in enumerate(columns):
            if not name:
                raise FileRefused(f"line 1: column {at + 1} has no name")
            if name in columns[:at]:
                raise FileRefused(f"line 1: column {name!r} appears twice")
        return columns
