"""The share of registered models recognised, as the year-end sheet asks for it."""

import pytest

from criteria.measures import facts_for
from tests.factories import make_assessment, make_model, make_registration

pytestmark = pytest.mark.django_db


def register(assessment, name: str, **fields) -> None:
    values = {"field": "economy", "owner": "collective", "level": "commune", "state": "approved"}
    make_model(make_registration(assessment), name, **{**values, **fields})


def test_recognised_and_registered_models_of_the_year_are_counted():
    assessment = make_assessment()
    register(assessment, "a", state="recognised")
    register(assessment, "b")
    register(assessment, "c", state="not_recognised")

    facts = facts_for("recognised_model_share", assessment)

    assert facts == {"recognised": 1, "registered": 3}


def test_drafts_refusals_and_other_levels_do_not_count():
    assessment = make_assessment()
    register(assessment, "a", state="draft")
    register(assessment, "b", state="refused")
    register(assessment, "c", level="district", state="recognised")

    facts = facts_for("recognised_model_share", assessment)

    assert facts == {"recognised": 0, "registered": 0}


def test_other_units_and_years_do_not_count():
    register(make_assessment(), "a", state="recognised")

    assert facts_for("recognised_model_share", make_assessment())["registered"] == 0
