"""From one search to the next: links, or where the address is long, buttons of a form that holds it once.

A page of a search has some hundred of these; a question of a thousand letters, nine bytes each in an address, would
make each of them ten thousand bytes. A form that is sent by GET leads to the same address, without a script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plangraph_api.pages import Links
    from plangraph_api.parameters import SearchedOnPage

__all__ = ["LONG", "Steps"]

LONG: Final = 400
"""Letters of an address, from which it stands in a page once: 300 links of so many are 120 kB."""
_FORMS: Final = {"sort": "sorted"}


class Steps:
    """The steps from a search, as attributes of elements of the name `tag`."""

    def __init__(self, asked: SearchedOnPage, links: Links) -> None:
        self._asked, self._links = asked, links
        self.long = len(links.to("/search", asked.address())) > LONG
        self.tag = "button" if self.long else "a"

    def forms(self) -> Mapping[str, list[tuple[str, str]]]:
        """By its id, what each form sends of this search: all of it, and all but its order; none where links do."""
        told = self._links.parameters(self._asked.address()) if self.long else []
        return {"again": told, "sorted": [pair for pair in told if pair[0] != "sort"]} if told else {}

    def to(self, path: str = "/search", *, rel: str = "", **change: Any) -> Markup:
        """Where one change leads to, by the name that `SearchedOnPage.address` knows it by.

        `plus` and `without` are pairs of name and value; `drop`, `sort` and `offset` are values.
        """
        if not self.long:
            address = self._links.to(path, self._asked.address(**change))
            return Markup('href="{}"').format(address) + (Markup(' rel="{}"').format(rel) if rel else "")
        ((name, value),) = change.items()
        if isinstance(value, tuple):
            name, value = value if name == "plus" else (name, ":".join(value))
        sent = Markup(' name="{}" value="{}"').format(name, value) if value else ""
        elsewhere = Markup(' formaction="{}"').format(path) if path != "/search" else ""
        return Markup('form="{}"').format(_FORMS.get(name, "again")) + sent + elsewhere
