"""Adding a plan on pages: by whom, what is refused, what is shown, and that the service goes over to it."""

import io
import os
import re
import zipfile

import lxml.html
import pytest

from plangraph.pipeline import MOST_BYTES
from plangraph.pipeline.reading import prepare

ADMIN, STAFF = "token-of-administrators", "token-of-staff"
ROLE = "情報政策課"
ORIGIN = {"Accept": "text/html", "Accept-Language": "ja"}
PLAN = """# 灯里市 第1期こども計画
計画期間 令和6年度～令和10年度

## 1 こどもの居場所
### 1-1 放課後の居場所づくり {{ 7*7 }} & "x"
学校の図書室を夕方まで開きます。

| 指標 | 基準値(R5) | 目標値(R10) |
|---|---|---|
| 居場所の数 | 3か所 | 9か所 |
"""
NO_FILE = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
FACTS = {"municipality": "伊勢崎市", "title": "こども計画"}


def read_here(sources, terms, _):
    return iter([prepare(source, terms.workspace, terms.base_iri) for source in sources])


def sign_in(place, token=ADMIN):
    return place.post("/signin", data={"token": token, "role": ROLE, "back": "/add"})


def csrf(place):
    return re.search(r'name="csrf" value="(\w+)"', place.get("/add", headers=ORIGIN).text)[1]


def upload(place, content=PLAN, name="plan.md", token=None, **facts):
    form = {"csrf": csrf(place) if token is None else token, **facts}
    content = content.encode() if isinstance(content, str) else content
    return place.post("/add", data=form, files={"document": (name, io.BytesIO(content))}, headers=ORIGIN)


def ask(place, address, asked, **form):
    return place.post(f"{address}/{asked}", data={"csrf": csrf(place), **form}, headers=ORIGIN)


def served(place):
    """The generation that the next request is answered from."""
    return place.app.state.library._search.get().generation


def test_an_administrator_adds_a_plan(place):
    """Uploaded, read, built and published; the running service finds it, and asks for no restart."""
    sign_in(place)
    address = upload(place, **FACTS).headers["location"]
    page = place.get(address, headers=ORIGIN).text
    assert "読み取り済み" in page
    assert "private, no-store" == place.get(address, headers=ORIGIN).headers["cache-control"]
    before = served(place)
    assert (303, address) == ((done := ask(place, address, "build")).status_code, done.headers["location"])
    assert "公開した場合の内容" in place.get(address, headers=ORIGIN).text
    assert before == served(place)
    assert 303 == ask(place, address, "publish").status_code
    assert before + 1 == served(place)
    found = place.get("/api/v1/search", params={"q": "放課後の居場所", "city": "102041"}).json()
    assert any(hit["label"].startswith("放課後の居場所づくり") for hit in found["hits"])
    told = place.get("/api/v1" + address.replace("/add", "/additions"), headers={"Authorization": f"Bearer {ADMIN}"})
    assert ("publish", "done", before + 1) == tuple(told.json()[each] for each in ("step", "state", "generation"))


def test_the_lines_are_shown_with_words_and_a_legend(place):
    """What each was read as stands in words; links of the legend narrow them down; what a document says is text."""
    sign_in(place)
    script = "<script>alert(1)</script>"
    named = {"name": f"計画{script.replace('/', '')}.md", "municipality": "伊勢崎市", "title": script}
    address = upload(place, **named).headers["location"]
    page = place.get(address, headers=ORIGIN).text
    assert "&lt;script&gt;alert(" in page
    assert "<script>alert(" not in page
    assert "{{ 7*7 }} &amp; &#34;x&#34;" in page
    assert 'class="family element"' in page
    for word in ("構成（施策、目標など）", "列名", "施策"):
        assert word in page
    only = place.get(address, params={"only": "element"}, headers=ORIGIN).text
    assert 'class="family element" aria-current="true"' in only
    assert '<tr class="family frame">' not in only
    assert '<tr class="family frame">' in page


def test_while_something_runs_the_page_asks_again(place, monkeypatch):
    """By a script, without one by itself, or not at all where a person wants that; a link does it in any case."""
    sign_in(place)
    monkeypatch.setattr(place.app.state.library.additions, "work", lambda: None)
    address = upload(place, **FACTS).headers["location"]
    page = place.get(address, headers=ORIGIN).text
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "/static/add.js" in page
    assert "<progress" in page
    still = place.get(address, params={"still": 1}, headers=ORIGIN).text
    assert "http-equiv" not in still
    assert "/static/add.js" not in still
    assert 400 == ask(place, address, "publish").status_code
    assert 303 == ask(place, address, "discard").status_code
    assert 404 == place.get(address, headers=ORIGIN).status_code


