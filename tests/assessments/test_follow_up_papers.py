"""Findings and advice on the phiếu thẩm định: what is there takes a number, the rest none."""

from datetime import date

import pytest

from assessments.documents.appraisals import appraisal_sheet
from assessments.documents.follow_up import follow_up
from assessments.models import Advice, Finding, Inspection
from tests.access.following_rows import earlier_file
from tests.assessments.appraisal_builders import make_appraised

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return make_appraised()[0]


def inspect(file, state="concluded", **finding) -> Finding:
    visit = Inspection.objects.create(
        round=file.round, unit=file.unit, kind="supervision", subject="Tiếp dân",
        planned_on=date(2026, 3, 1), visited_on=date(2026, 3, 2), state=state,
        reference="15-TB/BDVHU", conclusion="Tốt.", concluded_on=date(2026, 3, 5),
        created_by=file.submissions.get().submitted_by,
    )  # fmt: skip
    return Finding.objects.create(inspection=visit, **finding)


def advise(file, by, text="Đối thoại thêm.") -> Advice:
    return Advice.objects.create(assessment=file, text=text, given_by=by)


def test_without_any_only_the_conclusion_is_numbered(file):
    parts = follow_up(file)

    assert parts["numerals"] == {"conclusion": "III"}
    assert (parts["found"], parts["old_advice"], parts["new_advice"]) == ([], [], [])


def test_a_shortcoming_says_where_by_when_and_what_became_of_it(file):
    inspect(
        file, text="Niêm yết thiếu.", is_shortcoming=True, remedy_due=date(2026, 4, 5),
        remedy_state="partly", verdict_note="Còn một thôn.",
        criterion_key=file.scores.first().criterion.key,
    )  # fmt: skip

    (row,) = follow_up(file)["found"]

    assert row == {
        "place": "I.1", "text": "Niêm yết thiếu.",
        "inspection": "Giám sát, ngày 02/3/2026 (Thông báo số 15-TB/BDVHU)",
        "state": "Khắc phục một phần; hạn 05/4/2026", "note": "Còn một thôn.",
    }  # fmt: skip


def test_praise_has_no_remedy_and_what_is_not_concluded_is_not_printed(file):
    inspect(file, text="Đối thoại đủ.")
    inspect(file, state="visited", text="Chưa kết luận.")

    (row,) = follow_up(file)["found"]

    assert (row["place"], row["state"]) == ("", "Ưu điểm")


def test_every_part_has_its_number_in_order(file):
    inspect(file, text="Đối thoại đủ.")
    by = file.submissions.get().submitted_by
    advise(file, by)
    old = earlier_file(file, by)
    advise(old, by, "Năm trước đề nghị.")

    parts = follow_up(file)

    assert parts["numerals"] == {
        "found": "III", "old_advice": "IV", "conclusion": "V", "new_advice": "VI",
    }  # fmt: skip
    assert parts["old_advice_heading"] == f"Việc năm {old.round.year} đề nghị khắc phục"
    assert appraisal_sheet(file)["numerals"] == parts["numerals"]
