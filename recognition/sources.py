"""What registrations and models of the year say about single facts of the year-end sheet."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property

from django.db.models.expressions import RawSQL
from django.urls import reverse

from assessments.models import Assessment, Round
from assessments.providers import registration_due
from core.calendar import format_date, today
from criteria.sources import Answer
from organisation.mergers import family
from recognition.categories import ModelField, ModelLevel, field_name, level_in_sentence
from recognition.models import ModelRegistration, RecognisedModel, UnitRegistration
from recognition.registrations import (
    COUNTED,
    lacking,
    registered_day,
    with_targets,
)
from recognition.workflow import RegistrationState

LATE_DAYS = 15  # a registration later than that counts as none
ON_TIME, LATE, NONE = "on_time", "late", "none"  # keys of the answers in the criteria sets
MODEL_KEYS = (
    ("registered", "số mô hình đã đăng ký"),
    ("incomplete", "số mô hình thiếu thông tin"),
    ("fields", "số lĩnh vực có mô hình"),
    ("kept", "số mô hình được công nhận năm trước còn duy trì"),
    ("kept_base", "số mô hình được công nhận năm trước"),
)
RECOGNISED_KEYS = {
    "recognised_district": ModelLevel.DISTRICT,
    "recognised_province": ModelLevel.PROVINCE,
}


def registration_time(assessment: Assessment, keys: frozenset[str]) -> Mapping[str, Answer]:
    """On time, at most 15 days late, or later and not at all; nothing while there is time."""
    days, words, url = _registered(assessment)
    if days is None:
        return {}
    value = ON_TIME if days <= 0 else LATE if days <= LATE_DAYS else NONE
    return {key: Answer(value, words, url) for key in keys}


def registered_in_time(assessment: Assessment, keys: frozenset[str]) -> Mapping[str, Answer]:
    """Whether the registration came in by its day."""
    days, words, url = _registered(assessment)
    return {} if days is None else {key: Answer(days <= 0, words, url) for key in keys}


def models(assessment: Assessment, keys: frozenset[str]) -> Mapping[str, Answer]:
    """Counts of the unit's models; those of last year need a round of last year."""
    counts = _Models(assessment)
    known = {key: counts.answer(key) for key in keys & set(_Models.COUNTERS)}
    return {key: answer for key, answer in known.items() if answer}


def no_choices(_organiser: object) -> list[tuple[str, str]]:
    """A source without keys."""
    return [("", "")]


def model_choices(_organiser: object) -> list[tuple[str, str]]:
    """What may be counted."""
    recognised = [
        (key, f"số mô hình được {level_in_sentence(level)} công nhận")
        for key, level in RECOGNISED_KEYS.items()
    ]
    return [*MODEL_KEYS, *recognised]


def _registered(assessment: Assessment) -> tuple[int | None, str, str]:
    """Days late (None: nothing to say yet), in words, where to look."""
    rows = UnitRegistration.objects.filter(round=assessment.round_id, unit=assessment.unit_id)
    row = rows.first()
    day = (registered_day(row) if row else None) or assessment.registered_on
    due = row.due_on if row and row.first_submitted_at else registration_due(assessment)
    url = row.get_absolute_url() if row else reverse("recognition:registrations")
    if day is None:
        if today() <= due:
            return None, "", url
        words = f"Hạn đăng ký {format_date(due)} đã qua, đơn vị chưa đăng ký."
        return LATE_DAYS + 1, words, url
    days = (day - due).days
    told = "đúng hạn" if days <= 0 else f"chậm {days} ngày"
    return days, f"Đăng ký ngày {format_date(day)}, hạn {format_date(due)}: {told}.", url


class _Models:
    """The unit's models of a year, each row read once, whatever is asked."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.round: Round = assessment.round

    def answer(self, key: str) -> Answer | None:
        """The count with its words; None without records."""
        return self.COUNTERS[key](self)

    @cached_property
    def rows(self) -> list[ModelRegistration]:
        """Registered for the year and not refused."""
        rows = ModelRegistration.objects.filter(
            round=self.round, unit__in=self.units, state__in=COUNTED
        )
        return list(with_targets(rows))

    @property
    def units(self) -> RawSQL:
        """The unit, and those that had merged into it by the end of the year."""
        return family(self.assessment.unit_id, self.round.self_assessment_due)

    @cached_property
    def last_round(self) -> Round | None:
        """The round of the year before."""
        rounds = Round.objects.filter(organiser=self.round.organiser_id, year=self.round.year - 1)
        return rounds.first()

    @cached_property
    def base(self) -> list[ModelRegistration]:
        """What the unit, and those merged into it, had recognised last year."""
        return list(
            ModelRegistration.objects.filter(
                round=self.last_round, unit__in=self.units, state=RegistrationState.RECOGNISED
            )
        )

    def registered(self) -> Answer:
        return self._answer(len(self.rows), f"Đã đăng ký {len(self.rows)} mô hình.")

    def incomplete(self) -> Answer:
        faulty = [row for row in self.rows if lacking(row)]
        words = f"{len(faulty)}/{len(self.rows)} mô hình thiếu thông tin"
        if faulty:
            first = faulty[0]
            words += f" (“{first.name}”: thiếu {', '.join(lacking(first))})"
        return self._answer(len(faulty), f"{words}.")

    def fields(self) -> Answer:
        counted = Counter(row.field for row in self.rows)
        told = ", ".join(f"{field_name(f)} {counted[f]}" for f in ModelField if counted[f])
        words = f"{told or 'Chưa có mô hình nào'} → {len(counted)} lĩnh vực."
        return self._answer(len(counted), words)

    def kept(self) -> Answer | None:
        if self.last_round is None:
            return None
        taken_up = {row.kept_from_id for row in self.rows}
        kept = [row for row in self.base if row.pk in taken_up]
        words = (
            f"{len(kept)} trong {len(self.base)} mô hình được công nhận năm "
            f"{self.last_round.year} được đăng ký duy trì năm {self.round.year}."
        )
        return self._answer(len(kept), words)

    def kept_base(self) -> Answer | None:
        if self.last_round is None:
            return None
        words = f"Năm {self.last_round.year}: {len(self.base)} mô hình được công nhận."
        return self._answer(len(self.base), words)

    def recognised_district(self) -> Answer:
        return self._recognised(ModelLevel.DISTRICT)

    def recognised_province(self) -> Answer:
        return self._recognised(ModelLevel.PROVINCE)

    def _recognised(self, level: ModelLevel) -> Answer:
        registered = [
            row
            for row in self.rows
            if row.state == RegistrationState.RECOGNISED and row.level == level
        ]
        others = RecognisedModel.objects.filter(
            organiser=self.round.organiser_id, unit__in=self.units,
            year=self.round.year, level=level,
        ).exclude(registration__in=registered)  # fmt: skip
        count = len(registered) + others.count()
        words = f"{count} mô hình được công nhận {level.label.lower()} năm {self.round.year}."
        return self._answer(count, words)

    def _answer(self, count: int, words: str) -> Answer:
        return Answer(count, words, reverse("recognition:registrations"))

    COUNTERS: Mapping[str, Callable[["_Models"], Answer | None]] = {
        "registered": registered,
        "incomplete": incomplete,
        "fields": fields,
        "kept": kept,
        "kept_base": kept_base,
        "recognised_district": recognised_district,
        "recognised_province": recognised_province,
    }
