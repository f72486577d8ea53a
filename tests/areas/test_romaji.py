"""Names in kana become the romaji that people write."""

import pytest

from plangraph.areas import fold_latin, katakana, romaji


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("イセサキ", "Isesaki"),
        ("ホンジョウ", "Honjō"),
        ("ホンジョウ", "Honjou"),
        ("グンマ", "Gumma"),
        ("トットリ", "Tottori"),
        ("ハッチョウ", "Hatchō"),
        ("シュウナン", "Shunan"),
        ("オオイタ", "Ōita"),
        ("キョウト", "KYOTO"),
        ("ツ", "Tsu"),
        ("フジノミヤ", "Fujinomiya"),
        ("シンジュク", "Shinjuku"),
    ],
)
def test_a_name_in_kana_is_found_however_its_romaji_is_written(kana, written):
    """Long vowels, m before p, double consonants and letter case are folded."""
    assert romaji(kana) == fold_latin(written)


def test_kana_of_both_kinds_and_widths_meet():
    """Hiragana and half-width katakana are katakana."""
    assert ("イセサキ", "ボウサイ") == (katakana("いせさき"), katakana("ﾎﾞｳｻｲ"))
