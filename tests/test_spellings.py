"""Spellings of one name meet."""

import re

import pytest

from plangraph.spellings import fold_spelling, number, one_letter, spelling_pattern


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("子ども家庭課", "こども家庭課"),
        ("障害福祉課", "障がい福祉課"),
        ("まちづくり課", "街づくり課"),
        ("ＧＸ推進課", "GX推進課"),
        ("総務部 総務課", "総務部総務課"),
    ],
)
def test_spellings_share_a_key_and_a_pattern(one, other):
    """Either spelling is found by the pattern of the other."""
    assert fold_spelling(one) == fold_spelling(other)
    assert re.fullmatch(spelling_pattern(one).replace(" ", ""), other.replace("ＧＸ", "GX"))


@pytest.mark.parametrize(("written", "meant"), [("6", 6), ("六", 6), ("十", 10), ("十二", 12), ("三十一", 31)])
def test_a_number_is_read_in_digits_and_in_kanji(written, meant):
    """As years of an era are written."""
    assert meant == number(written)


def test_variant_letters_of_names_are_one():
    """﨑 (U+FA11) and 崎 are one letter of a name, which NFKC keeps apart."""
    assert "伊勢崎市" == one_letter("伊勢\ufa11市")
