"""A unit that was reminded today is not ticked again: the board sees it, and may tick it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import follow_up
from assessments.calls import told_today
from assessments.models import Assessment, Reminder
from assessments.workflow import Step
from organisation.models import User
from tests.assessments.round_cases import add_file
from tests.factories import make_board_head, make_district, make_head, make_open_round

pytestmark = pytest.mark.django_db
STEP = Step.REGISTRATION
TEXT = "Đề nghị nộp bản đăng ký ngay hôm nay."


@pytest.fixture
def files() -> list[Assessment]:
    """Two units that are late with their registration."""
    round_ = make_open_round(make_district())
    round_.registration_due = timezone.localdate() - timedelta(days=3)
    round_.save()
    found = [add_file(round_, name=f"Đảng bộ xã {name}") for name in ("Bố Hạ", "Đồng Kỳ")]
    for file in found:
        make_head(file.unit)
    return found


@pytest.fixture
def head(files) -> User:
    return make_board_head(files[0].round.organiser)


def remind(file: Assessment, by: User) -> Reminder:
    return follow_up.remind(file.round, STEP, [file.unit_id], text=TEXT, key=uuid4(), by=by)


def form_of(client, by: User, file: Assessment):
    client.force_login(by)
    page = reverse("assessments:remind", args=[file.round_id])
    return client.get(page, {"buoc": STEP}).context["form"]


def test_everybody_is_ticked_until_told(client, files, head):
    assert form_of(client, head, files[0]).initial["unit"] == [file.unit_id for file in files]


def test_who_was_told_today_is_marked_and_not_ticked(client, files, head):
    told, other = files
    remind(told, head)

    form = form_of(client, head, told)

    assert form.initial["unit"] == [other.unit_id]
    words = dict(form.fields["unit"].choices)
    assert "Đã nhắc lúc" in words[told.unit_id]
    assert "Đã nhắc" not in words[other.unit_id]


@pytest.mark.parametrize(("days", "step"), [(1, STEP), (0, Step.REPORT_1)])
def test_another_day_and_another_step_do_not_count(files, head, days, step):
    sent = remind(files[0], head)
    sent.sent_at -= timedelta(days=days)
    sent.save()

    assert told_today(files[0].round, step) == {}
    assert (files[0].unit_id in told_today(files[0].round, STEP)) is (days == 0)
