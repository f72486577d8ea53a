"""Office files as packages: a zip of XML parts (ECMA-376 Part 2), looked at before any library unpacks it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from plangraph.errors import DocumentError

__all__ = ["MAX_UNPACKED", "check_package", "package_title"]

# XML is read at some 5 MB a second and takes up to ten times its size as a tree: this much stays within a minute and
# a gigabyte. A plan of 300 pages unpacks to about 5 MB of XML.
MAX_UNPACKED: Final = 64 * 1024 * 1024
# Pictures are unpacked but not parsed; what is packed beyond this is made to fill a disk.
MAX_MEDIA: Final = 256 * 1024 * 1024
_PROPERTIES: Final = "docProps/core.xml"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS: Final = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml", "pptx": "ppt/presentation.xml"}


def check_package(data: bytes, name: str, kind: str) -> None:
    """See to it that the bytes are a whole package of one kind ("xlsx" or "docx") that is safe to unpack.

    Raises:
        DocumentError: a password, an old format, another format, a damaged or an outsized package, with what to do.

    """
    wanted = kind.upper()
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError(name, "the file is locked with a password; save it without one and try again")
        raise DocumentError(name, f"this is an old office file (XLS, DOC); open it and save it as .{kind}")
    if not data.strip():
        raise DocumentError(name, "the file is empty")
    if not data.startswith(b"PK"):
        raise DocumentError(name, f"this is no {wanted} file, whatever its ending says; save it as .{kind} again")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        raise DocumentError(name, f"the {wanted} file is damaged or cut off; fetch or save it again") from None
    names = {part.filename for part in parts}
    if _MAIN_PARTS[kind] not in names and "[Content_Types].xml" not in names:
        raise DocumentError(name, f"this is a zip archive, not {wanted}; unpack it and give the files in it")
    other = next((each for each, part in _MAIN_PARTS.items() if each != kind and part in names), None)
    if other:
        raise DocumentError(name, f"this is {other.upper()}, not {wanted}; give it the ending .{other}")
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError(name, "the file is locked with a password; save it without one and try again")
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels", ".vml")))
    if xml > MAX_UNPACKED or sum(part.file_size for part in parts) > MAX_MEDIA:
        raise DocumentError(
            name,
            f"unpacked it has {xml:,} bytes of XML in {sum(part.file_size for part in parts):,}; the limits are "
            f"{MAX_UNPACKED:,} and {MAX_MEDIA:,}; delete formatted empty cells, or split the file",
        )


def package_title(data: bytes) -> str:
    """The title in the core properties of a package that was checked (ECMA-376 Part 2, 11); "" where there is none."""
    from lxml import etree  # noqa: PLC0415 — not for those who read no office file

    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(package.read(_PROPERTIES), parser)
    except (KeyError, etree.XMLSyntaxError):
        return ""
    return " ".join((root.findtext(_TITLE) or "").split())
