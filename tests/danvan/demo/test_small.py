"""The small demonstration: everybody has an account, everything is true, nothing is left over."""

import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessments.models import Assessment, Evidence, IndicatorValue, Submission
from assessments.presenters.sheet import Sheet
from assessments.presenters.version_notice import version_notices
from assessments.score_rows import score_rows
from core import audit
from core.models import AuditEvent
from core.uploads import storage_name
from criteria.checks import set_problems
from criteria.comparison import compare
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from danvan.invariants import broken
from organisation.demo_accounts import DEMO_PASSWORD, accounts_by_role
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role
from recognition.models import ModelRegistration, RecognisedModel
from tests.danvan.demo.telling import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("demo", *arguments, stdout=output)
    return output.getvalue()


def test_every_role_has_an_account():
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == set(Role.values)


def test_every_assessed_unit_has_a_head_and_an_editor():
    for unit in Unit.objects.filter(kind__code__in=["commune", "agency"]):
        roles = RoleAssignment.objects.filter(unit=unit).values_list("role", flat=True)

        assert set(roles) == {Role.UNIT_HEAD, Role.UNIT_EDITOR}


def test_everybody_may_log_in_with_the_published_password_at_once():
    assert User.objects.first().check_password(DEMO_PASSWORD)
    assert not User.objects.filter(must_change_password=True).exists()
    assert not User.objects.filter(is_active=False).exists()


def test_nobody_shares_a_name():
    names = list(User.objects.values_list("full_name", flat=True))

    assert len(set(names)) == len(names)


def test_three_officers_and_two_board_heads():
    count = RoleAssignment.objects.filter

    assert count(role=Role.OFFICER).count() == 3
    assert count(role=Role.BOARD_HEAD).count() == 2


def test_the_board_has_two_drafts_on_its_desk():
    drafts = CriteriaSet.objects.filter(state="draft")
    ours, sample = drafts.get(origin__isnull=False), drafts.get(origin=None)

    assert (ours.year, ours.origin.state) == (TODAY.year + 1, "published")
    assert set_problems(ours) == ["Nhóm I: tổng điểm các tiêu chí là 17,00, phải bằng 15,00."]
    assert set_problems(sample) == []


def test_invariants_hold():
    assert broken() == {}


def test_the_trail_is_whole_and_in_the_order_of_time():
    events = list(AuditEvent.objects.order_by("sequence"))

    assert audit.chain_problems(events) == []
    assert [event.at for event in events] == sorted(event.at for event in events)


def test_nothing_has_happened_today_yet():
    assert max(AuditEvent.objects.values_list("at", flat=True)).date() < TODAY


def test_the_units_have_twelve_days_left():
    file = Assessment.objects.filter(state="draft").select_related("round").first()

    assert (file.round.self_assessment_due - TODAY).days == 12
    assert file.round.self_assessment_opens < TODAY


def test_one_unit_may_hand_in_after_a_little_work_and_one_supplements():
    states = dict(Assessment.objects.values_list("unit__short_name", "state"))

    assert states == {
        "Đồng Tiến": "draft", "Canh Nậu": "returned", "Xuân Lương": "submitted",
        "Cơ quan Đảng - Đoàn thể": "draft",
    }  # fmt: skip


def test_the_first_unit_has_filled_in_nearly_everything():
    file = Assessment.objects.get(unit__short_name="Đồng Tiến")
    left = file.scores.filter(points=None, not_applicable=False).exclude(
        criterion__group__is_bonus=True
    )

    assert list(left.values_list("criterion__code", flat=True)) == [
        "IV.1", "VI.5", "VII.1", "VII.3",
    ]  # fmt: skip


def test_each_set_in_force_is_an_appendix_to_the_boards_guidance_with_its_paper(small):
    sets = CriteriaSet.objects.filter(state="published").order_by("pk")

    assert [(s.unit_kind.code, s.version, s.guidance_number) for s in sets] == [
        ("commune", 1, "03-HD/BDVHU"), ("agency", 1, "03-HD/BDVHU"), ("commune", 2, "06-HD/BDVHU"),
    ]  # fmt: skip
    for criteria_set in sets:
        assert criteria_set.guidance_date == timezone.localdate(criteria_set.published_at)
        assert criteria_set.guidance_issuer == "Ban Dân vận Huyện uỷ Yên Thế"
        stored = small / storage_name(criteria_set.appendix.sha256)
        assert stored.read_bytes().startswith(b"%PDF")


def test_the_communal_set_was_corrected_for_a_reason():
    corrected = CriteriaSet.objects.get(version=2)
    before, after = definition_of(corrected.origin), definition_of(corrected)
    changed = [change.item.code for change in compare(before, after).criteria]

    assert sorted(changed) == ["III.5", "IV.1", "VI.3"]
    assert all(code in corrected.change_reason for code in changed)


def test_a_unit_is_told_what_the_correction_did_to_its_sheet():
    file = Assessment.objects.with_context().get(unit__short_name="Đồng Tiến")
    (notice,) = version_notices(Sheet(file, score_rows(file)))

    assert (notice["number"], file.criteria_set.version) == (2, 2)
    assert [line["code"] for line in notice["again"]] == ["IV.1"]
    assert [line["code"] for line in notice["reworded"]] == ["III.5"]


def test_what_was_handed_in_keeps_the_version_of_its_day():
    handed_in = Assessment.objects.exclude(state="draft")

    assert set(handed_in.values_list("criteria_set__version", flat=True)) == {1}


def test_explanations_tell_the_figures_that_were_entered():
    score = Assessment.objects.get(unit__short_name="Xuân Lương").scores.get(criterion__code="I.3")

    assert f"{score.facts['teams']['numerator']}/{score.facts['teams']['denominator']}" in (
        score.explanation
    )


def test_what_was_handed_in_lacks_no_evidence():
    submission = Submission.objects.get(assessment__unit__short_name="Xuân Lương")
    served = {code for item in submission.content["evidence"] for code in item["criteria"]}

    assert {"I.1", "II.2", "III.2", "IV.1", "V.1", "VI.1", "VII.1"} <= served


def test_evidence_is_of_three_kinds_and_is_there(small):
    documents = [row.document for row in Evidence.objects.select_related("document")]

    assert {document.kind for document in documents} == {"pdf", "jpeg", "xlsx"}
    for document in documents:
        assert (small / storage_name(document.sha256)).stat().st_size == document.size


def test_there_are_figures_registrations_and_recognised_models():
    assert IndicatorValue.objects.exists()
    assert ModelRegistration.objects.count() == 20
    assert RecognisedModel.objects.filter(registration=None).count() == 48
    running = RecognisedModel.objects.exclude(registration=None)
    assert {row.registration.state for row in running} == {"recognised"}
    assert AuditEvent.objects.filter(kind="model_registration.recognised").count() == len(running)
    assert running.exists()


def test_a_second_run_changes_nothing():
    before = AuditEvent.objects.count()

    assert "đã có" in run()
    assert AuditEvent.objects.count() == before


def test_a_second_run_prints_the_accounts_again():
    output = run()

    assert DEMO_PASSWORD in output
    for role in accounts_by_role():
        assert all(person.username in output for person in role.people)
    assert DEMO_PASSWORD not in run("--no-accounts")
