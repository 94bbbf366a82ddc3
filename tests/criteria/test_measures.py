"""The registry through which upper apps offer facts to scoring parts."""

import pytest

from criteria import measures

FACTS = {"on_time": "Số kỳ đúng hạn"}


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    monkeypatch.setattr(measures, "_measures", {})


def provider(assessment):
    return {"on_time": assessment}


def test_facts_come_from_the_registered_provider():
    measures.register("reports_on_time", "Báo cáo đúng hạn", provider, FACTS)

    assert measures.facts_for("reports_on_time", 4) == {"on_time": 4}
    assert measures.labels() == {"reports_on_time": "Báo cáo đúng hạn"}
    assert measures.fact_names("reports_on_time") == FACTS


def test_facts_of_an_unknown_measure_are_not_known():
    assert measures.facts_for("reports_on_time", 4) is None
    assert measures.fact_names("reports_on_time") == {}


def test_registering_again_is_harmless_but_a_second_provider_is_refused():
    measures.register("reports_on_time", "Báo cáo đúng hạn", provider, FACTS)
    measures.register("reports_on_time", "Báo cáo đúng hạn", provider, FACTS)

    with pytest.raises(ValueError, match="already has a provider"):
        measures.register("reports_on_time", "Báo cáo", lambda assessment: None, FACTS)
