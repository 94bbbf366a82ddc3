"""The page on which the board moves sheets to a later version."""

import pytest
from django.urls import reverse

from assessments.actions import versions
from assessments.carrying import Choice
from assessments.models import Assessment, Score
from core.models import AuditEvent
from criteria.definitions import forget_definitions
from tests.assessments.acting import fill, hand_in, put_into, score_of
from tests.assessments.version_cases import (
    later_than,
    later_version,
    make_files,
    with_judgement_worth,
    with_part,
    without,
)
from tests.assessments.versions.cases import REASON, TYPED, carried
from tests.factories import make_board_head, make_editor, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(files):
    return make_board_head(files[0].round.organiser)


def address(file) -> str:
    return reverse("assessments:move-version", args=[file.round_id])


def page_of(client, user, file, **query):
    client.force_login(user)
    return client.get(address(file), query)


def decide(client, user, new_set, *files, **fields):
    client.force_login(user)
    sent = {"ban-moi": new_set.pk, "file": [f.pk for f in files], "reason": REASON, **fields}
    return client.post(address(files[0]), sent)


def version_of(file) -> int:
    return Assessment.objects.values_list("criteria_set__version", flat=True).get(pk=file.pk)


def test_the_round_leads_to_the_page_once_there_is_a_version(client, files, head):
    client.force_login(head)
    before = client.get(files[0].round.get_absolute_url()).content.decode()
    later_than(files[0].round)

    after = client.get(files[0].round.get_absolute_url()).content.decode()

    assert address(files[0]) not in before
    assert address(files[0]) in after


def test_others_are_refused_with_the_reason(client, files):
    later_than(files[0].round)

    answer = page_of(client, make_officer(files[0].round.organiser), files[0])

    assert answer.status_code == 403
    assert "Chỉ lãnh đạo Ban Dân vận được quyết định" in answer.content.decode()


def test_without_a_version_the_page_says_what_is_missing(client, files, head):
    page = page_of(client, head, files[0]).content.decode()

    assert "Chưa có phiên bản mới nào để chuyển sang." in page
    assert "Chuyển các đơn vị đã chọn" not in page


def test_the_only_version_is_chosen_and_all_that_may_move_are_ticked(client, files, head):
    later_than(files[0].round)

    context = page_of(client, head, files[0]).context

    assert [line.file.pk for line in context["preview"].movable] == [f.pk for f in files]
    assert context["chosen"] == {str(file.pk) for file in files}
    assert context["wanted"].choice == Choice.KEEP


def test_of_several_versions_the_newest_is_proposed(client, files, head):
    first = later_than(files[0].round)
    second = later_version(first)

    proposed = page_of(client, head, files[0])
    chosen = page_of(client, head, files[0], **{"ban-moi": first.pk})

    assert proposed.context["preview"].version.pk == second.pk
    assert chosen.context["preview"].version.pk == first.pk


@pytest.mark.parametrize("typed", ["999999", "0", "x", ""])
def test_a_version_that_is_none_is_not_taken(client, files, head, typed):
    later_than(files[0].round)

    answer = page_of(client, head, files[0], **{"ban-moi": typed, "cach": "khac"})

    assert answer.status_code == 200
    assert "preview" not in answer.context
    assert ("không dùng được cho đợt này" in answer.content.decode()) == typed.isdigit()


@pytest.mark.parametrize(
    ("choice", "counts", "change"),
    [
        ("keep", (0, 2, 0), "−5,00"),
        ("scale", (0, 2, 0), "−7,50"),
        ("clear", (0, 0, 2), "−25,00"),
    ],
)
def test_the_preview_shows_what_would_happen(client, files, head, choice, counts, change):
    later_than(files[0].round, with_judgement_worth("10"))

    line, other = page_of(client, head, files[0], cach=choice).context["preview"].movable

    assert (line.kept, line.adjusted, line.lost) == counts
    assert line.change_text == change
    assert (other.kept, other.adjusted, other.lost, other.change) == (0, 0, 0, 0)


def test_the_preview_writes_nothing(client, files, head):
    later_than(files[0].round, with_judgement_worth("10"))
    rows = list(Score.objects.order_by("pk").values())
    events = AuditEvent.objects.count()

    page_of(client, head, files[0], cach="clear")

    assert list(Score.objects.order_by("pk").values()) == rows
    assert AuditEvent.objects.count() == events


def test_points_of_a_draft_stay_with_its_unit(client, files, head):
    fill(files[0], "I.1", numerator=98, denominator=100)
    later_than(files[0].round, with_judgement_worth("10"))

    page = page_of(client, head, files[0]).content.decode()

    assert "65,00" not in page
    assert "60,00" not in page
    assert "−5,00" in page


def test_the_preview_names_the_parts_concerned(client, files, head):
    later_than(files[0].round, with_part("II.1", key="p2"), without("I.1", "I.2"))

    page = page_of(client, head, files[0]).content.decode()

    assert "Chất lượng: phải nhập lại (nội dung này không còn trong tiêu chí), 1 đơn vị" in page
    assert "Tiêu chí không còn: I.1 Tiêu chí I.1." in page


