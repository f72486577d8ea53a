"""Goal icons of the SDGs on a page: squares in a goal's official colour with a white picture on them.

Colours are those of the United Nations' guidelines for the use of the SDG logo (2019). A square counts as an icon only
where nearly all of it is the colour of one goal or white, and both are there: photographs and coloured bars are none.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np
from pdfminer.pdftypes import int_value, resolve1
from pdfminer.psparser import literal_name
from PIL import Image, UnidentifiedImageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from pdfminer.pdftypes import PDFStream

__all__ = ["COLOURS", "Icon", "colour_goal", "icon_goal", "is_icon_sized", "label_icons"]

COLOURS: Final = (
    "E5243B", "DDA63A", "4C9F38", "C5192D", "FF3A21", "26BDE2", "FCC30B", "A21942", "FD6925",
    "DD1367", "FD9D24", "BF8B2E", "3F7E44", "0A97D9", "56C02B", "00689D", "19486A",
)  # fmt: skip
"""Of goals 1 to 17, as sRGB."""

_SIDE: Final = (9.0, 150.0)  # points
_LEAN: Final = 1.15  # the longer side to the shorter
_MOST_PIXELS: Final = 4_000_000
_MOST_BYTES: Final = 16 * 1024 * 1024
_DEFLATE: Final = 1032  # times: deflate packs no tighter (RFC 1951)
_UNREAD: Final = frozenset({"JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF"})
_SAMPLE: Final = 32  # pixels a side are enough to see a colour
_NEAR: Final = 9.0  # CIE 1976 difference; the nearest two official colours are 10 apart, and the nearer counts
_WHITE: Final = 88.0  # lightness
_LEAST: Final = 0.35  # of the square in the goal's colour
_LEAST_WHITE: Final = 0.05
_BOTH: Final = 0.8  # of the square in the goal's colour or white; edges between them are neither


@dataclass(frozen=True, slots=True)
class Icon:
    """The icon of a goal (1 to 17) and its box."""

    goal: int
    x0: float
    top: float
    x1: float
    bottom: float


def is_icon_sized(x0: float, top: float, x1: float, bottom: float) -> bool:
    """Whether a box is about square, and neither a dot nor half a page."""
    wide, tall = x1 - x0, bottom - top
    return min(wide, tall) >= _SIDE[0] and max(wide, tall) <= _SIDE[1] and max(wide, tall) <= _LEAN * min(wide, tall)


def icon_goal(stream: PDFStream) -> int | None:
    """The goal whose icon an image is, or None; also None where its encoding cannot be read."""
    pixels = _pixels(stream)
    if pixels is None:
        return None
    lab = _lab(pixels)
    near = np.linalg.norm(lab[:, None, :] - _GOALS[None], axis=2)
    own = (near <= _NEAR) & (near == near.min(axis=1, keepdims=True))
    shares = own.mean(axis=0)
    white = float((lab[:, 0] >= _WHITE).mean())
    goal = int(np.argmax(shares))
    held = shares[goal] >= _LEAST and white >= _LEAST_WHITE and shares[goal] + white >= _BOTH
    return goal + 1 if held else None


def colour_goal(colour: object) -> int | None:
    """The goal whose colour a drawn square is filled with: RGB, each part from 0 to 1; None for any other."""
    if not isinstance(colour, tuple | list) or len(colour) != 3:
        return None
    if not all(isinstance(part, int | float) and 0 <= part <= 1 for part in colour):
        return None
    near = np.linalg.norm(_lab(np.array([colour], dtype=np.float64) * 255.0) - _GOALS, axis=1)
    return int(np.argmin(near)) + 1 if near.min() <= _NEAR / 2 else None


def label_icons(icons: Iterable[Icon]) -> list[tuple[str, Icon]]:
    """Rows of icons in words: `SDGs 3・11（アイコン）`, each with the box of its row."""
    rows: list[list[Icon]] = []
    for icon in sorted(icons, key=lambda each: (each.top + each.bottom, each.x0)):
        last = rows[-1][-1] if rows else None
        middle, tall = (icon.top + icon.bottom) / 2, icon.bottom - icon.top
        if last is not None and abs((last.top + last.bottom) / 2 - middle) <= tall / 2 and _follows(rows[-1], icon):
            rows[-1].append(icon)
        else:
            rows.append([icon])
    found = []
    for row in rows:
        goals = "・".join(str(goal) for goal in sorted({icon.goal for icon in row}))
        box = (min(i.x0 for i in row), min(i.top for i in row), max(i.x1 for i in row), max(i.bottom for i in row))
        found.append((f"SDGs {goals}（アイコン）", Icon(0, *box)))
    return found


def _follows(row: list[Icon], icon: Icon) -> bool:
    """Whether an icon stands within two breadths of one of a row; further off, another element's row begins."""
    wide = icon.x1 - icon.x0
    return any(icon.x0 - each.x1 <= 2 * wide and each.x0 - icon.x1 <= 2 * wide for each in row)


