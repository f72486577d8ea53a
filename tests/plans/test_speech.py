"""A mayor's speech says in sentences what its headings are, and begins its paragraphs with what they are about."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def read(text):
    return parse_plan(
        read_document(text.encode(), "plan.md"), PlanFacts(municipality="990019", municipality_name="某市")
    )


def outline(plan):
    return [(each.kind.value, each.code, each.title) for each in plan.walk()]


PLEDGES = (
    "# 施政方針\n\n## まず、私の公約の1つ目である「港を開く」についてであります。\n\n港を直します。\n\n"
    "## 次に、公約の２つ目である「山を守る」についてであります。\n\n木を植えます。\n\n"
)


def test_a_heading_that_counts_the_pledges_opens_one_with_its_number():
    """公約の1つ目である「…」について says what it is."""
    assert [("Pledge", "1", "港を開く"), ("Pledge", "2", "山を守る")] == outline(read(PLEDGES))


def test_a_heading_that_announces_goals_says_what_so_many_after_it_are():
    """ここからは、2つの基本目標に沿って…: two goals, and no third one."""
    fields = "".join(
        f"## 次に、「{name}」についてであります。\n\n進めます。\n\n" for name in ("海", "里山", "役所の姿")
    )
    plan = read(
        f"{PLEDGES}## ここからは、計画の2つの基本目標に沿って申し上げます。\n\n{fields}".replace("海", "海の幸")
    )
    assert [("Goal", None, "海の幸"), ("Goal", None, "里山"), ("Policy", None, "役所の姿")] == outline(plan)[2:]


def test_a_title_without_quotes_is_read_and_the_budget_is_no_policy():
    """次に、防災についてであります。 names a title; what is said of the budget is about the document itself."""
    plan = read(
        "# 施政方針\n\n## 次に、海の守りについてであります。\n\n堤を直します。\n\n"
        "## 続きまして、令和8年度当初予算について説明いたします。\n\n総額は9億円です。\n\n"
        "## 以上、申し上げました。\n\nお願いいたします。\n"
    )
    assert [("Policy", None, "海の守り")] == outline(plan)
    assert ["堤を直します。"] == [text.text for each in plan.walk() for text in each.texts]


def test_a_paragraph_that_begins_with_its_topic_is_a_measure_whose_title_is_inferred():
    """What follows stays with the pledge, as it may be about another matter; a state of things is no measure."""
    plan = read(
        "# 施政方針\n\n## まず、「港を開く」についてであります。\n\n"
        "漁港の改修につきましては、堤を直します。\n\nまた、船を増やします。\n\n"
        "さらに、新しくできる「海の駅」につきましても、秋に開きます。\n\n"
        "市を取り巻く環境につきましては、人が減っています。\n"
    )
    assert [("Policy", None, "港を開く"), ("Measure", None, "漁港の改修"), ("Measure", None, "「海の駅」")] == outline(
        plan
    )
    assert [False, True, True] == [each.title_inferred for each in plan.walk()]
    policy, port, _ = plan.walk()
    assert ["漁港の改修につきましては、堤を直します。"] == [text.text for text in port.texts]
    assert ["また、船を増やします。", "市を取り巻く環境につきましては、人が減っています。"] == [
        text.text for text in policy.texts
    ]


def test_topics_in_a_plan_that_is_no_speech_make_no_measures():
    """Only a heading that is itself a sentence makes a document speak so."""
    plan = read("# 計画\n\n## 施策1 港\n\n現状と課題\n\n漁港の改修につきましては、遅れています。\n")
    assert [("Measure", "1", "港")] == outline(plan)


def test_a_sentence_set_as_a_heading_in_a_plan_that_is_no_speech_ends_nothing():
    """A motto below a measure is a text of it, and so is what follows."""
    plan = read("# 計画\n\n## 施策1 港\n\n現状と課題\n\n### 海は宝です。\n\n魚が減っています。\n")
    (measure,) = plan.walk()
    assert "海は宝です。\n魚が減っています。" == "\n".join(text.text for text in measure.texts)
