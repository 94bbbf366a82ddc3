"""Sources of single facts, wherever a part is known: form, checks, comparison, files, reading."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from criteria import sources
from criteria.actions import editing
from criteria.actions.items import part_values, parts_of
from criteria.checks import Severity, findings
from criteria.columns.rules import sources_from, sources_text
from criteria.comparison import compare
from criteria.definitions import as_part
from criteria.forms.rules.changing import changed, lost
from criteria.forms.rules.reading import RuleForm
from criteria.forms.rules.shapes import BY_CODE
from criteria.models import Scorer, ScoringPart
from criteria.presenters.rule_boxes import facts_drawn, source_boxes
from criteria.scoring import Part, sources_of
from criteria.sources import Answer
from tests.criteria.changing import commune_set, criterion_of, with_criterion
from tests.criteria.rule_forms import typed
from tests.criteria.workbook_files import exported, read
from tests.factories import make_indicator, make_published_set

SET = commune_set()
TALKS = "indicator_year:doi-thoai"
SHARE = {"numerator": "Số đạt", "denominator": "Tổng số"}
PART = Part("teams", "Tổ", "proportional", Decimal(1), {**SHARE, "sources": {"numerator": TALKS}})
COUNTED = Part(
    "talks", "Đối thoại", "count", Decimal(2),
    {"items": [{"name": "talks", "label": "Số cuộc", "points_each": "1"},
               {"name": "more", "label": "Số buổi", "points_each": "1"}],
     "sources": {"talks": TALKS, "more": TALKS}},
)  # fmt: skip
RULE = {"method": "count", "parameters": {}}
MEASURED = Part("m", "Báo cáo", "measure", Decimal(2), {"measure": "reports_on_time", "rule": RULE})


@pytest.fixture
def registry(monkeypatch):
    """An empty registry of sources."""
    monkeypatch.setattr(sources, "_sources", {})


# The registry


def test_each_provider_is_asked_once_for_all_its_keys(registry):
    asked = []

    def provider(_assessment, keys):
        asked.append(keys)
        return {key: Answer(1) for key in keys if key != "không có"}

    sources.register("a", "Nguồn", provider, lambda _organiser: [("x", "Tên"), ("", "")])

    found = sources.answers(None, ["a:x", "a:y", "a:không có", "b:z"])

    assert set(found) == {"a:x", "a:y"}
    assert asked == [frozenset({"x", "y", "không có"})]
    assert sources.choices(None) == [("a:x", "Nguồn: Tên"), ("a:", "Nguồn")]
    sources.register("a", "Nguồn", provider, lambda _organiser: [])  # the same once more
    with pytest.raises(ValueError, match="already has a provider"):
        sources.register("a", "Khác", lambda _a, _k: {}, lambda _o: [])


def test_a_source_is_named_by_its_list_else_by_its_kind(registry):
    sources.register("a", "Nguồn", lambda _a, _k: {}, lambda _o: [])

    assert sources.label_of("a:x", {"a:x": "Nguồn: Tên"}) == "Nguồn: Tên"
    assert sources.label_of("a:x") == "Nguồn: x"
    assert sources.label_of("a:") == "Nguồn"
    assert sources.label_of("b:z") == "b: z"
    assert (sources.is_known("a:x"), sources.is_known("b:x")) == (True, False)


@pytest.mark.parametrize("given", [None, "x", ["x"], {"numerator": ""}, {"numerator": 3}])
def test_scraps_of_a_draft_are_no_sources(given):
    assert sources_of(replace(PART, parameters={**SHARE, "sources": given})) == {}


def test_a_measure_has_no_sources_of_single_facts():
    parameters = {**MEASURED.parameters, "sources": {"talks": TALKS}}

    assert sources_of(replace(MEASURED, parameters=parameters)) == {}


# The form


def test_a_source_is_chosen_changed_and_taken_away():
    plain = replace(PART, parameters=SHARE)

    assert typed(PART).part == PART
    assert sources_of(typed(plain, sources__denominator=TALKS).part) == {"denominator": TALKS}
    assert typed(PART, sources__numerator="").part == plain
    assert sources_of(typed(PART, sources__numerator="models:kept").part) == {
        "numerator": "models:kept"
    }


@pytest.mark.parametrize(
    ("name", "text"), [("sources__numerator", "<script>"), ("sources__x", TALKS)]
)
def test_what_no_list_offers_is_not_taken(name, text):
    form = typed(PART, **{name: text})

    assert form.part == PART
    assert bool(form.errors) is (name == "sources__numerator")


def test_a_fact_that_leaves_the_rule_takes_its_source_along():
    boxes = {n: t for n, t in RuleForm(COUNTED).flat.items() if not n.startswith("items.1.")}

    assert sources_of(RuleForm(COUNTED, boxes).part) == {"talks": TALKS}


def test_a_rule_that_is_unfinished_for_a_moment_keeps_its_sources():
    form = typed(PART, numerator="")

    assert sources_of(form.part) == {"numerator": TALKS}
    assert source_boxes(form, [(TALKS, "Đối thoại")])["boxes"] == []


def test_a_measure_has_no_boxes_and_takes_nothing():
    form = RuleForm(MEASURED, RuleForm(MEASURED).flat | {"sources.talks": TALKS})

    assert "sources" not in form.part.parameters
    assert source_boxes(form, [(TALKS, "Đối thoại")])["boxes"] == []


def test_boxes_stand_beside_each_fact_and_keep_a_source_that_is_gone():
    boxes = source_boxes(RuleForm(PART), [("models:kept", "Mô hình còn hoạt động")])["boxes"]

    assert [box["label"] for box in boxes] == ["Nguồn của “Số đạt”", "Nguồn của “Tổng số”"]
    assert [key for key, _label, chosen in boxes[0]["choices"] if chosen] == [TALKS]
    assert [key for key, _label, chosen in boxes[1]["choices"] if chosen] == [""]
    plain = RuleForm(replace(PART, parameters=SHARE))
    assert source_boxes(plain, [])["boxes"] == []
    assert facts_drawn(plain) == facts_drawn(RuleForm(PART)) != facts_drawn(RuleForm(COUNTED))


def test_another_method_keeps_what_still_fits_and_names_what_is_lost():
    bands = changed(PART, BY_CODE["share_bands"])
    assert lost(PART, BY_CODE["count"])[-1] == "Điền sẵn “Số đạt” từ số liệu trong năm"
    assert "sources" not in changed(PART, BY_CODE["count"]).parameters
    assert "sources" not in changed(COUNTED, BY_CODE["count"], "reports_on_time").parameters
    assert sources_of(changed(COUNTED, BY_CODE["deduction"])) == {"talks": TALKS, "more": TALKS}
    assert not lost(COUNTED, BY_CODE["deduction"])
    assert bands.method == "bands"


# Pages of the workshop


def part_url(name, draft, part="p1"):
    return reverse(f"criteria:part-{name}", args=[draft.pk, "i-1", part])


def test_the_page_offers_the_indicators_of_the_board(desk, draft):
    make_indicator(draft.organiser)

    html = desk.get(reverse("criteria:edit-criterion", args=[draft.pk, "i-1"])).content.decode()

    assert "Lấy sẵn từ số liệu trong năm" in html
    assert f'<option value="{TALKS}">Báo cáo quý, số cả năm: Số cuộc đối thoại với Nhân dân' in html
    assert '<option value="" selected>Đơn vị tự nhập</option>' in html


def test_a_save_stores_the_source_and_draws_boxes_anew_only_for_other_facts(desk, draft):
    make_indicator(draft.organiser)
    row = ScoringPart.objects.get(criterion__group__criteria_set=draft, criterion__key="i-1")
    form = RuleForm(as_part(row))
    sent = form.flat | {"sources.numerator": TALKS, "drawn": facts_drawn(form), "version": "1"}

    answer = desk.post(part_url("save", draft), sent, headers={"HX-Request": "true"})

    row.refresh_from_db()
    assert row.parameters["sources"] == {"numerator": TALKS}
    assert 'id="sources-p1"' not in answer.content.decode()
    sent |= {"numerator": "Hồ sơ xong", "version": "2"}
    answer = desk.post(part_url("save", draft), sent, headers={"HX-Request": "true"})
    assert 'id="sources-p1" hx-swap-oob' in answer.content.decode()


def test_two_people_see_each_others_source(desk, draft, head):
    row = ScoringPart.objects.get(criterion__group__criteria_set=draft, criterion__key="i-1")
    sent = RuleForm(as_part(row)).flat | {"sources.numerator": TALKS, "version": "1"}
    editing.change(
        draft, parts_of("i-1"), "p1", lambda r: part_values(replace(as_part(r), label="Mới")),
        version=1, by=head,
    )  # fmt: skip

    answer = desk.post(part_url("save", draft), sent, headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "Điền sẵn “Hồ sơ đúng hạn”" in answer.content.decode()


def test_a_copied_part_keeps_its_sources(draft, head):
    row = ScoringPart.objects.get(criterion__group__criteria_set=draft, criterion__key="i-1")
    row.parameters["sources"] = {"numerator": TALKS}
    row.save()

    copy = editing.copy(draft, parts_of("i-1"), "p1", by=head)

    assert copy.parameters["sources"] == {"numerator": TALKS}


# Checks


def told(part, **changes):
    """(severity, message) about the sources of the only part of I.1."""
    whole = with_criterion(SET, "i-1", parts=(part,), max_points=part.max_points, **changes)
    found = (f for f in findings(whole) if f.place.kind == "part" and f.place.key == "i-1")
    return [(f.severity, f.message) for f in found if "iền sẵn" in f.message or "điền" in f.message]


def with_sources(part, given):
    return replace(part, parameters={**part.parameters, "sources": given})


@pytest.mark.parametrize(
    ("part", "severity", "words"),
    [
        (with_sources(PART, {"x": TALKS}), Severity.FAULT, "không hỏi số liệu đó"),
        (with_sources(PART, {"numerator": "la:x"}), Severity.ADVICE, "không có nguồn “la:x”"),
        (with_sources(PART, ["numerator"]), Severity.FAULT, "phải ghi tên số liệu"),
        (with_sources(PART, {"numerator": 3}), Severity.FAULT, "phải ghi tên số liệu"),
        (with_sources(MEASURED, {"on_time": TALKS}), Severity.FAULT, "không điền sẵn từng"),
    ],
)
def test_a_source_that_does_not_fit_is_told(part, severity, words):
    ((found, message),) = told(part)

    assert found == severity
    assert words in message


def test_a_source_that_fits_leaves_nothing_to_say():
    assert told(PART) == []
    assert (
        told(with_sources(replace(PART, parameters={}), {"numerator": TALKS})) == []
    )  # unfinished


def test_what_only_the_appraiser_scores_is_not_filled():
    ((severity, message),) = told(PART, scored_by=Scorer.APPRAISER)

    assert (severity, "không được dùng" in message) == (Severity.ADVICE, True)


# Comparison


def change_of(before, after):
    """The only changed field between two sets that differ in the part of I.1."""
    sets = [with_criterion(SET, "i-1", parts=(part,)) for part in (before, after)]
    (item,) = compare(*sets).items
    (part,) = item.parts
    (field,) = part.fields
    return field


def test_a_changed_source_is_told_in_words():
    field = change_of(replace(PART, parameters=SHARE), PART)

    assert field.label == "Điền sẵn từ số liệu trong năm"
    assert field.before == "Đơn vị tự nhập"
    assert field.after == "Số đạt: Báo cáo quý, số cả năm: doi-thoai"


def test_scraps_that_are_no_sources_still_differ():
    assert change_of(replace(PART, parameters=SHARE), with_sources(PART, ["x"]))


# Workbook and JSON


def test_lines_of_the_workbook_come_back():
    named = {"numerator": TALKS, "denominator": "registration_time:"}

    assert sources_text(named) == f"numerator = {TALKS}\ndenominator = registration_time:"
    assert sources_from(sources_text(named) + "\n\n") == named
    for line in ("numerator", "= x", "numerator ="):
        with pytest.raises(ValueError, match="."):
            sources_from(line)


def test_sources_come_back_from_the_workbook():
    found = read(exported(SET))

    assert found.problems == []
    criteria = {c.code: c for group in found.definition.groups for c in group.criteria}
    assert criteria["I.3"].parts == criterion_of(SET, "i-3").parts


# Reading


def test_readers_are_told_what_the_system_fills_in(desk, district):
    make_indicator(district, "hop-giao-ban", name="Cuộc họp giao ban")
    published = make_published_set(district, complete=True)

    whole = desk.get(published.get_absolute_url()).content.decode()
    one = desk.get(reverse("criteria:criterion", args=[published.pk, "i-3"])).content.decode()
    tried = desk.get(reverse("criteria:preview", args=[published.pk])).content.decode()

    words = "Báo cáo quý, số quý có phát sinh: Cuộc họp giao ban (cuộc)"
    assert f"Hệ thống điền sẵn từ: {words}" in whole
    assert f"Hệ thống điền sẵn từ: {words}" in one
    assert f"Hệ thống điền sẵn từ: {words}" in tried
