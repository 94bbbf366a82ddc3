"""The columns “chỉ chấm khi”: which answer of which part decides, said in the officials' words."""

from collections.abc import Mapping

from core.spreadsheets import Record
from core.text import fold
from criteria.columns import sheets, words
from criteria.definitions import Condition
from criteria.imports.drafting import Complaints, DraftCriterion
from criteria.imports.parts import named_part
from criteria.scoring import rule_of


def condition_of(
    draft: DraftCriterion, criteria: Mapping[str, DraftCriterion], complaints: Complaints
) -> Condition | None:
    """The condition of a criterion; None: always asked, or the row does not say it rightly."""
    record = draft.record
    code = record.values.get("asked_criterion")
    if not code:
        text = "Ghi cả mã tiêu chí ở cột “Chỉ chấm khi: tiêu chí”, hoặc xoá ô này."
        complaints.unused(record, ("asked_part", "asked_answers"), text)
        return None
    asked = criteria.get(code.casefold())
    if asked is None:
        text = f"Không có tiêu chí mã “{code}” ở trang “{sheets.CONTENTS}”."
        complaints.say(record, "asked_criterion", text)
        return None
    part = named_part(asked, record.values.get("asked_part"))
    if part is None or part.part is None:
        there = ", ".join(str(part.number) for part in asked.parts) or "chưa có phần nào"
        text = f"Ghi số của phần điểm thuộc tiêu chí {asked.code} (đang có: {there})."
        complaints.say(record, "asked_part", text)
        return None
    answers = _answers(record, _possible(part.part), complaints)
    return Condition(asked.key, part.key, answers) if answers else None


def refuse_circles(
    drafts: list[DraftCriterion], conditions: Mapping[str, Condition], complaints: Complaints
) -> None:
    """Complain of each criterion that, over others, depends on its own answer."""
    for draft in drafts:
        seen: list[str] = []
        key = draft.key
        while key in conditions and key not in seen:
            seen.append(key)
            key = conditions[key].criterion
        if key == draft.key and seen:
            codes = {d.key: d.code for d in drafts}
            chain = " → ".join(codes[k] for k in (*seen, key))
            text = f"Các tiêu chí chờ nhau thành vòng: {chain}. Hãy bỏ một điều kiện."
            complaints.say(draft.record, "asked_criterion", text)


def _possible(part) -> dict[str, bool | str]:
    """What people may write → the answer as it is stored: labels first, keys as well."""
    rule = rule_of(part)
    if rule.method == "yes_no":
        return {fold(label): value for label, value in words.YES_NO.items()}
    if rule.method != "choice":
        return {}
    options = rule.parameters.get("options", ())
    labels = [fold(option["label"]) for option in options]
    by_key = {fold(option["key"]): option["key"] for option in options}
    once = {fold(o["label"]): o["key"] for o in options if labels.count(fold(o["label"])) == 1}
    return by_key | once


def _answers(record: Record, possible: Mapping, complaints: Complaints) -> tuple:
    if not possible:
        text = "Phần điểm được hỏi phải tính theo cách “Có hoặc không” hoặc “Chọn một mức”."
        complaints.say(record, "asked_part", text)
        return ()
    lines = (record.values.get("asked_answers") or "").splitlines()
    written = [line.strip() for line in lines if line.strip()]
    unknown = [line for line in written if fold(line) not in possible]
    if unknown or not written:
        what = f"Không có câu trả lời “{unknown[0]}”. " if unknown else "Chưa ghi câu trả lời. "
        text = f"{what}Mỗi dòng một câu trả lời có trong phần điểm đó."
        complaints.say(record, "asked_answers", text)
        return ()
    return tuple(possible[fold(line)] for line in written)
