"""A page and the API say what was inferred, and what is printed instead."""

import pytest
from fastapi.testclient import TestClient

from plangraph import pipeline
from plangraph.model import PlanFacts
from plangraph_api.app import create_app

BASE = "https://w3id.org/plangraph/id/990019"
SYSTEM = (
    "施策の体系\n\n政策\t施策\n"
    "政策1 「人」を支える (健康・福祉)\t01 地域福祉 02 高齢者福祉\n"
    "政策2 まちを育てる (産業)\t03 健康づくり 04 農業\n"
)
PROGRESS = (
    "1. しごと\n\n(1) 労働\n\n"
    "マニフェスト\t令和7年度までの主な取組実績\t令和8年度以降の主な取組予定\t達成状況\t担当課\n"
    "1-1-1 勤労者の住まいと暮らしを整えます\t資金を融資しました。\t続けます。\tA\t商工課\n"
    "1-1-2 デジタルの学び直しを後押しします\t勤労者の住まいと暮らしを整えるため改修を補助。\t続けます。\tA\t住宅課\n"
    "1-1-3 外国人材の就労を支えます\tデジタルの学び直しの講座を開きました。\t続けます。\tA\t産業課\n"
    "1-1-3 外国人材の就労を支えます\t外国人材の就労を相談窓口で支えました。\t続けます。\tA\t市民課\n"
)
CHARGES = "基本目標1 海\n\n|指標|基準値(R5)|目標値(R9)|担当課|\n|船の数|3隻|9隻|港湾課|\n|桟橋の数|1本|4本||\n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory, tiny_environment):
    """A client over small plans: a measure under a wrong policy, a code on a wrong row, a charge left blank."""
    folder = tmp_path_factory.mktemp("inferred")
    for name, text in (("system", SYSTEM), ("progress", PROGRESS), ("charges", CHARGES)):
        source = folder / f"{name}.txt"
        source.write_text(text, encoding="utf-8")
        facts = PlanFacts(municipality="990019", municipality_name="汐鳴市", title="試験の計画", slug=name)
        pipeline.ingest([source], folder / "workspace", facts)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        pipeline.build(folder / "workspace")
        with TestClient(create_app(folder / "workspace")) as client:
            yield client


def both(client, local):
    """The JSON and the English page of a thing."""
    answer = client.get("/api/v1/elements", params={"iri": f"{BASE}/{local}"}).json()
    return answer, client.get(f"/page/990019/{local}", headers={"Accept-Language": "en"}).text


def test_a_moved_measure_names_what_it_is_printed_under(opened):
    """Beside the policy that it belongs to; a measure that stays says nothing."""
    answer, page = both(opened, "system/03")
    assert (True, "まちを育てる") == (answer["parent_inferred"], answer["printed_parent"]["label"])
    assert "it is printed under" in page
    answer, page = both(opened, "system/04")
    assert (False, None) == (answer["parent_inferred"], answer["printed_parent"])
    assert "it is printed under" not in page


def test_what_stands_beside_another_code_says_which(opened):
    """The pledge by its rows, and each text, charge and judgement for itself."""
    answer, page = both(opened, "progress/1-1-1")
    assert (True, ["1-1-2"]) == (answer["row_inferred"], answer["printed_codes"])
    assert {"商工課": None, "住宅課": "1-1-2"} == {
        charge["unit"]["label"]: charge["printed_code"] for charge in answer["responsibilities"]
    }
    for facts in ("texts", "assessments"):
        assert {None, "1-1-2"} == {fact["printed_code"] for fact in answer[facts]}
    assert "its row prints the code 1-1-2" in page
    answer, page = both(opened, "progress/1-1-3")
    assert (False, []) == (answer["row_inferred"], answer["printed_codes"])
    assert "its row prints" not in page


def test_a_charge_that_its_row_leaves_blank_says_so(opened):
    """Of the indicator whose cell is blank; the one above prints its charge itself."""
    said = "the cell of this row is blank"
    for name, inferred in (("船の数", False), ("桟橋の数", True)):
        answer, page = both(opened, f"charges/1/kpi/{name}")
        assert [("港湾課", inferred)] == [(r["unit"]["label"], r["inferred"]) for r in answer["responsibilities"]]
        assert inferred == (said in page)
