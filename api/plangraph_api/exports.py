"""What pages let people take along: files for spreadsheets, made on a day, in a language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from fastapi import Response

from plangraph_api.spreadsheets import CSV, XLSX, write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph_api.spreadsheets import Sheet

__all__ = ["csv_file", "today", "xlsx_file"]


def csv_file(stem: str, about: Sequence[str], sheets: Sequence[Sheet], language: str) -> Response:
    """Tables as one CSV file."""
    return _file(write_csv(about, sheets), CSV, f"{stem}.csv", language)


def xlsx_file(stem: str, about: Sequence[str], sheets: Sequence[Sheet], language: str) -> Response:
    """Tables as a workbook."""
    return _file(write_xlsx(about, sheets, today()), XLSX, f"{stem}.xlsx", language)


def today() -> date:
    """The day where the server stands, which is the day of those who print what it made."""
    return datetime.now(UTC).astimezone().date()


def _file(body: bytes, media_type: str, name: str, language: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Language": language,
        "Vary": "Accept, Accept-Language",
    }
    return Response(body, headers=headers, media_type=media_type)
