"""Which of the offered representations a request prefers (RFC 9110, 12.4 and 12.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["negotiate", "negotiate_language", "takes_gzip"]


def negotiate(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type of `offered` that an `Accept` header prefers, or None when it takes none of them.

    The most specific range decides a type's quality (RFC 9110, 12.5.1); among equals, what is offered earlier wins.
    Without a header, or with an empty one, the first is given. Parts that cannot be read are skipped.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [(value, quality) for value, quality in _weighted(accept) if "/" in value]
    best, best_quality = None, 0.0
    for media_type in offered:
        quality = max(((_specificity(r, media_type), q) for r, q in ranges), default=(0, 0.0))
        if quality[0] and quality[1] > best_quality:
            best, best_quality = media_type, quality[1]
    return best


def negotiate_language(header: str | None, offered: Sequence[str]) -> str:
    """The language tag of `offered` that an `Accept-Language` header prefers, else the first.

    A range is cut from its end until it is a tag that is offered (lookup, RFC 4647, 3.4); one of which nothing is left
    takes the first tag of its language, so that who reads any Chinese gets the one that there is.
    """
    best, best_quality = offered[0], 0.0
    for value, quality in _weighted(header or ""):
        found = _looked_up(value, offered)
        if found and quality > best_quality:
            best, best_quality = found, quality
    return best


def _looked_up(wanted: str, offered: Sequence[str]) -> str | None:
    tags = {tag.lower(): tag for tag in offered}
    parts = wanted.split("-")
    for count in range(len(parts), 0, -1):
        found = tags.get("-".join(parts[:count]))
        if found:
            return found
    return next((tag for tag in offered if tag.lower().startswith(parts[0] + "-")), None)


def takes_gzip(header: str) -> bool:
    """Whether an `Accept-Encoding` header takes gzip, by its name or by `*` (RFC 9110, 12.5.3)."""
    qualities = dict(_weighted(header))
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """Values with their `q`, lower-cased, without other parameters."""
    for part in header.lower().split(","):
        value, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, number = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(max(float(number), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if value:
            yield value, quality


def _specificity(media_range: str, media_type: str) -> int:
    """3 for the type itself, 2 for `type/*`, 1 for `*/*`, 0 for no match."""
    if media_range == media_type:
        return 3
    kind, _, subtype = media_range.partition("/")
    if subtype == "*" and kind == media_type.partition("/")[0]:
        return 2
    return 1 if media_range == "*/*" else 0
