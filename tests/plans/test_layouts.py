"""Plans are recognised by their form and read; facts that a person can check on the page are asserted here."""

import tomllib
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from plangraph.documents import read_document
from plangraph.errors import MunicipalityError, PlanError
from plangraph.model import ElementKind, Missing, PlanFacts, PlanKind, Status, Term, TextRole, ValueKind
from plangraph.plans import parse_plan
from plangraph.resources import samples

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real documents is not beside this repository"
)


def parse(text, name="plan.txt", **facts):
    return parse_plan(
        read_document(text.encode(), name),
        PlanFacts(**{"municipality": "990019", "municipality_name": "汐鳴市", "title": "試験の計画", **facts}),
    )


@cache
def real(number):
    entry = tomllib.loads((CORPUS / "corpus.toml").read_text(encoding="utf-8"))["document"][number]
    return parse_plan(
        read_document(CORPUS / entry["path"]), PlanFacts(municipality=entry["municipality"], title=entry["title"])
    )


def by_code(plan, code, kind=None):
    (found,) = [e for e in plan.walk() if e.code == code and (kind is None or e.kind is kind)]
    return found


def indicator(plan, name):
    (found,) = {i for e in plan.walk() for i in e.indicators if i.name == name}
    return found


def texts(thing, role):
    return [t for t in thing.texts if t.role is role]


SHEET = """市長公約実施目標シート

公約Ⅰ 守り抜くまちへ

短期

防災士の養成
(資格取得の支援)

地域の防災力を高めます

○なにをするの？

- ・受講料を補助します。

公約達成

○いつまでに？

令和5年度末

○今どのくらいすすんでいるの？(令和6年3月31日現在)

"""
REVIEW = """| 基本情報 | | 取組内容 | | KPIの達成状況 | | | | 担当課 | |
|---|---|---|---|---|---|---|---|---|---|
| 大基本目標 | 小基本目標 | 具体的な施策 | 主な取組 | 指標名 | 令和4年度目標値 | 令和4年度実績値 | 進捗評価 | 課題 | |
| 1 しごと | 1 雇用 | ① 起業 | 相談会の開催 | 創業件数 | 10件 | 8件(令和3年) | 順調に進捗 | 人が足りない。 | 商工課 |
| | ② 就労 | 面接会の開催 | 参加者数 | 男性5人<br>女性6人 | - | 評価不可 | 調査が遅れている。 | 福祉課 | |
| | | 講座の開催 | 受講者数 | 33万人 | 30万人 | 概ね順調に進捗 | 会場が狭い。 | 福祉課 | |
"""


