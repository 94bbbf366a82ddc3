"""Pages of registration: nothing typed is lost, rows come and go, two people, lists and filters."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import rounds
from recognition.models import ModelProgress, ModelRegistration, UnitRegistration
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_model,
    make_officer,
    make_registration,
    make_report,
    make_unit,
)

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Thắp sáng đường quê", "field": "society", "owner": "collective", "level": "commune",
    "place": "Thôn Am", "targets-0-key": "", "targets-0-text": "Số hộ", "targets-0-figure": "40",
    "targets-0-unit_label": "hộ", "targets-1-key": "", "targets-1-text": "Chiều dài",
    "targets-1-figure": "1.250,5", "targets-1-unit_label": "m",
}  # fmt: skip
# The list asks for the mandates of a person of the board; the page for those of the unit as well.
LIST_QUERIES, PAGE_QUERIES = 12, 13
REASON = "Chưa nêu được điểm riêng của địa bàn."


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def row(file):
    return make_registration(file, title_sought="Xếp loại Tốt")


@pytest.fixture
def editor(file, client):
    person = make_editor(file.unit)
    client.force_login(person)
    return person


@pytest.fixture
def board(file, client):
    person = make_board_head(file.round.organiser)
    client.force_login(person)
    return person


def to(name: str, *args) -> str:
    return reverse(f"recognition:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def test_a_unit_begins_from_its_own_list(file, client, editor):
    assert "Lập bản đăng ký" in text(client.get(to("registrations")))

    response = client.post(to("registration-start", file.round_id, file.unit_id))

    assert response.url == UnitRegistration.objects.get().get_absolute_url()
    assert "Đang soạn" in text(client.get(to("registrations")))


def test_a_model_is_added_with_numbers_as_people_write_them(client, editor, row):
    response = client.post(to("model-add", row.pk), TYPED)

    model = ModelRegistration.objects.get()
    assert response.url.endswith(f"#mo-hinh-{model.pk}")
    assert [str(target.figure) for target in model.targets.all()] == ["40.00", "1250.50"]


@pytest.mark.parametrize(
    ("wish", "texts"),
    [
        ("add", ["Số hộ", "Chiều dài", ""]),
        ("remove-0", ["Chiều dài"]),
        ("remove-9", ["Số hộ", "Chiều dài"]),
    ],
)
def test_rows_come_and_go_without_losing_what_was_typed(client, editor, row, wish, texts):
    page = client.post(to("model-add", row.pk), TYPED | {"draw": wish, "ends_on": "hôm nào đó"})

    form = page.context["form"]
    assert [box["text"].value() for box in form.rows] == texts
    assert form["place"].value() == "Thôn Am"
    assert form["ends_on"].value() == "hôm nào đó"
    assert "field__error" not in text(page)
    assert not ModelRegistration.objects.exists()


def test_a_script_gets_the_rows_alone(client, editor, row):
    page = client.post(
        to("model-add", row.pk), TYPED | {"draw": "add"}, headers={"HX-Request": "true"}
    )

    assert text(page).lstrip().startswith('<fieldset class="target-rows"')
    assert page.context["form"].rows.forms[1]["figure"].value() == "1.250,5"


def test_the_last_row_removed_leaves_an_empty_one(client, editor, row):
    typed = {name: value for name, value in TYPED.items() if not name.startswith("targets-1")}

    page = client.post(to("model-add", row.pk), typed | {"draw": "remove-0"})

    assert [box["text"].value() for box in page.context["form"].rows] == [""]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": "01/12/2099", "ends_on": "01/03/2099"}, "phải từ ngày 01/12/2099 trở đi"),
        ({"ends_on": "31/12/2020"}, "không thể kết thúc trước năm đó"),
        ({"targets-0-figure": "-4"}, "Không nhập số âm"),
        ({"targets-0-figure": "0"}, "lớn hơn 0"),
        ({"targets-0-text": ""}, "Hãy ghi mục tiêu là gì"),
        ({"name": ""}, "Chưa nhập nội dung"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_nothing_is_lost(
    client, editor, row, changes, words
):
    page = client.post(to("model-add", row.pk), TYPED | changes)

    assert page.status_code == 422
    assert words in text(page)
    assert "Thôn Am" in text(page)
    assert not ModelRegistration.objects.exists()


def test_a_target_without_a_figure_is_kept_in_a_draft_and_asked_for_at_the_hand_in(
    file, client, editor, row
):
    client.post(to("model-add", row.pk), TYPED | {"targets-1-figure": ""})
    head = make_head(file.unit)
    client.force_login(head)

    page = client.get(to("registration-submit", row.pk))
    refused = client.post(to("registration-submit", row.pk), follow=True)

    assert "Mục tiêu “Chiều dài” chưa có số lượng." in text(page)
    assert "chưa có số lượng" in text(refused)
    row.refresh_from_db()
    assert row.state == "draft"


def test_a_name_twice_in_one_unit_is_told_beside_the_name(client, editor, row):
    make_model(row, "Thắp sáng đường quê")

    page = client.post(to("model-add", row.pk), TYPED)

    assert "đã đăng ký một mô hình tên" in str(page.context["form"].errors["name"])


def test_who_comes_second_sees_both_texts(client, editor, row):
    model = make_model(row, "Tên cũ", place="Thôn Bo Non", version=3)

    page = client.post(to("model-edit", row.pk, model.pk), TYPED | {"version": 2})
    again = client.post(to("model-edit", row.pk, model.pk), TYPED | {"version": 3})

    assert page.status_code == 422
    assert ("Nơi thực hiện", "Thôn Bo Non") in page.context["stale"]
    assert "Thắp sáng đường quê" in text(page)
    assert 'name="version" value="3"' in text(page)
    assert again.status_code == 302


def test_a_model_is_opened_for_change_as_it_is(client, editor, row):
    model = make_model(row, "Đường hoa", place="Thôn Am")

    page = client.get(to("model-edit", row.pk, model.pk))

    assert page.context["form"]["place"].value() == "Thôn Am"
    assert [box["text"].value() for box in page.context["form"].rows] == ["Số hộ tham gia"]


def test_names_alike_are_told_while_one_is_typed(file, client, editor, row):
    neighbour = make_unit(file.round.organiser, name="Đảng bộ xã Tam Hiệp")
    other = UnitRegistration.objects.create(round=file.round, unit=neighbour, due_on=row.due_on)
    make_model(other, "Thắp sáng đường quê", state="registered")
    mine = make_model(row, "Ánh sáng đường quê")

    found = client.get(to("similar-names", row.pk), {"name": "thap sang duong que"})
    own = client.get(to("similar-names", row.pk), {"name": mine.name, "model": mine.pk})
    nothing = client.get(to("similar-names", row.pk), {"name": "Tổ"})

    assert "Tam Hiệp" in text(found)
    assert str(file.round.year) in text(found)
    assert "gần như trùng" in text(found)
    assert "Trong đơn vị" not in text(own)
    assert text(nothing).strip() == ""


def test_the_unit_says_what_it_aims_at(client, editor, row):
    saved = client.post(
        to("registration-edit", row.pk), {"title_sought": "Xuất sắc", "pledge": "", "version": 1}
    )
    stale = client.post(
        to("registration-edit", row.pk), {"title_sought": "Khá", "pledge": "", "version": 1}
    )

    assert saved.status_code == 302
    assert stale.status_code == 422
    assert "Xuất sắc" in text(stale)
    assert 'value="Khá"' in text(stale)


def test_models_are_carried_by_one_click(file, client, editor, row):
    page = client.post(to("registration-carry", row.pk), {"all": "1"}, follow=True)

    assert "Không có mô hình nào được lấy sang" in text(page)


def test_a_model_is_taken_out(client, editor, row):
    model = make_model(row, "Thừa")

    client.post(to("model-remove", row.pk, model.pk), {"version": model.version})

    assert not ModelRegistration.objects.exists()


def test_handing_in_twice_is_once(file, client, row):
    make_model(row)
    client.force_login(make_head(file.unit))

    for _ in range(2):
        page = client.post(to("registration-submit", row.pk), follow=True)

    row.refresh_from_db()
    assert row.state == "submitted"
    assert "Đã đăng ký, chờ duyệt" in text(page)


@pytest.fixture
def sent(file):
    row = make_registration(file, state="submitted", title_sought="Tốt")
    make_model(row, "Mô hình A", state="registered")
    return row


def test_the_board_comments_approves_and_reads_it_on_the_page(client, board, sent):
    model = sent.model_registrations.get()
    client.post(
        to("registration-comment", sent.pk),
        {"comment": "Sát địa bàn", f"comment-{model.pk}": "Ghi rõ số hộ", "version": 1},
    )
    client.post(to("registration-approve", sent.pk), {f"model-{model.pk}": "approve", "version": 2})

    page = text(client.get(sent.get_absolute_url()))
    assert "Sát địa bàn" in page
    assert "Ghi rõ số hộ" in page
    assert "Đã phê duyệt" in page


def test_a_refusal_without_a_reason_is_told_beside_the_model(client, board, sent):
    model = sent.model_registrations.get()

    page = client.post(
        to("registration-approve", sent.pk),
        {f"model-{model.pk}": "refuse", f"note-{model.pk}": "Ngắn", "version": 1},
    )
    unsaid = client.post(to("registration-approve", sent.pk), {"version": 1})

    assert page.status_code == unsaid.status_code == 422
    assert "ít nhất 10 ký tự" in str(page.context["form"].errors[f"model-{model.pk}"])
    assert "Hãy chọn phê duyệt" in text(unsaid)
    assert "Ngắn" in text(page)


def test_giving_back_and_reopening(client, board, sent):
    client.post(to("registration-return", sent.pk), {"reason": REASON, "version": 1})
    sent.refresh_from_db()
    assert sent.state == "returned"

    short = client.post(to("registration-return", sent.pk), {"reason": "x", "version": 2})
    assert short.status_code == 403

    UnitRegistration.objects.filter(pk=sent.pk).update(state="approved")
    page = client.post(to("registration-reopen", sent.pk), {"reason": REASON, "version": 1})
    assert page.status_code == 422
    assert "vừa sửa" in text(page)


def test_the_list_names_every_unit_and_filters(file, client, board):
    late = make_unit(file.round.organiser, name="Đảng bộ xã Tân Sỏi")
    rounds.start_assessment(file.round, late, file.criteria_set)
    officer = make_officer(file.round.organiser)
    rounds.assign_officer(file.round, file.unit, officer, by=board)
    make_model(make_registration(file, state="submitted"), state="registered")
    UnitRegistration.objects.update(first_submitted_at=timezone.now(), due_on=timezone.localdate())

    def shown(**query) -> set[str]:
        page = client.get(to("registrations"), query).context["page"]
        return {line.unit.name for line in page}

    assert shown() == {file.unit.name, late.name}
    assert shown(q="tan soi") == {late.name}
    assert shown(state="submitted") == {file.unit.name}
    assert shown(state="none") == {late.name}
    assert shown(officer=officer.pk) == {file.unit.name}
    assert shown(kind="commune") == {file.unit.name, late.name}
    assert shown(late="1") == {late.name}
    assert shown(state="no-such-state") == {file.unit.name, late.name}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_a_fixed_number_of_queries(
    file, client, board, django_assert_num_queries, count
):
    for _ in range(count - 1):
        rounds.start_assessment(file.round, make_unit(file.round.organiser), file.criteria_set)
    client.get(to("registrations"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(to("registrations"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_a_fixed_number_of_queries(
    client, board, sent, django_assert_num_queries, count
):
    for number in range(count - 1):
        make_model(sent, f"Thắp sáng đường quê {number}", state="registered")
    client.get(sent.get_absolute_url())

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(sent.get_absolute_url())


def test_progress_saves_itself_and_tells_both_texts(file, client, editor, row):
    model = make_model(row, "Đường hoa", state="approved")
    report = make_report(file.round, file.unit, 2)
    target, address = model.targets.get(), to("progress-save", report.pk, model.pk)
    script = {"HX-Request": "true"}
    typed = {"version": 0, "state": "on_track", "text": "Tốt", f"target-{target.pk}": "30"}

    saved = client.post(address, typed, headers=script)
    same = client.post(address, typed, headers=script)
    stale = client.post(address, typed | {"state": "behind"}, headers=script)
    refused = client.post(
        address, typed | {"version": 1, f"target-{target.pk}": "-1"}, headers=script
    )

    assert (saved.status_code, saved["X-Record-Version"]) == (200, "1")
    assert "75%" in text(saved)
    assert (same.status_code, same["X-Record-Version"]) == (200, "1")
    assert stale.status_code == 409
    assert "Đúng tiến độ" in text(stale)
    assert refused.status_code == 422
    assert "Không nhập số âm" in text(refused)
    assert ModelProgress.objects.get().version == 1


def test_progress_without_a_script(file, client, editor, row):
    model = make_model(row, "Đường hoa", state="approved")
    report = make_report(file.round, file.unit, 2)
    address = to("progress-save", report.pk, model.pk)

    saved = client.post(address, {"version": 0, "state": "done", "text": ""})
    wrong = client.post(address, {"version": 1, f"target-{model.targets.get().pk}": "nhiều"})
    stale = client.post(address, {"version": 0, "state": "behind", "text": ""})

    assert saved.url == f"{report.get_absolute_url()}#tien-do-{model.pk}"
    assert (wrong.status_code, stale.status_code) == (422, 409)
    assert "Người khác vừa lưu" in text(stale)


def test_progress_of_a_report_that_is_away_is_refused(file, client, editor, row):
    model = make_model(row, "Đường hoa", state="approved")
    report = make_report(file.round, file.unit, 1, sent_at=timezone.now())
    address = to("progress-save", report.pk, model.pk)

    fragment = client.post(address, {"version": 0}, headers={"HX-Request": "true"})
    page = client.post(address, {"version": 0})

    assert (fragment.status_code, page.status_code) == (403, 403)
    assert "đã gửi" in text(fragment)
