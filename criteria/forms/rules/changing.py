"""Another method or another source for a part: what goes over, and what would be lost."""

from collections.abc import Iterator, Mapping
from typing import Any

from criteria.forms.rules.boxes import Box
from criteria.forms.rules.reading import RuleForm, is_blank, mappings
from criteria.forms.rules.shapes import Rows, Shape, shape_of
from criteria.forms.rules.sourcing import facts_of
from criteria.scoring import Part, measure_of, rule_of, sources_of


def changed(part: Part, shape: Shape, measure: str = "") -> Part:
    """The part with another form of rule and another source; label, maximum, condition stay."""
    old, parameters = shape_of(part), rule_of(part).parameters
    kept = _kept(old, shape, parameters) if old else {}
    rule = {**shape.start, **kept, **shape.fixed}
    whole = {"measure": measure, "rule": {"method": shape.method, "parameters": rule}}
    new = whole if measure else rule
    if "requires" in part.parameters:
        new["requires"] = part.parameters["requires"]
    method = "measure" if measure else shape.method
    whole = Part(part.key, part.label, method, part.max_points, new)
    if sources := _kept_sources(part, whole):
        new["sources"] = sources
    return whole


def lost(part: Part, shape: Shape, measure: str = "") -> list[str]:
    """What the present rule says and the new form has no place for, in words."""
    form = RuleForm(part)
    old = form.shape
    if not old:
        return []
    kept = {box.name for box in shape.boxes}
    boxes = [box for box in old.boxes if box.name not in kept and box in form.boxes]
    words = [_box_words(form, box) for box in boxes if _says_something(form, box)]
    kept_sources = _kept_sources(part, changed(part, shape, measure))
    sources = [
        f"Điền sẵn “{fact}” từ số liệu trong năm"
        for fact in _source_labels(part)
        if fact not in _labels_of(part, kept_sources)
    ]
    return words + list(_lost_rows(form, shape.rows)) + sources


def _kept(old: Shape, new: Shape, parameters: Mapping[str, Any]) -> dict[str, Any]:
    both = {box.name for box in old.boxes} & {box.name for box in new.boxes}
    kept = {name: value for name, value in parameters.items() if name in both}
    if not (old.rows and new.rows and old.rows.parameter == new.rows.parameter):
        return kept
    names = {new.rows.identity, *(column.name for column in new.rows.columns)}
    for row in mappings(parameters.get(new.rows.parameter)):
        entries = row if new.rows.is_ladder else {n: v for n, v in row.items() if n in names}
        kept.setdefault(new.rows.parameter, []).append(entries)
    return kept


def _kept_sources(old: Part, new: Part) -> dict[str, str]:
    """What still fills a fact of the new rule; nothing where that is not known yet."""
    if new.method == "measure":
        return {}
    fits = {fact.name for fact in facts_of(new)}
    return {fact: source for fact, source in sources_of(old).items() if fact in fits}


def _source_labels(part: Part) -> list[str]:
    return _labels_of(part, sources_of(part))


def _labels_of(part: Part, names: Mapping[str, str]) -> list[str]:
    known = {fact.name: fact.label for fact in facts_of(part)}
    return [known.get(name, name) for name in names]


def _says_something(form: RuleForm, box: Box) -> bool:
    return form.values[box.name] not in ("", box.default)


def _box_words(form: RuleForm, box: Box) -> str:
    text = form.values[box.name]
    shown = "có" if box.kind.widget == "tick" else dict(form.choices(box)).get(text, text)
    return f"{box.label}: {shown}"


def _lost_rows(form: RuleForm, rows: Rows | None) -> Iterator[str]:
    old = form.shape.rows if form.shape else None
    if not old:
        return
    known = rows.columns if rows and rows.parameter == old.parameter else ()
    gone = [column for column in form.columns if column.name not in {c.name for c in known}]
    for number, row in enumerate(form.rows, start=1):
        shown = [f"{c.label.lower()} {row[c.name]}" for c in gone if _is_said(c, row)]
        if shown and not is_blank(gone, row):
            yield f"{old.one.capitalize()} {number}: {', '.join(shown)}"


def _is_said(column: Box, row: Mapping[str, str]) -> bool:
    return bool(row.get(column.name)) and not column.choices


def source_label(part: Part, labels: Mapping[str, str]) -> str:
    """Where the figures come from, in words."""
    code = measure_of(part)
    if part.method != "measure":
        return "Đơn vị nhập"
    return f"Hệ thống tự lấy: {labels.get(code, 'số liệu không còn nữa')}"
