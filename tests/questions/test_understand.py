"""Questions become a template, its slots and a topic, or are declined: never half understood."""

import pytest

from plangraph.pipeline.facts import caveats_of
from plangraph.questions import Declined, Names, Understood, Wording

BASE = "https://w3id.org/plangraph/id"
NAMES = Names({"990001": "松風市", "990002": "白波町"})
CODES = ("990001", "990002", "990004", "990005")


def said(understood):
    """Template, values by slot, topic."""
    assert isinstance(understood, Understood), understood
    fields = dict.fromkeys(slot.field for slot in understood.slots)
    return understood.template.name, {name: understood.values(name) for name in fields}, understood.topic


@pytest.mark.parametrize(
    ("text", "template", "slots", "topic"),
    [
        (
            "松風市で順調なKPIはいくつ?",
            "count-by-status",
            {"city": ("990001",), "status": ("OnTrack",), "kind": ("Indicator",)},
            "",
        ),
        (
            "松風の順調な指標は何件ありますか",
            "count-by-status",
            {"city": ("990001",), "status": ("OnTrack",), "kind": ("Indicator",)},
            "",
        ),
        (
            "ＫＰＩのうち順調に進捗しているものはいくつですか？",
            "count-by-status",
            {"kind": ("Indicator",), "status": ("OnTrack",)},
            "",
        ),
        ("概ね順調な指標の数", "count-by-status", {"status": ("MostlyOnTrack",), "kind": ("Indicator",)}, ""),
        ("評価がBの公約はいくつ?", "count-by-status", {"grade": ("B",), "kind": ("Pledge",)}, ""),
        (
            "空き家に関する達成済みの公約は何件?",
            "count-by-status",
            {"status": ("Achieved",), "kind": ("Pledge",)},
            "空き家",
        ),
        (
            "令和6年度までに達成した公約の数",
            "achieved-by-year",
            {"year": ("2024",), "status": ("Achieved",), "kind": ("Pledge",)},
            "",
        ),
        (
            "2024年度末までに達成した公約はいくつ?",
            "achieved-by-year",
            {"year": ("2024",), "status": ("Achieved",), "kind": ("Pledge",)},
            "",
        ),
        ("松風市の施策はいくつ?", "count", {"city": ("990001",), "kind": ("Measure",)}, ""),
        ("公約を市ごとに数えて", "count-per-city", {"kind": ("Pledge",)}, ""),
        ("松風市と白波町の公約の数を比べて", "count-per-city", {"city": ("990001", "990002"), "kind": ("Pledge",)}, ""),
        ("遅れている指標を市ごとに", "status-per-city", {"status": ("Delayed",), "kind": ("Indicator",)}, ""),
        ("SDGs目標11に関する施策を市ごとに数えて", "goal-per-city", {"sdg": ("11",), "kind": ("Measure",)}, ""),
        ("施策をSDGsの目標ごとに数えて", "goals", {"kind": ("Measure",)}, ""),
        ("公約の進捗ごとの内訳", "status-breakdown", {"kind": ("Pledge",)}, ""),
        ("公約を課ごとに数えて", "count-per-department", {"kind": ("Pledge",)}, ""),
        ("最も多くの公約を担当している課は?", "busiest-departments", {"kind": ("Pledge",)}, ""),
        ("公約が最も多い市は?", "city-with-most", {"kind": ("Pledge",)}, ""),
        (
            "遅れている指標が最も多い市は?",
            "city-with-most-of-status",
            {"status": ("Delayed",), "kind": ("Indicator",)},
            "",
        ),
        ("達成率が低い指標を市ごとに", "attainment-lowest", {"kind": ("Indicator",)}, ""),
        ("達成率が高い順に指標の一覧", "attainment-highest", {"kind": ("Indicator",)}, ""),
        ("犯罪件数を測っている市は?", "cities-measuring", {}, "犯罪件数"),
        ("交通事故件数の目標値を定めている自治体", "cities-with-target", {"value": ("Target",)}, "交通事故件数"),
        ("防災の施策を持つ市は?", "cities-working", {"kind": ("Measure",)}, "防災"),
        ("Which department handles vacant houses?", "departments-in-charge", {}, "vacant houses"),
        ("空き家の公約がある市は?", "cities-working", {"kind": ("Pledge",)}, "空き家"),
        ("どの市が空き家に取り組んでいますか", "cities-at-work", {}, "空き家"),
        ("3-1-1の担当課はどこですか", "departments-of-code", {"code": ("3-1-1",)}, ""),
        ("空き家を担当しているのはどの課?", "departments-in-charge", {}, "空き家"),
        ("令和6年度が期限の公約は?", "due-by-year", {"year": ("2024",), "kind": ("Pledge",)}, ""),
        ("課によって評価が分かれている公約は?", "judged-differently", {"kind": ("Pledge",)}, ""),
        ("指標のない施策は?", "without-indicator", {"kind": ("Measure",)}, ""),
        ("3-1-1の進捗は?", "progress-of-code", {"code": ("3-1-1",)}, ""),
        ("空き家の公約の進捗は?", "progress-of-topic", {"kind": ("Pledge",)}, "空き家"),
        (
            "5-2の成果指標の目標値は?",
            "values-of-code",
            {"code": ("5-2",), "kind": ("Indicator",), "value": ("Target",)},
            "",
        ),
        ("待機児童の目標値は?", "values-of-topic", {"value": ("Target",)}, "待機児童"),
        ("待機児童数の目標は?", "values-of-topic", {"value": ("Target",)}, "待機児童数"),
        ("待機児童数の実績は", "values-of-topic", {"value": ("Actual",)}, "待機児童数"),
        ("松風市の公約の進捗は?", "progress-of-kind", {"city": ("990001",), "kind": ("Pledge",)}, ""),
        ("松風市の市長公約はいくつ?", "count", {"city": ("990001",), "kind": ("Pledge",)}, ""),
        ("市ごとのKPIの達成状況", "progress-of-kind", {"kind": ("Indicator",)}, ""),
        (
            "マイナンバーカードの交付率の現状値を教えてください",
            "values-of-topic",
            {"value": ("Baseline", "Actual")},
            "マイナンバーカードの交付率",
        ),
        (
            "松風市で進捗が遅れている指標はいくつ?",
            "count-by-status",
            {"city": ("990001",), "status": ("Delayed",), "kind": ("Indicator",)},
            "",
        ),
        ("進捗が順調な指標はいくつ?", "count-by-status", {"status": ("OnTrack",), "kind": ("Indicator",)}, ""),
        ("進捗が遅れているKPIの一覧", "list-by-status", {"status": ("Delayed",), "kind": ("Indicator",)}, ""),
        ("進捗に遅れが出ている指標は?", "list-by-status", {"status": ("Delayed",), "kind": ("Indicator",)}, ""),
        (
            "進捗が遅れている指標が最も多い市は?",
            "city-with-most-of-status",
            {"status": ("Delayed",), "kind": ("Indicator",)},
            "",
        ),
        ("評価が順調の指標", "list-by-status", {"status": ("OnTrack",), "kind": ("Indicator",)}, ""),
        ("取組が遅れている公約はいくつ?", "count-by-status", {"status": ("Delayed",), "kind": ("Pledge",)}, ""),
        (
            "総合戦略の指標はいくつ?",
            "count",
            {"plan": tuple(f"{BASE}/{code}/strategy" for code in CODES), "kind": ("Indicator",)},
            "",
        ),
        ("遅れている指標は?", "list-by-status", {"status": ("Delayed",), "kind": ("Indicator",)}, ""),
        ("松風市の公約の一覧", "list", {"city": ("990001",), "kind": ("Pledge",)}, ""),
        (
            "how many KPIs are on track in 松風市?",
            "count-by-status",
            {"kind": ("Indicator",), "status": ("OnTrack",), "city": ("990001",)},
            "",
        ),
        ("which cities measure crime?", "cities-measuring", {}, "crime"),
        ("number of pledges by city", "count-per-city", {"kind": ("Pledge",)}, ""),
        ("which department is in charge of the most pledges?", "busiest-departments", {"kind": ("Pledge",)}, ""),
        ("what is the target for waiting children?", "values-of-topic", {"value": ("Target",)}, "waiting children"),
        (
            "list delayed indicators in 松風市",
            "list-by-status",
            {"status": ("Delayed",), "kind": ("Indicator",), "city": ("990001",)},
            "",
        ),
        ("indicators with the lowest attainment by city", "attainment-lowest", {"kind": ("Indicator",)}, ""),
        (
            "how many pledges were achieved by fiscal 2024?",
            "achieved-by-year",
            {"kind": ("Pledge",), "status": ("Achieved",), "year": ("2024",)},
            "",
        ),
    ],
)
def test_a_question_names_its_template_slots_and_topic(read, text, template, slots, topic):
    """Counting, listing, comparing, value, attainment and superlative questions, written variously."""
    assert (template, slots, topic) == said(read(text))


