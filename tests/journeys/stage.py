"""The stage of the journeys: a district at year's end, its people, one commune that has begun."""

from dataclasses import dataclass

from assessments.actions import appraisals, appraised_scores, rounds, settlements
from assessments.models import Assessment
from criteria.actions import lifecycle
from organisation.models import Unit, User
from organisation.roles import Role
from tests.assessments.appraisal_builders import (
    SMALL_FACTS,
    clear_vetoes,
    fresh,
    hand_in,
    make_reports,
)
from tests.factories import (
    make_board_head,
    make_clerk,
    make_committee_member,
    make_district,
    make_draft_set,
    make_editor,
    make_head,
    make_letterhead,
    make_officer,
    make_person,
    make_round,
    make_unit,
    small_document,
)

COMMUNE, NEIGHBOUR = "Đảng bộ xã Tam Tiến", "Đảng bộ xã Đồng Tâm"
MANUAL = {
    "code": "II.3", "title": "Mức độ hài lòng của Nhân dân", "max_points": "10",
    "evidence_required": False,
    "parts": [{"key": "p1", "label": "Điểm hài lòng", "method": "manual", "max_points": "10",
               "parameters": {}}],
}  # fmt: skip


@dataclass
class Stage:
    """Who and what the story is about."""

    organiser: Unit
    file: Assessment
    neighbour: Assessment
    editor: User
    head: User
    officer: User
    board_head: User
    member: User
    clerk: User
    signatory: User

    @property
    def file_path(self) -> str:
        """Address of the sheet."""
        return self.file.get_absolute_url()


def story_document() -> dict:
    """The small set with one criterion of decimal points: 40 + 20 + 20 + 10 + 10."""
    document = small_document()
    second = document["groups"][1]["criteria"]
    second[1]["max_points"] = second[1]["parts"][0]["max_points"] = "10"
    second.append(MANUAL)
    document["groups"][1]["max_points"] = "40"
    return document


def set_stage() -> Stage:
    """A district in which self-assessment is open."""
    organiser = make_district()
    make_letterhead(organiser)
    unit, other_unit = (make_unit(organiser, name=name) for name in (COMMUNE, NEIGHBOUR))
    board_head, officer = make_board_head(organiser), make_officer(organiser)
    draft = make_draft_set(organiser, story_document(), by=board_head)
    round_ = make_round(organiser, lifecycle.publish(draft, by=board_head))
    rounds.open_round(round_, by=board_head)
    rounds.assign_officer(round_, unit, officer, by=board_head)
    file = Assessment.objects.with_context().get(unit=unit)
    neighbour = Assessment.objects.with_context().get(unit=other_unit)
    Assessment.objects.filter(pk=file.pk).update(registered_on=round_.registration_due)
    make_reports(file)
    return Stage(
        organiser, file, neighbour, make_editor(unit), make_head(unit), officer, board_head,
        make_committee_member(organiser), make_clerk(organiser),
        make_person(Role.SIGNATORY, organiser),
    )  # fmt: skip


def settle_neighbour(stage: Stage) -> None:
    """Take the other commune through the year without a browser: 90,00 points, settled."""
    make_reports(stage.neighbour)
    file = hand_in(stage.neighbour, SMALL_FACTS | {"II.3": {"p1": {"points": 10}}})
    by = stage.board_head
    appraisals.open_file(file, by=by)
    clear_vetoes(fresh(file), by)
    appraised_scores.accept_rest(fresh(file), by=by)
    appraisals.finish(fresh(file), by=by)
    head = file.submissions.get().submitted_by
    settlements.give_feedback(fresh(file), is_agreed=True, by=head)
    settlements.settle(fresh(file), by=by)
