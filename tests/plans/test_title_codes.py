"""Codes before titles are codes where siblings print the same form; numbers that belong to a title stay in it."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def read(*titles, under="担当課：港湾課"):
    text = "# 汐鳴市港湾プラン\n\n## 基本目標1 港を守る\n\n" + "".join(f"### {each}\n\n{under}\n\n" for each in titles)
    plan = parse_plan(read_document(text.encode(), "plan.md"), PlanFacts("990019", "汐鳴市"))
    return [(each.code, each.title) for each in list(plan.walk())[1:]]


def test_digits_before_the_titles_of_a_level_are_codes():
    """Several siblings print four digits that ascend."""
    assert [("0101", "桟橋の補修"), ("0102", "灯台の点検")] == read("0101 桟橋の補修", "0102　灯台の点検")


def test_letters_with_numbers_are_codes():
    """The same form, however many digits it has, and of whatever width."""
    assert [("A-1-2", "桟橋の補修"), ("B-1-10", "灯台の点検")] == read("A-1-2 桟橋の補修", "Ｂ－１－１０　灯台の点検")


def test_codes_count_over_all_parents_of_a_level():
    """Each measure has one element, and all elements have a code."""
    below = "### {}\n\n担当課：港湾課\n\n"
    text = f"## 施策1 桟橋\n\n{below.format('C101 杭の交換')}## 施策2 灯台\n\n{below.format('C201 電球の交換')}"
    document = read_document(f"# 汐鳴市港湾プラン\n\n{text}".encode(), "plan.md")
    plan = parse_plan(document, PlanFacts("990019", "汐鳴市"))
    assert ["C101", "C201"] == [child.code for element in plan.elements for child in element.children]


def test_a_code_alone_of_its_form_stays_in_the_title():
    """Nothing shows that it is one."""
    assert [(None, "0101 桟橋の補修"), (None, "灯台の点検")] == read("0101 桟橋の補修", "灯台の点検")


def test_numbers_of_words_stay_in_the_title():
    """An amount of time, a year and an age are no codes, though siblings begin with numbers as well."""
    titles = [
        "24時間の相談",
        "36時間の備え",
        "2030年の港",
        "2050年の港",
        "100人の会議",
        "200人の会議",
        "3歳児の遊び場",
        "R6 港の祭り",
        "R7 港の祭り",
    ]
    assert [(None, title) for title in titles] == read(*titles)


def test_years_in_few_titles_of_a_level_stay_there():
    """Codes of digits alone are most of a level."""
    titles = ["2030 海の会議", "2050 海の約束", "桟橋の補修", "灯台の点検", "浜の清掃"]
    assert [(None, title) for title in titles] == read(*titles)


def test_wide_digits_before_titles_are_codes():
    """Only the blank behind them parts them from their title, and it is kept until then."""
    assert [("1101", "桟橋の補修"), ("1102", "灯台の点検")] == read("１１０１　桟橋の補修", "１１０２　灯台の点検")


def test_codes_in_wide_digits_of_their_own_column_are_told_in_usual_ones():
    """They are the same codes."""
    rows = "|事業番号|事業名|担当課|\n|---|---|---|\n|１１０１|桟橋|港湾課|\n|１１０２|灯台|観光課|\n"
    document = read_document(f"# 汐鳴市計画\n\n## 施策1 港\n\n{rows}".encode(), "plan.md")
    plan = parse_plan(document, PlanFacts("990019", "汐鳴市"))
    assert ["1101", "1102"] == [element.code for element in list(plan.walk())[1:]]