class TestForms:
    """What decides is the form."""

    @pytest.mark.parametrize(
        ("file", "layout"),
        [
            ("tochihara_pledge_sheets.txt", "pledge-sheets"),
            ("hanatsuki_strategy_review.txt", "indicator-review"),
            ("shionari_comprehensive_plan.txt", "plan-chapters"),
            ("tochihara_system_of_measures.txt", "system-of-measures"),
            ("hanatsuki_manifesto_progress.txt", "pledge-progress"),
        ],
    )
    def test_a_document_is_recognised_under_any_name(self, file, layout):
        """The same bytes under a name that says nothing are read alike."""
        data = samples().joinpath(file).read_bytes()
        plan = parse_plan(read_document(data, "x.txt"), PlanFacts(municipality="990019", municipality_name="汐鳴市"))
        assert layout == plan.layout

    def test_prose_without_any_form_is_refused_by_name(self):
        """Nothing is invented from a letter."""
        with pytest.raises(PlanError, match=r"letter\.txt: no known form of plan"):
            parse("拝啓\n\n本日は晴天なり。", "letter.txt")

    def test_a_document_of_no_known_form_is_read_by_its_headings(self):
        """Levels by their order, text below, indicators in tables; the layout says that it is the last resort."""
        text = (
            "# 行動計画\n\n## 第1章 総論\n\n計画の目的です。\n\n### 1 職場\n\n休暇を取りやすくします。\n\n"
            "| 指標 | 現状値 | 目標値 |\n|---|---|---|\n| 取得率 | 10% | 50% |\n"
        )
        plan = parse(text, "plan.md")
        assert ("headings-only", PlanKind.OTHER) == (plan.layout, plan.kind)
        assert [(ElementKind.POLICY, "1", "総論"), (ElementKind.MEASURE, "1", "職場")] == [
            (e.kind, e.code, e.title) for e in plan.walk()
        ]
        assert [Decimal(10), Decimal(50)] == [o.value for o in indicator(plan, "取得率").observations]
        assert all(r.confidence < 1 for r in plan.readings if r.role in ("Policy", "Measure", "description"))

    def test_pledge_sheets(self):
        """Pillar, term, title over two lines, slogan, action, deadline, stamp and its date."""
        plan = parse(
            SHEET + SHEET.replace("防災士の養成", "空き家の活用").replace("公約達成\n", "").replace("短期", "中長期")
        )
        pillar, first, second = plan.walk()
        assert (ElementKind.POLICY, "公約Ⅰ", "守り抜くまちへ") == (pillar.kind, pillar.code, pillar.title)
        assert ("防災士の養成(資格取得の支援)", Term.SHORT, 2023, "令和5年度末") == (
            first.title,
            first.term,
            first.deadline,
            first.deadline_text,
        )
        assert ["地域の防災力を高めます"] == [t.text for t in texts(first, TextRole.SLOGAN)]
        assert ["受講料を補助します。"] == [t.text for t in texts(first, TextRole.ACTION)]
        assert [("公約達成", Status.ACHIEVED, "2024-03-31")] == [
            (a.grade, a.status, a.as_of) for a in first.assessments
        ]
        assert (Term.LONG, ()) == (second.term, second.assessments)
        assert 1.0 == plan.coverage

    def test_a_review_realigns_rows_and_puts_misplaced_columns_right(self):
        """Rows that lost merged cells stand to the left; the department's header stands over another column."""
        plan = parse(REVIEW, "review.md")
        assert [("1", "しごと"), ("1-1", "雇用"), ("1-1-①", "起業"), (None, "相談会の開催"), ("1-1-②", "就労")] == [
            (e.code, e.title) for e in plan.walk()
        ][:5]
        first, second, third = (indicator(plan, n) for n in ("創業件数", "参加者数", "受講者数"))
        assert [("商工課",), ("福祉課",), ("福祉課",)] == [
            tuple(r.unit for r in i.responsibilities) for i in (first, second, third)
        ]
        assert [(ValueKind.TARGET, Decimal(10), 2022, None), (ValueKind.ACTUAL, Decimal(8), None, 2021)] == [
            (o.kind, o.value, o.fiscal_year, o.calendar_year) for o in first.observations
        ]
        assert [("男性", Decimal(5)), ("女性", Decimal(6))] == [(o.group, o.value) for o in second.observations[:2]]
        assert Missing.NOT_APPLICABLE is second.observations[2].missing
        assert Status.MOSTLY_ON_TRACK is third.assessments[0].status
        assert {5, 6} == {w.span.start_line for w in plan.warnings}

    def test_a_system_of_measures_is_parted_by_its_numbers(self):
        """Marks and stamps are no part of a title; a measure at the border, in the other policy's field, goes there."""
        rows = (
            "政策1 「人」を支える (健康・福祉)\t01 地域福祉 ● 02 高齢者福祉\n"
            "政策2 まちを育てる (産業)\t03 健康づくり ●● NEW 04 農業 拡充"
        )
        plan = parse("施策の体系\n\n政策\t施策\n" + rows)
        assert [
            ("1", "「人」を支える"),
            ("01", "地域福祉"),
            ("02", "高齢者福祉"),
            ("03", "健康づくり"),
            ("2", "まちを育てる"),
            ("04", "農業"),
        ] == [(e.code, e.title) for e in plan.walk()]
        (warning,) = plan.warnings
        assert "03 健康づくり is printed under policy 2, but policy 1 names its field; moved" in warning.message

    def test_a_system_that_does_not_contradict_itself_stays_as_printed(self):
        """Away from the border, or without order in the codes, or without a field named: nothing is moved."""
        rows = (
            "政策1 「人」を支える (健康・福祉)\t01 地域福祉 02 産業医の派遣 03 介護\n"
            "政策2 まちを育てる (産業)\t04 商店街 05 健康づくり 06 農業"
        )
        plan = parse("施策の体系\n\n政策\t施策\n" + rows)
        assert [["01", "02", "03"], ["04", "05", "06"]] == [[c.code for c in e.children] for e in plan.elements]
        assert () == plan.warnings

    def test_what_follows_the_example_page_is_no_part_of_its_measure(self):
        """Explanations of the form are noise, and the heading of the system ends the measure."""
        text = (
            "基本計画の見方\n\n政策名\n\n政策1 「人」を支える\n(福祉)\n\n施策名\n\n1 地域福祉\n\nめざす姿\n\n"
            "○支え合うまちです。\n\n関連計画\n\n○地域福祉計画(2024～2028)\n\n"
            "印のうち、「人口」は人口の減少への対策、「地域」は地域の力を表しています。\n\n人口… ● 地域… ●\n\n"
            "(2) 施策の体系\n\n未来を拓くまち\n\n政策\t施策\n"
            "政策1 「人」を支える (福祉)\t01 地域福祉 ● 02 介護 03 医療"
        )
        plan = parse(text)
        first = by_code(plan, "01")
        assert (10, 18) == (first.span.start_line, first.span.end_line)
        assert [TextRole.VISION] == [t.role for t in first.texts]
        assert ["地域福祉計画"] == [r.title for r in first.references]
        assert 5 == by_code(plan, "1").span.start_line

    def test_codes_that_slipped_by_a_row_are_settled_by_the_texts(self):
        """A code filled down from the wrong row: each row goes to the pledge that its text speaks of."""
        header = "マニフェスト\t令和7年度までの主な取組実績\t令和8年度以降の主な取組予定\t達成状況\t担当課\n"
        titles = (
            "1-1-1 勤労者の住まいと暮らしを整えます",
            "1-1-2 デジタルの学び直しを後押しします",
            "1-1-3 外国人材の就労を支えます",
        )
        says = (
            "資金を融資しました。",
            "勤労者の住まいと暮らしを整えるため空き家の改修を補助しました。",
            "デジタルの学び直しの講座を開きました。",
            "外国人材の就労を相談窓口で支えました。",
        )
        rows = [
            f"{titles[code]}\t{text}\t続けます。\tB\t{unit}"
            for code, text, unit in zip((0, 1, 2, 2), says, ("商工課", "住宅課", "産業課", "市民課"), strict=True)
        ]
        plan = parse("1. しごと\n\n(1) 労働\n\n" + header + "\n".join(rows))
        assert [["商工課", "住宅課"], ["産業課"], ["市民課"]] == [
            [r.unit for r in by_code(plan, f"1-1-{n}").responsibilities] for n in (1, 2, 3)
        ]
        assert [7, 8] == [w.span.start_line for w in plan.warnings if "slipped by a row" in w.message]

    def test_a_code_printed_again_for_its_second_row_stays(self):
        """Without a contradiction in the texts the printed codes hold."""
        header = "マニフェスト\t令和7年度までの主な取組実績\t令和8年度以降の主な取組予定\t達成状況\t担当課\n"
        rows = (
            "1-1-1 住まいを整えます\t住まいを整えました。\t続けます。\tB\t住宅課\n"
            "1-1-2 学び直しを後押しします\t講座を開きました。\t続けます。\tB\t商工課\n"
            "1-1-2 学び直しを後押しします\t学び直しを相談で支えました。\t続けます。\tB\t市民課"
        )
        plan = parse("1. しごと\n\n(1) 労働\n\n" + header + rows)
        assert [["住宅課"], ["商工課", "市民課"]] == [
            [r.unit for r in by_code(plan, f"1-1-{n}").responsibilities] for n in (1, 2)
        ]
        assert not any("slipped by a row" in w.message for w in plan.warnings)


