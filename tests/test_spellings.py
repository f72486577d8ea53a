"""Spellings of one name meet."""

import re

import pytest

from plangraph.spellings import fold_spelling, spelling_pattern


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
