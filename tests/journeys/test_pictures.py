"""The pictures of the documentation: one for each kind of page, small, and shown."""

import importlib.util
import re
import sys
from importlib.resources import files
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 150_000


def pictures():
    spec = importlib.util.spec_from_file_location("pictures", Path(__file__).with_name("pictures.py"))
    module = sys.modules["pictures"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PICTURES


def test_every_kind_of_page_has_its_picture():
    """A template that is a page of its own is shown."""
    templates = files("plangraph_api").joinpath("templates").iterdir()
    pages = {file.name[:-5] for file in templates if '{% extends "base.html" %}' in file.read_text(encoding="utf-8")}
    assert pages == {picture.template for picture in pictures()}


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture.name)
def test_a_picture_is_there_small_and_linked(picture):
    """`make screenshots` wrote it, it has a palette, and the page of pictures leads to it."""
    content = (DOCS / f"{picture.name}.png").read_bytes()
    width, colour = int.from_bytes(content[16:20], "big"), content[25]
    # Colour type 3 is a palette (PNG, 11.2.1).
    assert (b"\x89PNG\r\n\x1a\n", picture.width, 3, True) == (content[:8], width, colour, len(content) <= MOST_BYTES)
    assert f"({picture.name}.png)" in (DOCS / "PAGES.md").read_text(encoding="utf-8")


def test_no_picture_is_left_over():
    """Every PNG of the documentation is one that the command writes."""
    assert {f"{picture.name}.png" for picture in pictures()} == {file.name for file in DOCS.glob("*.png")}


def test_the_page_of_pictures_shows_nothing_else():
    """Each picture that it names is one of them."""
    named = set(re.findall(r"\((\S+\.png)\)", (DOCS / "PAGES.md").read_text(encoding="utf-8")))
    assert named == {f"{picture.name}.png" for picture in pictures()}
