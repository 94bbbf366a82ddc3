"""0, "không phát sinh" and "chưa báo cáo" are three things, from the box to the board's report."""

import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from openpyxl import load_workbook

from assessments.actions import reports
from assessments.consolidating.content import content_of, number_of, shown, text_of
from assessments.consolidating.sums import totals, unit_figures
from assessments.documents.consolidation import consolidation_paper
from assessments.documents.consolidation_books import consolidation_workbook
from assessments.documents.reports import report_paper
from assessments.figures import combined, cumulative, quarters_working, year_working
from assessments.models import ConsolidatedReport, Indicator
from assessments.presenters.consolidation import indicator_values
from assessments.presenters.report_history import conflict_rows, report_history
from assessments.reporting.entries import Figure, mark
from assessments.reporting.rows import ReportFigures
from assessments.sourcing import indicator_quarters, indicator_years
from core.numbers import NOTHING, Nothing, format_number
from core.templatetags.ui import quantity
from core.versions import StaleVersion
from tests.assessments.consolidated_cases import make_rounds, report_of, take_part, told, write
from tests.assessments.report_cases import complete, fresh, make_draft, make_last_year, put, send
from tests.factories import make_board_head, make_editor, make_indicator, make_kind, make_unit

NONE = Figure("doi-thoai", Decimal(0), is_none=True)
ZERO = Figure("doi-thoai", Decimal(0))
D = Decimal


class TestFigures:
    def test_it_counts_like_nought_and_reads_otherwise(self):
        assert NOTHING == 0
        assert sum([NOTHING, D(2)]) == 2
        assert format_number(NOTHING) == quantity(NOTHING) == "KPS"
        assert format_number(D(0)) == quantity(D(0)) == "0"
        assert quantity(None) == "–"

    @pytest.mark.parametrize(
        ("nature", "values", "expected"),
        [
            ("flow", [NOTHING, D(3)], D(3)), ("flow", [NOTHING, D(0)], D(0)),
            ("flow", [NOTHING, NOTHING], NOTHING), ("stock", [NOTHING, D(3)], D(3)),
            ("rate", [NOTHING, D(90)], D(90)), ("rate", [D(0), D(90)], D(45)),
            ("rate", [NOTHING], NOTHING), ("rate", [], None),
        ],
    )  # fmt: skip
    def test_units_of_which_some_say_so(self, nature, values, expected):
        assert told([combined(nature, values)]) == told([expected])

    @pytest.mark.parametrize(
        ("nature", "quarters", "expected"),
        [
            ("flow", {1: D(3), 2: NOTHING}, D(3)), ("flow", {1: NOTHING, 2: NOTHING}, NOTHING),
            ("flow", {1: NOTHING, 2: D(0)}, D(0)), ("stock", {1: D(3), 2: NOTHING}, NOTHING),
            ("rate", {1: NOTHING, 2: D(3)}, D(3)), ("flow", {}, None),
        ],
    )  # fmt: skip
    def test_quarters_of_which_some_say_so(self, nature, quarters, expected):
        assert told([cumulative(nature, quarters)]) == told([expected])

    @pytest.mark.parametrize(
        ("nature", "quarters", "words"),
        [
            ("flow", {1: D(12), 2: NOTHING, 3: D(0), 4: D(8)},
             "Quý I 12 + II không phát sinh + III 0 + IV 8 = 20"),
            ("flow", {1: NOTHING, 2: NOTHING}, "Quý I, II không phát sinh (chưa có quý III, IV)"),
            ("stock", {1: D(4), 2: NOTHING}, "Quý II không phát sinh"),
        ],
    )  # fmt: skip
    def test_the_arithmetic_says_which(self, nature, quarters, words):
        assert year_working(nature, quarters) == words

    def test_quarters_are_counted_with_the_same_words(self):
        quarters = {1: D(2), 2: NOTHING, 3: D(0)}

        assert quarters_working(quarters) == (
            "Quý I; quý II không phát sinh (chưa có quý IV) = 1 quý"
        )


