"""What somebody uploads, types or decides with attacks in it shows as text on the pages of staff and administrators."""

import io
import re

import pytest

ADMIN, STAFF = "token-of-administrators", "token-of-staff"
MARKUP = '</title></script></bdi><script>alert("x")</script><img src=x onerror=alert(1)><b>'
ATTACK = f"""=1+1{MARKUP}" onclick="alert(1)' {{{{ 7 * 191 }}}}{{% raw %}}\u202e防災\u2066"""
# What is typed holds no mark that turns the direction of writing.
TITLE = ATTACK.replace("\u202e", "").replace("\u2066", "")
# A name of a file holds no slash, and a form's head no line.
FILE = ATTACK.replace("/", "") + ".md"
# Clients write quotes in it so (RFC 7578, 5.2 and WHATWG), and marks of direction are left out here.
NAME = TITLE.replace("/", "").replace('"', "%22") + ".md"
# As long as a role may be.
ROLE = f"課 {MARKUP}"[:100]
HTML = {"Accept": "text/html", "Accept-Language": "ja"}
# Marks that turn the direction of writing show as what they are.
SHOWN = ATTACK.replace("\u202e", "[U+202E]").replace("\u2066", "[U+2066]")
LEFT = SHOWN.partition("<b>")[2]
PLAN = f"""# 灯里市 {MARKUP}
計画期間 令和6年度～令和10年度

## 1 {ATTACK}
### 1-1 居場所づくり {ATTACK}
{ATTACK}

| 指標 | 基準値(R5) | 目標値(R10) |
|---|---|---|
| {ATTACK.replace("|", "")} | 3か所 | 9か所 |
| 印 &lt;script&gt;alert(2)&lt;/script&gt; | 1か所 | 2か所 |

{ATTACK}
"""
STATED = "https://w3id.org/plangraph/id/990019/comprehensive-plan-2025-2029/1-1"
VALUE = "https://w3id.org/plangraph/id/990027/strategy-review-2020-2024-fy2023/1-1-1/kpi/創業相談件数/actual-fy2023"


def sign_in(place, token):
    answer = place.post("/signin", data={"token": token, "role": ROLE, "back": "javascript:alert(1)"})
    assert (303, "/") == (answer.status_code, answer.headers["location"])


def csrf(place, path):
    return re.search(r'name="csrf" value="(\w+)"', place.get(path, headers=HTML).text)[1]


def upload(place, content, **facts):
    form = {"csrf": csrf(place, "/add"), **facts}
    answer = place.post("/add", data=form, files={"document": (FILE, io.BytesIO(content.encode()))}, headers=HTML)
    assert 303 == answer.status_code
    return answer.headers["location"]


def test_names_titles_and_lines_of_an_upload_are_text(place, harmless):
    """In the list, on the page of the upload in each narrowing, and once more where the title is to be corrected."""
    sign_in(place, ADMIN)
    address = upload(place, PLAN, municipality="伊勢崎市", title=TITLE)
    shown = harmless(place.get(address, headers=HTML).text, address)
    (field,) = shown.xpath("//input[@name='title']")
    assert TITLE == field.get("value")
    text = shown.text_content()
    assert NAME in text
    # The reader takes layout such as <b> for what it is, and leaves entities as they are printed.
    assert text.count(LEFT) > 4
    assert "印 &lt;script&gt;alert(2)&lt;/script&gt;" in text
    families = {part.split("&")[0] for part in re.findall(r'\?only=(\w+[^"]*)', place.get(address, headers=HTML).text)}
    assert families
    for path in ("/add", *(f"{address}?only={family}&lang={tag}" for family in families for tag in ("ja", "en"))):
        assert NAME in harmless(place.get(path, headers=HTML).text, path).text_content()
    assert TITLE in harmless(place.get("/add", headers=HTML).text, "/add").text_content()


