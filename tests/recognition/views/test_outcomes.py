"""Pages on which models end: the unit's own, the board's of all units, single moves, the list."""

import pytest
from django.urls import reverse

from core.calendar import format_date, today
from recognition.models import ModelRegistration, RecognisedModel
from recognition.views import outcomes
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_model,
    make_registration,
)

pytestmark = pytest.mark.django_db
REASON = "Chưa đạt mục tiêu đã đăng ký."
BOARDS = reverse("recognition:outcomes-round")


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def row(file):
    return make_registration(file, state="approved", title_sought="Tốt")


@pytest.fixture
def head(client, file):
    person = make_head(file.unit)
    client.force_login(person)
    return person


def paper(**words) -> dict[str, str]:
    return {"number": "12-QĐ/ĐU", "decided_on": format_date(today()), **words}


def text(response) -> str:
    return response.content.decode()


def test_the_unit_concludes_its_own_models_at_once(client, head, row):
    own = [make_model(row, state="approved") for _ in range(2)]
    above = make_model(row, "Cấp trên", level="district", state="approved")
    url = reverse("recognition:outcomes", args=[row.pk])

    page = text(client.get(url))
    answer = client.post(url, paper(**{
        f"outcome-{own[0].pk}": "yes", f"outcome-{own[1].pk}": "no", f"note-{own[1].pk}": REASON,
        f"outcome-{above.pk}": "yes",
    }))  # fmt: skip

    assert "Cấp trên" not in page
    assert answer.url == f"{row.get_absolute_url()}#mo-hinh"
    states = list(row.model_registrations.order_by("pk").values_list("state", flat=True))
    assert states == ["recognised", "not_recognised", "approved"]
    assert client.get(url).status_code == 403


@pytest.mark.parametrize(
    ("typed", "words"),
    [({}, "Chưa chọn kết luận"), ({"outcome": "no"}, "ít nhất 10 ký tự"),
     ({"outcome": "yes", "number": ""}, "Hãy ghi số"),
     ({"outcome": "yes", "decided_on": "31/12/2099"}, "không được sau hôm nay")],
)  # fmt: skip
def test_what_is_missing_stands_beside_it(client, head, row, typed, words):
    model = make_model(row, state="approved")
    sent = {f"outcome-{model.pk}" if name == "outcome" else name: v for name, v in typed.items()}

    answer = client.post(reverse("recognition:outcomes", args=[row.pk]), paper() | sent)

    assert (answer.status_code, words in text(answer)) == (422, True)
    assert not RecognisedModel.objects.exists()


def test_somebody_quicker_is_named_on_the_page(client, file, row, monkeypatch):
    board = make_board_head(file.round.organiser)
    client.force_login(board)
    model = make_model(row, "Đường hoa", level="district", state="approved")
    real = outcomes.actions.conclude

    def quicker(words, cited, *, by):
        ModelRegistration.objects.update(state="recognised")
        return real(words, cited, by=by)

    monkeypatch.setattr(outcomes.actions, "conclude", quicker)
    answer = client.post(BOARDS, paper(**{f"outcome-{model.pk}": "yes"}))

    assert answer.status_code == 422
    assert "“Đường hoa”: được công nhận." in text(answer)


def test_the_board_filters_and_concludes_models_of_all_units(client, file, row):
    client.force_login(make_board_head(file.round.organiser))
    wanted = make_model(row, "Đường hoa", level="district", field="society", state="approved")
    make_model(row, "Tiếng kẻng", level="province", field="defence", state="approved")
    make_model(row, "Của xã", state="approved")

    whole, some = text(client.get(BOARDS)), text(client.get(BOARDS, {"field": "society"}))
    found = text(client.get(BOARDS, {"q": "tieng keng", "dot": "0"}))
    answer = client.post(f"{BOARDS}?field=society", paper(**{f"outcome-{wanted.pk}": "yes"}))

    assert [name in whole for name in ("Đường hoa", "Tiếng kẻng", "Của xã")] == [True, True, False]
    assert ("Đường hoa" in some, "Tiếng kẻng" in some) == (True, False)
    assert ("Đường hoa" in found, "Tiếng kẻng" in found) == (False, True)
    assert answer.url == f"{BOARDS}?field=society"
    assert RecognisedModel.objects.get().registration == wanted


@pytest.mark.parametrize("count", [1, 3])
def test_the_boards_page_costs_a_fixed_number_of_queries(
    client, file, row, django_assert_max_num_queries, count
):
    client.force_login(make_board_head(file.round.organiser))
    for _ in range(count):
        make_model(row, level="district", state="approved")
    client.get(BOARDS)
    with django_assert_max_num_queries(9):
        assert text(client.get(BOARDS)).count("Chưa báo cáo tiến độ") == count


def test_others_and_a_year_not_begun(client, file):
    client.force_login(make_editor(file.unit))
    assert client.get(BOARDS).status_code == 403
    type(file.round).objects.update(state="planned")
    client.force_login(make_board_head(file.round.organiser))
    for url in (BOARDS, reverse("recognition:registered-models")):
        assert client.get(url).url == reverse("recognition:registrations")


@pytest.mark.parametrize(
    ("route", "before", "after"),
    [("model-stop", "approved", "stopped"), ("model-take-up", "stopped", "approved"),
     ("model-correct", "recognised", "approved")],
)  # fmt: skip
def test_single_moves_ask_for_a_reason_and_the_version(client, head, row, route, before, after):
    model = make_model(row, state=before)
    url = reverse(f"recognition:{route}", args=[row.pk, model.pk])

    assert url in text(client.get(model.get_absolute_url()))
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "Ngắn", "version": 1}).status_code == 422
    stale = client.post(url, {"reason": REASON, "version": 9})
    assert (stale.status_code, REASON in text(stale)) == (422, True)
    assert client.post(url, {"reason": REASON, "version": 1}).url == model.get_absolute_url()
    assert ModelRegistration.objects.get().state == after


def test_the_buttons_are_where_the_work_is(client, file, row):
    make_model(row, state="approved")
    url = reverse("recognition:outcomes", args=[row.pk])
    client.force_login(make_head(file.unit))
    assert url in text(client.get(row.get_absolute_url()))
    client.force_login(make_board_head(file.round.organiser))
    assert url not in text(client.get(row.get_absolute_url()))
    assert BOARDS in text(client.get(reverse("recognition:registrations")))


def test_an_unknown_filter_of_the_list_counts_for_nothing(client, file, row):
    make_model(row, "Đường hoa", state="approved")
    client.force_login(make_board_head(file.round.organiser))
    page = client.get(reverse("recognition:registered-models"), {"measure": "x", "quarter": "9"})
    assert "Đường hoa" in text(page)
