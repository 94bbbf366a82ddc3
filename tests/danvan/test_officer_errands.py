"""What waits for an officer about the units followed, besides files to appraise."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import mandates
from assessments.models import Assessment, Inspection, NotebookEntry
from organisation.models import User
from tests.assessments.round_cases import add_file, assign
from tests.factories import (
    make_board_head,
    make_district,
    make_officer,
    make_open_round,
    make_registration,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> Assessment:
    return add_file(make_open_round(make_district()), name="Đảng bộ xã Bố Hạ")


@pytest.fixture
def officer(file) -> User:
    person = make_officer(file.round.organiser)
    assign(file, person, make_board_head(file.round.organiser))
    return person


def home_of(client, user) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


def inspect(file: Assessment, state: str, *, planned: int = 0, **fields) -> Inspection:
    day = timezone.localdate() + timedelta(days=planned)
    past = {
        "planned": {}, "cancelled": {}, "visited": {"visited_on": day},
        "concluded": {"visited_on": day, "concluded_on": day},
    }[state]  # fmt: skip
    return Inspection.objects.create(
        round=file.round, unit=file.unit, kind="supervision", subject="Công khai thủ tục",
        planned_on=day, state=state, created_by=make_board_head(file.round.organiser),
        **past, **fields,
    )  # fmt: skip


def note(file: Assessment, text: str, days: int | None, **fields) -> NotebookEntry:
    day = timezone.localdate()
    due = None if days is None else day + timedelta(days=days)
    return NotebookEntry.objects.create(
        round=file.round, unit=file.unit, quarter=1, kind="promise", happened_on=day, text=text,
        due_on=due, written_by=make_officer(file.round.organiser), **fields,
    )  # fmt: skip


def test_a_remedy_that_a_unit_reported_waits_to_be_judged(client, file, officer):
    inspection = inspect(file, "concluded", planned=-30)
    day = timezone.now() - timedelta(days=12)
    for state, text in [("reported", "Chưa niêm yết"), ("done", "Biển đã thay")]:
        inspection.findings.create(
            text=text, is_shortcoming=True, remedy_state=state, reported_at=day,
            reported_by=officer, remedy_due=timezone.localdate(), remedy="Đã làm xong.",
        )  # fmt: skip

    page = home_of(client, officer)

    assert (
        f'{inspection.get_absolute_url()}">Bố Hạ: đánh giá việc khắc phục “Chưa niêm yết”' in page
    )
    assert "đã chờ 12 ngày" in page
    assert "Biển đã thay" not in page


@pytest.mark.parametrize(
    ("state", "planned", "words"),
    [
        ("planned", -2, "cuộc giám sát “Công khai thủ tục” theo kế hoạch"),
        ("planned", 7, "cuộc giám sát “Công khai thủ tục” theo kế hoạch"),
        ("planned", 8, ""),
        ("visited", -3, "kết luận cuộc giám sát “Công khai thủ tục”"),
        ("cancelled", -3, ""),
        ("concluded", -3, ""),
    ],
)
def test_an_inspection_asks_to_be_made_and_to_be_concluded(
    client, file, officer, state, planned, words
):
    inspect(file, state, planned=planned)

    page = home_of(client, officer)

    assert ("Công khai thủ tục" in page) == bool(words)
    assert words in page


def test_promises_that_are_due_are_recalled(client, file, officer):
    note(file, "Gửi biên bản đối thoại", 0)
    note(file, "Việc quá hạn", -40)
    note(file, "Việc còn xa", 8)
    note(file, "Không có hạn", None)
    note(file, "Việc đã xong", 1, done_at=timezone.now(), done_by=officer)

    page = home_of(client, officer)

    assert page.index("Việc quá hạn") < page.index("Gửi biên bản đối thoại")
    for text in ("Việc còn xa", "Không có hạn", "Việc đã xong"):
        assert text not in page


def test_a_registration_waits_for_the_officers_word(client, file, officer):
    registration = make_registration(file, state="submitted")
    words = "Bố Hạ: góp ý bản đăng ký"

    assert words in home_of(client, officer)

    registration.commented_at, registration.commented_by = timezone.now(), officer
    registration.comment = "Danh mục sát với địa bàn."
    registration.save()
    assert words not in home_of(client, officer)


def test_nothing_of_other_officers_units(client, file, officer):
    other = add_file(file.round, name="Đảng bộ xã Canh Nậu")
    note(other, "Việc của người khác", 0)
    inspect(other, "planned")

    page = home_of(client, officer)

    assert "Canh Nậu" not in page
    assert "Việc theo dõi đơn vị" not in page


def test_who_types_for_a_unit_finds_its_work(client, file):
    head, typist = make_board_head(file.round.organiser), make_officer(file.round.organiser)
    mandate = mandates.grant(
        file, person=typist, reason="Cán bộ Khối Dân vận nghỉ ốm dài ngày.", by=head
    )

    page = home_of(client, typist)

    assert "Đơn vị đồng chí đang nhập thay" in page
    assert f'{file.get_absolute_url()}">Đảng bộ xã Bố Hạ</a>' in page
    assert "Lập và nộp bản đăng ký đầu năm" in page
    mandates.end(mandate, by=head)
    assert "Đơn vị đồng chí đang nhập thay" not in home_of(client, typist)


def test_a_board_head_who_types_for_a_unit_finds_its_work_too(client, file):
    head, other = (make_board_head(file.round.organiser) for _ in range(2))
    mandates.grant(file, person=head, reason="Đơn vị chưa có người làm.", by=other)

    assert "Đơn vị đồng chí đang nhập thay" in home_of(client, head)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client, file, officer, django_assert_max_num_queries, count
):
    head = make_board_head(file.round.organiser)
    for place in range(count):
        other = add_file(file.round, name=f"Đảng bộ xã Số {place}")
        assign(other, officer, head)
        note(other, "Gửi biên bản", 0)
        inspect(other, "visited", planned=-1)
        make_registration(other, state="submitted")
    mandates.grant(file, person=officer, reason="Đơn vị chưa có người làm.", by=head)
    client.force_login(officer)

    with django_assert_max_num_queries(27):
        client.get(reverse("home"))