@pytest.mark.django_db
class TestReport:
    def save(self, client, report, typed):
        client.force_login(make_editor(report.unit))
        address = reverse("assessments:report-save", args=[report.pk, "so-lieu", "doi-thoai"])
        version = mark(Figure("doi-thoai"))
        return client.post(address, {"version": version, **typed}, headers={"HX-Request": "true"})

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [({"value": "0"}, (0, False)), ({"none": "1"}, (0, True)),
         ({"value": "0", "none": "1"}, (0, True)), ({"value": ""}, None)],
    )  # fmt: skip
    def test_what_is_typed_is_kept_as_it_is_meant(self, client, typed, stored):
        report = make_draft()

        answer = self.save(client, report, typed)

        row = report.values.first()
        assert answer.status_code == 200
        assert (row and (row.value, row.is_none)) == stored

    def test_the_box_shows_what_was_said(self, client):
        report = put(make_draft(), NONE)
        client.force_login(make_editor(report.unit))
        edit = reverse("assessments:report-edit", args=[report.pk])

        assert 'name="none" value="1" checked' in client.get(edit).content.decode()
        put(report, ZERO)
        page = client.get(edit).content.decode()
        assert 'name="none" value="1" checked' not in page
        assert 'name="value" value="0"' in page

    def test_a_rate_may_not_have_arisen_either(self, client):
        Indicator.objects.all().delete()
        report = make_draft()
        Indicator.objects.update(nature="rate")

        assert self.save(client, report, {"none": "1"}).status_code == 200
        assert report.values.get().is_none

    def test_another_answer_takes_the_place_of_it(self):
        report = put(make_draft(), NONE)

        put(report, Figure("doi-thoai", D(5)))

        assert report.values.get().figure == 5
        put(report, NONE)
        assert isinstance(report.values.get().figure, Nothing)
        put(report, Figure("doi-thoai"))
        assert not report.values.exists()

    def test_whatever_number_comes_with_it_is_not_kept(self):
        report = put(make_draft(), Figure("doi-thoai", D(7), is_confirmed=True, is_none=True))

        row = report.values.get()
        assert (row.value, row.is_none, row.is_confirmed) == (0, True, False)

    def test_the_database_keeps_no_number_with_it(self):
        report = put(make_draft(), Figure("doi-thoai", D(7)))

        with pytest.raises(IntegrityError), transaction.atomic():
            report.values.update(is_none=True)

    def test_who_says_nought_and_who_says_nothing_occurred_are_asked(self):
        report = put(make_draft(), NONE)
        seen = mark(ZERO)

        assert mark(NONE) != seen
        assert conflict_rows(ZERO, NONE) == [
            {"name": "value", "label": "Số liệu", "mine": "0", "theirs": ""},
            {"name": "none", "label": "Không phát sinh", "mine": "", "theirs": "1",
             "mine_words": "Không", "theirs_words": "Có"},
        ]  # fmt: skip
        with pytest.raises(StaleVersion):
            reports.save(report, ZERO, seen=seen, by=make_editor(report.unit))

    def test_the_history_says_it(self):
        report = put(make_draft(), NONE)

        assert "không phát sinh" in str(report_history(report))

    def test_it_can_be_handed_in_and_is_printed_with_a_legend(self, client):
        report = make_draft()
        complete(report)
        report = send(put(report, NONE))

        context = report_paper(report)

        assert [row["value"] for row in context["figures"]] == ["KPS"]
        printed = render_to_string("assessments/documents/quarterly_report.html", context)
        assert "KPS: không phát sinh" in printed

    def test_a_paper_without_it_needs_no_legend(self):
        context = report_paper(complete(make_draft()))

        assert context["has_none"] is False

    def test_the_reader_sees_which_claims_to_look_at(self, client):
        report = make_draft()
        make_last_year(report, {3: 12})  # it has round and unit, as a file has
        put(report, NONE)
        client.force_login(make_editor(report.unit))

        page = client.get(report.get_absolute_url()).content.decode()

        assert "Ghi không phát sinh dù cùng quý năm trước có số liệu" in page
        assert "(12 cuộc)" in page

    def test_the_next_quarter_goes_on_with_it(self):
        report = make_draft(quarter=2)
        Indicator.objects.update(nature="stock")
        put(report, NONE)
        file = report.round.assessments.select_related("unit", "round__organiser").get()

        following = reports.start(file, 3, by=make_editor(report.unit))

        assert following.values.get().is_none

    def test_side_by_side_all_three_differ(self):
        report = make_draft()
        for code in ("khong-bao-cao", "so-khong"):
            make_indicator(report.round.organiser, code)
        put(report, NONE, Figure("so-khong", D(0)))

        rows = {row.indicator.code: row.value for row in ReportFigures(fresh(report)).rows}

        assert told([rows["doi-thoai"], rows["so-khong"], rows["khong-bao-cao"]]) == [
            "nothing occurred", 0, None
        ]  # fmt: skip