def test_what_cannot_be_read_says_why_and_what_can_be_told_is_told(place):
    """In the language of the page; the city is asked for, and then it is read."""
    sign_in(place)
    address = upload(place, PLAN.replace("灯里市 ", "")).headers["location"]
    page = place.get(address, headers=ORIGIN).text
    assert "どの市町村の計画か分かりません" in page
    assert "<details open" in page
    assert 303 == ask(place, address, "correct", municipality="Isesaki", period="2024/2028").status_code
    assert "読み取り済み" in place.get(address, headers=ORIGIN).text
    assert 400 == ask(place, address, "correct", period="2028/2024").status_code


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def locked_pdf():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("a-password", canPrint=0))
    canvas.drawString(100, 700, "locked")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xlsx", packed(a="b"), "zip 書庫"),
        ("plan.xlsx", packed(**{"xl/workbook.xml": "0" * (65 * 2**20)}), "展開すると"),
        ("plan.pdf", locked_pdf(), "パスワードがかかっています"),
        ("plan.pdf", b"%PDF-1.7\nnothing", "PDF"),
        ("plan.pdf", b"no PDF at all", "中身は別の形式"),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "古い形式"),
        ("plan.csv", b"\x00\x01\x02", "バイナリー"),
        ("plan.txt", b" \n ", "ファイルが空"),
        ("plan.html", b"<html><script>alert(1)</script>", "文字がありません"),
        ("plan.md", b"\x89PNG\r\n", "画像"),
    ],
)
def test_hostile_and_broken_files_say_what_is_wrong(place, name, content, said):
    """Each is kept, read in a process that may fail, and told in a sentence; the service goes on."""
    sign_in(place)
    page = place.get(upload(place, content, name, **FACTS).headers["location"], headers=ORIGIN).text
    assert "読み取れませんでした" in page
    assert said in re.search(r'<p class="notice" role="alert">(.*?)</p>', page, re.DOTALL)[1]
    assert 200 == place.get("/healthz").status_code


@pytest.mark.parametrize(("name", "content"), [("plan.exe", b"MZ"), ("plan.txt", b""), ("noname", b"x")])
def test_what_is_no_document_is_refused_at_once(place, name, content):
    """With 400, and nothing is kept."""
    sign_in(place)
    assert 400 == upload(place, content, name).status_code
    assert [] == place.app.state.library.additions.all()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(place):
    """By its announced length without reading a byte of it, else once it has come to more than a document may have."""
    sign_in(place)
    kind = "multipart/form-data; boundary=x"

    def never():
        raise AssertionError("the body was read")
        yield b""

    large = {"Content-Type": kind, "Content-Length": str(300 * 2**20), **ORIGIN}
    assert 413 == place.post("/add", content=never(), headers=large).status_code
    head = b'--x\r\nContent-Disposition: form-data; name="document"; filename="a.txt"\r\n\r\n'

    def flood():
        yield head
        for _ in range(MOST_BYTES // 2**20 + 2):
            yield b"a" * 2**20

    refused = place.post("/add", content=flood(), headers={"Content-Type": kind, **ORIGIN})
    assert 413 == refused.status_code
    assert [] == place.app.state.library.additions.all()


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"x", 415),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=x", b"x", 400),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
            400,
        ),
    ],
)
def test_forms_that_are_none_are_refused(place, kind, body, status):
    """Whatever else they are."""
    sign_in(place)
    assert status == place.post("/add", content=body, headers={"Content-Type": kind, **ORIGIN}).status_code


def test_a_full_disk_is_told(place, monkeypatch):
    """507, and nothing of the upload stays."""
    sign_in(place)

    def full(*_):
        raise OSError(28, os.strerror(28))

    token = csrf(place)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert 507 == upload(place, token=token).status_code
    assert [] == place.app.state.library.additions.all()


def test_only_administrators_add_plans(place):
    """Nobody else sees the pages, the JSON, or the link; the token of staff is not enough."""
    assert "/signin?back=/add" == place.get("/add", headers=ORIGIN).headers["location"]
    assert (401, 401) == tuple(place.get(f"/api/v1/additions{end}").status_code for end in ("", "/x"))
    assert 401 == upload(place, token="x").status_code
    sign_in(place, STAFF)
    assert 403 == place.get("/add", headers=ORIGIN).status_code
    assert 403 == upload(place, token="x").status_code
    assert 403 == place.get("/api/v1/additions").status_code
    assert 403 == place.get("/api/v1/additions", headers={"Authorization": f"Bearer {STAFF}"}).status_code
    assert 200 == place.get("/api/v1/additions", headers={"Authorization": f"Bearer {ADMIN}"}).status_code
    assert 'href="/add"' not in place.get("/", headers=ORIGIN).text
    sign_in(place)
    assert 'href="/add"' in place.get("/", headers=ORIGIN).text
    assert [] == place.get("/api/v1/additions").json()


