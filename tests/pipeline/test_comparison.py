"""Two editions of a plan side by side: what came, what went, what has another name, what says other things."""

import json
import sys

import pytest

from plangraph import cli, pipeline
from plangraph.errors import DocumentError
from plangraph.model import PlanFacts
from plangraph.pipeline.comparison import compare
from plangraph.pipeline.editions import Edition, Entry
from plangraph.resources import samples

FACTS = PlanFacts(municipality="990027", municipality_name="花槻市", slug="strategy-review")
OLD = str(samples() / "hanatsuki_strategy_review.txt")


def entry(local, title, code="", owner="", kind="Measure", **facets):
    said = {name: facets.get(name, ()) for name in ("texts", "departments", "statuses", "observations")}
    return Entry(
        f"https://example.org/{local}", local, kind, code, title, owner and f"https://example.org/{owner}", said
    )


def changes(before, after):
    found = compare(Edition("a", "甲", tuple(before)), Edition("b", "乙", tuple(after))).changes
    return [(c.kind, c.before and c.before.local, c.after and c.after.local) for c in found]


def lists(found, what):
    return {kind: len(each) for kind, each in found[what].items() if each}


@pytest.fixture
def corrected(tmp_path):
    """The sample review with other words for one indicator, another department, a value, a grade, and one row less."""
    text = (samples() / "hanatsuki_strategy_review.txt").read_text(encoding="utf-8")
    edited = text
    for old, new in (
        ("1,284億円(令和4年)", "1,299億円(令和4年)"),
        ("| 産後ケアの利用者数 |", "| 産後ケアを利用した人の数 |"),
        ("企業立地課 |", "産業振興課 |"),
        ("販路開拓の支援<br>設備投資への助成", "販路開拓の支援"),
    ):
        assert old in edited
        edited = edited.replace(old, new, 1)
    path = tmp_path / "corrected.txt"
    path.write_text(edited, encoding="utf-8")
    return path


def test_nothing_differs_from_itself(tmp_path):
    """A document compared with itself has no change."""
    assert pipeline.diff(OLD, OLD, tmp_path, FACTS).changes == ()


def test_a_corrected_edition_says_what_it_corrects(corrected, tmp_path):
    """Each correction is found where it was made, and nothing else is."""
    found = pipeline.diff(OLD, str(corrected), tmp_path, FACTS).as_json()
    assert lists(found, "indicators") == {"renamed": 1, "changed": 1}
    (renamed,) = found["indicators"]["renamed"]
    assert (renamed["before"]["title"], renamed["after"]["title"]) == ("産後ケアの利用者数", "産後ケアを利用した人の数")
    (changed,) = found["indicators"]["changed"]
    assert changed["after"]["title"] == "製造品出荷額等"
    assert changed["differences"] == {
        "departments": {"out": ["企業立地課"], "in": ["産業振興課"]},
        "observations": {"out": ["Actual 2022 1,284億円(令和4年)"], "in": ["Actual 2022 1,299億円(令和4年)"]},
    }
    assert [each["before"]["title"] for each in found["elements"]["dropped"]] == ["設備投資への助成"]
    assert lists(found, "elements") == {"dropped": 1}


def test_ingesting_the_corrected_edition_keeps_iris(corrected, tmp_path):
    """Its graph replaces the old one; what it does not rename or drop has the IRI that it had."""
    workspace = tmp_path / "w"
    document = tmp_path / "edition.txt"
    document.write_bytes((samples() / "hanatsuki_strategy_review.txt").read_bytes())
    first = pipeline.ingest([document], workspace, FACTS)[0]
    kept = tmp_path / "first.trig"
    kept.write_bytes(first.graph_path.read_bytes())
    document.write_bytes(corrected.read_bytes())
    second = pipeline.ingest([document], workspace, FACTS)[0]
    assert second.replaced
    assert second.graph_path == first.graph_path
    found = pipeline.diff(str(kept), "990027/strategy-review.trig", workspace)
    before, after = ({each.iri for each in edition.entries} for edition in (found.before, found.after))
    gone = {c.before.iri for c in found.changes if c.kind in {"dropped", "renamed"}}
    assert len(before) > 30
    assert before - after == gone
    assert len(after - before) == 1
    plan = "https://w3id.org/plangraph/id/990027/strategy-review"
    assert pipeline.diff(str(kept), plan, workspace).changes == found.changes


def test_names_and_codes_tell_what_was_renamed():
    """The same code under another title, the same title under another code; both at once is one gone and one come."""
    before = [entry("1", "甲", "1"), entry("2", "乙", "2"), entry("3", "丙", "3"), entry("4", "丁", "4")]
    after = [entry("1", "甲", "1"), entry("2", "乙々", "2"), entry("5", "丙", "5"), entry("6", "戊", "6")]
    assert changes(before, after) == [
        ("added", None, "6"),
        ("dropped", "4", None),
        ("renamed", "2", "2"),
        ("renamed", "3", "5"),
    ]


