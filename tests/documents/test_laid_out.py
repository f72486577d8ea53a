"""Tables as `pdftotext -layout` sets them are read by where things stand: columns, rows over lines, pages."""

from __future__ import annotations

from plangraph.documents import read_document


def tables(text):
    blocks = read_document(text.encode(), "plan.txt").blocks
    return [[row.cells for row in block.rows] for block in blocks if block.rows]


def test_one_blank_parts_what_stands_below_two_names():
    """A number at the right edge of its column, and the unit in charge at the left edge of the next."""
    text = """
     指標名      単位 現状値（R5）  目標値（R11）    担当課
浜の清掃に出る市民の割合 ％       45.2      60.0 環境課
船の見回りの回数     回         12        24 港湾課
"""
    assert [
        ("指標名", "単位", "現状値（R5）", "目標値（R11）", "担当課"),
        ("浜の清掃に出る市民の割合", "％", "45.2", "60.0", "環境課"),
        ("船の見回りの回数", "回", "12", "24", "港湾課"),
    ] == tables(text)[0]


WORDS = """
  No.      取組            内容               担当課
                 桟橋と防波堤を直し、波から船
1     港の手入れ      を守ります。手入れは毎年春に 港湾課
                 行います。
      浜の市場を開く日を増 市場に出る漁師を募り、網や籠 水産課
2
      やす取組        を貸し出します。       商工課
"""


def test_cells_over_lines_in_the_middle_of_rows_that_stand_close_are_whole():
    """As many lines over the number of the row as under it, in every column."""
    assert [
        ("No.", "取組", "内容", "担当課"),
        ("1", "港の手入れ", "桟橋と防波堤を直し、波から船\nを守ります。手入れは毎年春に\n行います。", "港湾課"),
        ("2", "浜の市場を開く日を増\nやす取組", "市場に出る漁師を募り、網や籠\nを貸し出します。", "水産課\n商工課"),
    ] == tables(WORDS)[0]


PAIRS = """
                    R3                     R8
    指標名     単位             R4     R5              評価
                  （基準値）                  （最終）
浜の市場を開いた日の     目標              30     35       40
           日                                       A
数              実績       28     31     36
船に乗った人の延べ人     目標             300    320      400
           人                                       B
数              実績      280    290    318
"""


def test_targets_over_actual_values_are_two_rows_of_one_indicator():
    """Where no name stands over 目標 and 実績, and the name, its unit and its mark stand between or beside them."""
    name, other = "浜の市場を開いた日の\n数", "船に乗った人の延べ人\n数"
    assert [
        ("指標名", "単位", "", "R3\n（基準値）", "R4", "R5", "R8\n（最終）", "評価"),
        (name, "日", "目標", "", "30", "35", "40", "A"),
        (name, "日", "実績", "28", "31", "36", "", "A"),
        (other, "人", "目標", "", "300", "320", "400", "B"),
        (other, "人", "実績", "280", "290", "318", "", "B"),
    ] == tables(PAIRS)[0]


PAGES = """                                        港町総合計画

  番号   公約             評価   担当課
  1     港の手入れを進めます     ◎    港湾課
  2     浜の市場を広げます      ○    水産課


                         - 1 -
\f                                        港町総合計画

 3   船の見回りを続けます    △   港湾課

 政策２ 山を守るまち


                         - 2 -
\f                                        港町総合計画

 施策の進め方


                         - 3 -
"""


def test_a_table_goes_on_over_a_page_without_its_header():
    """What runs over the pages and their numbers are between its rows, and are no rows."""
    ((head, *rows),) = tables(PAGES)
    assert ("番号", "公約", "評価", "担当課") == head
    assert ["1", "2", "3"] == [row[0] for row in rows]
    assert ("3", "船の見回りを続けます", "△", "港湾課") == rows[-1]


def test_what_runs_over_pages_and_their_numbers_are_no_text():
    """They are kept apart, each with its line."""
    document = read_document(PAGES.encode(), "plan.txt")
    assert {"港町総合計画", "- 1 -", "- 2 -", "- 3 -"} == {block.text for block in document.furniture}
    assert not any("港町総合計画" in block.text for block in document.blocks)


def test_a_row_that_two_ways_would_read_otherwise_is_not_read():
    """A unit in charge under each row is its own, or half of a cell that the next row is in the middle of."""
    text = """
                 基準値      目標値
 指標       単位                     担当課
                 R1       R8
 船の数      隻    12       20
                           港湾課
 市の日数     日    30       40
                           水産課
"""
    assert not [row for table in tables(text) for row in table if "港湾課" in "".join(row) and "12" in row]


