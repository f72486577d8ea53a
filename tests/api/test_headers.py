"""What every public route says to caches and to other origins, in one table."""

import gzip

import pytest

PROGRAM = {"Accept": "*/*", "Accept-Language": "en", "Accept-Encoding": "identity"}
# What another client would send, one header at a time: where that makes a difference, Vary names the header.
OTHERS = {
    "Accept": ("text/html,*/*;q=0.8", "application/ld+json", "application/json", "text/csv"),
    "Accept-Language": ("ja",),
    "Accept-Encoding": ("gzip",),
}
NEVER_KEPT = {"/healthz", "/readyz"}


@pytest.fixture(scope="module", autouse=True)
def _ready(client):
    """What opens an index does so before the first answer is looked at."""
    client.get("/api/v1/search?q=x")
    client.get("/api/v1/suggest?q=x")


def test_every_answer_says_how_long_it_holds(client, asked_at):
    """All but errors, redirects and the server's state have a tag, and who has it gets 304 with the same headers."""
    for accept in ("*/*", *OTHERS["Accept"]):
        sent = {**PROGRAM, "Accept": accept}
        answer = client.get(asked_at, headers=sent)
        assert "*" == answer.headers["access-control-allow-origin"]
        if answer.status_code != 200 or asked_at in NEVER_KEPT or (accept[5:9] == "html" and "query=" in asked_at):
            assert ("no-store" if asked_at in NEVER_KEPT and answer.status_code == 200 else "no-cache", None) == (
                answer.headers["cache-control"],
                answer.headers.get("etag"),
            )
            continue
        assert "public, no-cache" == answer.headers["cache-control"]
        again = client.get(asked_at, headers={**sent, "If-None-Match": answer.headers["etag"]})
        assert (304, b"", "*") == (again.status_code, again.content, again.headers["access-control-allow-origin"])
        for name in ("etag", "vary", "cache-control"):
            assert answer.headers.get(name) == again.headers.get(name), name
        assert 200 == client.get(asked_at, headers={**sent, "If-None-Match": '"other"'}).status_code


def test_head_says_what_get_says(client, asked_at):
    """The same status and the same headers, and no body."""
    for accept in ("*/*", "text/html,*/*;q=0.8"):
        answer, head = (method(asked_at, headers={**PROGRAM, "Accept": accept}) for method in (client.get, client.head))
        assert (answer.status_code, dict(answer.headers), b"") == (head.status_code, dict(head.headers), head.content)


def test_what_makes_a_difference_is_in_vary(client, asked_at):
    """An answer that would be another one by some header of the request names that header."""
    plain = client.get(asked_at, headers=PROGRAM)
    named = {name.strip() for name in plain.headers.get("vary", "").split(",")}
    for header, values in OTHERS.items():
        for value in values:
            other = client.get(asked_at, headers={**PROGRAM, header: value})
            differs = (other.content, other.headers.get("location"), other.headers.get("content-encoding")) != (
                plain.content,
                plain.headers.get("location"),
                plain.headers.get("content-encoding"),
            )
            assert not differs or header in named, (header, value)


def test_tags_tell_forms_apart(client, asked_at):
    """What differs by a header of the request has another tag, so that no 304 is about another form."""
    seen = {}
    for header, values in OTHERS.items():
        for value in values:
            answer = client.get(asked_at, headers={**PROGRAM, header: value})
            if "etag" in answer.headers:
                content = (answer.content, answer.headers["content-type"], answer.headers.get("content-encoding"))
                assert content == seen.setdefault(answer.headers["etag"], content)


def test_pages_name_static_files_for_good(client, browser):
    """Under the address with its digest a file never changes; under any other a browser asks."""
    address = browser("/").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "public, max-age=31536000, immutable" == client.get(address).headers["cache-control"]
    assert "public, no-cache" == client.get("/static/style.css?000000000000").headers["cache-control"]


DUMP = "/dumps/plangraph.nq.gz"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=100-", 100, None), ("bytes=-7", -7, None), ("Bytes=5-5", 5, 5)],
)
def test_a_dump_is_sent_in_parts(client, asked, first, last):
    """206 with the bytes asked for, and where they are (RFC 9110, 14.4)."""
    whole = client.get(DUMP)
    assert "bytes" == whole.headers["accept-ranges"]
    part = client.get(DUMP, headers={"Range": asked})
    start = first % len(whole.content)
    end = len(whole.content) - 1 if last is None else last
    expected = whole.content[start : end + 1]
    assert (206, expected) == (part.status_code, part.content)
    assert f"bytes {start}-{end}/{len(whole.content)}" == part.headers["content-range"]
    assert (whole.headers["etag"], str(len(expected))) == (part.headers["etag"], part.headers["content-length"])


def test_a_dump_goes_on_only_where_it_is_the_same(client):
    """If-Range takes the tag, which is a strong one, or the time of the build; for another all is sent (13.1.5)."""
    whole = client.get(DUMP)
    tag, built = whole.headers["etag"], whole.headers["last-modified"]
    assert not tag.startswith("W/")
    for held, status in ((tag, 206), (built, 206), ('"other"', 200), (f"W/{tag}", 200)):
        answer = client.get(DUMP, headers={"Range": "bytes=10-", "If-Range": held})
        assert (status, whole.content[10 if status == 206 else 0 :]) == (answer.status_code, answer.content)


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=9-2", "bytes=a-b", "bytes", "bytes=1-2,x"])
def test_ranges_that_cannot_be_read_are_passed_over(client, asked):
    """All is sent (14.2)."""
    answer = client.get(DUMP, headers={"Range": asked})
    assert (200, client.get(DUMP).content) == (answer.status_code, answer.content)


def test_a_range_behind_the_end_is_a_problem(client):
    """416 says how long the file is (15.5.17)."""
    size = len(client.get(DUMP).content)
    answer = client.get(DUMP, headers={"Range": f"bytes={size}-"})
    assert (416, f"bytes */{size}") == (answer.status_code, answer.headers["content-range"])
    assert ("application/problem+json", f"there are {size:,} bytes") == (
        answer.headers["content-type"],
        answer.json()["detail"],
    )


def test_what_is_unpacked_on_the_way_has_no_parts(client):
    """Accept-Ranges says none, and a range is passed over; packed on the way it has parts of the packed bytes."""
    sent = {"Accept-Encoding": "identity", "Range": "bytes=0-9"}
    text = client.get("/dumps/plangraph.nq", headers=sent)
    assert (200, "none") == (text.status_code, text.headers["accept-ranges"])
    assert gzip.decompress(client.get(DUMP).content) == text.content


def test_heads_of_files_open_nothing(client, monkeypatch):
    """A range says nothing to HEAD, and the file is left alone (9.3.2, 14.2)."""
    monkeypatch.setattr("plangraph_api.downloads.Download._open_file", None)
    answer = client.head(DUMP, headers={"Range": "bytes=0-9"})
    assert (200, b"") == (answer.status_code, answer.content)
    assert int(answer.headers["content-length"]) > 10
