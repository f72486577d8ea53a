"""A name that stands word for word in a plan, on four invented passages of three subjects."""

import numpy as np
import pytest

from plangraph.model import Passage
from plangraph.retrieval.literal import Literal

TEXTS = ("松風城跡の保存", "松風城跡の石垣を直します。", "公園の整備", "市民が集う公園です。")


@pytest.fixture
def literal():
    passages = [Passage(f"urn:{at}", "urn:s", "label", text, ()) for at, text in enumerate(TEXTS)]
    titles = np.array([True, False, True, False])
    return Literal(passages, np.array([0, 0, 1, 2]), titles, 3)


def find(literal, topic):
    found = literal.find(topic, np.array([0.5, 0.4, 0.3, 0.2]))
    return None if found is None else found.tolist()


def test_a_title_typed_whole_weighs_more_than_a_part_of_it(literal):
    """And a part of a title more than the same words in a text."""
    assert find(literal, "公園の整備")[1] > find(literal, "公園の整")[1] > 0
    part = find(literal, "公園")
    assert part[1] > part[2] > 0 == part[0]


def test_a_name_of_few_weighs_more_than_a_word_of_many(literal):
    """松風城跡 stands in one subject, 公園 in two."""
    assert find(literal, "松風城跡")[0] > find(literal, "公園")[1]


def test_width_case_and_blanks_do_not_matter(literal):
    """As everywhere in the search."""
    assert find(literal, "松風 城跡") == find(literal, "松風城跡")


def test_what_says_too_little_or_stands_nowhere_is_no_name(literal):
    """A digit stands anywhere; 海底都市 stands nowhere."""
    assert (None, None) == (find(literal, "1"), find(literal, "海底都市"))
