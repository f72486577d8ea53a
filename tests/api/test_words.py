"""The words of the pages and the small makers of what they show."""

import re
from decimal import Decimal
from importlib.resources import files

import pytest

from plangraph.model import AmountKind, Direction, ElementKind, Missing, PlanKind, Status, Term, TextRole, ValueKind
from plangraph_api.charts import draw_bullets
from plangraph_api.excerpts import excerpt
from plangraph_api.messages import COMPLETE, LANGUAGES, SOURCE, catalogue, messages
from plangraph_api.messages.__main__ import bring_in_line
from plangraph_api.messages.scope import is_for_all
from plangraph_api.wording import Wording

MESSAGES = files("plangraph_api.messages")
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]


def facts_of(text):
    """The names of what is filled into a message; the era is named in Japanese alone."""
    return set(re.findall(r"{(\w+)}", text)) - {"era"}


def test_every_message_has_a_key_of_its_own():
    """The template has English words for every key, none empty and none without a section."""
    source = catalogue(None)
    assert len(source) > 600
    assert [] == [key for key, (english, _) in source.items() if not english.strip() or "." not in key]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_is_missing_or_stale(language):
    """Each has words in each language, and the English that they were written for is what the template says."""
    source, held = catalogue(None), catalogue(language)
    wanted = [key for key in source if language in COMPLETE or is_for_all(key)]
    assert len(wanted) > 350
    assert [] == [key for key in wanted if key not in held or not held[key][1].strip()]
    assert [] == [key for key in held if key not in source or held[key][0] != source[key][0]]


@pytest.mark.parametrize("language", TRANSLATED)
def test_messages_take_the_same_facts_in_each_language(language):
    """What is filled in is what the English has, neither more nor less."""
    held = catalogue(language).items()
    assert [] == [key for key, (english, said) in held if facts_of(english) != facts_of(said)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_files_are_as_the_command_writes_them(language, tmp_path):
    """`python -m plangraph_api.messages` has nothing to change."""
    for file in MESSAGES.iterdir():
        if file.name.endswith((".po", ".pot")):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    bring_in_line(tmp_path)
    assert (tmp_path / f"{language}.po").read_text("utf-8") == (MESSAGES / f"{language}.po").read_text("utf-8")


def test_new_english_makes_its_translation_fuzzy(tmp_path):
    """What is worded anew keeps its former words, unused; what is new comes without any, and what is gone goes."""
    (tmp_path / "messages.pot").write_text(
        'msgctxt "a.kept"\nmsgid "Kept"\nmsgstr ""\n\nmsgctxt "a.anew"\nmsgid "New words"\nmsgstr ""\n\n'
        'msgctxt "a.new"\nmsgid "Kept"\nmsgstr ""\n',
        "utf-8",
    )
    (tmp_path / "ja.po").write_text(
        'msgctxt "a.gone"\nmsgid "Gone"\nmsgstr "無い"\n\nmsgctxt "a.anew"\nmsgid "Old words"\nmsgstr "旧"\n\n'
        'msgctxt "a.kept"\nmsgid "Kept"\nmsgstr "同じ"\n',
        "utf-8",
    )
    bring_in_line(tmp_path)
    _, *entries = (tmp_path / "ja.po").read_text("utf-8").strip().split("\n\n")
    assert entries == [
        'msgctxt "a.kept"\nmsgid "Kept"\nmsgstr "同じ"',
        '#, fuzzy\n#| msgid "Old words"\nmsgctxt "a.anew"\nmsgid "New words"\nmsgstr "旧"',
        'msgctxt "a.new"\nmsgid "Kept"\nmsgstr ""',
    ]


def test_every_word_that_a_template_asks_for_is_there():
    """Keys written out in templates exist."""
    asked = set()
    for template in files("plangraph_api").joinpath("templates").iterdir():
        asked |= set(re.findall(r'words\("([\w.]+)"[,)]', template.read_text(encoding="utf-8")))
    assert len(asked) > 60
    assert asked <= set(messages("ja").words)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("kind", ElementKind),
        ("status", Status),
        ("role", TextRole),
        ("plankind", PlanKind),
        ("value", ValueKind),
        ("missing", Missing),
        ("direction", Direction),
        ("term", Term),
        ("amount", AmountKind),
        ("sdg", range(1, 18)),
    ],
)
def test_every_value_of_the_model_has_a_name(kind, values):
    """A page never shows a bare identifier."""
    for value in values:
        assert f"{kind}.{value}" in messages("ja").words


@pytest.mark.parametrize(
    ("year", "ja", "en"),
    [
        (2023, "令和5年度（2023）", "FY2023"),
        (2019, "令和元年度（2019）", "FY2019"),
        (2018, "平成30年度（2018）", "FY2018"),
    ],
)
def test_fiscal_years_are_said_as_people_say_them(year, ja, en):
    """With the era in Japanese, FY in English."""
    assert (ja, en) == tuple(Wording(messages(tag)).fiscal_year(year) for tag in ("ja", "en"))


def observation(kind="Actual", value=None, unit="", group="", year=2023, **more):
    facts = {"iri": f"x:{kind}{year}", "bound": None, "missing": None, "raw": "", "fiscal_year": year}
    facts |= {"calendar_year": None, "target_of_year": None}
    return {"kind": kind, "value": value, "unit": unit, "group": group, **facts, **more}