def test_a_department_of_two_cities_means_both_of_them(read):
    """Whose it is, the rows of the answer say."""
    name, slots, _ = said(read("危機管理課の担当は?"))
    assert ("charges", (f"{BASE}/990001/unit/危機管理課", f"{BASE}/990002/unit/危機管理課")) == (
        name,
        slots["department"],
    )


def test_a_department_is_meant_in_all_its_spellings(read):
    """こども課 and 子ども課 are one, as the graph says."""
    _, slots, _ = said(read("こども課が担当する公約は?"))
    assert (f"{BASE}/990001/unit/こども課", f"{BASE}/990001/unit/子ども課") == slots["department"]


def test_cities_of_one_name_are_all_meant(read):
    """Two cities are called 府中市; the answer has a row for each."""
    assert ("990004", "990005") == said(read("府中市の公約はいくつ?"))[1]["city"]


@pytest.mark.parametrize(
    "text",
    [
        "防災に関する施策",
        "防災について教えてください。",
        "子育て支援の公約を教えて",
        "待機児童を減らすために何をしている?",
        "危機管理課",
        "公約",
        "順調",
        "松風市",
        "",
        "?!。",
        # A word that changes what is asked.
        "松風市で順調でないKPIはいくつ?",
        "松風市以外の公約はいくつ?",
        "達成していない公約はいくつ?",
        "達成しなかった公約はいくつ?",
        "遅れていない指標は?",
        "遅れてない指標はいくつ?",
        "公約を除く項目の一覧",
        "未達成の公約の数",
        "how many pledges are not achieved?",
        "how many pledges except in 松風市?",
        "平均の達成率は?",
        "公約の合計は?",
        # A time that no slot holds.
        "昨年度に順調だったKPIはいくつ?",
        "今年達成した公約はいくつ?",
        "令和5年度の公約はいくつ?",
        "令和6年までに達成した公約の数",
        "令和5年度から令和6年度までに達成した公約の数",
        # Something else than a plan can tell, or a wording between two.
        "予算はいくら?",
        "松風市の人口はいくつ?",
        "空き家は何件ありますか",
        "松風市の市長は誰?",
        "危機管理課の連絡先は?",
        "公約はいつまでに達成する?",
        "目標を達成した指標はいくつ?",
        "順調なKPIと遅れているKPIはいくつ?",
        "順調な指標の目標値は?",
        "遅れている公約の担当課は?",
        "公約の数が一番少ない市は?",
        "2番目に公約が多い市は?",
        "公約の数は増えた?",
        "新しい公約はいくつ?",
        "重点施策はいくつ?",
        "松風市の順調な公約は10件ですか?",
        "公約は20件以上ありますか",
        "発達の遅れている子の施策はいくつ?",
        "目標11に関する施策の数",
        "how many new pledges are there?",
        # A place that has no plan here, or is misspelt.
        "前橋市で順調なKPIはいくつ?",
        "松風村の公約はいくつ?",
        "東京の公約はいくつ?",
        "横浜の公約の一覧",
        # A unit that is nobody's here.
        "財政課の公約はいくつ?",
    ],
)
def test_what_is_not_wholly_understood_is_declined(read, text):
    """No template says it, or a word is left that nothing accounts for; a topic is resolved later, or declined too."""
    found = read(text)
    assert isinstance(found, Declined) or found.topic in text != "", found


