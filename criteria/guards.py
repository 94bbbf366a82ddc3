"""Triggers on this app's tables: a published set never changes, whoever writes the SQL.

Design 4; a set under which units were measured must read years later as it read then.
"""

from core.triggers import Refusal, declare

SET = "criteria_criteriaset"
GROUP = "criteria_criteriongroup"
CRITERION = "criteria_criterion"
MESSAGE = "a published criteria set is immutable"

# How to reach the set from a row of each table below it ({row} is OLD or NEW).
SET_OF_ROW = {
    GROUP: "{row}.criteria_set_id",
    CRITERION: f"(SELECT criteria_set_id FROM {GROUP} WHERE id = {{row}}.group_id)",
    "criteria_scoringpart": (
        f"(SELECT g.criteria_set_id FROM {GROUP} g JOIN {CRITERION} c ON c.group_id = g.id"
        " WHERE c.id = {row}.criterion_id)"
    ),
    "criteria_veto": "{row}.criteria_set_id",
    "criteria_classband": "{row}.criteria_set_id",
}
FROZEN_COLUMNS = (
    "organiser_id", "unit_kind_id", "title", "year", "issuer", "basis", "version", "origin_id",
    "total_points", "bonus_max", "not_applicable_policy", "change_reason", "guidance_kind",
    "guidance_number", "guidance_date", "guidance_issuer", "appendix_id", "published_at",
    "published_by_id",
)  # fmt: skip


def _is_published(set_key: str) -> str:
    return f"EXISTS (SELECT 1 FROM {SET} s WHERE s.id = {set_key} AND s.state <> 'draft')"


def _below_the_set():
    for table, path in SET_OF_ROW.items():
        for operation, rows in {"INSERT": "NEW", "UPDATE": "OLD NEW", "DELETE": "OLD"}.items():
            condition = " OR ".join(_is_published(path.format(row=r)) for r in rows.split())
            yield Refusal(f"{table}_{operation.lower()}", table, operation, MESSAGE, condition)


def _the_set_itself():
    changed = " OR ".join(
        f"COALESCE(CAST(NEW.{column} AS text), '') <> COALESCE(CAST(OLD.{column} AS text), '')"
        for column in FROZEN_COLUMNS
    )
    moved_back = (
        "(OLD.state = 'published' AND NEW.state NOT IN ('published', 'retired'))"
        " OR (OLD.state = 'retired' AND NEW.state <> 'retired')"
    )
    condition = f"OLD.state <> 'draft' AND ({changed} OR {moved_back})"
    yield Refusal(f"{SET}_frozen", SET, "UPDATE", MESSAGE, condition)
    yield Refusal(f"{SET}_kept", SET, "DELETE", MESSAGE, "OLD.state <> 'draft'")


GUARDS = declare([*_below_the_set(), *_the_set_itself()])
