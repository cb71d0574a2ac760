"""Regular expressions for constraints of a JSON Schema beyond the form of a value.

Each is a lookahead before the pattern of the form, in the subset of syntax that Python and ECMAScript share.
A schema may refuse only what the parser refuses too; the reverse is not always possible.
"""

from __future__ import annotations

_UNIT = r"[a-z%]*"
_DIGITS = 6


def _backwards() -> str:
    """`70%..20%`, `90..5`, `20m..10m`: one unit, and the first number is greater than the second.

    Either it has more digits, without leading zeros, or as many, of which the first that differs is greater.
    """
    longer = [rf"[1-9][0-9]{{{more}}}{_UNIT}\.\.[0-9]{{1,{more}}}{_UNIT}$" for more in range(1, 12)]
    greater = [
        rf"{high}[0-9]{{{rest}}}{_UNIT}\.\.\2[0-{high - 1}][0-9]{{{rest}}}{_UNIT}$"
        for high in range(1, 10)
        for rest in range(_DIGITS)
    ]
    one_unit = r"(?=[0-9]+(%|ms|[dhms]|)\.\.[0-9]+\1$)"
    return rf"(?!{one_unit}(?:{'|'.join(longer)}|([0-9]*)(?:{'|'.join(greater)})))"


FORWARDS = _backwards()
"""Not a range whose ends are in the wrong order. Uses groups 1 and 2, so it comes first and only once."""

NOT_EMPTY = r"(?!([0-9a-z%.]+)\.\.\3$)"
"""After FORWARDS: not a window that ends where it begins."""

NOT_ZERO = r"(?!(?:0+(?:\.0+)?(?:d|h|ms|m|s|/[smhd]))+$)"
"""Not `0s`, `0h0m` or `0/h`."""

SHARE = r"(?:0*(?:100(?:\.0[0-9]*)?|[0-9]{1,2}(?:\.[0-9]+)?)%|0|0\.[0-9]+|1\.0[0-9]*)"
"""0% to 100%, or 0.0 to 1.0."""