def test_new_criteria_are_named(client, files, head):
    shorter = later_than(files[0].round, without("II.2", "II.1"))
    whole = files[0].criteria_set
    for file in files:
        carried(file, shorter)
    later_version(shorter, lambda _: versions.definition_of(whole))

    page = page_of(client, head, files[0]).content.decode()

    assert "Tiêu chí mới, bắt đầu từ trống: II.2 Tiêu chí II.2." in page


def test_those_that_do_not_move_are_named_with_the_reason(client, files, head):
    put_into(files[1], "submitted")
    later_than(files[0].round)

    answer = page_of(client, head, files[0])

    assert [line.file.pk for line in answer.context["preview"].movable] == [files[0].pk]
    words = f"{files[1].unit_name}: Đã nộp: giữ bộ tiêu chí lúc nộp."
    assert words in answer.content.decode()


def test_a_unit_past_its_day_is_marked(client, files, head):
    Assessment.objects.filter(pk=files[0].pk).update(due_on="2020-01-31")
    later_than(files[0].round)

    assert "đã quá hạn 31/01/2020" in page_of(client, head, files[0]).content.decode()


def test_the_decision_moves_the_ticked_units_and_says_so(client, files, head):
    new_set = later_than(files[0].round, with_judgement_worth("10"))

    answer = decide(client, head, new_set, files[0], cach="clear")

    assert answer.status_code == 302
    assert [version_of(file) for file in files] == [2, 1]
    page = client.get(answer.url).content.decode()
    assert (
        f"Đã chuyển 1 đơn vị sang phiên bản 2: {files[0].unit_name}. "
        "1 đơn vị có nội dung phải nhập lại." in page
    )


def test_the_round_shows_both_versions_and_who_decided(client, files, head):
    new_set = later_than(files[0].round)
    decide(client, head, new_set, files[0])

    page = client.get(files[0].round.get_absolute_url()).content.decode()

    assert "1 đơn vị dùng" in page
    assert "bộ tiêu chí phiên bản 2" in page
    assert f"{new_set}; {files[0].unit_name}</strong>" in page
    assert f"Lý do: {REASON}" in page


def test_later_units_are_asked_for_by_a_box_of_its_own(client, files, head):
    new_set = later_than(files[0].round)

    decide(client, head, new_set, *files, for_later="on")
    page = client.get(files[0].round.get_absolute_url()).content.decode()

    assert files[0].round.criteria_sets.get().criteria_set == new_set
    assert "đơn vị vào sau dùng phiên bản này" in page


def test_only_later_units_may_be_decided_on(client, files, head):
    new_set = later_than(files[0].round)
    client.force_login(head)

    sent = {"ban-moi": new_set.pk, "for_later": "on", "reason": REASON}
    answer = client.post(address(files[0]), sent, follow=True)

    assert "Đơn vị vào sau trong đợt này sẽ dùng phiên bản 2." in answer.content.decode()
    assert [version_of(file) for file in files] == [1, 1]


def test_a_refused_decision_keeps_what_was_typed(client, files, head):
    new_set = later_than(files[0].round)

    answer = decide(client, head, new_set, files[1], reason="Ngắn")

    assert answer.status_code == 422
    assert answer.context["chosen"] == {str(files[1].pk)}
    assert answer.context["form"]["reason"].value() == "Ngắn"
    assert version_of(files[1]) == 1


def test_one_that_handed_in_meanwhile_stops_the_decision(client, files, head):
    new_set = later_than(files[0].round)
    hand_in(files[1])

    answer = decide(client, head, new_set, *files)

    assert answer.status_code == 422
    assert f"{files[1].unit_name}: Đã nộp" in answer.content.decode()
    assert [version_of(file) for file in files] == [1, 1]


def test_a_file_of_another_round_is_refused(client, files, head):
    new_set = later_than(files[0].round)
    other = make_files()[0]

    answer = decide(client, head, new_set, files[0], file=[other.pk])

    assert answer.status_code == 422
    assert version_of(other) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(
    client, django_assert_max_num_queries, count
):
    found = make_files(count)
    for file in found:
        fill(file, "II.1", points="15")
    head = make_board_head(found[0].round.organiser)
    later_than(found[0].round, with_judgement_worth("10"))
    page_of(client, head, found[0])

    with django_assert_max_num_queries(14):
        client.get(address(found[0]))


def test_pages_open_before_any_version_is_in_memory(client, files, head):
    old = score_of(files[0], "II.1").criterion_id
    new_set = later_than(files[0].round, with_judgement_worth("10"))
    forget_definitions()
    assert page_of(client, head, files[0]).status_code == 200

    carried(files[0], new_set)
    editor = make_editor(files[0].unit)
    client.force_login(editor)
    for name in ("why", "score-save"):
        forget_definitions()
        target = reverse(f"assessments:{name}", args=[files[0].pk, old])
        answer = client.post(target, TYPED) if name == "score-save" else client.get(target)
        assert answer.status_code < 500
