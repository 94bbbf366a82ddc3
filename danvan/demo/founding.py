"""The district itself: units, people, letterheads, criteria sets."""

from datetime import date

from core import audit
from danvan.demo import criteria_sets, moved_days
from danvan.demo.clock import Clock
from danvan.demo.district import District, Size
from danvan.demo.fixtures import read
from danvan.demo.people import Register, enrol_district, enrol_units
from organisation import actions
from organisation.models import Letterhead, Unit, UnitKind, User
from organisation.roles import Role

ORGANISER = "Huyện uỷ Yên Thế"
FOUNDED = date(2020, 2, 1)  # the communes as they are since the mergers of 2019-2020
SMALL_COMMUNES, SMALL_AGENCIES = 3, 1
NEW_FORM_FROM = date(2026, 5, 27)  # HD 05-HD/VPTW takes the place of HD 36-HD/VPTW
OLD_FORM_TO = date(2026, 5, 26)

DISTRICT_LINES = {
    "parent_line": "ĐẢNG BỘ TỈNH BẮC GIANG", "issuer_line": "HUYỆN UỶ YÊN THẾ", "symbol": "HU",
    "author": "Ban Thường vụ Huyện uỷ", "authority_line": "T/M BAN THƯỜNG VỤ",
    "signatory_title": "BÍ THƯ", "archive_line": "Lưu Văn phòng Huyện uỷ",
}  # fmt: skip
BOARD_LINES = {
    "parent_line": "HUYỆN UỶ YÊN THẾ", "issuer_line": "BAN DÂN VẬN", "symbol": "BDVHU",
    "author": "Ban Dân vận Huyện uỷ", "authority_line": "", "signatory_title": "TRƯỞNG BAN",
    "archive_line": "Lưu Ban Dân vận",
}  # fmt: skip


def found(seed: int, year: int, clock: Clock, *, small: bool, can_print: bool) -> District:
    """Everything that must exist before the first year can be planned."""
    district = _units(seed, year, clock, small=small)
    district.can_print = can_print
    register = Register(district)
    enrol_district(register)
    enrol_units(register)
    administrator = district.at_district(Role.ADMINISTRATOR)[0]
    _letterheads(district, administrator)
    moved_days.lay(administrator)
    criteria_sets.publish_first(district)
    return district


def is_founded() -> bool:
    """Whether the demonstration has been laid into this database."""
    return Unit.objects.filter(name=ORGANISER).exists()


def _units(seed: int, year: int, clock: Clock, *, small: bool) -> District:
    places = read("demo_places")
    kinds = {
        kind["code"]: UnitKind.objects.get_or_create(
            code=kind["code"],
            defaults={
                "name": kind["name"],
                "position": position,
                "is_assessed": kind["is_assessed"],
            },
        )[0]
        for position, kind in enumerate(places["kinds"])
    }
    organiser = _found(Unit(kind=kinds["district"], name=ORGANISER, short_name="Yên Thế"))
    board, *_others = [
        _found(Unit(kind=kinds["body"], parent=organiser, **body)) for body in places["bodies"]
    ]
    district = District(seed, year, clock, organiser, board, [], {})
    for place in places["communes"][: SMALL_COMMUNES if small else None]:
        _commune(district, kinds["commune"], place)
    for place in places["agencies"][: SMALL_AGENCIES if small else None]:
        unit = Unit(kind=kinds["agency"], name=place["name"], short_name=place["short_name"])
        _join(district, unit, Size(staff=place["staff"]))
    return district


def _commune(district: District, kind: UnitKind, place: dict) -> None:
    title = "thị trấn" if place.get("is_town") else "xã"
    unit = Unit(
        kind=kind, name=f"Đảng bộ {title} {place['name']}", short_name=place["name"],
        official_code=place["code"],
    )  # fmt: skip
    _join(district, unit, Size(place["households"], place["villages"]))


def _join(district: District, unit: Unit, size: Size) -> None:
    unit.parent = district.organiser
    district.units.append(_found(unit))
    district.sizes[unit.pk] = size


def _found(unit: Unit) -> Unit:
    """Written by the system: there is no administrator yet who could."""
    unit.valid_from = FOUNDED
    unit.save()
    audit.record("unit.created", unit, by=None, after={"name": unit.name}, unit=unit)
    return unit


def _letterheads(district: District, administrator: User) -> None:
    signatory = district.at_district(Role.SIGNATORY)[0].full_name
    heads = ((district.organiser, DISTRICT_LINES, signatory),
             (district.board, BOARD_LINES, district.board_head.full_name))  # fmt: skip
    periods = (("hd36", FOUNDED, OLD_FORM_TO), ("hd05", NEW_FORM_FROM, None))
    for unit, lines, name in heads:
        for form, start, end in periods:
            row = Letterhead(
                unit=unit, format=form, signatory_name=name, place="Yên Thế",
                valid_from=start, valid_to=end, **lines,
            )  # fmt: skip
            actions.save_letterhead(row, by=administrator)
