"""Biên bản bàn giao: what is frozen, and the paper made of nothing else."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.documents.heads import plain_head, plain_place
from assessments.documents.sheets import letterhead_on
from assessments.open_work import FOLLOWING, followed_units, open_rounds_of, open_work
from core.party_dates import long_date
from criteria.documents.guidance import format_on
from organisation.mergers import family
from organisation.models import RoleAssignment, Unit, User
from organisation.roles import Role

TEMPLATE = "assessments/documents/handover.html"
FORM = 1  # grows when the keys of the content change


def handover_content(
    assignment: RoleAssignment, to_person: User, *, on: date, reason: str, witness: str
) -> dict[str, Any]:
    """Everything that the minutes say, as plain values that survive JSON."""
    letterhead = letterhead_on(assignment.unit_id, on)
    return {
        "form": FORM,
        "format": str(letterhead.format if letterhead else format_on(on)),
        "on": on.isoformat(),
        "place": letterhead.place if letterhead else plain_place(assignment.unit.name),
        **_head(assignment),
        "unit": assignment.unit.name,
        "role": assignment.get_role_display(),
        "since": assignment.valid_from.isoformat(),
        "giver": _person(assignment.user),
        "taker": _person(to_person),
        "witness": witness,
        "reason": reason,
        "work": _work(assignment),
    }


def handover_paper(content: Mapping[str, Any]) -> dict[str, Any]:
    """Context of the minutes, from the frozen content and nothing else."""
    day = long_date(date.fromisoformat(content["on"]))
    place, witness = content["place"], _witness(content["witness"])
    giver = _room("BÊN GIAO", content["giver"]["name"])
    taker = _room("BÊN NHẬN", content["taker"]["name"])
    return {
        **content,
        "work": [part | {"lines": [_listed(line) for line in part["lines"]]}
                 for part in content["work"]],
        "pdf_title": f"Biên bản bàn giao {content['role']}, {content['unit']}",
        "pdf_author": content["unit"],
        "draft": False,
        "day": day,
        "dateline": f"{place}, {day}" if place else day.capitalize(),
        "heading": {
            "parent": content["parent"], "issuer": content["issuer"], "label": "",
            "title": "BIÊN BẢN BÀN GIAO", "attached": "",
            "abstract": f"vai trò {content['role']} và công việc phong trào thi đua “Dân vận khéo”",
        },
        "signatures": {"left": giver, "right": taker},
        **witness,
        "rooms": [giver, _room("NGƯỜI CHỨNG KIẾN", witness["witness_name"]), taker],
    }  # fmt: skip


def _listed(line: Mapping[str, Any]) -> dict[str, Any]:
    """What is still to be done as one list, of which only the last entry ends in a full stop."""
    tasks = [*line["duties"], *line["reports"]]
    if line["findings"]:
        tasks.append(f"Tồn tại sau kiểm tra chưa khắc phục xong: {line['findings']}")
    if line["advice"]:
        tasks.append(f"Kiến nghị năm trước chưa thực hiện xong: {line['advice']}")
    ends = [*(";" for _ in tasks[1:]), "."]
    return {**line, "tasks": [f"{text}{end}" for text, end in zip(tasks, ends, strict=False)]}


def _room(title: str, name: str) -> dict[str, str]:
    """A title that signs by itself."""
    return {"authority": "", "title": title, "name": name}


def _witness(words: str) -> dict[str, str]:
    """The name, which signs, apart from the position written after it."""
    name, _comma, position = words.partition(",")
    return {"witness_name": name.strip(), "witness_position": position.strip()}


def _work(assignment: RoleAssignment) -> list[dict[str, Any]]:
    """Of an officer: what waits for the units that they follow; else of the unit itself.

    What the unit took over from those that merged into it goes with it, under their names.
    """
    if assignment.role != Role.OFFICER:
        rounds = open_rounds_of(assignment.unit)
        units = Unit.objects.filter(pk__in=family(assignment.unit_id))
        keys = list(units.order_by().values_list("pk", flat=True))
        return [open_work(round_, keys) for round_ in rounds]
    followed: dict[Any, list[int]] = {}
    for row in followed_units(assignment.user, assignment.unit):
        followed.setdefault(row.round, []).append(row.unit_id)
    return [open_work(round_, units, FOLLOWING) for round_, units in followed.items()]


def _head(assignment: RoleAssignment) -> dict[str, str]:
    parent = assignment.unit.parent
    head = plain_head(assignment.unit.name, parent.name if parent else "")
    return {"parent": head.parent, "issuer": head.issuer}


def _person(person: User) -> dict[str, str]:
    return {"name": person.full_name, "position": person.position, "username": person.username}
