"""The pages beside a system of measures: what they say is of the policies and measures that its table lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plangraph.model import Block, Document, ElementKind
from plangraph.plans.outline import similar_key
from plangraph.plans.tree import Node
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from plangraph.plans.layouts.draft import Draft

__all__ = ["join_pages", "projects_in"]


def join_pages(policies: list[Node], read: list[Node], draft: Draft) -> None:
    """A measure that the prose describes and the table lists is one: by its title under any policy.

    So is a policy; a heading that has nothing of an element below it (第3章 政策の体系) is a text of the plan.
    """
    listed = {similar_key(measure.title): measure for policy in policies for measure in policy.children}
    for node in read:
        for measure in list(node.children):
            known = listed.get(similar_key(measure.title))
            if known is None:
                continue
            node.children.remove(measure)
            _tell(known, measure)
            known.span = measure.span  # the page that describes it says more than the list
        same = next((p for p in policies if similar_key(p.title) == similar_key(node.title)), None)
        if same is not None:
            same.grow(node.span)
            _tell(same, node)
        elif node.children or node.indicators:
            draft.elements.append(node)
        else:
            draft.say(node.title, node.span)
            draft.texts += node.texts


def _tell(known: Node, node: Node) -> None:
    """Let an element have what was read of it elsewhere."""
    said = {fold(each.text).strip("()") for each in known.texts}  # (防災・福祉), as the table has it
    known.texts += [each for each in node.texts if fold(each.text).strip("()") not in said]
    known.indicators += node.indicators
    known.references += node.references
    known.sdgs += node.sdgs
    known.children += node.children


def projects_in(names: str, legend: Block, document: Document) -> list[Node]:
    """Projects named in the legend, each at the line that first speaks of it in a table."""
    found = []
    for name in re.split(r"[●○◯◎★☆■□◆◇]", names):
        title = name.strip(" 、,・\n")
        rows = (row for block in document.blocks for row in block.rows if any(title in cell for cell in row.cells))
        if title:
            found.append(Node(ElementKind.PROJECT, title, next((row.span for row in rows), legend.span)))
    return found
