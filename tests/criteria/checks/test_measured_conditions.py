"""Conditions that rest on an answer of our own records."""

from dataclasses import replace
from decimal import Decimal

import pytest

from criteria import measures
from criteria.checks import findings
from criteria.definitions import Condition
from criteria.models import Scorer
from criteria.scoring import Part
from criteria.set_documents import definition_from
from tests.factories import small_document

MEASURED = Part(
    "p1", "Có kế hoạch", "measure", Decimal(20),
    {"measure": "plan_known", "rule": {"method": "yes_no",
                                       "parameters": {"question": "Có kế hoạch"}}},
)  # fmt: skip


def small_set(scored_by):
    """I.2 is answered by our own records, II.1 is asked only if it says yes."""
    definition = definition_from(small_document())
    first, second = definition.groups
    governing = replace(first.criteria[1], parts=(MEASURED,), scored_by=scored_by)
    governed = replace(second.criteria[0], condition=Condition("i-2", "p1", (True,)))
    groups = (
        replace(first, criteria=(first.criteria[0], governing)),
        replace(second, criteria=(governed, second.criteria[1])),
    )
    return replace(definition, groups=groups)


@pytest.fixture(autouse=True)
def _known(monkeypatch):
    known = measures.Measure("Kế hoạch", lambda assessment: None, {"answer": "Có kế hoạch"})
    monkeypatch.setitem(measures._measures, "plan_known", known)


def said_of_conditions(definition):
    return [f.message for f in findings(definition) if f.place.field == "condition"]


def test_an_answer_of_our_own_records_may_decide():
    assert said_of_conditions(small_set(Scorer.UNIT)) == []


def test_an_answer_known_only_after_the_appraisal_may_not():
    assert said_of_conditions(small_set(Scorer.APPRAISER)) == [
        "Tiêu chí II.1: điều kiện dựa vào số liệu chỉ có khi thẩm định xong tiêu chí I.2."
    ]
