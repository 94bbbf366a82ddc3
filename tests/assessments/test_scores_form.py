"""What is typed for one criterion, read without a database."""

from decimal import Decimal

import pytest

from assessments.forms.scores import ScoreForm, ScoreRefused, read_entry, version_of
from criteria.definitions import CriterionDefinition
from criteria.scoring import Part

BANDS = [{"from": "50", "points": "2"}, {"below": "50", "points": "0"}]
PARTS = (
    Part("judged", "Đánh giá", "manual", Decimal(10)),
    Part("share", "Tỷ lệ", "bands", Decimal(2), {
        "of": "share", "numerator": "Đạt", "denominator": "Tổng", "bands": BANDS,
    }),
    Part("plan", "Kế hoạch", "yes_no", Decimal(1), {"question": "Có kế hoạch"}),
    Part("when", "Thời điểm", "choice", Decimal(1), {"question": "Khi nào", "options": [
        {"key": "early", "label": "Sớm", "points": "1"},
        {"key": "late", "label": "Muộn", "points": "0"},
    ]}),
)  # fmt: skip
CRITERION = CriterionDefinition(
    pk=7, group_code="I", code="I.1", title="Tiêu chí", max_points=Decimal(14), guidance="",
    scoring_text="", evidence_required=False, evidence_hint="", may_not_arise=True,
    scored_by="unit", is_bonus=False, parts=PARTS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("judged.points", "9,5", "9.5"),
        ("judged.points", "9.5", "9.5"),
        ("judged.points", " 10 ", "10"),
        ("share.denominator", "1.250", 1250),
        ("share.denominator", "1 250", 1250),
        ("plan.answer", "yes", True),
        ("plan.answer", "no", False),
        ("when.choice", "late", "late"),
    ],
)
def test_each_kind_is_stored_plainly(name, typed, stored):
    part, fact = name.split(".")

    assert read_entry(CRITERION, {name: typed}).facts[part] == {fact: stored}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("judged.points", "10,01"),
        ("judged.points", "9,555"),
        ("judged.points", "NaN"),
        ("share.denominator", "1,250"),
        ("share.denominator", "٣"),
        ("share.denominator", "1e3"),
        ("plan.answer", "maybe"),
        ("when.choice", "quarter_one"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_box(name, typed):
    with pytest.raises(ScoreRefused) as refusal:
        read_entry(CRITERION, {name: typed})

    assert list(refusal.value.form.errors) == [name]


def test_every_wrong_box_is_named_at_once():
    form = ScoreForm(CRITERION, {"judged.points": "x", "share.numerator": "-1"})

    assert set(form.errors) == {"judged.points", "share.numerator"}


def test_empty_boxes_are_no_facts_and_no_errors():
    form = ScoreForm(CRITERION, {"judged.points": "  "})

    assert form.errors == {}
    assert form.entry.facts == {"judged": {}, "share": {}, "plan": {}, "when": {}}


def test_five_thousand_characters_fit_and_one_more_does_not():
    assert len(read_entry(CRITERION, {"explanation": "đ" * 5000}).explanation) == 5000
    assert "explanation" in ScoreForm(CRITERION, {"explanation": "đ" * 5001}).errors


@pytest.mark.parametrize(
    ("typed", "version"), [("3", 3), ("", 0), ("-1", 0), ("٣", 0), ("9" * 30, 0), ("x", 0)]
)
def test_lost_version_is_one_that_no_row_has(typed, version):
    assert version_of({"version": typed}) == version
