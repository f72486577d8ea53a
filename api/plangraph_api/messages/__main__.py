"""Brings every `.po` file in line with `messages.pot`: `python -m plangraph_api.messages`.

What is new there comes in without words, what is gone goes, and what is worded anew in English keeps its words as
fuzzy, with the former English beside it: a fuzzy entry is not used until a person has looked at it. Languages that are
not complete get what is for everybody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from plangraph_api.messages import COMPLETE
from plangraph_api.messages.scope import is_for_all

__all__ = ["bring_in_line"]

_HEADER: Final = (
    'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
)


def bring_in_line(folder: Path) -> None:
    """Write the files of a folder anew, in the order of its template."""
    template = _read(folder / "messages.pot")
    for file in sorted(folder.glob("*.po")):
        held = _read(file)
        brought = Catalog()
        for key, entry in template.items():
            if file.stem not in COMPLETE and not is_for_all(key):
                continue
            brought[entry.id] = _brought(entry, held.get(key))
        with file.open("wb") as out:
            out.write(_HEADER.format(file.stem).encode())
            write_po(out, brought, width=0, omit_header=True, include_previous=True)


def _read(file: Path) -> dict[str, Message]:
    with file.open("rb") as opened:
        entries = read_po(opened, charset="utf-8", abort_invalid=True)
    return {each.context: each for each in entries if each.context}


def _brought(entry: Message, held: Message | None) -> Message:
    """An entry of the template with the words that are held for its key."""
    more: dict[str, Any] = {"auto_comments": entry.auto_comments, "context": entry.context}
    if held is None or not held.string:
        return Message(entry.id, **more)
    if held.id == entry.id:
        return Message(entry.id, held.string, flags=held.flags, user_comments=held.user_comments, **more)
    return Message(entry.id, held.string, flags={*held.flags, "fuzzy"}, previous_id=str(held.id), **more)


if __name__ == "__main__":
    bring_in_line(Path(__file__).parent)
