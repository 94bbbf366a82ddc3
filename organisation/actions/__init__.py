"""Every change to units, people, roles and letterheads."""

from organisation.actions.assignments import assign_role, end_role
from organisation.actions.founding import found_installation
from organisation.actions.letterheads import save_letterhead
from organisation.actions.people import (
    change_own_password,
    change_person,
    choose_mail,
    create_person,
    create_person_without_password,
    disable_person,
    enable_person,
    issue_initial_passwords,
    reset_password,
    unlock_person,
)
from organisation.actions.units import merge_unit, save_unit, save_unit_kind

__all__ = [
    "assign_role",
    "change_own_password",
    "change_person",
    "choose_mail",
    "create_person",
    "create_person_without_password",
    "disable_person",
    "enable_person",
    "end_role",
    "found_installation",
    "issue_initial_passwords",
    "merge_unit",
    "reset_password",
    "save_letterhead",
    "save_unit",
    "save_unit_kind",
    "unlock_person",
]
