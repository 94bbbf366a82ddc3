"""What may be done with a round now: the step of the moment first, the rest by what it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessments.models import Round
from assessments.permissions.duties import can_follow_up, can_see_calls, can_see_matrix
from assessments.permissions.files import can_assign, can_decide_version, can_move_round
from assessments.permissions.years import can_change_plan, can_move_deadlines
from assessments.presenters.round_pages import SetLine
from assessments.versions import Version, later_versions
from assessments.workflow import RoundState
from core.calendar import today
from organisation.models import User
from organisation.roles import Permission


@dataclass(frozen=True)
class Tool:
    """A page to go to, or a dialog that asks before something is done."""

    label: str
    url: str = ""
    dialog: str = ""


@dataclass(frozen=True)
class ToolGroup:
    """Tools about one thing."""

    label: str
    tools: list[Tool]


@dataclass(frozen=True)
class RoundTools:
    """`first`: the one button of the page; `refusal`: why the step of the moment cannot be."""

    first: Tool | None
    groups: list[ToolGroup]
    refusal: str = ""


START = Tool("Chuyển sang thẩm định", dialog="start-appraising")
CLOSE = Tool("Kết thúc đợt", dialog="close-round")


def steering(round_: Round, user: User, sets: list[SetLine]) -> dict[str, Any]:
    """What a board head may do with the round now; empty where it is somebody else's affair."""
    if not user.has_permission(Permission.ROUND_MANAGE, unit=round_.organiser_id):
        return {}
    return {
        move: can_move_round(user, round_, move) for move in ("open", "start_appraising", "close")
    } | {
        "assign": can_assign(user, round_, None), "versions": _versions(round_, user, sets),
        "plan": can_change_plan(user, round_), "deadlines": can_move_deadlines(user, round_),
    }  # fmt: skip


def tools_of(round_: Round, user: User, may: Mapping[str, Any]) -> RoundTools:
    """Everything that the person may do, `may` being their steering."""
    first = _first(round_, user, may)
    found = {
        "Theo dõi": _following(round_, user),
        "Phân công, bộ tiêu chí": _preparing(round_, may),
        "Thời hạn": _deadlines(round_, may),
        "Chuyển bước": _moves(may),
    }
    kept = {label: [tool for tool in tools if tool != first] for label, tools in found.items()}
    is_held = round_.state == RoundState.APPRAISING and may and not may["close"]
    return RoundTools(
        first, [ToolGroup(label, tools) for label, tools in kept.items() if tools],
        may["close"].reason if is_held else "",
    )  # fmt: skip


def _first(round_: Round, user: User, may: Mapping[str, Any]) -> Tool | None:
    if may.get("open"):
        return Tool("Kiểm tra, mở năm…", _address("open", round_))
    if may.get("start_appraising") and today() > round_.self_assessment_due:
        return START
    if may.get("close") and today() > round_.appraisal_due:
        return CLOSE
    return next(_following(round_, user), None)


def _following(round_: Round, user: User) -> Iterator[Tool]:
    if round_.state != RoundState.PLANNED and can_see_matrix(user, round_):
        yield Tool("Tiến độ cả năm", reverse("assessments:matrix", args=[round_.pk]))
    if can_follow_up(user, round_):
        yield Tool("Nhắc đơn vị chậm…", reverse("assessments:remind", args=[round_.pk]))
        if can_see_calls(user, round_):
            yield Tool("Danh sách gọi điện", reverse("assessments:calls", args=[round_.pk]))


def _preparing(round_: Round, may: Mapping[str, Any]) -> Iterator[Tool]:
    if may.get("plan"):
        yield Tool("Sửa lịch, bộ tiêu chí", _address("change", round_))
    if may.get("assign"):
        yield Tool("Phân công chuyên viên, lãnh đạo", _address("assign", round_))
        url = f"{reverse('assessments:indicators')}?dot={round_.pk}"
        yield Tool("Chỉ tiêu báo cáo quý", url)
    if may.get("versions"):
        url = reverse("assessments:move-version", args=[round_.pk])
        yield Tool("Chuyển phiên bản bộ tiêu chí…", url)


def _deadlines(round_: Round, may: Mapping[str, Any]) -> Iterator[Tool]:
    if may.get("deadlines"):
        yield Tool("Gia hạn cho một đơn vị…", _address("extend", round_))
        yield Tool("Dời hạn cho mọi đơn vị…", _address("deadlines", round_))


def _moves(may: Mapping[str, Any]) -> Iterator[Tool]:
    if may.get("start_appraising"):
        yield START
    if may.get("close"):
        yield CLOSE


def _address(page: str, round_: Round) -> str:
    return reverse(f"assessments:round-{page}", args=[round_.pk])


def _versions(round_: Round, user: User, sets: list[SetLine]) -> list[Version]:
    """Published versions that files of the round could move to; none where it is not allowed."""
    if not can_decide_version(user, round_):
        return []
    return later_versions(round_, set().union(*(line.keys for line in sets)))