def _pixels(stream: PDFStream) -> NDArray[np.float64] | None:
    """A few pixels of an image, shape (n, 3), 0 to 255."""
    wide, tall = int_value(stream.get_any(("W", "Width"), 0)), int_value(stream.get_any(("H", "Height"), 0))
    raw = stream.get_rawdata() or b""
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    if not 0 < wide * tall <= _MOST_PIXELS or set(filters) & _UNREAD or not _is_bounded(raw, filters):
        return None
    try:
        jpeg = filters[-1:] in (["DCTDecode"], ["DCT"])
        picture = Image.open(BytesIO(stream.get_data())) if jpeg else _plain(stream, wide, tall)
        small = picture.convert("RGB").resize((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST)
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    return np.asarray(small, dtype=np.float64).reshape(-1, 3)


def _is_bounded(raw: bytes, filters: list[str]) -> bool:
    """Whether an image unpacks to no more than an icon may; what is packed by deflate is measured piece by piece."""
    if len(raw) * _DEFLATE <= _MOST_BYTES or not set(filters) & {"FlateDecode", "Fl", "LZWDecode", "LZW"}:
        return len(raw) <= _MOST_BYTES
    if filters not in (["FlateDecode"], ["Fl"]):
        return False
    inflate, size, rest = zlib.decompressobj(), 0, raw
    try:
        while rest and not inflate.eof and size <= _MOST_BYTES:
            size += len(inflate.decompress(rest, 1 << 20))
            rest = inflate.unconsumed_tail
    except zlib.error:
        return False
    return size <= _MOST_BYTES


def _plain(stream: PDFStream, wide: int, tall: int) -> Image.Image:
    """An image of eight bits a part without further packing."""
    data = stream.get_data()
    space = resolve1(stream.get_any(("CS", "ColorSpace")))
    name = literal_name(resolve1(space[0])) if isinstance(space, list) else literal_name(space)
    if name == "ICCBased" and isinstance(space, list):
        name = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}.get(resolve1(space[1]).get("N"), "")
    if int_value(stream.get_any(("BPC", "BitsPerComponent"), 8)) != 8:
        raise ValueError("eight bits a part are read")
    if name in {"Indexed", "I"} and isinstance(space, list):
        table = resolve1(space[3])
        colours = table.get_data() if hasattr(table, "get_data") else bytes(table)
        picture = Image.frombytes("P", (wide, tall), data)
        picture.putpalette(colours)
        return picture
    modes = {"DeviceRGB": "RGB", "RGB": "RGB", "CalRGB": "RGB", "DeviceGray": "L", "G": "L", "DeviceCMYK": "CMYK"}
    return Image.frombytes(modes.get(name, ""), (wide, tall), data)


def _lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b* under D65 of sRGB (IEC 61966-2-1), shape (n, 3), parts 0 to 255."""
    parts = rgb / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    white = matrix.sum(axis=1)
    xyz = linear @ matrix.T / white
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[:, 0], root[:, 1], root[:, 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


_GOALS: Final = _lab(np.array([[int(each[i : i + 2], 16) for i in (0, 2, 4)] for each in COLOURS], dtype=np.float64))
