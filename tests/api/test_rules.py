"""How rules of reading are called on the page that shows what became of each line."""

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import plangraph.plans
from plangraph.documents import read_document
from plangraph.model import PlanFacts, PlanKind
from plangraph.plans import parse_plan
from plangraph.resources import samples
from plangraph_api.messages import COMPLETE, messages
from plangraph_api.rules import say_rule
from plangraph_api.wording import Wording

ENTRIES = tomllib.loads(samples().joinpath("corpus.toml").read_text(encoding="utf-8"))["document"]
# By the name of what is called, where among its arguments the rule stands.
PLACES = {"claim": 2, "_claim": 3, "doubt": 1, "Reading": 2}


def said(rule, language="ja"):
    return say_rule(rule, language, Wording(messages(language)))


def written(node):
    """The rule that an argument is; of a rule with slots, one with a word in each; None where it is made elsewhere."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(each.value if isinstance(each, ast.Constant) else "plain" for each in node.values)
    return None


def rules_of_source():
    """All rules that are written where a line is claimed."""
    for file in sorted(Path(plangraph.plans.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                if len(node.args) > PLACES.get(name, 99) and (rule := written(node.args[PLACES[name]])):
                    yield rule


def test_every_rule_has_words():
    """A rule that is new gets a line in the file, or staff would read a name that programmers gave it."""
    rules = set(rules_of_source())
    assert len(rules) > 80
    # What a text is of is one of two; any word may stand in the other slots.
    rules -= {
        rule for rule in rules if re.match("text of the plan: plain|not understood: text of plain|note of pl", rule)
    }
    rules -= {rule for rule in rules if rule.endswith(", plain")}
    assert [] == [rule for rule in sorted(rules) for language in COMPLETE if said(rule, language)[1] != language]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["path"])
def test_rules_of_the_samples_are_japanese_on_a_japanese_page(entry):
    """No slot keeps the name that a program knows it by; SDGs is the one word of Latin letters."""
    first, last = map(int, entry["period"].split("/"))
    facts = PlanFacts(
        *(entry[name] for name in ("municipality", "municipality_name", "title")),
        PlanKind(entry["kind"]),
        (first, last),
    )
    document = read_document(samples().joinpath(entry["path"]).read_bytes(), entry["path"])
    told = {said(reading.rule) for reading in parse_plan(document, facts).readings}
    assert {"ja"} == {language for _, language in told}
    assert [] == [text for text, _ in told if re.search("[A-Za-z_{}]", text.replace("SDGs", ""))]


@pytest.mark.parametrize(
    ("rule", "japanese", "english"),
    [
        ("heading numbered by named:基本施策", "番号つき見出し（基本施策）", "A numbered heading (基本施策)"),
        ("heading by roman, above its own restart", "見出し（ローマ数字、下で番号が振り直される）",
         "A heading below which the numbers begin again (Roman numbers)"),
        ("label with its text: department", "ラベル「担当課」と本文", "A label with its text: Department"),
        ("text below: {今後}の予定", "「{今後}の予定」の下の本文", "Text below 「{今後}の予定」"),
        ("row of a table; whose it is, is inferred: the nearest above",
         "表の行、どの項目のものかは推定（すぐ上のもの）",
         "A row of a table; whose it is, is inferred: the nearest above"),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_a_line(rule, japanese, english):
    """With what changes in it in words as well, and words of the document as they are."""
    assert (japanese, english) == (said(rule)[0], said(rule, "en")[0])


def test_an_unknown_rule_stands_as_it_is():
    """Marked as English, so that it is read aloud as such."""
    assert ("by a rule of tomorrow", "en") == said("by a rule of tomorrow")
    assert ("row of a table; by moonlight", "en") == said("row of a table; by moonlight")


def test_the_file_words_each_rule_in_both_languages():
    """One line each: Japanese, then English."""
    data = tomllib.loads(files("plangraph_api").joinpath("rules.toml").read_text(encoding="utf-8"))
    for words in (words for table in data.values() for words in table.values()):
        japanese, english = words
        assert re.search("[ぁ-んァ-ヶ一-龠]", japanese)
        assert not re.search("[ぁ-んァ-ヶ一-龠]", english)
