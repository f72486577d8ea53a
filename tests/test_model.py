"""Values that flow between stages."""

from plangraph.model import Span


def test_spans_of_one_page_join_and_those_of_two_stay_on_the_first():
    """Lines count within the page, so lines of two pages make no stretch."""
    assert Span(3, 9, 2) == Span(5, 9, 2).to(Span(3, 4, 2))
    assert Span(30, 34, 2) == Span(30, 34, 2).to(Span(1, 2, 3)) == Span(1, 2, 3).to(Span(30, 34, 2))
    assert Span(1, 4) == Span(1, 2).to(Span(4, 4))


def test_spans_sort_as_a_reader_meets_them():
    """Page before line; a page that is not said comes first."""
    spans = [Span(1, 1, 2), Span(9, 9, 1), Span(3, 4, 1), Span(3, 3, 1), Span(50, 50)]
    assert [Span(50, 50), Span(3, 3, 1), Span(3, 4, 1), Span(9, 9, 1), Span(1, 1, 2)] == sorted(spans)
