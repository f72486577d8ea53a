"""Text tables of words whose rows blank lines part, as `pdftotext -layout` sets registers of pledges. Form only.

Cells go over lines in any column and may be centred, so no line of a row need fill all columns: what is blank in all
lines of the table parts its columns, and the number in the first column tells that a row is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.documents.aligned import width_of
from plangraph.documents.spaced import SpacedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["parted_rows"]

_FEWEST_NAMES: Final = 3
_FEWEST_ROWS: Final = 2
_LONGEST_NAME: Final = 12  # letters
_MOST_BLANK: Final = 2  # lines between two rows
_TALLEST: Final = 12  # lines of a row
_FILLER: Final = "\0"  # behind a wide letter
_NAME: Final = re.compile(r"[^ \u3000]+(?: [^ \u3000]+)*")  # what one narrow blank does not part
_NO_NAME: Final = re.compile(r"[0-9０-９。、:：]")
_NUMBERS: Final = re.compile(r"(?:No|NO|Ｎｏ|ＮＯ)[.．]?|[^ ]{0,3}番号|番|ＩＤ|ID|コード|項番|#|＃|№")
_CODE: Final = re.compile(
    r"[ \u3000]*(?P<code>[(（]?[0-9０-９]{1,3}(?:[-‐‑‒–—―−－.．][0-9０-９]{1,3}){0,3}[)）.．]?|[①-⑳])(?= {2,}|\u3000|$)"
)


def parted_rows(lines: Sequence[str], start: int) -> list[SpacedRow] | None:
    """The rows of a table from its header on: 番号　公約　評価　担当課; None where the lines are no such table.

    Places are counted by letters, as `pdftotext` sets them, and else by half-width places.
    """
    names = [match[0] for match in _NAME.finditer(lines[start])]
    if len(names) < _FEWEST_NAMES or not _NUMBERS.fullmatch(names[0]):
        return None
    if any(len(name) > _LONGEST_NAME or _NO_NAME.search(name) for name in names):
        return None
    rows = _rows(lines, start, lines[start].index(names[0]) + len(names[0]))
    if len(rows) < _FEWEST_ROWS or all(len(row) == 1 for row in rows):
        return None
    body = [at for row in rows for at in row]
    for spread in (str, _spread):
        if (columns := _columns(spread(lines[start]), [spread(lines[at]) for at in body], len(names))) is None:
            continue
        cells = [_cells([spread(lines[at]) for at in row], columns) for row in rows]
        if all(each[0].count("\n") == 0 and each[0] for each in cells):
            return [
                SpacedRow(names, start, start),
                *(SpacedRow(each, row.start, row.stop - 1) for each, row in zip(cells, rows, strict=True)),
            ]
    return None


def _rows(lines: Sequence[str], start: int, below: int) -> list[range]:
    """The lines under a header that blank lines part, as long as each part has one number `below` the first name."""
    found: list[range] = []
    at = start + 1
    while at < len(lines):
        begin = next((i for i in range(at, min(len(lines), at + _MOST_BLANK + 1)) if lines[i].strip()), None)
        if begin is None or begin == start + 1:
            break
        end = next((i for i in range(begin, len(lines)) if not lines[i].strip()), len(lines))
        own = lines[begin:end]
        indents = [len(each) - len(each.lstrip()) for each in own]
        coded = [indent for each, indent in zip(own, indents, strict=True) if _CODE.match(each)]
        if (
            end - begin > _TALLEST
            or len(coded) != 1
            or coded[0] != min(indents)
            or coded[0] >= below
            or any("\f" in each for each in own)
        ):
            break
        found.append(range(begin, end))
        at = end
    return found


def _columns(head: str, body: Sequence[str], count: int) -> list[tuple[int, int]] | None:
    """Where each column begins and ends, by what is blank in all lines; None unless each is below one name."""
    width = max(map(len, (head, *body)))
    filled = [any(at < len(line) and line[at] not in " \u3000" for line in body) for at in range(width)]
    begins = [at for at in range(width) if filled[at] and (at == 0 or not filled[at - 1])]
    ends = [next((i for i in range(at, width) if not filled[i]), width) for at in begins]
    columns = [*zip(begins, ends, strict=True)]
    heads = [(match.start(), match.end()) for match in _NAME.finditer(head)]
    over = [[at for at, (b, e) in enumerate(heads) if b < end and e > begin] for begin, end in columns]
    right = len(columns) == count == len(heads) and over == [[at] for at in range(count)]
    return columns if right else None


def _cells(lines: Sequence[str], columns: Sequence[tuple[int, int]]) -> list[str]:
    parts = [[_closed(line[begin:end]).strip() for line in lines] for begin, end in columns]
    return ["\n".join(filter(None, each)) for each in parts]


def _spread(line: str) -> str:
    """A line with a filler behind each wide letter, so that its places are half-width ones."""
    return "".join(c if width_of(c) == 1 else f"{c}{' ' if c == chr(0x3000) else _FILLER}" for c in line)


def _closed(text: str) -> str:
    return text.replace(_FILLER, "")
