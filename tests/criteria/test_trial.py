"""The set as a unit meets it: numbers are tried, points follow, nothing is stored."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import AuditEvent
from criteria.definitions import Condition
from criteria.presenters.trial import Trial
from criteria.set_documents import definition_from
from tests.criteria.changing import commune_set, with_only_part
from tests.factories import (
    make_board_head,
    make_draft_set,
    make_editor,
    make_unit,
    small_document,
)
from tests.set_strategies import garbled_sets, sound_sets
from tests.strategies import steady

SMALL = definition_from(small_document())
ALL_RIGHT = {
    "i-1.p1.numerator": "1.234", "i-1.p1.denominator": "1.250", "i-2.p1.answer": "yes",
    "ii-1.p1.meetings": "2", "ii-2.p1.answer": "yes",
}  # fmt: skip


def total(typed, definition=SMALL):
    return Trial.of(definition, typed).total()


def test_nothing_typed_is_not_zero_points_each():
    tried = Trial.of(SMALL, {})

    assert [c.points for _group, criteria in tried.groups for c in criteria] == [None] * 4
    assert tried.total()["missing"] == "4"


def test_points_and_sum_follow_the_numbers():
    tried = Trial.of(SMALL, ALL_RIGHT)

    assert tried.criterion("i-1").working == ["1.234/1.250 = 98,72 % → 40,00"]
    assert (tried.total()["total"], tried.total()["missing"]) == ("100,00", "0")


@pytest.mark.parametrize(
    ("typed", "name", "message"),
    [
        ({"i-1.p1.numerator": "nhiều"}, "i-1.p1.numerator", "Ô này chỉ nhận số"),
        ({"i-1.p1.numerator": "9", "i-1.p1.denominator": "5"}, "i-1.p1.numerator",
         "không thể lớn hơn"),
        ({"i-2.p1.answer": "maybe"}, "i-2.p1.answer", "chọn có hoặc không"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_beside_its_box(typed, name, message):
    tried = Trial.of(SMALL, typed).criterion(name.partition(".")[0])

    assert tried.points is None
    assert message in dict(tried.errors)[f"e-{name}".replace(".", "-")]


@pytest.mark.parametrize(("policy", "base"), [("full", "60,00"), ("reduce", "50,00")])
def test_what_did_not_arise_counts_as_the_set_says(policy, base):
    typed = {"i-1.p1.numerator": "98", "i-1.p1.denominator": "100", "ii-2.not_applicable": "1"}

    tried = total(typed, replace(SMALL, not_applicable_policy=policy))

    assert (tried["base"], tried["missing"]) == (base, "2")
    assert Trial.of(SMALL, typed).criterion("ii-2").working == []


def test_a_task_that_always_arises_cannot_be_left_out():
    assert total({"i-2.not_applicable": "1"})["missing"] == "4"


def test_nothing_left_to_count_gives_no_points():
    only = replace(SMALL, groups=SMALL.groups[1:], total_points=Decimal(20))
    only = replace(only, not_applicable_policy="reduce")

    assert total({"ii-2.not_applicable": "1"}, only)["base"] == "0,00"


def test_the_bonus_stops_at_its_cap():
    definition = replace(commune_set(), bonus_max=Decimal(2))

    tried = total({"t1.p1.cases": "2", "t2.p1.answer": "yes"} | _bonus(definition), definition)

    assert (tried["bonus"], tried["base"], tried["total"]) == ("2,00", "0,00", "2,00")


def _bonus(definition):
    """Every yes/no and count of the bonus group at its best."""
    return {
        field["name"]: "yes" if field["choices"] else "5"
        for _group, criteria in Trial.of(definition, {}).groups[-1:]
        for criterion in criteria
        for part in criterion.parts
        for field in part["fields"]
    }


def test_what_the_system_knows_can_be_tried_too():
    tried = Trial.of(commune_set(), {"vii-2.p1.on_time": "5"})
    part = tried.criterion("vii-2").parts[0]

    assert part["is_measure"]
    assert [field["label"] for field in part["fields"]]


def test_what_only_the_appraiser_scores_is_not_asked():
    assert not Trial.of(commune_set(), {}).criterion("vii-3").is_asked


def test_an_unfinished_rule_says_so_and_gives_nothing():
    tried = Trial.of(with_only_part(commune_set(), "i-1", "bands"), {}).criterion("i-1")

    assert (tried.points, tried.working) == (None, ["Cách tính chưa hoàn chỉnh"])
    assert tried.parts[0]["fields"] == []


def test_a_criterion_without_parts_has_no_points():
    from_nothing = replace(SMALL.groups[0].criteria[0], parts=())
    group = replace(SMALL.groups[0], criteria=(from_nothing,))

    assert Trial.of(replace(SMALL, groups=(group,)), {}).criterion("i-1").points is None


@settings(steady, max_examples=40)
@given(sound_sets() | garbled_sets(), st.sampled_from(["", "3", "yes", "k0", "1,5", "x"]))
def test_any_set_can_be_tried_with_anything(definition, typed):
    names = [
        field["name"]
        for _group, criteria in Trial.of(definition, {}).groups
        for criterion in criteria
        for part in criterion.parts
        for field in part["fields"]
    ]

    tried = Trial.of(definition, dict.fromkeys(names, typed))

    for _group, criteria in tried.groups:
        for criterion in criteria:
            assert criterion.points is None or criterion.points >= 0
    assert tried.total()["most"]


# What another answer decides about

ON_PLAN = Condition("i-2", "p1", (True,))


def conditional(policy="full"):
    """The small set whose II.1 is asked only if I.2 was answered with yes."""
    groups = tuple(
        replace(g, criteria=tuple(
            replace(c, pk=10 * i + j, condition=ON_PLAN if c.key == "ii-1" else None)
            for j, c in enumerate(g.criteria)
        ))
        for i, g in enumerate(SMALL.groups, start=1)
    )  # fmt: skip
    return replace(SMALL, groups=groups, not_applicable_policy=policy)


def test_a_criterion_waits_for_the_answer_that_governs_it():
    waiting = Trial.of(conditional(), {"ii-1.p1.meetings": "2"}).criterion("ii-1")

    assert waiting.held_sentence == "Trả lời tiêu chí I.2 trước."
    assert (waiting.points, waiting.is_absent, waiting.working) == (None, False, [])


@pytest.mark.parametrize(("policy", "note", "base"), [
    ("full", "tính đủ 20,00 điểm", "60,00"), ("reduce", "không tính vào thang điểm", "50,00"),
])  # fmt: skip
def test_what_an_answer_rules_out_counts_as_the_set_says(policy, note, base):
    tried = Trial.of(conditional(policy), ALL_RIGHT | {"i-2.p1.answer": "no", "ii-2.p1.answer": ""})
    ruled_out = tried.criterion("ii-1")

    assert ruled_out.held_sentence == f"Không hỏi: tiêu chí I.2 trả lời “Không” → {note}."
    assert ruled_out.points is None
    assert ruled_out.kept == [("ii-1.p1.meetings", "2")]
    assert (tried.total()["base"], tried.total()["missing"]) == (base, "1")


def test_the_right_answer_lets_the_criterion_in():
    tried = Trial.of(conditional(), ALL_RIGHT)

    assert tried.criterion("ii-1").held is None
    assert tried.total()["total"] == "100,00"


def test_an_answer_that_cannot_be_read_answers_nothing():
    tried = Trial.of(conditional(), {"i-2.p1.answer": "maybe"})

    assert tried.criterion("ii-1").held.is_waiting


def test_only_what_an_answer_changes_on_the_page_is_drawn_anew():
    typed = {"i-2.p1.answer": "no", "ii-1.held": "Trả lời tiêu chí I.2 trước."}
    tried = Trial.of(conditional(), typed)
    moved = tried.moved(tried.criterion("i-2"))

    assert [other.code for other in moved] == ["II.1"]
    again = Trial.of(conditional(), typed | {"ii-1.held": moved[0].held_sentence})
    assert again.moved(again.criterion("i-2")) == []
    assert again.moved(again.criterion("i-1")) == []


def test_a_bonus_that_is_ruled_out_gives_none():
    bonus = replace(SMALL.groups[1].criteria[0], is_bonus=True, pk=9, key="t1",
                    condition=ON_PLAN)  # fmt: skip
    definition = conditional()
    group = replace(definition.groups[1], is_bonus=True, criteria=(bonus,))
    definition = replace(definition, groups=(definition.groups[0], group))

    tried = Trial.of(definition, {"i-2.p1.answer": "no"})

    assert tried.criterion("t1").held_sentence.endswith("→ không có điểm thưởng.")
    assert tried.total()["bonus"] == "0,00"


def test_the_steps_show_which_one_is_reached():
    typed = {"i-1.p1.numerator": "95", "i-1.p1.denominator": "100"}
    first = Trial.of(SMALL, typed).criterion("i-1")

    assert [is_reached for _text, _points, is_reached in first.levels[0].rows()] == [
        False, True, False,
    ]  # fmt: skip
    assert Trial.of(SMALL, {"i-1.p1.numerator": "x"}).criterion("i-1").levels[0].reached is None
    assert Trial.of(conditional(), {}).criterion("ii-1").levels == []


# The page


@pytest.fixture
def unit_client(client, district):
    client.force_login(make_editor(make_unit(district)))
    return client


def address(criteria_set):
    return reverse("criteria:preview", args=[criteria_set.pk])


def test_a_unit_tries_numbers_without_script(unit_client, published):
    events = AuditEvent.objects.count()

    page = unit_client.post(address(published), ALL_RIGHT).content.decode()

    assert "1.234/1.250 = 98,72 % → 40,00" in page
    assert 'value="1.234"' in page
    assert "<strong>100,00</strong>" in page.replace(' class="number"', "")
    assert AuditEvent.objects.count() == events


def test_htmx_gets_one_criterion_and_the_sum(unit_client, published):
    answer = unit_client.post(
        f"{address(published)}?tieu-chi=i-1", ALL_RIGHT, headers={"HX-Request": "true"}
    ).content.decode()

    assert "1.234/1.250 = 98,72 % → 40,00" in answer
    assert 'id="p-i-1" hx-swap-oob="innerHTML"' in answer
    assert 'id="trial-total" hx-swap-oob="innerHTML"' in answer
    assert "<html" not in answer


def test_an_unknown_criterion_gives_the_whole_page(unit_client, published):
    answer = unit_client.post(
        f"{address(published)}?tieu-chi=x", {}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" in answer


def test_the_author_tries_a_draft_and_a_unit_does_not_see_it(unit_client, district):
    draft = make_draft_set(district)

    assert unit_client.get(address(draft)).status_code == 404
    unit_client.force_login(make_board_head(district))
    assert "Nhập thử số liệu" in unit_client.get(address(draft)).content.decode()


@pytest.fixture
def conditional_draft(district):
    """II.1 is asked only if I.2 was answered with yes, and explains itself."""
    document = small_document()
    document["groups"][1]["criteria"][0] |= {
        "condition": {"criterion": "i-2", "part": "p1", "answers": [True]},
        "guidance": "Tính cuộc có biên bản", "good_example": "Hai cuộc có thông báo kết luận",
        "bad_example": "Họp nội bộ", "legal_basis": "Quy định 11-QĐi/TW",
        "evidence_hint": "Biên bản đối thoại",
    }  # fmt: skip
    return make_draft_set(district, document)


@pytest.fixture
def author_client(client, conditional_draft):
    client.force_login(make_board_head(conditional_draft.organiser))
    return client


def test_htmx_moves_what_the_answer_governs_and_only_then(author_client, conditional_draft):
    place = f"{address(conditional_draft)}?tieu-chi=i-2"

    def ask(typed):
        return author_client.post(place, typed, headers={"HX-Request": "true"}).content.decode()

    ruled_out = ask({"i-2.p1.answer": "no", "ii-1.p1.meetings": "2"})
    assert 'hx-swap-oob="true" id="tieu-chi-ii-1"' in ruled_out
    assert "Không hỏi: tiêu chí I.2 trả lời “Không” → tính đủ 20,00 điểm." in ruled_out
    assert '<input type="hidden" name="ii-1.p1.meetings" value="2">' in ruled_out
    assert 'hx-post="' not in ruled_out
    let_in = ask({"i-2.p1.answer": "yes", "ii-1.p1.meetings": "2", "ii-1.held": "Không hỏi"})
    assert 'id="f-ii-1-p1-meetings" name="ii-1.p1.meetings" value="2"' in let_in
    assert "tieu-chi-ii-1" not in ask({"i-2.p1.answer": "yes", "ii-1.p1.meetings": "2"})


def test_without_script_the_whole_page_follows(author_client, conditional_draft):
    waiting = author_client.get(address(conditional_draft)).content.decode()
    asked = author_client.post(address(conditional_draft), {"i-2.p1.answer": "yes"})

    assert "Trả lời tiêu chí I.2 trước." in waiting
    assert 'id="f-ii-1-p1-meetings"' not in waiting
    assert 'id="f-ii-1-p1-meetings"' in asked.content.decode()


def test_the_page_explains_like_the_sheet(author_client, conditional_draft):
    page = author_client.get(address(conditional_draft)).content.decode()

    assert "Hướng dẫn, ví dụ<" in page
    for text in ("Tính cuộc có biên bản", "Hai cuộc có thông báo kết luận", "Họp nội bộ",
                 "Quy định 11-QĐi/TW", "Biên bản đối thoại"):  # fmt: skip
        assert page.count(text) == 1
    assert '<table class="levels">' in page