def test_a_word_left_over_is_named(read):
    """Why there is no answer is said with the asker's own word."""
    found = read("今年達成した公約はいくつ?")
    assert ("words", "今年") == (found.why, found.words)


def test_what_is_asked_to_be_left_out_is_named_as_such(read):
    """順調でない指標 is no question about what is on track: the reason does not say that 順調 cannot be asked for."""
    found = read("松風市以外の公約はいくつ?")
    assert ("excluded", "松風市") == (found.why, found.words)


def test_a_plan_that_sounds_like_a_sum_is_none(read):
    """合計 within 総合計画 asks for no sum."""
    assert getattr(read("総合計画の指標はいくつ?"), "why", "") != "refused"


def test_a_city_without_any_is_told(read):
    """Of two cities one has no row: the answer says so, in its language."""
    facts = {"best_cities": ["松風市"], "plans": 1}
    asked = read("松風市と白波町の公約はいくつ?")
    assert "白波町には、当てはまるものがありません（0件）。" in caveats_of(asked, Wording("ja", NAMES), facts)
    assert "Nothing in 白波町 fits (0)." in caveats_of(asked, Wording("en", NAMES), facts)
    both = {"best_cities": ["松風市", "白波町"], "plans": 1}
    assert not any("0件" in said for said in caveats_of(asked, Wording("ja", NAMES), both))


def test_an_endless_question_is_declined(read):
    """A text of 2,000 characters says more than a template holds."""
    assert "too-long" == read("松風市の公約の数" * 300).why
