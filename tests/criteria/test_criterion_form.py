"""A criterion's own form, and the condition under which it is asked."""

import pytest
from django.http import QueryDict

from criteria.forms.conditions import chosen_of, condition_from, sources_before
from criteria.forms.criterion import CriterionForm
from criteria.models import Criterion, ScoringPart
from tests.factories import make_district, make_draft_set, small_document

pytestmark = pytest.mark.django_db
YES = {"criterion": "i-2", "part": "p1", "answers": [True]}


def criterion_of(draft, key):
    rows = Criterion.objects.select_related("group")
    return rows.get(group__criteria_set=draft, key=key)


def form_of(row, **changes):
    """The form as a browser sends it back, with some boxes typed over."""
    shown = CriterionForm(row, sources_before(row))
    sent = QueryDict(mutable=True)
    for bound in shown:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, False):
            sent[bound.html_name] = "1" if value is True else value
    sent.setlist("condition_answers", shown.answers)
    for name, text in changes.items():
        sent.setlist(name, text if isinstance(text, list) else [text])
    return CriterionForm(row, sources_before(row), sent)


def stored(row):
    return {name: getattr(row, name) for name in form_of(row).fields if hasattr(row, name)}


def test_opening_and_saving_changes_nothing(draft):
    row = criterion_of(draft, "ii-1")
    row.condition = YES
    form = form_of(row)

    assert form.is_valid(), form.errors
    assert form.values == {**stored(row), "condition": YES}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("code", ""), ("code", "x" * 11), ("title", " "), ("title", "x" * 401),
        ("max_points", "0"), ("max_points", "-1"), ("max_points", "10000"), ("max_points", "ba"),
        ("guidance", "x" * 5001), ("scored_by", "nobody"), ("condition_part", "made/up"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_at_its_box(draft, name, text):
    form = form_of(criterion_of(draft, "ii-1"), **{name: text})

    assert not form.is_valid()
    assert list(form.errors) == [name]


def test_comma_and_decomposed_letters_are_read(draft):
    form = form_of(criterion_of(draft, "i-1"), max_points="2,5", title="Quy\u0300 dân vận")

    assert form.is_valid()
    assert str(form.values["max_points"]) == "2.5"
    assert form.values["title"] == "Quỳ dân vận".replace("ỳ", "ỳ")


def test_only_earlier_answered_parts_are_offered(draft):
    assert [s.value for s in sources_before(criterion_of(draft, "i-1"))] == []
    assert [s.value for s in sources_before(criterion_of(draft, "i-2"))] == []
    sources = sources_before(criterion_of(draft, "ii-2"))
    assert [(s.value, s.label) for s in sources] == [("i-2/p1", "I.2: Có kế hoạch")]
    assert sources[0].answers == (("yes", "Có"), ("no", "Không"))


def test_an_unfinished_part_is_not_offered(draft):
    ScoringPart.objects.filter(criterion__key="i-2").update(parameters={})

    assert sources_before(criterion_of(draft, "ii-2")) == []


def test_a_condition_is_chosen_and_taken_back(draft):
    row = criterion_of(draft, "ii-1")
    form = form_of(row, condition_part="i-2/p1", condition_answers=["yes"])
    assert form.is_valid()
    assert form.values["condition"] == YES

    row.condition = YES
    form = form_of(row, condition_part="", condition_answers=["yes"])
    assert form.is_valid()
    assert form.values["condition"] == {}


@pytest.mark.parametrize("answers", [[], ["maybe"], ["<b>"]])
def test_a_condition_without_an_answer_is_refused(draft, answers):
    form = form_of(criterion_of(draft, "ii-1"), condition_part="i-2/p1", condition_answers=answers)

    assert form.errors == {"condition_part": ["Chọn ít nhất một câu trả lời."]}


def test_a_choice_is_answered_by_the_keys_of_its_options():
    document = small_document()
    options = [{"key": "yes", "label": "Có", "points": "20"}, {"key": "no", "label": "Không",
                "points": "0"}]  # fmt: skip
    document["groups"][0]["criteria"][1]["parts"][0] |= {
        "method": "choice", "parameters": {"question": "Chọn", "options": options},
    }  # fmt: skip
    row = criterion_of(make_draft_set(make_district(), document), "ii-1")

    made = condition_from("i-2/p1", ["no"], sources_before(row))

    assert made == {"criterion": "i-2", "part": "p1", "answers": ["no"]}
    assert chosen_of(made) == ("i-2/p1", ["no"])


def test_a_condition_that_has_lost_its_question_stays_until_another_is_chosen(draft):
    row = criterion_of(draft, "ii-1")
    row.condition = {"criterion": "gone", "part": "p1", "answers": ["a"]}

    kept = form_of(row)
    assert kept.is_valid()
    assert kept.values["condition"] == row.condition
    assert not form_of(row, condition_answers=["b"]).is_valid()