def test_codes_that_were_exchanged_follow_the_titles():
    """Two measures that swap their numbers stay the measures that they are."""
    before = [entry("1", "甲", "1"), entry("2", "乙", "2")]
    after = [entry("1", "乙", "1"), entry("2", "甲", "2")]
    assert changes(before, after) == [("renamed", "1", "2"), ("renamed", "2", "1")]


def test_what_could_be_either_is_paired_with_neither():
    """Of two elements with one title and no code, none is said to be the one of the other edition."""
    before = [entry("a", "甲")]
    after = [entry("b", "甲", "1"), entry("c", "甲", "2")]
    assert [kind for kind, _, _ in changes(before, after)] == ["added", "added", "dropped"]


def test_an_element_that_moved_is_changed():
    """Below another parent it is the same element, changed in its parent."""
    before = [entry("1", "甲", "1"), entry("2", "乙", "2"), entry("x", "丙", "3", "1")]
    after = [entry("1", "甲", "1"), entry("2", "乙", "2"), entry("x", "丙", "3", "2")]
    assert changes(before, after) == [("changed", "x", "x")]


def test_a_parent_that_was_renamed_moves_nothing():
    """What stands under a renamed element is where it was."""
    before = [entry("a", "甲", "1"), entry("x", "丙", "3", "a")]
    after = [entry("b", "甲々", "1"), entry("y", "丙", "3", "b")]
    assert changes(before, after) == [("renamed", "a", "b")]


def test_a_code_is_one_of_its_siblings_where_others_have_it_too():
    """② below each of several measures is renamed below its own, and becomes none below another."""
    above = [entry(number, name, number) for number, name in zip("1234", "甲乙丙丁", strict=True)]
    before = [*above, entry("1/a", "桟橋", "②", "1"), entry("2/b", "林道", "②", "2"), entry("3/c", "作業道", "②", "3")]
    after = [*above, entry("1/d", "波止場", "②", "1"), entry("2/e", "山道", "②", "2"), entry("4/f", "灯台", "②", "4")]
    expected = [("added", None, "4/f"), ("dropped", "3/c", None), ("renamed", "1/a", "1/d"), ("renamed", "2/b", "2/e")]
    assert expected == changes(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (entry("1/a", "桟橋の補修", owner="1"), entry("1/b", "桟橋の補修と点検", owner="1")),
        (entry("1/a", "港湾施設の整備", owner="1"), entry("1/b", "港湾施設の長寿命化", owner="1")),
        (
            entry("1/a", "甲", owner="1", texts=("action: 直します。",)),
            entry("1/b", "丙", owner="1", texts=("action: 直します。",)),
        ),
    ],
)
def test_an_element_without_a_code_is_known_by_its_title_or_texts(before, after):
    """Below the same parent, much the same title or the same texts: its IRI is another, and it is the same."""
    above = [entry("1", "海", "1")]
    assert [("renamed", "1/a", "1/b")] == changes([*above, before], [*above, after])


@pytest.mark.parametrize(("title", "owner"), [("公園の整備", "1"), ("道路の整備", "2"), ("防犯の推進", "1")])
def test_another_element_is_not_a_renamed_one(title, owner):
    """What all measures end in makes no title alike, and what stands elsewhere under another title is another."""
    above = [entry("1", "海", "1"), entry("2", "山", "2")]
    before = [*above, entry("1/a", "防災の推進", owner="1"), entry("1/b", "道路の整備と管理", owner="1")]
    found = changes(before, [*above, entry("x", title, owner=owner)])
    assert ["added", "dropped", "dropped"] == [kind for kind, _, _ in found]


def test_of_two_that_are_alike_none_is_the_renamed_one():
    """A title that two new ones are like was parted, or one of them is new: nobody knows which."""
    above = [entry("1", "海", "1")]
    after = [*above, entry("1/b", "桟橋の点検", owner="1"), entry("1/c", "桟橋の塗装", owner="1")]
    found = changes([*above, entry("1/a", "桟橋", owner="1")], after)
    assert ["added", "added", "dropped"] == [kind for kind, _, _ in found]


def test_an_element_is_known_by_what_stands_below_it():
    """A pillar and a measure with other names and no code hold what they held; what is below has not moved."""
    before = [entry("a", "海"), entry("a/x", "港", owner="a"), entry("a/x/y", "桟橋", owner="a/x")]
    after = [entry("b", "里"), entry("b/w", "浜", owner="b"), entry("b/w/y", "桟橋", owner="b/w")]
    assert [("renamed", "a", "b"), ("renamed", "a/x", "b/w")] == changes(before, after)


def test_an_element_is_known_by_what_measures_it():
    """The same indicator below the same parent."""
    before = [entry("1", "海", "1"), entry("1/a", "甲", owner="1"), indicator("1/a/k", "船の数", owner="1/a")]
    after = [entry("1", "海", "1"), entry("1/b", "丙", owner="1"), indicator("1/b/k", "船の数", owner="1/b")]
    assert [("renamed", "1/a", "1/b")] == changes(before, after)


