"""The page of the decision, the notice on the sheet, and forms that were open meanwhile."""

import re

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from assessments.actions import versions
from assessments.carrying import Choice
from assessments.models import Assessment, Score
from core.models import AuditEvent
from criteria.definitions import forget_definitions
from tests.assessments.acting import fill, hand_in, put_into, save_row, score_of
from tests.assessments.version_cases import (
    later_than,
    later_version,
    make_files,
    with_criterion,
    with_judgement_worth,
    with_part,
    without,
)
from tests.factories import make_board_head, make_editor, make_head, make_officer

pytestmark = pytest.mark.django_db
REASON = "Sửa điểm tối đa in sai ở tiêu chí II.1."


@pytest.fixture
def files() -> list[Assessment]:
    """Two drafts; in the first 15 points by judgement and the choice "late"."""
    files = make_files(2)
    fill(files[0], "II.1", points="15", explanation="Theo biên bản")
    fill(files[0], "II.2", choice="late")
    return files


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


def move(file, new_set, choice=Choice.KEEP):
    """The decision, and the file as it is afterwards."""
    by = make_board_head(file.round.organiser)
    versions.move_to_version(file.round, new_set, [file], choice, reason=REASON, by=by)
    return Assessment.objects.with_context().get(pk=file.pk)


def sheet_of(client, file, user=None) -> str:
    client.force_login(user or make_editor(file.unit))
    return client.get(file.get_absolute_url()).content.decode()


def version_of(file) -> int:
    return Assessment.objects.values_list("criteria_set__version", flat=True).get(pk=file.pk)


# The page of the decision


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
        move(file, shorter)
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

    move(files[0], new_set)
    editor = make_editor(files[0].unit)
    client.force_login(editor)
    for name in ("why", "score-save"):
        forget_definitions()
        target = reverse(f"assessments:{name}", args=[files[0].pk, old])
        answer = client.post(target, TYPED) if name == "score-save" else client.get(target)
        assert answer.status_code < 500


# What the unit sees


def test_the_sheet_tells_what_must_be_entered_again(client, files):
    file = move(files[0], later_than(files[0].round, with_part("II.1", key="p2")))

    page = sheet_of(client, file)

    assert "Bộ tiêu chí đã đổi sang phiên bản 2 ngày" in page
    assert REASON in page
    assert "Đã nhập trước đây: Chất lượng: 15 (15,00 điểm)." in page
    assert f'href="#tc-{score_of(file, "II.1").criterion_id}"' in page
    assert "Đã nhập lại." not in page


def test_what_was_entered_again_is_ticked_off(client, files):
    file = move(
        files[0], later_than(files[0].round, with_judgement_worth("10")), choice=Choice.CLEAR
    )
    fill(file, "II.1", points="9")

    page = sheet_of(client, file)

    assert page.count("Đã nhập lại.") == 1


def test_the_sheet_tells_changed_points_words_and_criteria(client, files):
    fill(files[0], "I.1", numerator=91, denominator=100, explanation="Theo sổ")
    fill(files[0], "I.2", answer=True)
    question = {"question": "Có kế hoạch năm"}
    new_set = later_than(
        files[0].round, with_judgement_worth("10"), with_part("I.2", parameters=question)
    )
    file = move(files[0], new_set)

    page = sheet_of(client, file)

    assert "Chất lượng: 15 (15,00 điểm) → 10,00 điểm" in page
    assert "Câu hỏi đã đổi lời, xem lại số liệu đã nhập:" in page
    assert "Không có nội dung nào phải nhập lại." in page


def test_the_sheet_tells_what_was_taken_out_and_what_is_new(client, files):
    fill(files[0], "I.1", numerator=91, denominator=100, explanation="Theo sổ")
    whole = files[0].criteria_set
    shorter = later_than(files[0].round, without("I.1", "I.2"))
    file = move(files[0], shorter)
    without_first = sheet_of(client, file)
    file = move(file, later_version(shorter, lambda _: versions.definition_of(whole)))
    both = sheet_of(client, file)

    held = "Hồ sơ đúng hạn: 91; Tổng số hồ sơ: 100; 30,00 điểm; thuyết minh: Theo sổ"
    assert f"I.1. Tiêu chí I.1 ({held})" in without_first
    assert both.count("Bộ tiêu chí đã đổi sang phiên bản") == 2
    assert f'<a href="#tc-{score_of(file, "I.1").criterion_id}">I.1. Tiêu chí I.1</a>' in both


def test_a_criterion_that_a_second_move_took_out_has_no_link(client, files):
    first = later_than(files[0].round, with_part("II.2", key="p2"))
    file = move(files[0], first)
    file = move(file, later_version(first, without("II.2", "II.1")))

    page = sheet_of(client, file)

    assert "II.2. Tiêu chí II.2 – Kế hoạch." in page