class TestVariety:
    """Other cities print the same things otherwise."""

    def test_a_label_right_above_its_text_is_still_a_label(self):
        """Without a blank line between; the parts keep their lines."""
        plan = parse(SHEET.replace("○いつまでに？\n\n", "いつまでにやるのか\n") + SHEET)
        assert "令和5年度末" == next(e for e in plan.walk() if e.kind is ElementKind.PLEDGE).deadline_text

    def test_units_and_codes_may_have_columns_of_their_own(self):
        """98.5 in a column of 万人 is 985000 人; a code in its own column is the pledge's."""
        review = parse(
            "|基本目標|施策|KPI|単位|令和5年度実績値|目標値（令和6年度）|達成状況|所管課|\n|---|---|---|---|---|---|---|---|\n"
            "|基本目標1 呼ぶ|1-1 観光振興|入込客数|万人|98.5|150|遅れ|観光課|\n",
            "review.md",
        )
        assert [(Decimal(985000), "人"), (Decimal(1500000), "人")] == [
            (o.value, o.unit) for o in indicator(review, "入込客数").observations
        ]
        assert ["1", "1-1"] == [e.code for e in review.walk()]
        progress = parse("公約番号\t公約\t取組実績\t達成度\t担当部署\n7\tバスを増便します\t2路線。\t達成\t交通課\n")
        assert [("7", "バスを増便します")] == [(e.code, e.title) for e in progress.walk()]

    def test_sheets_may_answer_on_the_line_of_the_label(self):
        """公約名：…, 担当課 …, 達成期限 …, one below the other without blank lines."""
        sheet = (
            "町長公約　実行計画書\n\n公約番号　３\n公約名：子ども医療費の無料化\n区分：中期\n担当課　福祉課\n実施内容\n"
            "　高校生まで医療費を無料にします。\n達成期限　令和８年度\n進捗状況　達成（令和６年９月３０日現在）\n\n"
        )
        first, second = parse(sheet + sheet.replace("３", "４", 1)).walk()
        assert ("3", "子ども医療費の無料化", Term.MEDIUM, 2026) == (first.code, first.title, first.term, first.deadline)
        assert ["福祉課"] == [r.unit for r in first.responsibilities]
        assert [("達成", Status.ACHIEVED, "2024-09-30")] == [(a.grade, a.status, a.as_of) for a in first.assessments]
        assert ["高校生まで医療費を無料にします。"] == [t.text for t in texts(first, TextRole.ACTION)]
        assert "4" == second.code

    def test_a_number_in_a_title_is_no_code(self):
        """Codes go on by one; 5G, 8050問題 and 第3次 do not."""
        plan = parse("施策の体系\n\n政策\t施策\n政策1 便利なまち\t01 5Gの推進 02 8050問題への対応 03 第3次救急医療\n")
        assert [("01", "5Gの推進"), ("02", "8050問題への対応"), ("03", "第3次救急医療")] == [
            (e.code, e.title) for e in plan.walk() if e.kind is ElementKind.MEASURE
        ]

    def test_a_system_may_have_other_levels_and_codes(self):
        """基本目標 over 基本施策 over 施策, numbered otherwise, merged cells left empty; projects in a column."""
        plan = parse(
            "計画\n\n基本目標\t基本施策\t施策\t主な事業\n1 健康\t1 健康づくり\t(1) 健診<br>(2) 食育\t健診事業\n"
            "\t2 医療\t(1) 診療所\t\n"
        )
        assert [("Goal", "健康"), ("Measure", "健康づくり"), ("Initiative", "健診"), ("Initiative", "食育")] == [
            (e.kind.value, e.title) for e in plan.walk()
        ][:4]
        assert ["医療"] == [e.title for e in plan.elements[0].children[1:]]
        assert ["健診事業"] == [r.title for e in plan.walk() for r in e.references]

    def test_one_code_for_two_pledges_gives_two_pledges(self):
        """Nothing is merged into another pledge, and the doubt is said."""
        rows = (
            "1-1 道路を直します\t直した\tA\t土木課\n1-2 橋を直します\t直した\tA\t土木課\n"
            "1-1 川を直します\t直した\tB\t河川課\n"
        )
        plan = parse("マニフェスト\tこれまでの取組\t達成状況\t担当課\n" + rows)
        assert ["道路を直します", "橋を直します", "川を直します"] == [e.title for e in plan.walk()]
        assert any("1-1 is printed twice" in w.message for w in plan.warnings)

    def test_what_is_no_department_is_left_out_and_said(self):
        """Sentences and remarks are no units; years behind a unit in brackets are its years."""
        rows = (
            "1-1 道路を直します\t直した\tA\t土木課と協議して決める\n"
            "1-2 橋を直します\t直した\tA\t土木課（R5まで） 道路課（R6から）\n"
        )
        plan = parse("マニフェスト\tこれまでの取組\t達成状況\t担当課\n" + rows)
        assert [("土木課", None, 2023), ("道路課", 2024, None)] == [
            (r.unit, r.from_fiscal_year, r.to_fiscal_year) for e in plan.walk() for r in e.responsibilities
        ]
        assert any("土木課と協議して決める" in w.message for w in plan.warnings)

    def test_a_column_of_departments_beside_indicators_is_read_and_other_cells_are_kept_as_text(self):
        """The share of the text accounted for knows cells, not only rows."""
        plan = parse(
            "第4章 安全\n\n施策1 防災\n\n成果指標\t現状値\t目標値\t担当課\t謎の列\n組織率\t80%\t95%\t防災課\tなにか\n"
        )
        assert ["防災課"] == [r.unit for r in indicator(plan, "組織率").responsibilities]
        assert ["謎の列：なにか"] == [text.text for text in indicator(plan, "組織率").texts]
        assert [("kept", 3)] == [(r.role, r.characters) for r in plan.readings if r.confidence < 0.5]

    def test_a_plan_without_a_title_is_called_by_its_kind_whatever_the_file_is_called(self):
        """Name and IRI do not follow the file's name; the document is asked for a title."""
        plans = [parse(REVIEW, name, title="") for name in ("a.md", "b.md")]
        assert {("汐鳴市 総合戦略の評価", "strategy-review")} == {(p.title, p.slug.split("-汐")[0]) for p in plans}
        assert plans[0].slug == plans[1].slug
        assert any("--title" in w.message for w in plans[0].warnings)

    def test_a_measure_may_say_in_its_heading_that_it_is_one(self):
        """施策1 … opens a measure; numbered titles below 主な取組 are its initiatives."""
        plan = parse(
            "第1章 福祉\n\n施策1 高齢者福祉\n\n現状と課題\n\n・高齢化が進みました。\n\n"
            "主な取組\n\n(1) 介護予防\n\n・教室を開きます。\n\n"
            "施策2 障がい者福祉\n\n現状と課題\n\n・相談が増えました。\n\n担当課：社会福祉課\n"
        )
        assert [("1", "福祉"), ("1", "高齢者福祉"), ("1-1", "介護予防"), ("2", "障がい者福祉")] == [
            (e.code, e.title) for e in plan.walk()
        ]
        assert ["社会福祉課"] == [r.unit for r in by_code(plan, "2").responsibilities]