def test_what_is_typed_and_refused_is_text(place, harmless):
    """A city that nobody has, a period that is none, a filter of lines, an address of no upload."""
    sign_in(place, ADMIN)
    address = upload(place, PLAN, municipality=ATTACK[:60])
    page = place.get(address, headers=HTML)
    harmless(page.text, address)
    assert 'role="alert"' in page.text
    form = {"csrf": csrf(place, "/add"), "title": ATTACK, "period": ATTACK[:9], "slug": ATTACK[:100], "kind": ATTACK}
    refused = place.post(f"{address}/correct", data=form, headers=HTML)
    assert 400 == refused.status_code
    harmless(refused.text, "correct")
    for path, params in ((address, {"only": ATTACK}), (address, {"offset": ATTACK}), (f"/add/{ATTACK[:20]}", {})):
        harmless(place.get(path, params=params, headers=HTML).text, path)


def test_programs_are_told_it_letter_by_letter(place):
    """JSON has the name of the file and the title as they were sent."""
    sign_in(place, ADMIN)
    address = upload(place, PLAN, municipality="伊勢崎市", title=TITLE).replace("/add", "/api/v1/additions")
    told = place.get(address, headers={"Authorization": f"Bearer {ADMIN}"})
    assert ("application/json", "nosniff") == tuple(
        told.headers[name] for name in ("content-type", "x-content-type-options")
    )
    assert NAME == told.json()["document"]


def test_what_was_published_is_text_on_the_pages_of_all(place, harmless):
    """The page of the plan, with the title that was typed."""
    sign_in(place, ADMIN)
    address = upload(place, PLAN, municipality="伊勢崎市", title=TITLE, slug="hostile")
    for asked in ("build", "publish"):
        assert 303 == place.post(f"{address}/{asked}", data={"csrf": csrf(place, "/add")}, headers=HTML).status_code
    for path in (address, "/page/102041/hostile", "/page/102041", "/"):
        assert TITLE in harmless(place.get(path, headers=HTML).text, path).text_content()


@pytest.mark.parametrize("kind", ["reject", "correct"])
def test_reasons_and_roles_of_decisions_are_text(place, harmless, kind):
    """On the page for those who signed in and for everybody, and letter by letter in the list of decisions."""
    iri, more = (STATED, {"sdg": "13"}) if kind == "reject" else (VALUE, {"value": "35"})
    path = f"/page/{iri.split('/id/')[1]}".partition("/actual")[0]
    sign_in(place, STAFF)
    form = {"csrf": csrf(place, path), "kind": kind, "iri": iri, "reason": ATTACK, "back": "//evil.example/", **more}
    done = place.post("/decide", data=form)
    assert (303, "/") == (done.status_code, done.headers["location"])
    for language in ("ja", "en"):
        text = harmless(place.get(f"{path}?lang={language}", headers=HTML).text, path).text_content()
        assert SHOWN in text
        assert ROLE in text
    place.cookies.clear()
    for language in ("ja", "vi"):
        assert SHOWN in harmless(place.get(f"{path}?lang={language}", headers=HTML).text, path).text_content()
    (told,) = place.get("/api/v1/decisions").json()
    assert (ATTACK, ROLE) == (told["reason"], told["role"])


def test_a_decision_that_does_not_fit_says_so_as_text(place, harmless):
    """Of something that is not there, a goal that is none, a number that is none."""
    sign_in(place, STAFF)
    path = f"/page/{STATED.split('/id/')[1]}"
    good = {"csrf": csrf(place, path), "reason": ATTACK, "back": path}
    for more in (
        {"kind": "reject", "iri": ATTACK, "sdg": "13"},
        {"kind": "reject", "iri": STATED, "sdg": ATTACK},
        {"kind": "correct", "iri": VALUE, "value": ATTACK},
        {"kind": ATTACK, "iri": STATED, "sdg": "13"},
    ):
        refused = place.post("/decide", data={**good, **more}, headers=HTML)
        assert 400 == refused.status_code
        harmless(refused.text, more)