def test_the_notice_ends_with_the_next_hand_in(client, files):
    file = move(files[0], later_than(files[0].round, with_judgement_worth("10")))
    hand_in(file)

    assert "Bộ tiêu chí đã đổi" not in sheet_of(client, file)


def test_a_file_returned_after_the_move_shows_no_old_notice(client, files):
    file = move(files[0], later_than(files[0].round, with_judgement_worth("10")))
    hand_in(file)
    Assessment.objects.filter(pk=file.pk).update(state="returned")

    assert "Bộ tiêu chí đã đổi" not in sheet_of(client, file)


def test_two_sheets_of_one_round_are_drawn_by_their_own_version(client, files):
    moved = move(files[0], later_than(files[0].round, with_judgement_worth("10")))

    pages = [sheet_of(client, moved), sheet_of(client, files[1]), sheet_of(client, moved)]

    assert ["/ 10,00</p>" in page for page in pages] == [True, False, True]


def test_the_history_of_the_file_tells_the_move_and_all_before(client, files):
    fill(files[0], "I.1", numerator=91, denominator=100)
    file = move(files[0], later_than(files[0].round, without("I.1", "I.2")))

    client.force_login(make_head(file.unit))
    page = client.get(reverse("assessments:history", args=[file.pk])).content.decode()

    assert "Chuyển sang phiên bản mới của bộ tiêu chí" in page
    assert "phiên bản 2; 25,00 điểm" in page
    assert "tiêu chí đã bỏ: I.1. Tiêu chí I.1 (Hồ sơ đúng hạn: 91" in page
    assert "Đơn vị chấm điểm, I.1" in page
    assert f"Lý do: {REASON}" in page


