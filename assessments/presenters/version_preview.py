"""What moving to a later version would do, unit by unit, before anybody decides it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.actions.versions import Move, plan
from assessments.carrying import ADJUSTED, MUST_REENTER, Choice, Fate, Line, successors
from assessments.models import Assessment, Round
from assessments.permissions.files import can_move_to
from assessments.presenters.appraisal_row import signed
from assessments.versions import Version
from core.permissions import Verdict
from criteria.definitions import CriterionDefinition, SetDefinition, definition_of
from criteria.models import CriteriaSet
from organisation.models import User

FATE_WORDS = {
    Fate.RESCORED: "giữ số liệu, tính lại điểm",
    Fate.CUT: "hạ xuống mức tối đa mới",
    Fate.SCALED: "quy điểm theo tỷ lệ",
    Fate.CLEARED: "xoá để nhập lại",
    Fate.DROPPED: "phải nhập lại",
}


@dataclass(frozen=True)
class PreviewLine:
    """One unit. The points of a draft are the unit's own affair: only their change is shown."""

    file: Assessment
    verdict: Verdict
    move: Move | None

    @property
    def kept(self) -> int:
        return self.move.carried.count(Fate.KEPT)

    @property
    def adjusted(self) -> int:
        return self.move.carried.count(*ADJUSTED)

    @property
    def lost(self) -> int:
        return self.move.carried.count(*MUST_REENTER)

    @property
    def reworded(self) -> int:
        """How many answers stay although the question now has other words."""
        return sum(line.is_reworded for line in self.move.carried.lines)

    @property
    def change(self) -> Decimal:
        """By how many points the unit's total changes with the move."""
        carried = self.move.carried
        return carried.after.totals.total - carried.before.totals.total

    @property
    def change_text(self) -> str:
        return signed(self.change)

    @property
    def is_late(self) -> bool:
        """Whether the unit could not enter anything again without a later deadline."""
        return self.file.due_on < timezone.localdate()


@dataclass(frozen=True)
class Effect:
    """What happens to one part, and in how many units."""

    criterion: CriterionDefinition
    label: str
    words: str
    units: int


@dataclass(frozen=True)
class SetChange:
    """Criteria that one of the versions in use lacks, and those that the new one lacks."""

    title: str
    added: list[CriterionDefinition]
    removed: list[CriterionDefinition]


@dataclass(frozen=True)
class Preview:
    """Everything that the decision needs: units that may move, units that may not, effects."""

    version: Version
    movable: list[PreviewLine]
    others: list[PreviewLine]
    effects: list[Effect]
    changes: list[SetChange]
    is_for_later: bool

    @property
    def lines(self) -> list[PreviewLine]:
        return [*self.movable, *self.others]


def preview(round_: Round, version: Version, choice: Choice, user: User) -> Preview:
    """The files of the round that are of the version's kind; nothing is written."""
    files = _files(round_, version)
    verdicts = {file.pk: can_move_to(user, file, version) for file in files}
    moves = {m.file.pk: m for m in plan([f for f in files if verdicts[f.pk]], version, choice)}
    lines = [PreviewLine(file, verdicts[file.pk], moves.get(file.pk)) for file in files]
    links = round_.criteria_sets.filter(criteria_set__in=version.earlier)
    return Preview(
        version,
        [line for line in lines if line.move],
        [line for line in lines if not line.move],
        _effects(version, moves.values()),
        _changes(version, moves.values()),
        links.exists(),
    )


def described_move(moves: list[Move], version: Version) -> str:
    """What was done, in a sentence or two."""
    number = version.criteria_set.version
    if not moves:
        return f"Đơn vị vào sau trong đợt này sẽ dùng phiên bản {number}."
    names = "; ".join(move.file.unit_name for move in moves)
    lost = sum(bool(move.carried.count(*MUST_REENTER)) for move in moves)
    again = f" {lost} đơn vị có nội dung phải nhập lại." if lost else ""
    return f"Đã chuyển {len(moves)} đơn vị sang phiên bản {number}: {names}.{again}"


def _files(round_: Round, version: Version) -> list[Assessment]:
    files = round_.assessments.filter(criteria_set__unit_kind=version.criteria_set.unit_kind_id)
    found = list(files.select_related("unit", "criteria_set"))
    for file in found:
        file.round = round_
    return found


def _effects(version: Version, moves: Iterable[Move]) -> list[Effect]:
    """Parts whose facts do not simply stay, in the reading order of the new version."""
    criteria = definition_of(version.criteria_set).criteria
    counted: Counter[tuple[int, str, str]] = Counter()
    for move in moves:
        told = [line for line in move.carried.lines if line.fate != Fate.KEPT]
        counted.update((line.criterion.pk, line.label, _fate_words(line)) for line in told)
    order = {pk: place for place, pk in enumerate(criteria)}
    found = sorted(counted, key=lambda what: order[what[0]])
    return [Effect(criteria[pk], label, words, counted[pk, label, words])
            for pk, label, words in found]  # fmt: skip


def _fate_words(line: Line) -> str:
    words = FATE_WORDS[line.fate]
    return f"{words} ({line.reason})" if line.reason and line.fate == Fate.DROPPED else words


def _changes(version: Version, moves: Iterable[Move]) -> list[SetChange]:
    after = definition_of(version.criteria_set)
    olds = {move.old.pk: move.old for move in moves}
    return [_change(str(old), definition_of(old), after) for old in olds.values()]


def _change(title: str, before: SetDefinition, after: SetDefinition) -> SetChange:
    kept = successors(before, after)
    continued = {criterion.pk for criterion in kept.values()}
    return SetChange(
        title,
        [c for pk, c in after.criteria.items() if pk not in continued],
        [c for pk, c in before.criteria.items() if pk not in kept],
    )


def version_choices(versions: list[Version], wanted: Any) -> list[dict[str, Any]]:
    """The versions to choose from."""
    chosen = wanted.version.pk if wanted.version else None
    return [
        {"pk": v.pk, "label": _choice(v.criteria_set), "chosen": v.pk == chosen} for v in versions
    ]


def _choice(criteria_set: CriteriaSet) -> str:
    """What tells versions apart comes first: a phone shows no more of it."""
    number, year = criteria_set.version, criteria_set.year
    return f"Phiên bản {number}, năm {year} – {criteria_set.title} ({criteria_set.unit_kind})"
