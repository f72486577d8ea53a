"""What no rule understood is kept with the nearest element, and counted apart from what was understood."""

from dataclasses import replace

from plangraph.documents import read_document
from plangraph.model import Block, BlockKind, Document, ElementKind, PlanFacts, Reading, Row, Span, TextRole
from plangraph.plans import parse_plan
from plangraph.plans.layouts.draft import Draft
from plangraph.plans.leftovers import keep_leftovers
from plangraph.plans.tree import Ledger, Node


def kept(*blocks, nodes):
    document = Document("plan.txt", "0" * 64, "text/plain", "utf-8", "ja", tuple(blocks))
    draft = Draft(Ledger(document), nodes)
    keep_leftovers(draft)
    return draft


def paragraph(line, text):
    return Block(BlockKind.PARAGRAPH, Span(line, line), text)


def test_text_goes_to_the_element_that_begins_last_before_it():
    """Also to a child; what follows at once is one text, and the element's lines stay as they were."""
    child = Node(ElementKind.MEASURE, "施策", Span(4, 4))
    parent = Node(ElementKind.POLICY, "政策", Span(2, 2), children=[child])
    row = Row(("点検", "", "済"), Span(6, 6))
    table = Block(BlockKind.TABLE, Span(6, 6), rows=(row,))
    draft = kept(paragraph(3, "前文"), paragraph(5, "表のとおり"), table, nodes=[parent])
    assert [(TextRole.DESCRIPTION, "前文", Span(3, 3))] == [(t.role, t.text, t.span) for t in parent.texts]
    assert [("表のとおり\n点検 | 済", Span(5, 6))] == [(t.text, t.span) for t in child.texts]
    assert Span(4, 4) == child.span
    assert {("kept", 0.2)} == {(each.role, each.confidence) for each in draft.ledger.readings()}


def test_text_before_the_first_element_is_the_plans():
    """It is of no element; nothing is lost, and nothing is made up to hold it."""
    node = Node(ElementKind.POLICY, "政策", Span(2, 2))
    draft = kept(paragraph(1, "序"), nodes=[node])
    assert (["序"], []) == ([text.text for text in draft.texts], node.texts)


def test_kept_text_does_not_count_as_understood():
    """Coverage says what is assigned; what was understood, only kept, or noise, and what is lost are shares of it."""
    plan = parse_plan(
        read_document("# 汐鳴市 行動計画\n\n## 1 職員の環境\n\n整えます。\n".encode(), "plan.md"),
        PlanFacts("990019", "汐鳴市"),
    )
    roles = {"Policy": 55, "noise": 5, "kept": 30, "unread": 10}
    readings = tuple(Reading(Span(1, 1), role, "rule", count) for role, count in roles.items())
    plan = replace(plan, readings=readings)
    shares = (plan.coverage, plan.understood, plan.kept, plan.noise, plan.unread)
    assert [0.9, 0.55, 0.3, 0.05, 0.1] == [round(share, 6) for share in shares]


def test_a_paragraph_that_was_parted_and_read_is_not_kept_a_second_time():
    """Lines of one paragraph that say different things are read each, and none of them is left over."""
    text = "第1章 水\n\n施策1 川\n\n山が近い。\n◎堤を直す\n◎橋を直す\n担当：土木課\n"
    plan = parse_plan(read_document(text.encode(), "plan.txt"), PlanFacts(municipality="102041"))
    measure = plan.elements[0].children[0]
    assert (["山が近い。\n◎堤を直す\n◎橋を直す"], ["土木課"]) == (
        [each.text for each in measure.texts],
        [each.unit for each in measure.responsibilities],
    )


def test_a_line_that_opens_an_element_is_no_text_of_another():
    """Title and headings on lines that follow at once are read each by itself, and none of them is kept."""
    plan = parse_plan(
        read_document("汐鳴市戦略\n基本目標１　海\n施策１　港\n担当課：港湾課\n".encode(), "plan.txt"),
        PlanFacts("990019", "汐鳴市"),
    )
    assert [("海", ()), ("港", ())] == [(element.title, element.texts) for element in plan.walk()]
    assert plan.kept == 0


def test_a_row_of_no_known_form_is_kept_and_not_understood():
    """Its cells are a text of the element above, and inspect says that no more is known of them."""
    text = "# 汐鳴市計画\n\n## 施策1 港\n\n|潮|風|\n|---|---|\n|高い|強い|\n"
    plan = parse_plan(read_document(text.encode(), "plan.md"), PlanFacts("990019", "汐鳴市"))
    assert {"kept"} == {each.role for each in plan.readings if each.span.start_line >= 5}
    assert 0 < plan.kept < plan.coverage == 1


def test_a_text_without_a_label_is_kept_and_one_below_a_label_is_understood():
    """Only its place says of what the first is; what the second says of it, its label tells."""
    text = "# 汐鳴市計画\n\n## 施策1 港\n\n船が着く。\n\n### 課題\n\n桟橋が短い。\n\n担当課：港湾課\n"
    plan = parse_plan(read_document(text.encode(), "plan.md"), PlanFacts("990019", "汐鳴市"))
    roles = {each.span.start_line: each.role for each in plan.readings}
    assert ("kept", "challenge") == (roles[5], roles[9])


def test_a_field_of_a_form_with_a_label_that_nobody_knows_is_kept():
    """Beside one that is known, on the same row, only its own letters count."""
    rows = "|事業名|桟橋の補修|担当課|港湾課|\n|---|---|---|---|\n|潮見表|毎朝見る|目的|船が着く|\n|概要|直す|||\n"
    plan = parse_plan(read_document(f"# 汐鳴市計画\n\n{rows}".encode(), "plan.md"), PlanFacts("990019", "汐鳴市"))
    assert [("description", 6), ("kept", 7)] == [
        (each.role, each.characters) for each in plan.readings if each.span.start_line == 5
    ]