def test_why_reads_earlier_events_under_the_version_of_their_day(client, files):
    old = score_of(files[0], "II.2").criterion_id
    options = [{"key": "yes", "label": "Đã ban hành", "points": "20"},
               {"key": "no", "label": "Chưa", "points": "0"}]  # fmt: skip
    parameters = {"question": "Ban hành", "options": options}
    file = move(files[0], later_than(files[0].round, with_part("II.2", parameters=parameters)))
    fill(file, "II.2", choice="yes")

    client.force_login(make_head(file.unit))
    answer = client.get(reverse("assessments:why", args=[file.pk, old]), follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain[0][0].endswith(f"/{score_of(file, 'II.2').criterion_id}/vi-sao/")
    assert "Sau quý I" in page
    assert "phải nhập lại: mức đã chọn không còn" in page
    assert "Đã ban hành" in page
    assert re.search(r"\blate\b", page) is None


def test_why_of_a_new_criterion_has_no_earlier_form(client, files):
    shorter = later_than(files[0].round, without("II.2", "II.1"))
    whole = files[0].criteria_set
    file = move(files[0], shorter)
    file = move(file, later_version(shorter, lambda _: versions.definition_of(whole)))
    pk = score_of(file, "II.2").criterion_id

    client.force_login(make_head(file.unit))

    assert client.get(reverse("assessments:why", args=[file.pk, pk])).status_code == 200


def test_why_of_a_criterion_that_is_gone_is_not_found(client, files):
    pk = score_of(files[0], "I.1").criterion_id
    file = move(files[0], later_than(files[0].round, without("I.1", "I.2")))

    client.force_login(make_head(file.unit))

    assert client.get(reverse("assessments:why", args=[file.pk, pk])).status_code == 404


# Forms that were open while the file moved


def stale(client, file, code, typed, new_set, *, htmx, user=None):
    """What was typed into one row of the old version is sent after the move."""
    pk = score_of(file, code).criterion_id
    moved = move(file, new_set)
    client.force_login(user or make_editor(file.unit))
    headers = {"HX-Request": "true"} if htmx else {}
    target = reverse("assessments:score-save", args=[file.pk, pk])
    return moved, client.post(target, {"version": 2, **typed}, headers=headers)


TYPED = {"p1.points": "17", "explanation": "Mới viết"}


def test_the_script_is_told_and_the_text_stays_in_the_browser(client, files):
    new_set = later_than(files[0].round, with_judgement_worth("10"))

    moved, answer = stale(client, files[0], "II.1", TYPED, new_set, htmx=True)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chưa lưu: bộ tiêu chí của hồ sơ vừa đổi sang phiên bản 2." in page
    assert f"#tc-{score_of(moved, 'II.1').criterion_id}" in page
    assert score_of(moved, "II.1").explanation == "Theo biên bản"


def test_the_browser_finds_its_copy_again_under_the_new_version(client, files):
    name = f'data-record-key="score-{files[0].pk}-ii-1"'
    before = sheet_of(client, files[0])
    moved = move(files[0], later_than(files[0].round, with_criterion("II.1", code="II.8")))

    after = sheet_of(client, moved)

    assert before.count(name) == after.count(name) == 1


def test_what_was_kept_meets_the_new_row_as_a_conflict(client, files):
    moved = move(files[0], later_than(files[0].round, with_judgement_worth("10")))
    client.force_login(make_editor(moved.unit))

    answer = save_row(
        client, moved, "II.1", {"p1.points": "9", "explanation": "Mới viết"}, version=2
    )

    assert answer.status_code == 409
    assert "Mới viết" in answer.content.decode()


def test_what_was_kept_for_an_unchanged_row_is_simply_saved(client, files):
    moved = move(files[0], later_than(files[0].round, with_judgement_worth("10")))
    client.force_login(make_editor(moved.unit))

    answer = save_row(client, moved, "I.2", {"p1.answer": "yes"}, version=1)

    assert answer.status_code == 200
    assert score_of(moved, "I.2").points == 20


def test_without_script_the_new_row_holds_what_was_typed(client, files):
    new_set = later_than(files[0].round, with_judgement_worth("10"))

    moved, answer = stale(client, files[0], "II.1", TYPED, new_set, htmx=False)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="17"' in page
    assert "Mới viết</textarea>" in page
    assert "vừa đổi sang phiên bản mới nên chưa lưu được" in page


@pytest.mark.parametrize(("htmx", "status"), [(True, 422), (False, 409)])
def test_what_was_typed_into_a_criterion_that_is_gone_is_shown(client, files, htmx, status):
    new_set = later_than(files[0].round, without("II.2", "II.1"))
    typed = {"p1.choice": "late", "explanation": "Mới viết"}

    _moved, answer = stale(client, files[0], "II.2", typed, new_set, htmx=htmx)

    page = answer.content.decode()
    assert answer.status_code == status
    assert "không còn" in page
    assert ("Mới viết" in page and "Sau quý I" in page) == (not htmx)


def test_an_empty_form_of_a_criterion_that_is_gone_shows_nothing(client, files):
    new_set = later_than(files[0].round, without("II.2", "II.1"))

    _moved, answer = stale(client, files[0], "II.2", {}, new_set, htmx=False)

    assert "<dt>" not in answer.content.decode()


def test_whoever_may_not_fill_in_is_refused_first(client, files):
    new_set = later_than(files[0].round)
    officer = make_officer(files[0].round.organiser)
    moved, _answer = stale(client, files[0], "II.1", TYPED, new_set, htmx=True)
    pk = files[0].criteria_set.groups.last().criteria.first().pk
    hand_in(moved)
    client.force_login(officer)

    answer = client.post(reverse("assessments:score-save", args=[moved.pk, pk]), TYPED)

    assert answer.status_code == 403


def test_a_criterion_that_the_file_never_had_is_not_found(client, files):
    foreign = score_of(make_files()[0], "II.1").criterion_id
    client.force_login(make_editor(files[0].unit))

    answer = client.post(reverse("assessments:score-save", args=[files[0].pk, foreign]), TYPED)

    assert answer.status_code == 404


def test_evidence_for_the_old_criterion_is_refused_with_the_reason(client, files):
    old = score_of(files[0], "II.1").criterion_id
    moved = move(files[0], later_than(files[0].round))
    client.force_login(make_editor(moved.unit))
    target = reverse("assessments:evidence-add", args=[moved.pk])

    answer = client.post(target, {"tieu_chi": old, "url": "https://example.org", "title": "A"})

    assert answer.status_code == 403
    assert "Hãy tải lại trang rồi làm lại." in answer.content.decode()
    assert moved.evidence.count() == 0


@pytest.mark.parametrize("name", ["evidence-add", "evidence-use"])
def test_evidence_that_a_move_overtakes_is_refused_with_the_reason(
    client, files, monkeypatch, name
):
    file, by = files[0], make_editor(files[0].unit)
    pk = score_of(file, "II.1").criterion_id
    client.force_login(by)
    sent = {"tieu_chi": pk, "url": "https://example.org", "title": "A"}
    client.post(reverse("assessments:evidence-add", args=[file.pk]), sent)
    target = reverse(
        f"assessments:{name}",
        args=[file.pk] if name == "evidence-add" else [file.pk, file.evidence.get().pk],
    )
    new_set = later_than(file.round)

    # The move comes between the look at the criterion and the lock of the file.
    monkeypatch.setattr("assessments.views.evidence.parse_key", overtaken(file, new_set))
    answer = client.post(target, {**sent, "url": "https://example.org/b"})

    assert answer.status_code == 403
    assert "Hãy tải lại trang rồi làm lại." in answer.content.decode()


def overtaken(file, new_set):
    """parse_key, which then makes the sheet look as it was before the move."""

    def parse(text):
        key = int(text)
        by = make_board_head(file.round.organiser)
        with zeal_ignore():  # a second person acts within one request
            versions.move_to_version(file.round, new_set, [file], Choice.KEEP, reason=REASON, by=by)
        Score.objects.create(assessment=file, criterion_id=key, max_points=20)
        return key

    return parse
