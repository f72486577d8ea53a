"""Words of a SPARQL text: where tokens are for certain, and where the engine could read a call to elsewhere.

A text can be cut into tokens in more than one way: `<` opens an IRI or compares, and the engine lets a keyword begin
right behind another token (`trueSERVICE`). For what is merely told, such as the form of a query, the standard's
longest match decides (SPARQL 1.1, 19.8). For what must never happen, every way of cutting counts: `iter_calls` follows
all of them, so that it may see a call where there is none, and never misses one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Call", "Token", "iter_calls", "iter_tokens"]

_LOCAL: Final = r"(?:[\w:.\u00B7\u0300-\u036F\u203F\u2040-]|%[0-9A-Fa-f]{2}|\\.)*+"
_STRINGS: Final = (
    r'"""(?:"{0,2}(?:[^"\\]|\\[\s\S]))*"""',
    r"'''(?:'{0,2}(?:[^'\\]|\\[\s\S]))*'''",
    r'"(?:[^"\\\r\n]|\\.)*"',
    r"'(?:[^'\\\r\n]|\\.)*'",
)
_TOKEN: Final = re.compile(
    "|".join(
        (
            r"(?P<space>\s+|#[^\r\n]*)",
            r'(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)',
            rf"(?P<string>{'|'.join(_STRINGS)})",
            r"(?P<variable>[?$][\w\u00B7\u0300-\u036F\u203F\u2040]+)",
            r"(?P<blank>_:[\w](?:[\w.\u00B7\u0300-\u036F\u203F\u2040-]*[\w\u00B7\u0300-\u036F\u203F\u2040-])?)",
            rf"(?P<name>(?:[^\W\d_][\w.\u00B7\u0300-\u036F\u203F\u2040-]*+)?+:{_LOCAL})",
            r"(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
            r"(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)",
            r"(?P<word>[^\W\d]\w*)",
            r"(?P<sign>[\s\S])",
        )
    )
)
_GAP: Final = r"(?>\s|#[^\r\n]*+)*+"
_TARGET: Final = r"(?P<target>[?$][^\s{}#]*+|<[^>]*+>|[^\s{}#<?$:]*:(?:\\.|[^\s{}#\\])*+)"
# `{` after SERVICE's target, and nothing of the kind after LOAD's: what the grammar lets follow (SPARQL 1.1, 19.8).
_CALLS: Final = {
    "SERVICE": re.compile(rf"SERVICE{_GAP}(?P<silent>SILENT)?{_GAP}{_TARGET}{_GAP}\{{", re.IGNORECASE),
    "LOAD": re.compile(
        rf"LOAD{_GAP}(?P<silent>SILENT)?{_GAP}{_TARGET}(?P<into>{_GAP}INTO{_GAP}GRAPH{_GAP}(?:<[^>]*+>|[^\s;#]++))?",
        re.IGNORECASE,
    ),
}
_WHOLE: Final = tuple(
    re.compile(pattern) for pattern in (*_STRINGS, r"#[^\r\n]*+", r"[?$]\w++", r"@[A-Za-z]++(?:-[A-Za-z0-9]+)*+")
)
_NAME: Final = re.compile(f":{_LOCAL}")


@dataclass(frozen=True, slots=True)
class Token:
    """A token by its kind (iri, string, variable, blank, name, tag, number, word, sign), and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword that it is, in capitals, else nothing."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Call:
    """A place where a text could call out, from `start` to `end`: whether SILENT, and whom as written."""

    start: int
    end: int
    silent: bool
    target: str


def iter_tokens(text: str) -> Iterator[Token]:
    """The tokens of a text by longest match, without white space and comments. Any text has some."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind != "space":
            yield Token(kind, match[0], match.start())


def iter_calls(text: str, keyword: str) -> Iterator[Call]:
    """All places where any way of reading a text (escapes resolved) finds a call by SERVICE or by LOAD."""
    form = _CALLS[keyword]
    # Nothing of that shape anywhere, strings and comments included: no reading can find it.
    suspects = {match.start() for match in re.finditer(keyword, text, re.IGNORECASE)}
    suspects = {at for at in suspects if form.match(text, at)}
    if not suspects:
        return
    reached = _boundaries(text, max(suspects))
    for at in sorted(suspects & reached):
        call = form.match(text, at)
        # LOAD begins an operation: nothing that could be part of a word stands before it.
        if call and not (keyword == "LOAD" and at and re.match(r"[\w:.-]", text[at - 1])):
            yield Call(at, call.end(), bool(call["silent"]), call["target"])


def _boundaries(text: str, last: int) -> set[int]:
    """Every position up to `last` where some reading of the text has one token behind it and the next before it."""
    closers = [match.start() for match in re.finditer(">", text)]
    reached: set[int] = set()
    pending = [0]
    while pending:
        at = pending.pop()
        if at > last or at in reached:
            continue
        reached.add(at)
        pending.extend(_ends(text, at, closers))
    return reached


def _ends(text: str, at: int, closers: list[int]) -> Iterator[int]:
    """Where a token that begins here may end."""
    sign = text[at]
    if sign == "<":
        # An IRI, whatever is in it, or the comparison.
        found = bisect_left(closers, at)
        if found < len(closers):
            yield closers[found] + 1
        yield at + 1
    elif sign == ":":
        name = _NAME.match(text, at)
        end = name.end() if name else at + 1
        yield end
        # Its last full stops belong to the pattern around it; a reading may give it any of them.
        yield from (dot for dot in range(at, end) if text[dot] == ".")
    else:
        ends = [match.end() for whole in _WHOLE if (match := whole.match(text, at))]
        # Letters one by one: the engine lets a keyword end anywhere.
        yield from ends or (at + 1,)
