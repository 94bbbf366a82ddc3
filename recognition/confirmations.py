"""What is confirmed by handing a registration in: what the unit aims at, and its models."""

from collections.abc import Iterable

from core.calendar import format_date, today
from core.confirmations import Said
from recognition.models import ModelRegistration, UnitRegistration


def registration_statement(
    registration: UnitRegistration, models: Iterable[ModelRegistration]
) -> dict[str, Said]:
    """Deadline, title, pledge, then each model; its row's version stands for what is not said."""
    found = {
        "Thời hạn": Said(_deadline(registration)),
        "Danh hiệu phấn đấu": Said(registration.title_sought or "chưa ghi"),
        "Cam kết": Said(registration.pledge or "chưa ghi"),
    }
    return found | {
        f"Mô hình “{model.name}”": Said(
            f"{model.get_level_display()}, {len(model.targets.all())} mục tiêu",
            f"{model.pk} {model.version} {model.state}",
        )
        for model in models
    }


def _deadline(registration: UnitRegistration) -> str:
    if registration.first_submitted_at:
        return "đã nộp lần đầu"
    day = registration.due_on
    return f"{format_date(day)}, {'đã quá hạn' if today() > day else 'còn trong hạn'}"
