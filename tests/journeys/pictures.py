"""A picture of each kind of page, on the sample plans: `make screenshots` takes them into `docs/` for `docs/PAGES.md`.

A browser that is there already opens a server of this very tree. Pictures have few colours, so that they stay small.
"""

import contextlib
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import quote

ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = ROOT / "src" / "plangraph" / "samples"
WIDTH, COLOURS = 1200, 192
TOKEN: Final = "token-of-administrators"
BINARY: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PLEDGES, REVIEW = "/page/990027/manifesto-progress-2025-2028", "/page/990027/strategy-review-2020-2024-fy2023"
CITY, CITY_NAME = "990027", "花槻市"
UPLOADED: Final = """# 花槻市 こども計画
計画期間 令和6年度～令和10年度

## 1 こどもの居場所
### 1-1 放課後の居場所づくり
学校の図書室を夕方まで開きます。
担当課: こども未来課

| 指標 | 基準値(R5) | 目標値(R10) |
|---|---|---|
| 居場所の数 | 3か所 | 9か所 |
"""
OF_TOPIC: Final = "/page/990019/comprehensive-plan-2025-2029/1-1"


@dataclass(frozen=True, slots=True)
class Picture:
    """One file `docs/NAME.png`: the template that it shows, where, and how much of the page, in pixels."""

    name: str
    template: str
    path: str
    height: int = 900
    staff: bool = False
    below: str = ""  # the selector of where it begins; "" for the top
    opened: str = ""  # what is clicked before
    language: str = "ja"
    width: int = WIDTH
    dark: bool = False


PICTURES: Final = (
    Picture("home", "home", "/"),
    Picture("search", "search", "/search?q=防災に関する施策", 1000),
    Picture("search-nothing", "search", "/search?q=zxqvj", 700),
    Picture("answer", "search", "/search?q=花槻市で順調なKPIはいくつ?"),
    Picture("element", "element", f"{PLEDGES}/1-1-1", 1250),
    Picture("neighbours", "element", OF_TOPIC, 620, below="section[aria-labelledby=neighbours]"),
    Picture("indicator", "element", f"{REVIEW}/4-2-2/kpi/空き家除却件数", 1000),
    Picture("statistics", "element", "/page/990019/comprehensive-plan-2025-2029/3-3/kpi/リサイクル率", 1000),
    Picture("compare", "compare", "/compare?q=空き家&city=990019&city=990027", 1150),
    Picture("city", "city", "/page/990027"),
    Picture("sdgs", "city", "/page/990027", 900, below="#by-sdg"),
    Picture("plan", "plan", REVIEW, 1000),
    Picture("field", "thing", "/field/childcare", 800),
    Picture("sparql", "sparql", "/sparql?query=SELECT ?plan ?label { ?plan a pg:Plan ; rdfs:label ?label }", 800),
    Picture("dataset", "dataset", "/dataset"),
    Picture("graph", "graph", "/graph/990027/manifesto-progress-2025-2028", 800),
    Picture("ontology", "ontology", "/ontology", 800),
    Picture("shapes", "shapes", "/shapes", 800),
    Picture("api", "docs", "/docs", 800),
    Picture("error", "error", "/nowhere", 600),
    Picture("sign-in", "signin", "/signin", 600),
    Picture("curation", "element", OF_TOPIC, 700, staff=True, below=".facts", opened="dd.sdg summary"),
    Picture("add", "add", "/add", 700, staff=True),
    Picture("add-a-plan", "addition", "", 2100, staff=True),
    Picture("narrow", "search", "/search?q=phòng chống thiên tai", 1100, language="vi", width=360),
    Picture("dark", "search", "/search?q=disaster preparedness", 800, language="en", dark=True),
)


@contextlib.contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """The address of a server of a workspace, as long as the block runs."""
    import uvicorn

    from plangraph.pipeline.additions import steps, worker
    from plangraph_api.app import create_app

    os.environ["PLANGRAPH_ADMIN_TOKEN"] = TOKEN
    app = create_app(workspace)
    # What is added is read here, where the invented city can be named: no list of municipalities has it.
    app.state.library.additions.work = lambda: worker.drain(workspace)
    told = steps.see_facts
    named = patch.object(steps, "see_facts", lambda facts: replace(told(facts), municipality_name=CITY_NAME))
    with named, socket.create_server(("127.0.0.1", 0)) as listening:
        running = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        running.should_exit = True
        thread.join(timeout=30)
    app.state.library.close()


def made(workspace: Path) -> Path:
    """A workspace with the sample plans and the table of invented statistics."""
    import plangraph
    from plangraph.pipeline.statistics import import_statistics

    plangraph.ingest([SAMPLES / "corpus.toml"], workspace)
    import_statistics(ROOT / "docs" / "statistics" / "invented-local-indicators.csv", workspace)
    plangraph.build(workspace)
    return workspace


def sign_in(page: Any) -> None:
    """Sign in as an administrator in a role that every city hall has."""
    page.goto("/signin")
    page.fill("#role", "企画課")
    page.fill("#token", TOKEN)
    page.click("main button[type=submit]")


def add(page: Any) -> None:
    """Upload a small invented plan, and have it built."""
    page.goto("/add")
    page.set_input_files("#document", {"name": "plan.md", "mimeType": "text/markdown", "buffer": UPLOADED.encode()})
    page.click(".adding summary")
    page.fill("#municipality", CITY)
    page.fill("#title", "こども計画")
    page.click(".adding button[type=submit]")
    page.wait_for_selector("#lines, p.notice[role=alert]")
    page.click("form[action$='/build'] button")
    page.wait_for_selector("#built")


def take(browser: Any, address: str, picture: Picture) -> bytes:
    """The picture as PNG, in full colour."""
    context = browser.new_context(
        base_url=address,
        locale=picture.language,
        viewport={"width": picture.width, "height": 900},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    if picture.staff:
        sign_in(page)
    if picture.path:
        page.goto(quote(picture.path, safe="/?&=:"), wait_until="networkidle")
    else:
        add(page)
    if picture.opened:
        page.locator(picture.opened).first.click()
    top = page.locator(picture.below).first.bounding_box()["y"] - 16 if picture.below else 0
    whole = page.evaluate("document.documentElement.scrollHeight")
    height = min(picture.height, whole - top)
    shown = page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": picture.width, "height": height})
    context.close()
    return bytes(shown)


def reduced(shown: bytes) -> bytes:
    """The same with few colours, which is a fifth of its size and looks alike."""
    from PIL import Image

    out = BytesIO()
    full = Image.open(BytesIO(shown)).convert("RGB")
    full.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def main() -> None:
    """Take every picture; raises what the browser raises where a page has not what a picture is of."""
    from playwright.sync_api import sync_playwright

    if BINARY is None:
        raise SystemExit("no Chromium on this machine: install chromium, and run this again")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(made(Path(folder))) as address,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=BINARY, args=["--no-sandbox"])
        for picture in PICTURES:
            file = ROOT / "docs" / f"{picture.name}.png"
            file.write_bytes(reduced(take(browser, address, picture)))
            print(f"{file.relative_to(ROOT)}\t{file.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