def test_a_form_of_no_page_of_ours_is_refused(place):
    """Without the signature of the session, or with a program's token instead of a session."""
    sign_in(place)
    for wrong in ("", "0" * 64):
        assert 403 == upload(place, token=wrong).status_code
    address = upload(place, **FACTS).headers["location"]
    for asked in ("build", "publish", "discard", "correct"):
        assert 403 == place.post(f"{address}/{asked}", data={"csrf": "0" * 64}).status_code
    place.cookies.clear()
    assert 403 == place.post(f"{address}/discard", headers={"Authorization": f"Bearer {ADMIN}"}).status_code
    assert 1 == len(place.app.state.library.additions.all())


def test_administrators_decide_as_staff_do(place):
    """Their token stands above that of staff."""
    sign_in(place)
    page = place.get("/page/990019/comprehensive-plan-2025-2029/1-1", headers=ORIGIN).text
    assert 'action="/decide"' in page


@pytest.mark.parametrize("name", ["x", "...", "20261127-000000-00000000", "%00", "records.lock"])
def test_there_is_no_other_addition(place, name):
    """404 for what is none, and no way out of the folder."""
    sign_in(place)
    assert 404 == place.get(f"/add/{name}", headers=ORIGIN).status_code
    assert 404 == place.get(f"/api/v1/additions/{name}").status_code


def test_without_a_token_nothing_can_be_added(client):
    """The public side stays read-only, and says nothing of it."""
    assert 403 == client.get("/add").status_code
    assert 403 == client.get("/api/v1/additions").status_code
    assert 403 == client.post("/add").status_code
    assert "GET, HEAD, OPTIONS" == client.options("/add").headers["allow"]


def field(page, name):
    """What a field of a page holds, and what stands beside it as wrong."""
    html = lxml.html.fromstring(page.text)
    (found,) = html.xpath(f"//form[contains(@class, 'adding')]//*[@name='{name}']")
    wrong = html.xpath(f"//*[@id='{name}-wrong']/text()")
    assert (found.get("aria-invalid") == "true") == bool(wrong)
    return found.get("value"), "".join(wrong)


@pytest.mark.parametrize(
    ("name", "content", "more", "wrong", "said"),
    [
        ("plan.exe", "x", {}, "document", "ファイルは読めません"),
        ("plan.md", "", {}, "document", "空"),
        ("plan.md", PLAN, {"period": "2028/2024"}, "period", "2028"),
        ("plan.md", PLAN, {"slug": "x" * 300}, "slug", "200"),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed(place, name, content, more, wrong, said):
    """The form comes again with 400: what was typed stands in it, and beside its field what is wrong, in words."""
    sign_in(place)
    told = upload(place, content, name, municipality="花槻市", title="総合計画", **more)
    assert 400 == told.status_code
    assert [("花槻市", ""), ("総合計画", "")] == [field(told, each) for each in ("municipality", "title")]
    assert said in field(told, wrong)[1]
    assert f"{wrong}:" not in field(told, wrong)[1]


def test_a_form_without_a_file_keeps_what_was_typed(place):
    """Who forgot the file types nothing twice."""
    sign_in(place)
    form = {"csrf": csrf(place), "municipality": "花槻市"}
    told = place.post("/add?lang=en", data=form, files={"document": ("", b"")}, headers=ORIGIN)
    assert (400, "花槻市") == (told.status_code, field(told, "municipality")[0])
    assert "choose a file" in field(told, "document")[1]


def test_a_correction_that_is_refused_keeps_what_was_typed(place):
    """On the page of the plan, beside the field."""
    sign_in(place)
    address = upload(place).headers["location"]
    told = ask(place, address, "correct", title="別の名称", period="2028/2024")
    assert (400, "別の名称") == (told.status_code, field(told, "title")[0])
    assert ("2028/2024", True) == (field(told, "period")[0], "2028" in field(told, "period")[1])
    assert f'action="{address}/correct"' in told.text


def test_a_wrong_token_leaves_the_role_and_the_way_back(place):
    """The form of signing in comes again with 401, and says beside the token that it is another."""
    told = place.post("/signin?lang=en", data={"token": "other", "role": ROLE, "back": "/add"}, headers=ORIGIN)
    assert (401, ROLE, "") == (told.status_code, *field(told, "role"))
    assert (None, "this is not the token") == field(told, "token")
    assert 'name="back" value="/add"' in told.text