class TestMunicipality:
    """Whose plan it is, is said or asked for."""

    def parse(self, head, **facts):
        text = f"{head}\n\n" + SHEET * 2
        return parse_plan(read_document(text.encode(), "a.txt"), PlanFacts(**facts))

    def test_the_title_says_it(self):
        """A name in the first lines decides."""
        plan = self.parse("伊勢崎市の公約")
        assert ("102041", "伊勢崎市") == (plan.municipality, plan.municipality_name)

    @pytest.mark.parametrize("head", ["岡山県市長会の資料", "高崎市との連携", "下関市民の声"])
    def test_a_name_in_passing_does_not_say_it(self, head):
        """A name within another, or a neighbour that is spoken of, is not whose plan it is."""
        with pytest.raises(MunicipalityError, match="neither the text nor anybody"):
            self.parse(head)

    @pytest.mark.parametrize(
        "head",
        ["第２期 伊勢崎市の公約", "令和6年度　伊勢崎市の公約", "【概要版】伊勢崎市の公約", "第2期群馬県伊勢崎市の公約"],
    )
    def test_a_number_or_a_note_may_stand_before_the_name_in_a_title(self, head):
        """The edition, the year, what version it is."""
        plan = self.parse(head)
        assert ("102041", ()) == (plan.municipality, tuple(w for w in plan.warnings if "inferred" in w.message))

    @pytest.mark.parametrize(
        ("head", "words"),
        [
            ("公約の資料\n\n伊勢崎市長の任期は、令和6年度までです。", "伊勢崎市長の任期は"),
            ("公約の資料\n\nお問い合わせ　伊勢崎市 企画課", "お問い合わせ 伊勢崎市 企画課"),
            ("公約の資料\n\n〒372-8501 群馬県伊勢崎市今泉町", "〒372-8501 群馬県伊勢崎市今泉町"),
        ],
    )
    def test_a_mayor_or_a_sender_shows_it_and_is_said_to(self, head, words):
        """Nothing says it plainly: a warning gives the words that it was inferred from."""
        plan = self.parse(head)
        assert "102041" == plan.municipality
        assert [words] == [
            warned.message.partition("inferred from ")[2][: len(words)]
            for warned in plan.warnings
            if "inferred from" in warned.message
        ]

    def test_a_title_may_be_the_first_line_of_a_long_paragraph(self):
        """Below it, without a blank line, stand the period, who wrote it, and a legend."""
        title = "第2期伊勢崎市まち・ひと・しごと創生総合戦略 重要業績評価指標の進捗状況"
        text = (
            f"{title}\n（計画期間：令和3年度～令和7年度） 令和7年8月 企画部\n"
            "【評価の区分】 Ａ：達成 Ｂ：目標の8割以上 Ｃ：それ未満\n\n"
            "基本目標1 働く場をつくる\n\n（1） 漁の後継ぎの支援\n\n担当課：水産課\n\n（2） 網の補修\n"
        )
        plan = parse_plan(read_document(text.encode(), "a.txt"), PlanFacts())
        assert ("102041", title.replace(" ", "")) == (plan.municipality, plan.title)

    def test_mayors_of_two_show_nothing(self):
        """Either could be meant."""
        with pytest.raises(MunicipalityError, match="neither the text nor anybody"):
            self.parse("公約の資料\n\n伊勢崎市長と高崎市長の任期は、令和6年度までです。")

    @pytest.mark.parametrize(
        "title", ["公約｜伊勢崎市", "公約 - 伊勢崎市公式ホームページ", "公約 | 群馬県伊勢崎市役所"]
    )
    @pytest.mark.parametrize("heading", ["<h1>市長公約</h1>", ""])
    def test_the_name_of_a_window_says_whose_site_it_is(self, title, heading):
        """With a title of its own on the page, or without."""
        page = f"<head><title>{title}</title></head><body>{heading}<h2>公約1 桟橋</h2><p>担当課：港湾課</p></body>"
        assert "102041" == parse_plan(read_document(page.encode(), "p.html"), PlanFacts()).municipality

    @pytest.mark.parametrize("given", ["102041", "伊勢崎市", "群馬県伊勢崎市", "イセサキシ"])
    def test_a_flag_says_it_by_code_name_or_kana(self, given):
        """All of these mean one city."""
        assert "102041" == self.parse("", municipality=given).municipality

    @pytest.mark.parametrize("given", ["221317", "浜松市中区"])
    def test_one_that_is_no_more_is_taken_with_a_notice(self, given):
        """A plan may be of before: it keeps its code, and a warning says since when, and what it became."""
        plan = self.parse("", municipality=given)
        notice = "浜松市中区 (221317) is no more since 2024-01-01: it became 浜松市中央区 (221384)"
        assert ("221317", True) == (plan.municipality, any(notice in warned.message for warned in plan.warnings))

    @pytest.mark.parametrize("name", ["伊勢崎市", "群馬県伊勢崎市"])
    def test_a_name_that_one_municipality_has_is_enough(self, name):
        """With no code, the given name says whose plan it is, whatever the text says; several or none are an error."""
        plan = self.parse("高崎市の公約", municipality_name=name)
        assert ("102041", "伊勢崎市") == (plan.municipality, plan.municipality_name)
        for other, says in (("府中市", "132063 東京都府中市, 342084 広島県府中市"), ("無何有市", "no municipality")):
            with pytest.raises(MunicipalityError, match=says):
                self.parse("高崎市の公約", municipality_name=other)

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            (None, "neither the text nor anybody says whose plan"),
            ("府中市", "several municipalities are called 府中市: 132063 東京都府中市, 342084 広島県府中市"),
            ("102042", "wrong check digit"),
            ("10204", "six digits"),
            ("990019", "no municipality has the code 990019 today; give its name"),
            ("無何有市", "no municipality is called 無何有市"),
        ],
    )
    def test_otherwise_an_error_asks(self, given, says):
        """It names the file and what to give."""
        with pytest.raises(MunicipalityError, match=rf"^a\.txt: .*{says}"):
            self.parse("", municipality=given)


