"""What stands behind a label or a title on its line in prose: 担当課：…, 目指す姿：…, 海の章 ～港を直す～."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind, Reference, ReferenceKind, TextRole
from plangraph.plans.labels import TEXT_ROLES, supports, timed_label
from plangraph.plans.layouts.cells import parse_sdgs
from plangraph.plans.layouts.general.behind import charge_behind
from plangraph.plans.layouts.general.facts import is_of_scale, tell
from plangraph.plans.layouts.general.goals import names_goals
from plangraph.plans.layouts.kept import warn_nameless
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.tree import Node
from plangraph.plans.units import looks_like_units, parse_responsibilities, unread_units
from plangraph.plans.vocabulary import status_of

if TYPE_CHECKING:
    from plangraph.model import Block, Span
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.outline import Marker
    from plangraph.plans.tree import Ledger

__all__ = [
    "initiative_below",
    "policy_below",
    "subtitled",
    "tell_below",
    "tell_charge",
    "tell_inline",
    "tell_satisfaction",
    "tell_timed",
]

_SATISFACTION: Final = re.compile(r"^(?P<label>施策に[係関](?:する|る)?市民満足度)\s+(?P<rest>.+)$", re.DOTALL)
_SUBTITLE: Final = re.compile(r"^(?P<title>[^～~〜]{2,40})[～~〜](?P<subtitle>[^～~〜]+)[～~〜]$")


def tell_timed(node: Node | None, block: Block, ledger: Ledger) -> bool:
    """Keep with an element when it is done or what it costs, where a line says so behind a label: 事業期間：R5～R7."""
    found = timed_label(block.text)
    if node is None or found is None:
        return False
    role, label, text = found
    tell(node, role, (label, text), block.span)
    ledger.claim(block, role, f"label with its text: {role}")
    return True


def tell_satisfaction(node: Node, block: Block, ledger: Ledger) -> bool:
    """Keep with a measure how satisfied residents are with it, where a line says so: 施策に係る市民満足度 3.2点."""
    match = _SATISFACTION.match(block.text)
    if match:
        node.say(TextRole.SITUATION, f"{match['label']} {join_lines(match['rest'])}", block.span)
        ledger.claim(block, "situation", "label: satisfaction, with its text")
    return match is not None


def tell_inline(node: Node, said: tuple[str, str], block: Block, draft: Draft) -> bool:
    """Keep with an element what a label says of it; False where the text behind it is not of the label's kind.

    `said` is the label's role and the text behind it.
    """
    (role, rest), span = said, block.span
    if role == "sdgs":
        node.sdgs.extend(parse_sdgs(rest, span))
    elif role == "department" and looks_like_units(rest):
        helping = supports(block.text, rest)
        node.responsibilities += [replace(r, supporting=helping) for r in parse_responsibilities(rest, span)]
        if unread_units(rest):  # 甲課(主)、ほか全課: what is said besides units
            node.say(TextRole.DESCRIPTION, f"担当：{rest}", span, join=False)
            warn_nameless(draft.ledger, rest, span)
    elif role == "related_plans":
        node.references.append(Reference(ReferenceKind.PLAN, join_lines(rest), span))
    elif role in TEXT_ROLES:
        node.say(TEXT_ROLES[role], rest, span)
    elif role == "judgement" and (is_of_scale(rest, draft.scale) or status_of(rest)):
        tell(node, "grade", ("", rest), span, draft.scale)
    else:
        return False
    node.grow(span)
    return True


def tell_below(node: Node, said: tuple[str, str], block: Block, draft: Draft) -> bool:
    """Keep with an element the goals or the units that a block below a label names; False where it names none.

    Names of goals and nothing else need no label. `said` is the label's role and the label.
    """
    (role, label), text = said, block.text
    if names_goals(text):
        node.sdgs.extend(parse_sdgs(text, block.span))
        node.grow(block.span)
        draft.ledger.claim(block, "sdgs", "line that states goals alone")
        return True
    told = (role == "sdgs" and parse_sdgs(text, block.span)) or (role == "department" and looks_like_units(text))
    if not told or not tell_inline(node, (role, text), replace(block, text=f"{label}：{text}"), draft):
        return False
    draft.ledger.claim(block, role, f"text below the label: {role}")
    return True


def initiative_below(measure: Node, marker: Marker, span: Span) -> Node:
    """A new initiative of a measure, with the charge in brackets behind its title: ① 港の改修（担当課：港湾課）."""
    title, units = charge_behind(marker.title, span)
    code = f"{measure.code}-{marker.code}" if measure.code else marker.code
    node = measure.child(ElementKind.INITIATIVE, title, span, code)
    node.code_inferred = measure.code is not None
    node.responsibilities += parse_responsibilities(units, span) if units else ()
    return node


def policy_below(marker: Marker, block: Block) -> Node:
    """The policy whose name stands below the label 政策名, without what is said of it in brackets."""
    title, _, rest = block.text.partition("\n")
    named = parse_marker(title) or marker
    policy = Node(ElementKind.POLICY, re.sub(r"\s*[(（].*$", "", named.title), block.span, named.code)
    if rest:
        policy.say(TextRole.DESCRIPTION, rest, block.span)
    return policy


def tell_charge(node: Node, text: str, span: Span) -> None:
    """Keep with an element the units in brackets behind a text of it: …を整えます。（福祉課）; the text stays whole."""
    units = charge_behind(text, span)[1]
    known = {each.unit for each in node.responsibilities}
    told = parse_responsibilities(units, span) if units else ()
    node.responsibilities += [each for each in told if each.unit not in known]


def subtitled(title: str) -> tuple[str, str]:
    """A title and the subtitle behind it: 海の章 ～港を直す～; "" for one that has none."""
    split = _SUBTITLE.match(title)
    return (split["title"], split["subtitle"]) if split else (title, "")
