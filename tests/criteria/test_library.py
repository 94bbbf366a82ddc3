"""Samples of other structures: sound, readable, and a whole year runs on each of them."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.actions import appraisals, appraised_scores, rounds, scores, submissions
from assessments.actions.appraised_scores import Judgement
from assessments.actions.scores import Entry
from criteria.actions import contents, lifecycle
from criteria.checks import findings
from criteria.definitions import definition_of
from criteria.library import library_set, library_sets
from criteria.models import CriteriaSet, Scorer
from criteria.scoring import describe, fact_fields, score_part
from danvan.demo.dice import dice
from danvan.demo.facts import ladder
from tests.assessments.appraisal_builders import corrections
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_kind,
    make_round,
    make_unit,
)

SAMPLES = [pytest.param(sample, id=sample.name) for sample in library_sets()]
RULES = [
    pytest.param(part, id=f"{sample.name}-{criterion.code}-{part.key}")
    for sample in library_sets()
    for group in sample.definition.groups
    for criterion in group.criteria
    for part in criterion.parts
]


def rungs(part):
    bounds = part.parameters.get("denominator_minimum"), part.parameters.get("denominator_maximum")
    whole = next((bound for bound in bounds if bound), 20)
    return ladder(part, lambda label: whole, dice(1, "library"))


def test_there_are_samples_of_five_structures():
    assert {sample.name: sample.remarks[0] for sample in library_sets()} == {
        "co-quan": "7 nhóm, 32 tiêu chí, 100 điểm",
        "co-quan-thang-85": "6 nhóm, 14 tiêu chí, 100 điểm",
        "dan-van-chinh-quyen": "9 nhóm, 18 tiêu chí, 100 điểm",
        "tiep-can-phap-luat": "5 nhóm, 20 tiêu chí, 100 điểm",
        "xa-thi-tran": "7 nhóm, 36 tiêu chí, 100 điểm",
    }


def test_remarks_name_what_is_special():
    said = {remark for sample in library_sets() for remark in sample.remarks}

    assert said >= {
        "90 điểm tự chấm, 10 điểm do cấp trên chấm",
        "Mỗi nhóm phải đạt ít nhất 50 % điểm tối đa",
        "Việc không phát sinh được trừ khỏi thang điểm",
        "1 tiêu chí chỉ hỏi đơn vị thuộc diện",
        "Điểm thưởng ngoài thang, tối đa 3",
    }


def test_the_five_criteria_have_twenty_indicators():
    groups = library_set("tiep-can-phap-luat").definition.groups

    assert [len(group.criteria) for group in groups] == [2, 6, 3, 5, 4]
    assert {group.minimum_share for group in groups} == {Decimal("0.5")}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_has_no_finding(sample):
    assert findings(sample.definition) == []


@pytest.mark.parametrize("part", RULES)
def test_every_rule_reads_as_a_sentence_and_reaches_its_maximum(part):
    assert describe(part)
    if part.method == "measure":
        return
    best = rungs(part)[0]
    assert best.points == part.max_points
    assert score_part(part, best.facts).points == best.points


@pytest.mark.django_db
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_whole_year_runs_on_a_sample(sample):
    file, head = open_file(sample)

    fill(file, head)
    receipt = submissions.submit(file, key=uuid4(), version=None, by=head)
    file.refresh_from_db()
    appraise(file)

    own = sum(c.max_points for c in asked_of_unit(file) if not c.measures)
    assert receipt.total >= min(own, sample.definition.total_points) - 1
    file.refresh_from_db()
    assert file.state == "appraised"
    assert file.appraised_class


def open_file(sample):
    district = make_district()
    board = make_board_head(district)
    kind = make_kind(sample.definition.unit_kind)
    draft = contents.create(sample.definition, organiser=district, by=board)
    published = lifecycle.publish(draft, by=board)
    unit = make_unit(district, kind.code)
    round_ = make_round(district, published)
    rounds.open_round(round_, by=board)
    return unit.assessments.get(), make_head(unit)


def asked_of_unit(file):
    definition = definition_of(file.criteria_set)
    return [c for c in definition.criteria.values() if c.scored_by == Scorer.UNIT]


def fill(file, head):
    scores.refresh_measures(file, by=head)  # as opening the sheet does
    for criterion in asked_of_unit(file):
        facts = {part.key: rungs(part)[0].facts for part in criterion.parts if fact_fields(part)}
        entry = Entry(facts, reasons=corrections(criterion))
        scores.save(file.pk, criterion.pk, lambda _, e=entry: e, version=None, by=head)


def appraise(file):
    board = make_board_head(file.round.organiser)
    appraisals.open_file(file, by=board)
    for finding in file.appraisal.veto_findings.exclude(veto__kind="group_floor"):
        appraised_scores.decide_veto(
            file, finding.veto_id, found=False, note="Đã đối chiếu với sổ theo dõi.", by=board
        )
    for criterion in definition_of(file.criteria_set).criteria.values():
        if criterion.scored_by == Scorer.APPRAISER and not criterion.measures:
            facts = {p.key: {"points": "4"} for p in criterion.parts}
            judged = Judgement(facts, reason="Theo kết quả kiểm tra trong năm.")
            appraised_scores.decide_score(file.pk, criterion.pk, judged, by=board)
    appraised_scores.accept_rest(file, by=board)
    appraisals.finish(file, conclusion="Đã thẩm định đủ.", by=board)


@pytest.mark.django_db
class TestPages:
    def test_a_writer_makes_a_draft_of_a_sample(self, client):
        district = make_district()
        client.force_login(make_board_head(district))
        make_kind("commune")
        make_kind("agency")

        client.post(
            reverse("criteria:library-sample", args=["tiep-can-phap-luat"]),
            {"title": "Bộ tiêu chí của huyện", "unit_kind": "commune", "year": "2027"},
        )

        draft = CriteriaSet.objects.get()
        assert (draft.title, draft.year, draft.state) == ("Bộ tiêu chí của huyện", 2027, "draft")
        assert len(definition_of(draft).criteria) == 20

    def test_faults_stay_beside_their_fields(self, client):
        client.force_login(make_board_head(make_district()))
        make_kind("commune")

        answer = client.post(
            reverse("criteria:library-sample", args=["xa-thi-tran"]),
            {"title": "", "unit_kind": "commune", "year": "1"},
        )

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"title", "year"}
        assert not CriteriaSet.objects.exists()

    def test_others_are_refused(self, client):
        client.force_login(make_editor(make_unit(make_district())))

        assert client.get(reverse("criteria:library")).status_code == 403
        assert (
            client.get(reverse("criteria:library-sample", args=["xa-thi-tran"])).status_code == 403
        )

    def test_an_unknown_sample_is_not_found(self, client):
        client.force_login(make_board_head(make_district()))

        answer = client.get(reverse("criteria:library-sample", args=["khong-co"]))

        assert answer.status_code == 404

    def test_the_library_names_every_sample(self, client):
        client.force_login(make_board_head(make_district()))

        page = client.get(reverse("criteria:library")).content.decode()

        assert all(sample.definition.title in page for sample in library_sets())
