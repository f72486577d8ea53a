"""What staff decide: over the API with the token, on pages after signing in, and kept through builds and editions."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import URIRef
from starlette.requests import Request

from plangraph import cli
from plangraph.errors import QueryError
from plangraph.namespaces import PG, SDG
from plangraph.pipeline import build, decide, decisions, element, ingest
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.taxonomy import coverage
from plangraph.pipeline.triples import Triples
from plangraph.resources import samples
from plangraph_api.app import create_app
from plangraph_api.attempts import Attempts

TOKEN = "a-token-of-a-test"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ROLE, WHY = "企画課 計画担当", "訓練だけで、施設は含まない"
STATED = "https://w3id.org/plangraph/id/990019/comprehensive-plan-2025-2029/1-1"
VALUE = "https://w3id.org/plangraph/id/990027/strategy-review-2020-2024-fy2023/1-1-1/kpi/創業相談件数/actual-fy2023"
ORIGIN = {"Accept": "text/html", "Accept-Language": "ja"}


def said(**more):
    return {"role": ROLE, "reason": WHY, **more}


def links(workspace, iri=STATED):
    """(goal or target, basis, what staff decided) of an element, as pages and API tell them."""
    told = element(workspace, iri)["sdgs"]
    return {(one["target"] or str(one["goal"]), one["basis"], one["decided"]) for one in told}


@pytest.fixture
def staff(sample_workspace, monkeypatch):
    """A client of a server with a token, over a workspace of its own."""
    monkeypatch.setenv("PLANGRAPH_STAFF_TOKEN", TOKEN)
    with TestClient(create_app(sample_workspace), follow_redirects=False, base_url="https://testserver") as opened:
        yield opened


def page_of(iri):
    return "/page/" + iri.split("/id/")[1]


def sign_in(staff, token=TOKEN, back="/"):
    return staff.post("/signin", data={"token": token, "role": ROLE, "back": back})


def csrf(staff, path=None):
    return re.search(r'name="csrf" value="(\w+)"', staff.get(path or page_of(STATED), headers=ORIGIN).text)[1]


def test_a_rejected_link_stays_visible_as_rejected(sample_workspace):
    """The statement of the document stands as it was, with the decision beside it."""
    assert {("11", "Stated", None), ("13", "Stated", None)} <= links(sample_workspace)
    made = decide(sample_workspace, "reject", STATED, sdg="13", **said())
    assert {("11", "Stated", None), ("13", "Stated", "Rejected"), ("13", "Rejected", "Rejected")} <= links(
        sample_workspace
    )
    (told,) = [one for one in element(sample_workspace, STATED)["sdgs"] if one["decision"]]
    assert (ROLE, WHY, made["iri"]) == tuple(told["decision"][name] for name in ("role", "reason", "iri"))


def test_the_newest_decision_holds_and_none_is_lost(sample_workspace):
    """Who rejects what was confirmed supersedes it; who withdraws leaves what was read; the list has all of it."""
    decide(sample_workspace, "confirm", STATED, sdg="11", **said())
    assert ("11", "Stated", "Confirmed") in links(sample_workspace)
    decide(sample_workspace, "reject", STATED, sdg="11", **said())
    assert ("11", "Stated", "Rejected") in links(sample_workspace)
    decide(sample_workspace, "withdraw", STATED, sdg="11", **said())
    assert ("11", "Stated", None) in links(sample_workspace)
    found = [(one["verdict"], one["state"]) for one in decisions(sample_workspace)]
    assert [("Confirmed", "superseded"), ("Rejected", "superseded"), ("Withdrawn", "withdrawal")] == found


def test_decisions_survive_a_rebuild_and_another_ingestion(sample_workspace):
    """Then search, SPARQL and the coverage know them: what was confirmed leads to its goal, what was rejected not."""
    before = {(row["code"], row["goal"]): row for row in coverage(sample_workspace)}
    decide(sample_workspace, "reject", STATED, sdg="13", **said())
    decide(sample_workspace, "add", STATED, sdg="7.2", **said())
    ingest([Path(str(samples()))], sample_workspace)
    build(sample_workspace)
    assert {("13", "Stated", "Rejected"), ("7.2", "Confirmed", "Confirmed")} <= links(sample_workspace)
    data, node = Triples(open_store(sample_workspace)), URIRef(STATED)
    goals = {str(goal).removeprefix(SDG) for goal in data.objects(node, PG.sdg)}
    assert {"7", "7.2", "11"} <= goals
    assert "13" not in goals
    told = [link for link in data.objects(node, PG.sdgLink) if SDG["13"] in set(data.objects(link, PG.sdg))]
    bases = {str(basis).removeprefix(PG) for link in told for basis in data.objects(link, PG.basis)}
    assert {"Stated", "Rejected"} == bases
    after = {(row["code"], row["goal"]): row for row in coverage(sample_workspace)}
    assert [(1, 1, 0), (0, 0, 1)] == [
        tuple(row["990019", 13][name] for name in ("elements", "stated", "rejected")) for row in (before, after)
    ]
    assert 1 == after["990019", 7]["confirmed"]


def test_what_is_decided_of_something_that_is_gone_is_kept_and_listed(sample_workspace):
    """A plan that is there no more leaves its decisions behind; when it comes back, they hold again."""
    decide(sample_workspace, "reject", STATED, sdg="13", **said())
    (plan,) = (sample_workspace / "graphs" / "990019").glob("*.trig")
    aside = shutil.move(plan, sample_workspace / "aside")
    build(sample_workspace)
    (kept,) = decisions(sample_workspace)
    assert ("gone", STATED) == (kept["state"], kept["about"])
    assert kept["label"]
    shutil.move(aside, plan)
    build(sample_workspace)
    assert ["in force"] == [one["state"] for one in decisions(sample_workspace)]


def test_a_corrected_value_stands_beside_the_printed_one(sample_workspace):
    """What was printed stays; what is computed follows the correction with the next build."""
    decide(sample_workspace, "correct", VALUE, value="35", **said())
    indicator = VALUE.rsplit("/", 1)[0]
    build(sample_workspace)
    (seen,) = [one for one in element(sample_workspace, indicator)["observations"] if one["iri"] == VALUE]
    assert ("52", "52件", "35", ROLE) == (
        seen["value"], seen["raw"], seen["correction"]["value"], seen["correction"]["decision"]["role"]
    )  # fmt: skip
    assert (False, "0.875") == (seen["target_met"], seen["target_ratio"])
    decide(sample_workspace, "withdraw", VALUE, **said())
    (seen,) = [one for one in element(sample_workspace, indicator)["observations"] if one["iri"] == VALUE]
    assert None is seen["correction"]


@pytest.mark.parametrize(
    ("kind", "iri", "more", "problem"),
    [
        ("approve", STATED, {"sdg": "11"}, "is no decision"),
        ("confirm", STATED, {"sdg": "18"}, "is no goal"),
        ("confirm", STATED, {"sdg": "6"}, "add one instead"),
        ("add", STATED, {"sdg": "11"}, "already"),
        ("reject", STATED + "/nowhere", {"sdg": "11"}, "no element"),
        ("reject", STATED, {}, "which goal"),
        ("correct", STATED, {"value": "1"}, "no value"),
        ("correct", VALUE, {"value": "五"}, "no number"),
        ("correct", VALUE, {"value": "1e400"}, "too large"),
        ("withdraw", STATED, {"sdg": "11"}, "nothing"),
        ("reject", STATED, {"sdg": "11", "reason": " "}, "needs a reason"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(sample_workspace, kind, iri, more, problem):
    """With a sentence that says what to do."""
    with pytest.raises(QueryError, match=problem):
        decide(sample_workspace, kind, iri, **{**said(), **more})
    assert [] == decisions(sample_workspace)


def test_the_api_takes_decisions_with_the_token_alone(staff):
    """201 with it, 401 without or with another; what was decided is listed for everybody."""
    asked = {"kind": "reject", "iri": STATED, "sdg": "13", **said()}
    for headers in ({}, {"Authorization": "Bearer other"}):
        assert 401 == staff.post("/api/v1/decisions", json=asked, headers=headers).status_code
    sign_in(staff)
    assert 401 == staff.post("/api/v1/decisions", json=asked).status_code
    made = staff.post("/api/v1/decisions", json=asked, headers=BEARER)
    assert (201, "in force") == (made.status_code, made.json()["state"])
    assert [made.json()] == staff.get("/api/v1/decisions").json()
    assert 400 == staff.post("/api/v1/decisions", json=asked | {"sdg": "99"}, headers=BEARER).status_code
    told = staff.get("/api/v1/elements", params={"iri": STATED}).json()["sdgs"]
    assert ("Rejected", ROLE) in {(one["basis"], (one["decision"] or {}).get("role")) for one in told}


def test_a_decision_of_many_bytes_is_not_read(staff):
    """413 whoever sends it: the token is asked for when there is something to decide."""
    assert 413 == staff.post("/api/v1/decisions", content=b"[" * 70_000).status_code
    chunked = staff.post("/api/v1/decisions", content=iter([b"[" * 40_000] * 2))
    assert (413, "application/problem+json") == (chunked.status_code, chunked.headers["content-type"])


def test_signing_in_leaves_the_published_plans_at_the_endpoint(staff):
    """The token of staff turns no working dataset on: queries ask what was built, and nothing can be written there."""
    asked = {"query": f"ASK {{ <{STATED}> a pg:Measure }}"}
    assert staff.get("/sparql", params=asked).json()["boolean"]
    assert 403 == staff.post("/sparql", data={"update": "DROP ALL"}, headers=BEARER).status_code
    assert "GET, HEAD, POST, OPTIONS" == staff.options("/api/v1/decisions").headers["allow"]


def test_without_a_token_nobody_signs_in(client):
    """No form, no link to it, and nothing is taken."""
    assert 403 == client.get("/signin").status_code
    assert 403 == client.post("/signin", data={"token": "", "role": ROLE}).status_code
    assert 403 == client.post("/decide", data={"kind": "reject", "iri": STATED, "sdg": "13", "reason": WHY}).status_code
    assert (
        403
        == client.post("/api/v1/decisions", json={"kind": "reject", "iri": STATED, "sdg": "13", **said()}).status_code
    )
    assert "/signin" not in client.get(page_of(STATED), headers=ORIGIN).text


def test_signing_in_sets_a_cookie_that_no_script_and_no_other_site_can_use(staff):
    """HttpOnly, SameSite=Strict, Secure over HTTPS; the token itself is not in it."""
    assert 401 == sign_in(staff, "other").status_code
    done = sign_in(staff, back=page_of(STATED))
    cookie = done.headers["set-cookie"]
    assert (303, page_of(STATED)) == (done.status_code, done.headers["location"])
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Secure", "Max-Age=28800"))
    assert TOKEN not in cookie
    assert "/" == sign_in(staff, back="//elsewhere.example/").headers["location"]


def test_who_gives_many_wrong_tokens_waits(staff):
    """After ten from an address, the right one is refused as well, by form and by header; then it is taken again."""
    clock = [0.0]
    staff.app.state.attempts = Attempts(lambda: clock[0])
    asked = {"kind": "reject", "iri": STATED, "sdg": "13", **said()}
    told = [sign_in(staff, f"guess-{at}").status_code for at in range(9)]
    told.append(staff.post("/api/v1/decisions", json=asked, headers={"Authorization": "Bearer guess"}).status_code)
    assert [401] * 10 == told
    refused = sign_in(staff)
    assert (429, "300") == (refused.status_code, refused.headers["retry-after"])
    assert 429 == staff.post("/api/v1/decisions", json=asked, headers=BEARER).status_code
    clock[0] = 301.0
    assert 303 == sign_in(staff).status_code


def test_only_so_many_addresses_are_remembered(monkeypatch):
    """Of more of them, those that came last are."""
    monkeypatch.setattr("plangraph_api.attempts._ADDRESSES", 2)
    attempts = Attempts()
    for host in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        attempts.count(Request({"type": "http", "client": (host, 1), "headers": []}))
    assert 2 == len(attempts._wrong)


def test_a_form_decides_and_leads_back_to_its_page(staff, sample_workspace):
    """In the role that signed in; the page shows it at once, struck out, with who, when and why."""
    assert 'name="csrf"' not in staff.get(page_of(STATED), headers=ORIGIN).text
    sign_in(staff)
    page = staff.get(page_of(STATED), headers=ORIGIN)
    assert "private, no-store" == page.headers["cache-control"]
    assert "etag" not in page.headers
    form = {"csrf": csrf(staff), "kind": "reject", "iri": STATED, "sdg": "13", "reason": WHY, "back": page_of(STATED)}
    done = staff.post("/decide", data=form)
    assert (303, page_of(STATED)) == (done.status_code, done.headers["location"])
    assert ("13", "Stated", "Rejected") in links(sample_workspace)
    text = staff.get(page_of(STATED), headers=ORIGIN).text
    assert 'class="sdg rejected"' in text
    assert ROLE in text
    assert WHY in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_a_form_of_nobody_or_of_another_session_is_refused(staff, sample_workspace):
    """Without the cookie, without its signature, and after signing out."""
    form = {"kind": "reject", "iri": STATED, "sdg": "13", "reason": WHY}
    assert 403 == staff.post("/decide", data=form).status_code
    sign_in(staff)
    good = csrf(staff)
    for wrong in ("", "0" * 64):
        assert 403 == staff.post("/decide", data=form | {"csrf": wrong}).status_code
    assert 403 == staff.post("/signout").status_code
    assert 303 == staff.post("/signout", data={"csrf": good}).status_code
    assert 403 == staff.post("/decide", data=form | {"csrf": good}).status_code
    assert [] == decisions(sample_workspace)


def test_a_cookie_that_was_changed_signs_nobody_in(staff):
    """A signature holds for what it was made of."""
    sign_in(staff)
    value = staff.cookies["plangraph_session"]
    staff.cookies.clear()
    staff.cookies.set("plangraph_session", "x" + value)
    assert 'name="csrf"' not in staff.get(page_of(STATED), headers=ORIGIN).text


def test_who_has_the_page_gets_it_again_once_something_was_decided(staff):
    """The tag of a page changes with a decision, not only with a build."""
    tag = staff.get(page_of(STATED), headers=ORIGIN).headers["etag"]
    assert 304 == staff.get(page_of(STATED), headers=ORIGIN | {"If-None-Match": tag}).status_code
    staff.post("/api/v1/decisions", json={"kind": "confirm", "iri": STATED, "sdg": "11", **said()}, headers=BEARER)
    assert 200 == staff.get(page_of(STATED), headers=ORIGIN | {"If-None-Match": tag}).status_code


def test_the_command_line_decides_and_lists(sample_workspace, monkeypatch, capsys):
    """`curate` with its six verbs; `sdg confirm` and `sdg reject` are the same as theirs."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["plangraph", *words, "--workspace", str(sample_workspace)])
        with pytest.raises(SystemExit) as done:
            cli.main()
        return done.value.code or 0, capsys.readouterr().out

    why = ("--role", ROLE, "--reason", WHY)
    for words in (
        ("curate", "confirm", STATED, "11"),
        ("sdg", "reject", STATED, "13"),
        ("curate", "add", STATED, "7.2"),
        ("curate", "correct", VALUE, "35"),
        ("curate", "withdraw", VALUE),
    ):
        code, out = run(*words, *why)
        assert (0, True) == (code, out.startswith("https://"))
    assert 1 == run("curate", "add", STATED, "99", *why)[0]
    told = json.loads(run("curate", "list", "--json")[1])
    assert ["Confirmed", "Rejected", "Confirmed", "Corrected", "Withdrawn"] == [one["verdict"] for one in told]
    table = run("curate", "list")[1]
    assert all(word in table for word in (ROLE, "Added", "superseded", "in force", "35"))
