"""From appraised rows to the proposed outcome: class boundaries, vetoes, the frozen copy."""

import json
from decimal import Decimal

import pytest

from assessments.models import Assessment
from recognition.judgements import judgement_of, judgements_of, ready_to_judge
from tests.factories import make_district, make_settled_assessment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("points", "class_name", "qualified"),
    [
        ("100", "Xuất sắc", True),
        ("90", "Xuất sắc", True),
        ("89.99", "Tốt", True),
        ("80", "Tốt", True),
        ("79.99", "Khá", False),
        ("50", "Trung bình", False),
        ("0", "Chưa đạt", False),
    ],
)
def test_class_and_outcome_follow_the_appraised_total(points, class_name, qualified):
    judgement = judgement_of(make_settled_assessment(make_district(), points=points))

    assert judgement.totals.total == Decimal(points)
    assert judgement.outcome.class_name == class_name
    assert judgement.outcome.qualified == qualified


def test_a_veto_stops_recognition_and_is_the_reason():
    judgement = judgement_of(make_settled_assessment(make_district(), points="95", veto=True))

    assert not judgement.outcome.qualified
    assert "Vi phạm điều kiện loại trừ L1" in judgement.outcome.reasons[0]


def test_an_undecided_criterion_stops_recognition():
    assessment = make_settled_assessment(make_district(), points="95")
    assessment.appraisal.scores.update(points=None, decided_at=None, decided_by=None)

    outcome = judgement_of(assessment).outcome

    assert not outcome.qualified
    assert "4 tiêu chí chưa chấm" in outcome.reasons[0]


def test_the_frozen_copy_adds_up_to_the_total():
    frozen = judgement_of(make_settled_assessment(make_district(), points="91.37")).frozen

    copy = json.loads(json.dumps(frozen))

    assert sum(round(float(score["points"]) * 100) for score in copy["scores"]) == 9137
    assert copy["total"] == "91.37"
    assert [band["name"] for band in copy["criteria_set"]["bands"]][:2] == ["Xuất sắc", "Tốt"]


@pytest.mark.parametrize("count", [1, 3])
def test_judging_many_takes_a_fixed_number_of_queries(count, django_assert_num_queries):
    organiser = make_district()
    for _ in range(count):
        make_settled_assessment(organiser)
    judgements_of(Assessment.objects.all())  # definitions of published sets are kept in memory

    with django_assert_num_queries(4):
        assert len(judgements_of(Assessment.objects.all())) == count


def test_rows_are_judged_in_the_order_of_units():
    organiser = make_district()
    for name in ("Đảng bộ xã Xuân Lương", "Đảng bộ xã An Thượng", "Đảng bộ xã Đồng Tâm"):
        make_settled_assessment(organiser, name=name)

    rows = ready_to_judge(Assessment.objects.all())

    assert [row.unit.short_name for row in rows] == ["An Thượng", "Đồng Tâm", "Xuân Lương"]
