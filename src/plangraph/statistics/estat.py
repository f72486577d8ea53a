"""What e-Stat's JSON and CSV have in common: names behind codes, and which class is area, time or a break-down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.statistics.reading import read_period

if TYPE_CHECKING:
    from plangraph.statistics.opening import Source
    from plangraph.statistics.table import Period

__all__ = ["AREA", "TIME", "bare_name", "period_of", "table_name"]

AREA: Final = "area"
TIME: Final = "time"


def bare_name(name: str, code: str) -> str:
    """A name without the code that e-Stat puts before it: `A1101_総人口` is 総人口."""
    return re.sub(rf"^#?{re.escape(code.lstrip('#'))}[_\s]*(?=\S)", "", name.strip()) or name


def period_of(source: Source, line: int, name: str, code: str) -> Period:
    """The period of a row. Raises DocumentError where neither name nor code says a year, fiscal year or month."""
    found = read_period(name, code)
    if found is None:
        raise source.error(f"the time {name!r} (code {code!r}) is no year, fiscal year or month", line=line)
    return found


def table_name(identifier: str, fallback: str, first: str = "1") -> str:
    """How a table goes in IRIs: `estat-0003448237`, or with its first row where it is not the first portion."""
    name = f"estat-{identifier}" if identifier else fallback
    return name if first in {"", "1"} else f"{name}-from-{first}"
