"""Yes or no: one answer earns all the part's points, the other none."""

from criteria.rules.base import FactField, Facts, Method, Part, PartScore, missing_parameters
from criteria.rules.figures import ZERO, points_text


def fields(part: Part) -> tuple[FactField, ...]:
    """One answer."""
    return (FactField("answer", part.parameters["question"], "yes_no"),)


def _earning(part: Part) -> bool:
    """The answer that earns; "no" where the rule rewards that something did not happen."""
    return bool(part.parameters.get("earns", "yes") == "yes")


def score(part: Part, facts: Facts) -> PartScore:
    """ "Có → 1,00"."""
    points = part.max_points if facts["answer"] is _earning(part) else ZERO
    return PartScore(points, f"{'Có' if facts['answer'] else 'Không'} → {points_text(points)}")


def problems(part: Part) -> list[str]:
    """A missing question, an unknown earning answer, or nothing to earn."""
    found = missing_parameters(part, "question")
    if part.parameters.get("earns", "yes") not in ("yes", "no"):
        found.append("Câu trả lời được điểm phải là có hoặc không.")
    if part.max_points <= 0:
        found.append("Điểm tối đa phải lớn hơn 0.")
    return found


def describe(part: Part) -> str:
    """ "Có sơ kết việc phối hợp: có 1,00 điểm, không 0,00 điểm"."""
    points = (part.max_points, ZERO) if _earning(part) else (ZERO, part.max_points)
    return "{}: có {} điểm, không {} điểm".format(
        part.parameters["question"], *map(points_text, points)
    )


YES_NO = Method(fields, score, problems, describe)