@pytest.mark.django_db
class TestSourcedFacts:
    CODES = frozenset({"doi-thoai"})

    def file(self, *answers: Figure, nature: str = "flow"):
        report = make_draft()
        Indicator.objects.update(nature=nature)
        complete(report)
        report = send(put(report, *answers))
        return report.round.assessments.select_related("round").get()

    def test_the_fact_is_nought_and_says_why(self):
        answer = indicator_years(self.file(NONE), self.CODES)["doi-thoai"]

        assert (answer.value, answer.working) == (
            0, "Quý III không phát sinh (chưa có quý I, II, IV)"
        )  # fmt: skip
        quarters = indicator_quarters(self.file(NONE), self.CODES)
        assert "quý III không phát sinh" in quarters["doi-thoai"].working

    def test_a_plain_nought_says_nought(self):
        answer = indicator_years(self.file(ZERO), self.CODES)["doi-thoai"]

        assert answer.working == "Quý III 0 (chưa có quý I, II, IV) = 0"

    def test_a_rate_of_nothing_fills_no_fact(self):
        assert indicator_years(self.file(NONE, nature="rate"), self.CODES) == {}
        assert indicator_years(self.file(ZERO, nature="rate"), self.CODES)["doi-thoai"].value == 0


@pytest.mark.django_db
class TestConsolidation:
    @pytest.fixture
    def year(self):
        """Of three units one has 0, one nothing to count, one sends nothing; a rate likewise."""
        this, last = make_rounds()
        talks = make_indicator(this.organiser)
        rate = make_indicator(this.organiser, "ty-le", nature="rate", name="Tỷ lệ đúng hạn")
        names = ("An Thượng", "Bố Hạ", "Canh Nậu")
        units = [make_unit(this.organiser, name=f"Đảng bộ xã {name}") for name in names]
        take_part(this, *units)
        return this, last, units, talks, rate

    def test_totals_tell_the_three_apart(self, year):
        this, last, (one, two, three), talks, rate = year
        write(report_of(this, one, 1), doi_thoai=NOTHING, ty_le=NOTHING)
        assert told([totals(this, 1, last).line(talks, 1).quarter]) == ["nothing occurred"]
        assert told([totals(this, 1, last).line(talks, 1).last_quarter]) == [None]

        write(report_of(this, two, 1), doi_thoai=0, ty_le=90)

        found = totals(this, 1, last)
        assert told([found.line(talks, 1).quarter, found.line(talks, 1).year]) == [0, 0]
        assert found.line(rate, 1).quarter == 90

    def test_each_unit_reads_as_it_reported(self, year):
        this, last, (one, two, three), talks, _rate = year
        write(report_of(this, one, 1), doi_thoai=NOTHING)
        write(report_of(this, two, 1), doi_thoai=0)

        own = unit_figures(this, 1, last, {talks.pk: "flow"})
        lines = {line.name: line for line in indicator_values(this, 1, talks, None)["lines"]}

        assert told([own[talks.pk, one.pk, this.pk].quarter]) == ["nothing occurred"]
        assert told([own[talks.pk, two.pk, this.pk].quarter]) == [0]
        assert [(lines[u.name].quarter, lines[u.name].year) for u in (one, two, three)] == [
            ("KPS", "KPS"), ("0", "0"), ("–", "–")
        ]  # fmt: skip

    def test_a_year_of_which_one_quarter_had_something(self, year):
        this, last, (one, *_others), talks, _rate = year
        write(report_of(this, one, 1), doi_thoai=5)
        write(report_of(this, one, 2), doi_thoai=NOTHING)

        (line,) = [line for line in indicator_values(this, 2, talks, None)["lines"]
                   if line.name == one.name]  # fmt: skip

        assert (line.quarter, line.year) == ("KPS", "5")

    def test_the_content_survives_json_and_reads_the_same(self, year):
        this, _last, (one, *_others), talks, _rate = year
        write(report_of(this, one, 1), doi_thoai=NOTHING)

        content = content_of(this, 1)

        (line,) = [line for line in content["figures"] if line["pk"] == talks.pk]
        assert (line["quarter"], line["last_quarter"]) == ("nothing", None)
        assert [shown(text) for text in ("nothing", "0.00", None)] == ["KPS", "0", "–"]
        assert told(map(number_of, ("nothing", "0.00", None))) == ["nothing occurred", 0, None]
        assert [text_of(v) for v in (NOTHING, D("0.00"), None)] == ["nothing", "0.00", None]

    def test_paper_and_workbook_say_it_with_a_legend(self, year):
        this, _last, (one, two, three), talks, _rate = year
        write(report_of(this, one, 1), doi_thoai=NOTHING)
        report = ConsolidatedReport.objects.create(round=this, quarter=1)
        content = content_of(this, 1)

        paper = consolidation_paper(
            report, content, by=make_board_head(this.organiser), is_draft=True
        )
        book = load_workbook(io.BytesIO(consolidation_workbook(this, 1, content)))

        (line,) = [line for line in paper["lines"] if line["pk"] == talks.pk]
        assert (line["quarter"], line["last_quarter"]) == ("KPS", "–")
        assert "KPS là không phát sinh" in render_to_string(
            "assessments/documents/consolidation.html", paper
        )
        rows = [[cell for cell in row] for row in book["Đơn vị - quý này"].values]
        assert "KPS: không phát sinh; ô trống: chưa báo cáo." in str(rows[1])
        assert [one.name, "Xã, thị trấn", "KPS", None] in rows
        totals_sheet = [row[:4] for row in book["Toàn huyện"].values]
        assert ("Số cuộc đối thoại với Nhân dân", "cuộc", "KPS", "KPS") in totals_sheet

    def test_a_kind_lists_only_what_it_is_asked_for(self, year):
        """What only agencies are asked for is no row of dashes under the communes."""
        this, _last, (one, *_others), talks, rate = year
        agency = make_unit(this.organiser, "agency")
        Indicator.objects.filter(pk=rate.pk).update(unit_kind=make_kind("agency"))
        write(report_of(this, one, 1), doi_thoai=1)
        write(report_of(this, agency, 1), doi_thoai=2, ty_le=95)

        kinds = {kind["name"]: kind["figures"] for kind in content_of(this, 1)["kinds"]}

        assert [line["pk"] for line in kinds["Xã, thị trấn"]] == [talks.pk]
        assert [line["pk"] for line in kinds[make_kind("agency").name]] == [talks.pk, rate.pk]

    def test_what_a_kind_reported_all_the_same_stays(self, year):
        this, _last, (one, *_others), talks, rate = year
        Indicator.objects.filter(pk=rate.pk).update(unit_kind=make_kind("agency"))
        write(report_of(this, one, 1), doi_thoai=1, ty_le=80)

        (kind,) = content_of(this, 1)["kinds"]

        assert [line["pk"] for line in kind["figures"]] == [talks.pk, rate.pk]
