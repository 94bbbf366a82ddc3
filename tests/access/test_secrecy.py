"""What is seen of a file besides itself: the appraiser's side, and nobody else's figures."""

import pytest
from django.urls import reverse

from tests.access import policy
from tests.access.calls import Caller
from tests.access.world import DISABLED, FILE, World

pytestmark = pytest.mark.django_db
WORKING = "Lý do chỉ Ban Dân vận biết lúc này."
UNIT_PAGES = ("detail", "history", "evidence", "appraisal", "feedback")


@pytest.mark.parametrize("state", ["đang chấm", "đã nộp", "đã mở", "trả lại", "có kết quả",
                                   "đã chốt", "đã trình", "được công nhận"])  # fmt: skip
def test_the_appraisal_prints_for_those_who_may_read_it(state, world: World, caller: Caller):
    file = world.thing(FILE, state)
    address = reverse("assessments:paper", args=[file.pk, "tham-dinh"])
    reading = policy.line_for("assessments:appraisal", "GET", state)

    differing = [
        person
        for person, user in world.people.items()
        if person != DISABLED
        and (caller.ask(user, "GET", address).status == 200)
        != (person in reading.allowed and policy.sees(person, FILE, state))
    ]

    assert differing == []


@pytest.mark.parametrize("state", ["đã mở", "trả lại"])
def test_the_unit_reads_no_word_of_an_unfinished_appraisal(state, world: World, caller: Caller):
    file = world.thing(FILE, state)
    scores = file.appraisal.scores
    scores.update(is_changed=True, reason=WORKING)
    addresses = [reverse(f"assessments:{name}", args=[file.pk]) for name in UNIT_PAGES]
    addresses += [reverse("assessments:why", args=[file.pk, row.criterion_id])
                  for row in scores.all()]  # fmt: skip

    pages = {a: caller.ask(world.people["người đứng đầu đơn vị"], "GET", a) for a in addresses}

    assert [a for a, answer in pages.items() if WORKING in answer.response.content.decode()] == []
    assert any(answer.status == 200 for answer in pages.values())


@pytest.mark.parametrize("name", ["home", "assessments:rounds", "assessments:reports",
                                  "recognition:list", "recognition:decisions",
                                  "recognition:recognised-models", "criteria:list"])  # fmt: skip
def test_lists_name_nothing_of_the_other_district(name, world: World, caller: Caller):
    ours = [world.organiser.name, world.thing("đợt", "đang tự chấm").get_absolute_url(),
            world.thing(FILE, "đã nộp").unit_name,
            world.thing("bộ tiêu chí", "đã ban hành").title]  # fmt: skip

    for person, user in world.people.items():
        if person.endswith("nơi khác"):
            page = caller.ask(user, "GET", reverse(name)).response.content.decode()
            assert [text for text in ours if f"{text}<" in page or f'{text}"' in page] == [], person