def test_years_that_letters_move_aside_stand_below_the_names_of_values_in_order():
    """`pdftotext` places narrow letters by their count, so that the later years stand right of their names."""
    text = """
        指 標 名           基準値     実績        実績        目標  評価
                          R2     R3        R4         R7

浜の清掃に出る市民の割合          75.5％  20.0％     55.0％       42.8％   ◎

船の見回りの回数              38回    93回       110回        99回   ○
"""
    assert [
        ("指標名", "基準値\nR2", "実績\nR3", "実績\nR4", "目標\nR7", "評価"),
        ("浜の清掃に出る市民の割合", "75.5％", "20.0％", "55.0％", "42.8％", "◎"),
        ("船の見回りの回数", "38回", "93回", "110回", "99回", "○"),
    ] == tables(text)[0]


def test_rows_that_no_number_tells_are_told_by_sentences_that_fill_their_column():
    """A name and its department in the middle beside a text over two lines or three, and no blank line between."""
    text = """
               取組                             内容                  担当課
                                    桟橋と防波堤を直し、波から船
港の手入れ                                                        港湾課
                                    を守ります。
                                    市場に出る漁師を募り、網や籠  水産課
浜の市場の支援
                                    を貸し出し、売り方を教えます。 商工課
                                    岬の灯台を直し、夜に沖を行く
灯台の整備                          船が迷わないようにし、案内の  港湾課
                                    板を立てます。
"""
    assert [
        ("取組", "内容", "担当課"),
        ("港の手入れ", "桟橋と防波堤を直し、波から船\nを守ります。", "港湾課"),
        ("浜の市場の支援", "市場に出る漁師を募り、網や籠\nを貸し出し、売り方を教えます。", "水産課\n商工課"),
        ("灯台の整備", "岬の灯台を直し、夜に沖を行く\n船が迷わないようにし、案内の\n板を立てます。", "港湾課"),
    ] == tables(text)[0]


def test_the_words_of_lines_one_blank_behind_a_name_are_a_column():
    """目標 over 実績, which no name stands over."""
    text = """
    基本施策         成果指標      令和2年度     令和3年度     令和12年度
                            （現状）                   （最終）
浜の市場の手入れと見回   桟橋と防波堤の出荷 目標            17.7億円     11.4億円
り             額         実績  77.7億円    16.7億円
灯台の整備         沖の船を見回った人 目標               114件     1,976件
              の相談件数     実績   3,991件      113件
"""
    assert [
        ("浜の市場の手入れと見回\nり", "桟橋と防波堤の出荷\n額", "目標", "", "17.7億円", "11.4億円"),
        ("浜の市場の手入れと見回\nり", "桟橋と防波堤の出荷\n額", "実績", "77.7億円", "16.7億円", ""),
    ] == tables(text)[0][1:3]


def test_names_around_their_values_tell_that_a_name_beside_its_values_is_whole():
    """Below a header over three lines, whose cells all stand in the middle of their rows."""
    text = """
                     基準値         目標値
      指　標　名
                   （令和3年度）  （令和13年度）
港の利用者数          2477人         1192人
浜の清掃に出る市民の
                      62.8％         57.4％
一人当たりの量
"""
    assert [
        ("港の利用者数", "2477人", "1192人"),
        ("浜の清掃に出る市民の\n一人当たりの量", "62.8％", "57.4％"),
    ] == tables(text)[0][1:]


def test_a_name_whose_bracket_another_line_closes_is_one_name():
    """The last column of a header, over and under the line of the other names."""
    text = """
                                                                       令和8年度（最
 区分              指標名（単位）                       令和5年度      令和6年度
                                                                        終目標）

                                         計画        30             35
活動指標        港の相談件数（件）                                                    40
                                         実績        34             41

                                         計画        20             22
成果指標        船の見回り回数（回）                                                  25
                                         実績        19             24
"""
    assert [
        ("区分", "指標名（単位）", "", "令和5年度", "令和6年度", "令和8年度（最終目標）"),
        ("活動指標", "港の相談件数（件）", "計画", "30", "35", "40"),
        ("活動指標", "港の相談件数（件）", "実績", "34", "41", "40"),
    ] == tables(text)[0][:3]
