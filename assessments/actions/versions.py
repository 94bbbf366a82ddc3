"""A correction after publication: which drafts move to the later version of their set."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from assessments.carrying import MUST_REENTER, Carried, Choice, Fate, Line, Removed, Row, carry
from assessments.models import Assessment, Evidence, EvidenceUse, Round, RoundCriteriaSet, Score
from assessments.notifications import files as notifications
from assessments.permissions.files import can_decide_version, can_move_to
from assessments.sourced_facts import going_on
from assessments.versions import Version, later_versions
from core import audit
from core.permissions import require
from criteria.definitions import CriterionDefinition, definition_of
from criteria.models import CriteriaSet
from organisation.models import User

REASON_LENGTH = 10  # characters; every unit that moves reads the reason
NOTHING_CHOSEN = "Chọn ít nhất một đơn vị, hoặc chọn dùng phiên bản mới cho đơn vị vào sau."
NOT_LATER = "Đây không phải phiên bản sau, đang có hiệu lực, của bộ tiêu chí mà đợt này dùng."
NOT_FOR_LATER = "Đơn vị vào sau đã dùng phiên bản này, hoặc đợt đã chọn bộ tiêu chí khác cho họ."
SHORT_REASON = f"Ghi lý do, ít nhất {REASON_LENGTH} ký tự."


@dataclass(frozen=True)
class Move:
    """One file with what its sheet became; `uses`: its evidence by old criterion."""

    file: Assessment
    old: CriteriaSet
    scores: Mapping[int, Score]
    uses: Mapping[int, list[EvidenceUse]]
    carried: Carried


@transaction.atomic
def move_to_version(
    round_: Round,
    new_set: CriteriaSet,
    files: Iterable[Assessment],
    choice: Choice,
    *,
    reason: str,
    for_later: bool = False,
    by: User,
) -> list[Move]:
    """Put the chosen drafts under the later version, with everything that fits it.

    `choice` says what becomes of facts that now give other points. `for_later`: units that join
    the round afterwards get the new version too. All files move or none: raises ValidationError
    that names those which cannot. Raises PermissionDenied.
    """
    # Without the key: who extends a deadline holds the file and only refers to the round.
    round_ = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    require(can_decide_version(by, round_))
    version = _version(round_, new_set)
    locked = _locked(round_, version, files, by)
    if len(reason.strip()) < REASON_LENGTH:
        raise ValidationError({"reason": SHORT_REASON})
    if not locked and not for_later:
        raise ValidationError({"file": NOTHING_CHOSEN})
    moves = plan(locked, version, choice)
    _write(moves, version)
    if for_later:
        _use_for_later(round_, version)
    for move in moves:
        notifications.moved_to_version(move.file, _entries_lost(move.carried), reason)
        _record(move, version, choice, reason, by)
    audit.record(
        "round.version_decided", round_, by=by, note=reason, unit=round_.organiser,
        before={"sets": sorted({str(move.old) for move in moves})},
        after={"version": str(version), "set": version.pk, "choice": choice, "later": for_later,
               "moved": [move.file.unit_name for move in moves]},
    )  # fmt: skip
    return moves


def plan(files: Iterable[Assessment], version: Version, choice: Choice) -> list[Move]:
    """What moving the files would do; nothing is written. Two queries however many they are."""
    files = list(files)
    after = definition_of(version.criteria_set)
    scores, uses = _scores(files), _uses(files)
    moves = []
    for file in files:
        before = definition_of(file.criteria_set)
        codes = {pk: _codes(found) for pk, found in uses[file.pk].items()}
        carried = carry(before, after, scores[file.pk], choice, codes)
        moves.append(Move(file, file.criteria_set, scores[file.pk], uses[file.pk], carried))
    return moves


def _version(round_: Round, new_set: CriteriaSet) -> Version:
    """The set as a version that replaces one in use, held so that nobody retires it meanwhile."""
    CriteriaSet.objects.select_for_update(no_key=True).get(pk=new_set.pk)
    for version in later_versions(round_):
        if version.pk == new_set.pk:
            return version
    raise ValidationError(NOT_LATER)


def _locked(
    round_: Round, version: Version, files: Iterable[Assessment], by: User
) -> list[Assessment]:
    """The files in the order of their keys; a version moves only under the lock of its round."""
    chosen = Assessment.objects.locked().filter(pk__in=[file.pk for file in files])
    locked = list(chosen.filter(round=round_).select_related("criteria_set").order_by("pk"))
    refused = []
    for file in locked:
        file.round = round_
        verdict = can_move_to(by, file, version)
        if not verdict:
            refused.append(f"{file.unit_name}: {verdict.reason}")
    if refused:
        raise ValidationError({"file": refused})
    return locked


def _scores(files: list[Assessment]) -> dict[int, dict[int, Score]]:
    """File → criterion → stored row."""
    found: dict[int, dict[int, Score]] = defaultdict(dict)
    for score in Score.objects.filter(assessment__in=files).order_by():
        found[score.assessment_id][score.criterion_id] = score
    return found


def _uses(files: list[Assessment]) -> dict[int, dict[int, list[EvidenceUse]]]:
    """File → criterion → uses of evidence, also of pieces that were taken away for now."""
    found: dict[int, dict[int, list[EvidenceUse]]] = defaultdict(lambda: defaultdict(list))
    uses = EvidenceUse.objects.filter(evidence__in=Evidence.objects.filter(assessment__in=files))
    for use in uses.select_related("evidence").order_by("evidence__code"):
        found[use.evidence.assessment_id][use.criterion_id].append(use)
    return found


def _codes(uses: list[EvidenceUse]) -> list[str]:
    return [use.evidence.code for use in uses if use.evidence.removed_at is None]


def _write(moves: list[Move], version: Version) -> None:
    """Rows keep their keys, so that the history of a criterion goes on; few statements in all."""
    files = [move.file for move in moves]
    Score.objects.filter(assessment__in=files).delete()
    EvidenceUse.objects.filter(evidence__assessment__in=files).delete()
    rows = [_score(move, row) for move in moves for row in move.carried.rows]
    Score.objects.bulk_create(rows, batch_size=1000)
    uses = [use for move in moves for row in move.carried.rows for use in _used(move, row)]
    EvidenceUse.objects.bulk_create(uses, batch_size=1000)
    Assessment.objects.filter(pk__in=[file.pk for file in files]).update(
        criteria_set=version.pk, version=F("version") + 1
    )
    for file in files:
        file.criteria_set, file.version = version.criteria_set, file.version + 1


def _score(move: Move, row: Row) -> Score:
    """The row of one criterion; whoever typed under other rules is told by its new version."""
    score = Score(assessment=move.file)
    if row.source:
        score = move.scores[row.source.pk]
        score.version += not row.is_as_before
    score.criterion_id, score.max_points = row.criterion.pk, row.criterion.max_points
    score.facts, score.points, score.working = row.facts, row.points, row.working
    # What the records say is asked again when the file is next opened; by what they said before
    # it is known then that nobody typed it.
    score.sourced = going_on(score.sourced, row.criterion, row.facts)
    score.corrections = going_on(score.corrections, row.criterion, row.facts)
    score.not_applicable, score.explanation = row.not_applicable, row.explanation
    return score


def _used(move: Move, row: Row) -> list[EvidenceUse]:
    uses = move.uses.get(row.source.pk, []) if row.source else []
    for use in uses:
        use.criterion_id = row.criterion.pk
    return uses


def _use_for_later(round_: Round, version: Version) -> None:
    links = RoundCriteriaSet.objects.filter(round=round_, criteria_set__in=version.earlier)
    if not links.update(criteria_set=version.pk):
        raise ValidationError({"for_later": NOT_FOR_LATER})


def _entries_lost(carried: Carried) -> int:
    return carried.count(*MUST_REENTER)


def _record(move: Move, version: Version, choice: Choice, reason: str, by: User) -> None:
    carried = move.carried
    told = [_told(line) for line in carried.lines if line.is_worth_telling]
    gone = [move.scores[removed.criterion.pk].pk for removed in carried.removed]
    audit.record(
        "assessment.moved_to_version", move.file, by=by, note=reason, unit=move.file.unit,
        before={"version": str(move.old), "set": move.old.pk,
                "total": carried.before.totals.total},
        after={"version": str(version), "set": version.pk,
               "number": version.criteria_set.version, "total": carried.after.totals.total,
               "choice": choice, "kept": carried.count(Fate.KEPT), "lines": told,
               "added": [_named(criterion) for criterion in carried.added],
               "removed": [_taken_out(removed) for removed in carried.removed],
               "rows_gone": gone},
    )  # fmt: skip


def _told(line: Line) -> dict[str, Any]:
    """A line of the report for the trail, where the unit's page reads it too."""
    return {
        **_named(line.criterion),
        "part": line.part_key,
        "label": line.label,
        "fate": line.fate,
        "was": line.was,
        "reason": line.reason,
        "is_reworded": line.is_reworded,
        "before": line.before,
        "after": line.after,
    }


def _taken_out(removed: Removed) -> dict[str, Any]:
    return {
        **_named(removed.criterion),
        "was": removed.was,
        "points": removed.points,
        "explanation": removed.explanation,
        "evidence": removed.evidence,
    }


def _named(criterion: CriterionDefinition) -> dict[str, Any]:
    return {"criterion": criterion.key, "code": criterion.code, "title": criterion.title}
