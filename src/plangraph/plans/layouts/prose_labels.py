"""What stands behind a label or a title on its line in prose: 担当課：…, 目指す姿：…, 海の章 ～港を直す～."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Reference, ReferenceKind, TextRole
from plangraph.plans.labels import TEXT_ROLES, supports
from plangraph.plans.layouts.cells import parse_sdgs
from plangraph.plans.outline import join_lines
from plangraph.plans.units import looks_like_units, parse_responsibilities, unread_units

if TYPE_CHECKING:
    from plangraph.model import Block
    from plangraph.plans.tree import Node

__all__ = ["subtitled", "tell_inline"]

_SUBTITLE: Final = re.compile(r"^(?P<title>[^～~〜]{2,40})[～~〜](?P<subtitle>[^～~〜]+)[～~〜]$")


def tell_inline(node: Node, role: str, rest: str, block: Block) -> bool:
    """Keep with an element what a label says of it; False where the text behind it is not of the label's kind."""
    span = block.span
    if role == "sdgs":
        node.sdgs.extend(parse_sdgs(rest, span))
    elif role == "department" and looks_like_units(rest):
        helping = supports(block.text, rest)
        node.responsibilities += [replace(r, supporting=helping) for r in parse_responsibilities(rest, span)]
        if unread_units(rest):  # 甲課(主)、ほか全課: what is said besides units
            node.say(TextRole.DESCRIPTION, f"担当：{rest}", span, join=False)
    elif role == "related_plans":
        node.references.append(Reference(ReferenceKind.PLAN, join_lines(rest), span))
    elif role in TEXT_ROLES:
        node.say(TEXT_ROLES[role], rest, span)
    else:
        return False
    node.grow(span)
    return True


def subtitled(title: str) -> tuple[str, str]:
    """A title and the subtitle behind it: 海の章 ～港を直す～; "" for one that has none."""
    split = _SUBTITLE.match(title)
    return (split["title"], split["subtitle"]) if split else (title, "")