def test_a_title_without_a_code_keeps_its_element_in_a_document(tmp_path):
    """Two editions of a document: its initiative has another name, and with it another IRI."""
    texts = [
        f"# 汐鳴市計画\n\n## 施策1 港\n\n### {name}\n\n直します。\n" for name in ("桟橋の補修", "桟橋の補修と点検")
    ]
    for name, text in zip("ab", texts, strict=True):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    found = pipeline.diff(str(tmp_path / "a.md"), str(tmp_path / "b.md"), tmp_path, FACTS)
    assert [("renamed", "桟橋の補修", "桟橋の補修と点検")] == [
        (change.kind, change.before and change.before.title, change.after and change.after.title)
        for change in found.changes
    ]


def indicator(local, title, *observations, owner="1"):
    return entry(local, title, owner=owner, kind="Indicator", observations=observations)


def test_an_indicator_that_keeps_its_baseline_and_target_was_renamed():
    """Another name and a later result under the same element, itself renamed, are no other indicator."""
    before = [
        entry("1", "甲", "1"),
        indicator("1/a", "利用者数", "Actual 2023 4人", "Baseline 2020 3人", "Target 2026 9人"),
    ]
    after = [
        entry("1", "甲々", "1"),
        indicator("1/b", "利用した人", "Actual 2024 5人", "Baseline 2020 3人", "Target 2026 9人"),
    ]
    assert changes(before, after) == [("renamed", "1", "1"), ("renamed", "1/a", "1/b")]


def test_an_indicator_under_much_the_same_name_starts_from_the_same_value():
    """Its target was set anew; another that only sounds alike starts elsewhere."""
    before = [entry("1", "甲", "1"), indicator("1/a", "桟橋の利用者数", "Baseline 2020 3人", "Target 2026 9人")]
    after = [entry("1", "甲", "1"), indicator("1/b", "桟橋の利用人数", "Baseline 2020 3人", "Target 2026 8人")]
    assert [("renamed", "1/a", "1/b")] == changes(before, after)
    after[1] = indicator("1/b", "桟橋の利用人数", "Baseline 2020 4人", "Target 2026 8人")
    assert ["added", "dropped"] == [kind for kind, _, _ in changes(before, after)]


@pytest.mark.parametrize(
    "after",
    [
        [indicator("2/b", "利用した人", "Target 2026 9人", owner="2")],
        [indicator("1/b", "利用した人", "Target 2026 8人")],
        [indicator("1/b", "利用した人", "Target 2026 9人"), indicator("1/c", "使った人", "Target 2026 9人")],
        [indicator("1/b", "利用した人", "Actual 2023 4人")],
    ],
)
def test_another_indicator_is_not_a_renamed_one(after):
    """Under another element, with another target, or where either of two could be meant, one went and others came."""
    elements = [entry("1", "甲", "1"), entry("2", "乙", "2")]
    before = [*elements, indicator("1/a", "利用者数", "Actual 2023 4人", "Target 2026 9人")]
    found = changes(before, [*elements, *after])
    assert [kind for kind, _, _ in found] == [*["added"] * len(after), "dropped"]


def test_what_is_not_there_is_named(tmp_path):
    """A TriG file or an IRI of no plan is a clear error."""
    for name in ("nowhere.trig", "https://w3id.org/plangraph/id/990027/nothing"):
        with pytest.raises(DocumentError, match="no such plan"):
            pipeline.diff(name, OLD, tmp_path, FACTS)


def test_the_command_prints_a_table_or_json(corrected, tmp_path, capsys, monkeypatch):
    """Out beside in, or the same as JSON."""
    for flags in ((), ("--json",)):
        arguments = (OLD, str(corrected), "--municipality", "990027", "--municipality-name", "花槻市", *flags)
        monkeypatch.setattr(sys, "argv", ["plangraph", "diff", *arguments, "--workspace", str(tmp_path)])
        with pytest.raises(SystemExit) as done:
            cli.main()
        assert not done.value.code
        out = capsys.readouterr().out
        if flags:
            assert lists(json.loads(out), "indicators") == {"renamed": 1, "changed": 1}
        else:
            assert "産業振興課" in next(line for line in out.splitlines() if "企業立地課" in line)


def test_an_amount_that_was_corrected_is_a_difference(tmp_path):
    """Money of a project is named as its column is, before and after."""
    names = "番号,施策名,事務事業の名称,担当課,R5予算額（千円）,総合評価"
    table = f"{names}\n1,港,桟橋事業,港湾課,{{}},A\n2,港,市場事業,水産課,300,B\n"
    paths = [tmp_path / f"{at}.csv" for at in (1, 2)]
    for path, amount in zip(paths, ('"4,820"', '"5,100"'), strict=True):
        path.write_text(table.format(amount), encoding="utf-8")
    (changed,) = pipeline.diff(str(paths[0]), str(paths[1]), tmp_path, FACTS).as_json()["elements"]["changed"]
    said = {side: [f"R5予算額（千円） {amount}"] for side, amount in (("out", "4,820"), ("in", "5,100"))}
    assert {"amounts": said} == changed["differences"]
