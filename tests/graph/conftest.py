"""A plan of an invented city that shows everything a plan can say, built by hand."""

from decimal import Decimal

import pytest

from plangraph.model import (
    Assessment,
    Bound,
    Direction,
    Document,
    Element,
    ElementKind,
    Grade,
    Indicator,
    Missing,
    Observation,
    Plan,
    PlanKind,
    Reading,
    Reference,
    ReferenceKind,
    Responsibility,
    SdgStatement,
    Span,
    Status,
    Term,
    Text,
    TextRole,
    ValueKind,
)
from plangraph.namespaces import Iris

AREA_RATE = Indicator(
    name="自主防災組織の訓練実施率",
    definition="1年間に訓練を行った組織の割合",
    span=Span(40, 40),
    unit="%",
    observations=(
        Observation(ValueKind.BASELINE, "40.0%", Span(40, 40), Decimal("40.0"), "%", fiscal_year=2021),
        Observation(ValueKind.ACTUAL, "55%", Span(40, 40), Decimal(55), "%", fiscal_year=2023),
        Observation(
            ValueKind.TARGET, "70%以上", Span(40, 40), Decimal(70), "%", fiscal_year=2026, bound=Bound.AT_LEAST
        ),
    ),
    texts=(Text(TextRole.DELAY_REASON, "訓練の担い手が足りない。", Span(41, 41)),),
    responsibilities=(Responsibility("危機管理課", Span(40, 40)),),
    assessments=(Assessment("遅れ", Span(40, 40), Status.DELAYED, fiscal_year=2023),),
)
LIFE = Indicator(
    name="健康寿命",
    span=Span(42, 43),
    direction=Direction.INCREASE,
    observations=(
        Observation(ValueKind.BASELINE, "78歳", Span(42, 42), Decimal(78), "歳", calendar_year=2020, group="男性"),
        Observation(ValueKind.ACTUAL, "79歳", Span(42, 42), Decimal(79), "歳", calendar_year=2023, group="男性"),
        Observation(ValueKind.TARGET, "80歳", Span(42, 42), Decimal(80), "歳", calendar_year=2026, group="男性"),
        Observation(ValueKind.ACTUAL, "-", Span(43, 43), group="女性", missing=Missing.NOT_PUBLISHED),
    ),
)


@pytest.fixture
def iris():
    return Iris()


@pytest.fixture
def plan():
    initiative = Element(
        ElementKind.INITIATIVE, "訓練の支援", Span(45, 46), indicators=(AREA_RATE,), title_inferred=True
    )
    measure = Element(
        ElementKind.MEASURE,
        "防災の推進",
        Span(30, 50),
        code="1-1",
        code_inferred=True,
        texts=(
            Text(TextRole.VISION, "だれもが備えている。\nだれもが助け合っている。", Span(31, 32)),
            Text(TextRole.SITUATION, "水害が増えている。", Span(33, 33)),
        ),
        indicators=(AREA_RATE, LIFE),
        children=(initiative,),
        sdgs=(SdgStatement(11, "SDGs 11.5", Span(34, 34), target="11.5"),),
        references=(
            Reference(ReferenceKind.ELEMENT, "空き家対策", Span(47, 47), code="1-2"),
            Reference(ReferenceKind.ELEMENT, "学びの充実", Span(48, 48), code="2-1"),
            Reference(ReferenceKind.PLAN, "地域防災計画", Span(49, 49)),
            Reference(ReferenceKind.PROJECT, "避難所整備事業", Span(50, 50)),
        ),
    )
    pledge = Element(
        ElementKind.MEASURE,
        "空き家対策",
        Span(60, 62),
        code="1-2",
        responsibilities=(
            Responsibility("事務管理課", Span(61, 61), to_fiscal_year=2025),
            Responsibility("住宅課", Span(61, 61), from_fiscal_year=2026),
        ),
        assessments=(Assessment("A", Span(62, 62), Status.ACHIEVED, as_of="2024-03-31", units=("住宅課",)),),
        references=(Reference(ReferenceKind.PROJECT, "避難所整備事業", Span(62, 62)),),
        term=Term.SHORT,
        deadline=2023,
        deadline_text="令和5年度末",
    )
    policy = Element(ElementKind.POLICY, "安心のまち", Span(20, 70), code="1", children=(measure, pledge))
    return Plan(
        municipality="990015",
        municipality_name="花月市",
        title="花月市 総合計画",
        kind=PlanKind.COMPREHENSIVE_PLAN,
        slug="comprehensive-plan-2022-2026",
        period=(2022, 2026),
        document=Document("plan.txt", "0" * 64, "text/plain", "utf-8", "ja", ()),
        elements=(policy,),
        scale=(
            Grade("A", Status.ACHIEVED, "達成", 100),
            Grade("B", Status.MOSTLY_ON_TRACK, "だいたいよい", 75),
            Grade("遅れ", Status.DELAYED),
        ),
        readings=(Reading(Span(1, 60), "text", "test", 900), Reading(Span(61, 70), "unread", "test", 100)),
        layout="by-hand",
    )