@needs_corpus
class TestCorpus:
    """Facts of the five real documents, read off their pages."""

    def test_pledge_sheets_of_annaka(self):
        """Thirteen sheets under one pillar, seven of them stamped."""
        plan = real(0)
        assert {"Policy": 1, "Pledge": 13} == Counter(e.kind.value for e in plan.walk())
        assert 7 == sum(len(e.assessments) for e in plan.walk())
        power_lines = next(e for e in plan.walk() if "無電柱化" in e.title)
        assert (Term.LONG, 2029) == (power_lines.term, power_lines.deadline)

    def test_strategy_review_of_isesaki(self):
        """41 indicators, each with a department and a judgement; 17 measures under 3 and 6 goals."""
        plan = real(1)
        assert {"Goal": 9, "Measure": 17, "Initiative": 73} == Counter(e.kind.value for e in plan.walk())
        found = {i for e in plan.walk() for i in e.indicators}
        assert 41 == len(found)
        assert all(i.responsibilities and i.assessments for i in found)
        assert {"Delayed": 21, "OnTrack": 14, "MostlyOnTrack": 3, "NotAssessable": 3} == Counter(
            a.status.value for i in found for a in i.assessments
        )

    def test_values_of_the_review(self):
        """Bracketed years beat the column's; groups are parted; 万 is scaled; a dash says why."""
        plan = real(1)
        shipments = indicator(plan, "製造品出荷額等")
        assert [(Decimal(1202500000000), 2020), (Decimal(1006000000000), 2020), (Decimal(1250000000000), 2022)] == [
            (o.value, o.calendar_year) for o in shipments.observations
        ]
        life = indicator(plan, "健康寿命")
        assert [("男性", "78.46"), ("女性", "80.66")] == [(o.group, str(o.value)) for o in life.observations[:2]]
        assert [330000, 244765, 350000] == [
            int(o.value) for o in indicator(plan, "コミュニティバス利用者数").observations
        ]
        assert Missing.ABOLISHED is indicator(plan, "製造業の事業所数").observations[1].missing
        assert Missing.NOT_PUBLISHED is life.observations[2].missing

    def test_chapters_of_honjo(self):
        """Eleven measures, four of whose headings are lost and come from the list; 61 initiatives; 27 indicators."""
        plan = real(2)
        assert {"Policy": 8, "Measure": 11, "Initiative": 61} == Counter(e.kind.value for e in plan.walk())
        assert 27 == len({i for e in plan.walk() for i in e.indicators})
        assert ["5-2", "5-5", "5-6", "6-4"] == [e.code for e in plan.walk() if e.title_inferred]
        assert (175, 237) == (by_code(plan, "5-3").span.start_line, by_code(plan, "5-3").span.end_line)

    def test_cross_cutting_plan_of_honjo(self):
        """塙保己一プラン draws on 14 measures of other chapters, by code."""
        plan = by_code(real(2), "7-1")
        assert "塙保己一プラン" == plan.title
        codes = [r.code for child in plan.children for r in child.references]
        assert [
            "2-1",
            "2-2",
            "2-4",
            "1-4",
            "1-5",
            "1-6",
            "1-7",
            "2-6",
            "4-2",
            "4-4",
            "2-4",
            "5-6",
            "6-1",
            "6-4",
        ] == codes

    def test_system_of_seki(self):
        """48 measures under 7 policies, four emphasised projects, two indicators on the explaining page."""
        plan = real(3)
        assert {"Policy": 7, "Measure": 48, "Project": 4} == Counter(e.kind.value for e in plan.walk())
        first = by_code(plan, "01")
        assert ["地域福祉・福祉医療の満足度", "福祉ボランティア登録者数"] == [i.name for i in first.indicators]
        assert {"05", "06", "07"} == {w.message.split()[2] for w in plan.warnings if "printed under" in w.message}
        assert ["01", "02", "03", "04", "05", "06", "07"] == [e.code for e in by_code(plan, "1").children]

    def test_manifesto_of_isesaki(self):
        """140 pledges in 33 groups of 8 pillars; 222 charges; grades by the legend."""
        plan = real(4)
        assert {"Policy": 8, "Goal": 33, "Pledge": 140} == Counter(e.kind.value for e in plan.walk())
        assert 222 == sum(len(e.responsibilities) for e in plan.walk())
        assert list("ABCDE") == [g.grade for g in plan.scale]
        assert {"A": 3, "B": 114, "C": 43, "D": 24, "E": 1} == Counter(
            a.grade for e in plan.walk() for a in e.assessments
        )
        assert any("counts 131 of grade B; 114 were read" in w.message for w in plan.warnings)

    def test_departments_of_the_manifesto_change_over_time(self):
        """1-1-9: until 令和7年度 one section, from 令和8年度 another; two grades in a cell go to two sections."""
        plan = real(4)
        assert [("事務管理課", 2025, 2025), ("商工労働課", 2026, None)] == [
            (r.unit, r.from_fiscal_year, r.to_fiscal_year) for r in by_code(plan, "1-1-9").responsibilities
        ]
        assert [("C", ("都市計画課",)), ("D", ("道路整備課",))] == [
            (a.grade, a.units) for a in by_code(plan, "4-4-6").assessments
        ]

    @pytest.mark.parametrize("number", range(5))
    def test_nearly_all_of_the_text_is_accounted_for(self, number):
        """97 % of the characters are assigned or named as noise, and every element has its lines."""
        plan = real(number)
        assert plan.coverage >= 0.97
        assert all(1 <= e.span.start_line <= e.span.end_line for e in plan.walk())

    @pytest.mark.parametrize(("number", "share"), [(0, 0.99), (1, 0.99), (2, 0.91), (3, 0.82), (4, 0.99)])
    def test_most_of_the_text_is_understood(self, number, share):
        """As measured; what remains is noise, or kept as text without being understood."""
        plan = real(number)
        assert plan.understood >= share
        assert plan.kept <= 0.09

    @pytest.mark.parametrize(
        ("number", "kind"),
        [
            (0, "pledge-sheets"),
            (1, "strategy-review"),
            (2, "comprehensive-plan"),
            (3, "comprehensive-plan"),
            (4, "manifesto-progress"),
        ],
    )
    def test_kinds_follow_from_the_form(self, number, kind):
        """Nobody told the kind."""
        assert PlanKind(kind) is real(number).kind
