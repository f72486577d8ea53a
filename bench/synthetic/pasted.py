"""Plans as plain text that somebody pasted, or as Markdown: headings, labels and lists, and no table anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from synthetic import pasted_words as forms
from synthetic import words
from synthetic.facts import Printed
from synthetic.pasted_form import Form
from synthetic.plans import draw_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from synthetic.plans import Kpi, Node, SyntheticPlan

GENRES: Final = {
    "plan": ("Goal", "Measure", "Initiative"),
    "plan of two levels": ("Measure", "Initiative"),
    "review": ("Goal", "Measure", "Initiative"),
    "list of indicators": ("Goal", "Measure", "Initiative"),
    "pledges": ("Policy", "Pledge"),
    "projects": ("Project",),
}
_LEVELS: Final = 3
REVIEWS: Final = ("review", "list of indicators", "pledges", "projects")


def render(rng: Random) -> Printed:
    """One drawn plan and its print."""
    form = Form(rng, {})
    genre = form.of("genre", tuple(GENRES))
    plan = draw_plan(rng, levels=GENRES[genre], review=genre in REVIEWS)
    printer = {"pledges": _pledges, "projects": _projects}.get(genre, _plan)
    plan, lines = printer(form, plan)
    body = "\n".join((*_front(form, plan, genre), *lines, *_back(form)))
    data = body.replace("\n", "\r\n") if form.of("ends of lines", ("LF", "LF", "CRLF")) == "CRLF" else body
    suffix = ".md" if "Markdown" in form.traits.get("numbering", "") else ".txt"
    return Printed(data.encode(), suffix, plan, form.traits)


def _front(form: Form, plan: SyntheticPlan, genre: str) -> Iterator[str]:
    mark = "# " if "Markdown" in form.traits.get("numbering", "") else ""
    title = plan.title + {"review": "　進捗状況報告書", "pledges": "", "projects": "　事務事業評価"}.get(genre, "")
    if genre == "pledges":
        title = f"{plan.city}長公約進捗状況"
    yield mark + title
    fronts = sorted(each for each in forms.FRONTS if genre == "plan" or each != "parts")
    yield from (
        forms.FRONTS[form.of("front", fronts)]
        .format(city=plan.city, first=form.year(plan.first), last=form.year(plan.last))
        .splitlines()
    )
    if genre in REVIEWS:
        yield from form.legend()
    yield ""


def _back(form: Form) -> Iterator[str]:
    yield from forms.BACKS[form.of("back", sorted(forms.BACKS))].splitlines()


# --- plans and their reviews ---


def _plan(form: Form, plan: SyntheticPlan) -> tuple[SyntheticPlan, Iterator[str]]:
    heads = forms.HEADS if len(GENRES[form.traits["genre"]]) == _LEVELS else forms.TWO
    low = form.of("lowest", ("headings", "bullets", "bullets with units", "headings with units"))
    body = _Body(
        form,
        heads[form.of("numbering", sorted(heads))],
        units=low.endswith("units"),
        bullets=low.startswith("bullets"),
        charged=form.of("charge", sorted(forms.CHARGES)),
        goals=form.of("SDGs", (*forms.SDGS, "none", "none")),
        indicators=form.of("indicators", sorted(forms.INDICATORS_REVIEWED if _reviewed(plan) else forms.INDICATORS)),
    )
    plan = plan.changed(body.kept)
    return plan, (line for node in plan.nodes for line in body.lines(node, (node.number,)))


@dataclass(frozen=True, slots=True)
class _Body:
    """How elements are printed: `heads` number them by level, the lowest are headings or `bullets`."""

    form: Form
    heads: tuple[str, ...]
    units: bool
    bullets: bool
    charged: str
    goals: str
    indicators: str

    def kept(self, node: Node) -> Node:
        """An element as it is printed, without what this form has no place for."""
        lowest = node.kind == "Initiative"
        units = node.departments if (self.units if lowest else self.charged != "none") else ()
        listed = self.form.traits["genre"] == "list of indicators" and node.kind == "Measure"
        return replace(
            node,
            departments=units if node.kind != "Goal" else (),
            sdgs=() if self.goals == "none" else node.sdgs,
            status="",
            kpis=tuple(_kept_kpi(self.form, kpi, self.indicators) for kpi in node.kpis),
            children=() if listed else node.children,
        )

    def lines(self, node: Node, path: tuple[int, ...]) -> Iterator[str]:
        """The lines of an element and of all below it."""
        lowest = node.kind == "Initiative"
        if (
            self.form.of("blank lines", ("above all", "above upper", "none"))
            in ("above all", "above upper")[: 2 - lowest]
        ):
            yield ""
        if lowest:
            yield from self._lowest(node, path)
            return
        quoted = self.form.of("titles", ("{}", "{}", "「{}」")) if len(path) == 1 else "{}"
        yield forms.numbered(self.heads[len(path) - 1], path) + quoted.format(node.title)
        if node.sdgs:
            yield forms.SDG_LINES[self.goals](node.sdgs)
        if self.charged.endswith("first"):
            yield from self._charge(node)
        yield from self._text(node, labelled=True)
        yield from self._indicators(node)
        if not self.charged.endswith("first"):
            yield from self._charge(node)
        if self.bullets and any(child.kind == "Initiative" for child in node.children):
            words_ = ("主な取組", "具体的な取組", "主な事業", "取組内容")
            yield self.form.label(self.form.of("word of initiatives", words_))
        for child in node.children:
            yield from self.lines(child, (*path, child.number))

    def _lowest(self, node: Node, path: tuple[int, ...]) -> Iterator[str]:
        title = node.title + (f"（{self.form.units(node.departments)}）" if node.departments else "")
        if self.bullets:
            yield self.form.of("bullets", ("・", "○", "● ", "- ", "・　")) + title
        else:
            yield forms.numbered(self.heads[len(path) - 1], path) + title
            yield from self._text(node, labelled=False)

    def _charge(self, node: Node) -> Iterator[str]:
        if node.departments:
            yield from forms.CHARGES[self.charged].format(self.form.units(node.departments)).splitlines()

    def _text(self, node: Node, *, labelled: bool) -> Iterator[str]:
        if self.form.of("texts", ("plain", "labelled", "none")) == "none":
            return
        if self.form.traits["texts"] == "labelled" and labelled:
            words_ = ("現状と課題", "施策の目的", "基本的方向", "取組の方向性")
            yield self.form.label(self.form.of("word of texts", words_))
        yield from forms.wrapped(node.text, self.form.of("wrapping", ("none", "24", "38")))

    def _indicators(self, node: Node) -> Iterator[str]:
        if not node.kpis:
            return
        # A value alone is a target only where the label says so.
        named = [each for each in forms.OF_INDICATORS if "目標" in each or "target only" not in self.indicators]
        yield self.form.label(self.form.of("word of indicators", named))
        for at, kpi in enumerate(node.kpis):
            yield from _indicator(self.form, kpi, self.indicators, at)


def _reviewed(plan: SyntheticPlan) -> bool:
    return any(kpi.of("Actual") for node in plan.walk() for kpi in node.kpis)


def _kept_kpi(form: Form, kpi: Kpi, indicators: str) -> Kpi:
    """The indicator as the form prints it: one actual value, or all; perhaps no baseline, no judgement."""
    values = kpi.values
    if kpi.of("Actual") and form.of("actual values", ("last", "all")) == "last":
        values = (*kpi.of("Baseline"), kpi.of("Actual")[-1], *kpi.of("Target"))
    if "target only" in indicators:
        values = kpi.of("Target")
    judged = form.of("judged", ("indicators", "none")) == "indicators" if kpi.status else False
    return replace(kpi, departments=(), values=values, status=kpi.status if judged else "")


def _indicator(form: Form, kpi: Kpi, indicators: str, at: int) -> Iterator[str]:
    """The lines of an indicator: {name}, {unit}, and of baseline, actual and target the value {b} and year {by}."""
    shape = (forms.INDICATORS_REVIEWED if kpi.of("Actual") else forms.INDICATORS)[indicators]
    said = {"name": kpi.name, "unit": kpi.unit, "c": forms.CIRCLED[at], "n": str(at + 1)}
    for key, kind in (("b", "Baseline"), ("t", "Target")):
        for value in kpi.of(kind):
            said |= {key: form.number(value), f"{key}y": form.year(value.year)}
    for line in shape.splitlines():
        if "{a}" in line:
            told = [{"a": form.number(each), "ay": form.year(each.year)} for each in kpi.of("Actual")]
            if "{all}" in line:
                begin, _, each = line.partition("{all}")
                each, _, end = each.partition("{end}")
                joined = "、".join(each.format(**said, **one) for one in told)
                yield begin.format(**said) + joined + end.format(**said)
            else:
                yield from (line.format(**said, **one) for one in told)
        else:
            yield line.format(**said)
    if kpi.status:
        yield form.of("line of judgement", forms.JUDGED).format(form.judged(kpi.status))


# --- pledges and projects ---


def _pledges(form: Form, plan: SyntheticPlan) -> tuple[SyntheticPlan, Iterator[str]]:
    numbering = form.of("numbering", sorted(forms.PLEDGES))
    heads = forms.PLEDGES[numbering]
    shape = form.of("pledge", sorted(forms.PLEDGE_LINES))
    plan = plan.changed(lambda node: replace(node, sdgs=(), kpis=()))

    def lines() -> Iterator[str]:
        number = 0
        for pillar in plan.nodes:
            yield ""
            yield forms.numbered(heads[0], (pillar.number,)) + pillar.title
            for pledge in pillar.children:
                number = pledge.number if form.of("counted", ("through", "each")) == "each" else number + 1
                said = {
                    "head": forms.numbered(heads[1], (pillar.number, number)) + pledge.title,
                    "units": form.units(pledge.departments),
                    "grade": form.judged(pledge.status),
                    "text": pledge.text,
                }
                yield from forms.PLEDGE_LINES[shape].format(**said).splitlines()

    return plan, lines()


def _projects(form: Form, plan: SyntheticPlan) -> tuple[SyntheticPlan, Iterator[str]]:
    shape = form.of("project", sorted(forms.PROJECT_LINES))
    indicators = form.of("indicators", sorted(forms.INDICATORS_REVIEWED))
    plan = plan.changed(
        lambda node: replace(
            node,
            sdgs=(),
            departments=(form.rng.choice(words.UNITS),),
            kpis=tuple(replace(_kept_kpi(form, kpi, indicators), status="") for kpi in node.kpis),
        )
    )

    def lines() -> Iterator[str]:
        for node in plan.nodes:
            said = {"title": node.title, "n": str(node.number), "text": node.text, "grade": form.judged(node.status)}
            said["units"] = form.units(node.departments)
            before, _, after = forms.PROJECT_LINES[shape].format(**said).partition("{kpis}")
            yield from before.splitlines()
            yield form.label(form.of("word of indicators", ("活動指標", "成果指標", "指標")))
            for at, kpi in enumerate(node.kpis):
                yield from _indicator(form, kpi, indicators, at)
            yield from after.strip("\n").splitlines()
            yield ""

    return plan, lines()