@pytest.mark.parametrize(
    ("seen", "ja"),
    [
        (observation(value="48000", unit="食"), "48,000食"),
        (observation(value="0.5", unit="km"), "0.5 km"),
        (observation(value="95", unit="%", bound="AtLeast"), "95%以上"),
        (observation(bound="Rise", raw="↑"), "上昇"),
        (observation(missing="NotPublished", raw="－"), "未公表"),
        (observation(raw="検討中"), "検討中"),
    ],
)
def test_values_are_said_with_bound_and_unit(seen, ja):
    """A value without a number says why, or is shown as printed."""
    assert ja == Wording(messages("ja")).value(seen)


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        ({"start_line": 221, "end_line": 224}, "plan L221–224", "plan L221–224"),
        ({"start_line": 5, "end_line": 5, "column": 3}, "plan L5 3列目", "plan L5 column 3"),
        ({"start_line": 5, "end_line": 9, "page": 3}, "plan 3ページ L5–9", "plan p. 3 L5–9"),
        ({"page": 3}, "plan 3ページ", "plan p. 3"),
        ({"start_line": 1, "end_line": 1, "row": 2, "column": 3}, "plan L1 表の2行目 3列目", "plan L1 row 2 column 3"),
        ({"page": 2, "sheet": "KPI", "start_line": 5, "end_line": 6},
         "plan シート「KPI」 L5–6", "plan sheet “KPI” L5–6"),
        ({"page": 2, "sheet": "KPI", "start_line": 5, "column": 3, "cell": "C5"},
         "plan シート「KPI」 セルC5", "plan sheet “KPI” cell C5"),
        ({}, "plan", "plan"),
    ],
)  # fmt: skip
def test_a_source_is_said_with_page_and_cell(source, ja, en):
    """Page or sheet, lines, and the cell of a table, in the page's language."""
    assert [ja, en] == [Wording(messages(tag)).source({"document": "plan", **source}) for tag in ("ja", "en")]


def test_a_title_keeps_its_ordinal_in_one_piece():
    """第2期 is never broken at the end of a line, and what a document says stays text."""
    told = Wording(messages("ja")).title("花槻市 第2期総合戦略 <b>")
    assert '<span lang="ja">花槻市 <span class="whole">第2期</span>総合戦略 &lt;b&gt;</span>' == told


def test_an_excerpt_is_around_its_highlight():
    """Long texts are cut on both sides, marked pieces kept whole, and nothing is lost in between."""
    text = "あ" * 300 + "。防災訓練を行う。" + "い" * 300
    start = text.index("防災")
    pieces = excerpt(text, [(start, start + 2)], 100)
    assert ("防災", True) in pieces
    assert "…" == pieces[0][0] == pieces[-1][0]
    assert "".join(piece for piece, _ in pieces).strip("…") in text


def test_an_excerpt_survives_odd_highlights():
    """Overlapping and impossible highlights neither repeat nor lose text."""
    pieces = excerpt("防災計画", [(0, 3), (2, 4), (3, 99), (-1, 1)])
    assert "防災計画" == "".join(piece for piece, _ in pieces)


def test_a_bullet_stands_on_a_scale_with_round_ends():
    """Marks keep the order of their values between ends that lie outside of them."""
    seen = [
        observation("Baseline", "36500", "食"),
        observation("Actual", "41000", "食"),
        observation("Target", "48000", "食"),
    ]
    (bullet,) = draw_bullets(seen)
    assert bullet.low <= Decimal(36500)
    assert bullet.high >= Decimal(48000)
    assert bullet.x("Baseline") < bullet.x("Actual") < bullet.x("Target") <= bullet.width


@pytest.mark.parametrize(
    "values", [("0", "0"), ("5", "5"), ("-3", "2"), ("0.12", "0.3"), ("30915", "1000"), ("88", "130"), ("-7.3", "-2")]
)
def test_any_two_numbers_can_be_drawn(values):
    """Equal, zero, negative and small values stay within the drawing, and between the ends that it prints."""
    (bullet,) = draw_bullets([observation("Baseline", values[0]), observation("Target", values[1])])
    assert all(0 <= mark.x <= bullet.width for mark in bullet.marks)
    assert all(bullet.low <= Decimal(value) <= bullet.high for value in values)


def test_only_what_compares_is_drawn_together():
    """Groups and units have charts of their own; a single value has none."""
    seen = [
        observation("Baseline", "1", "%", "男性"),
        observation("Target", "2", "%", "男性"),
        observation("Baseline", "3", "人"),
        observation("Target", None, "人"),
    ]
    assert ["男性"] == [bullet.group for bullet in draw_bullets(seen)]


def test_the_target_that_was_judged_by_is_drawn_beside_the_last():
    """An actual value that met the target of its year is not seen below a later one alone."""
    early, last = observation("Target", "16400", year=2022), observation("Target", "18000", year=2024)
    actual = observation("Actual", "17433", year=2022, target_of_year=early["iri"])
    (bullet,) = draw_bullets([actual, early, last])
    assert ["Actual", "YearTarget", "Target"] == [mark.kind for mark in bullet.marks]
    assert bullet.x("YearTarget") < bullet.x("Actual") < bullet.x("Target")
    (one,) = draw_bullets([{**actual, "target_of_year": last["iri"]}, last])
    assert ["Actual", "Target"] == [mark.kind for mark in one.marks]


def test_the_oldest_baseline_is_drawn():
    """Attainment begins there."""
    seen = [
        observation("Baseline", "1", year=2018),
        observation("Baseline", "5", year=2020),
        observation("Target", "9"),
    ]
    (bullet,) = draw_bullets(seen)
    assert "1" == bullet.marks[0].observation["value"]


def test_the_newest_value_of_a_kind_is_drawn():
    """Of several actual values the last year counts."""
    seen = [observation("Actual", "1", year=2020), observation("Actual", "9", year=2023), observation("Target", "10")]
    (bullet,) = draw_bullets(seen)
    assert "9" == next(mark.observation["value"] for mark in bullet.marks if mark.kind == "Actual")
