"""JSON files of anybody's making: every fault by its path, and nothing else comes through."""

import io
import json
import time
from copy import deepcopy

import pytest

from core.spreadsheets import FileRefused
from criteria.imports.json_files import read_json
from criteria.set_documents import definition_from, document_from
from tests.criteria.workbook_files import KINDS, small_set
from tests.factories import set_document


def read(document):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_json(io.BytesIO(content), KINDS)


@pytest.fixture
def document():
    return deepcopy(json.loads(json.dumps(document_from(small_set()), default=dict)))


def faults(document):
    return {problem.place: problem.message for problem in read(document).problems}


@pytest.mark.parametrize("kind", ["commune", "agency"])
def test_the_documents_of_the_demonstration_are_taken(kind):
    found = read(set_document(kind))

    assert found.problems == []
    assert found.definition.title == definition_from(set_document(kind)).title


@pytest.mark.parametrize(
    ("change", "path", "start"),
    [
        (lambda d: d.pop("title"), "title", "Thiếu mục này."),
        (lambda d: d.update(pk=7), "pk", "Bộ tiêu chí không có mục này."),
        (lambda d: d.update(title=5), "title", "Phải là chữ"),
        (lambda d: d.update(title="x" * 301), "title", "Dài quá 300 ký tự."),
        (lambda d: d.update(title="\u200b"), "title", "Không được để trống."),
        (lambda d: d.update(unit_kind="khác"), "unit_kind", "Phải là một trong: commune, agency."),
        (lambda d: d.update(year="năm nay"), "year", "Phải là số nguyên"),
        (lambda d: d.update(year=1999), "year", "Năm phải từ 2000 đến 2100."),
        (lambda d: d.update(year=0), "year", "Năm phải từ 2000 đến 2100."),
        (lambda d: d.update(bonus_max="0.001"), "bonus_max", "Điểm có tối đa 2 chữ số thập phân."),
        (lambda d: d["class_bands"][0].update(minimum_points="89.999999"),
         "class_bands[0].minimum_points", "Điểm có tối đa 2 chữ số thập phân."),
        (lambda d: d["groups"][0].update(minimum_share="0.6667"), "groups[0].minimum_share",
         "Phần trăm có tối đa 1 chữ số thập phân."),
        (lambda d: d.update(total_points="1e3"), "total_points", "Phải là số"),
        (lambda d: d.update(total_points=10**400), "total_points", "Phải là số"),
        (lambda d: d.update(groups={}), "groups", "Phải là danh sách"),
        (lambda d: d.update(groups=[]), "title", "Bộ tiêu chí chưa có nhóm nào."),
        (lambda d: d.update(groups=[7]), "groups[0]", "Phải là một mục"),
        (lambda d: d["groups"][0].update(is_bonus="có"), "groups[0].is_bonus", "Phải là true"),
        (lambda d: d["groups"][0].update(minimum_share="1.5"), "groups[0].minimum_share",
         "Phần trăm"),
        (lambda d: d["groups"][1].update(key="i"), "groups[1].key", "Khoá “i” đã dùng ở trên."),
        (lambda d: d["groups"][1].update(key="a b"), "groups[1].key", "Khoá chỉ gồm"),
        (lambda d: d["groups"][1].update(code="I"), "groups[1].code", "Mã nhóm “I” đã dùng"),
        (lambda d: criterion(d).update(max_points="0"), "groups[0].criteria[0].max_points",
         "Điểm tối đa của tiêu chí phải lớn hơn 0."),
        (lambda d: criterion(d).update(condition={"part": "p1"}), "groups[0].criteria[0].condition",
         "Điều kiện cần đủ"),
        (lambda d: part(d).update(method="lạ"), "groups[0].criteria[0].parts[0].method",
         "Phải là một trong: bands"),
        (lambda d: part(d).update(method=[]), "groups[0].criteria[0].parts[0].method",
         "Phải là một"),
        (lambda d: part(d)["parameters"].update(floor="1"),
         "groups[0].criteria[0].parts[0].parameters.floor", "Bộ tiêu chí không có mục này."),
        (lambda d: part(d)["parameters"]["bands"][0].update(points="-"),
         "groups[0].criteria[0].parts[0].parameters.bands[0].points", "Phải là số"),
        (lambda d: part(d)["parameters"].update(numerator_name="đạt được"),
         "groups[0].criteria[0].parts[0].label", "Tên số liệu, mã lựa chọn “đạt được”"),
        (lambda d: d["vetoes"][0].update(kind="reports_missing"),
         "vetoes[0].parameters.missing_from",
         "Chưa ghi thiếu từ bao nhiêu báo cáo."),
        (lambda d: d["class_bands"][1].update(minimum_points="90"), "class_bands[1].minimum_points",
         "Điểm bắt đầu “90” đã dùng ở trên."),
    ],
)  # fmt: skip
def test_each_fault_is_named_by_its_path(document, change, path, start):
    change(document)

    found = faults(document)

    assert found[path].startswith(start)


def criterion(document):
    return document["groups"][0]["criteria"][0]


def part(document):
    return criterion(document)["parts"][0]


def test_sums_are_checked_at_the_path_of_the_group(document):
    document["groups"][0]["max_points"] = "61"

    assert {"groups[0].max_points", "total_points"} <= faults(document).keys()


def test_figures_may_be_numbers_and_are_kept_exactly(document):
    document["bonus_max"] = 0.1
    part(document)["parameters"]["bands"][0]["from"] = 98

    definition = read(document).definition

    assert str(definition.bonus_max) == "0.1"
    assert definition.groups[0].criteria[0].parts[0].parameters["bands"][0]["from"] == "98"


def test_texts_are_cleaned(document):
    document["title"] = "Bộ  tiêu\u202e chi\u0301"

    assert read(document).definition.title == "Bộ tiêu chí"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 50_000, "too_deep"),
        (b'{"year": NaN}', "wrong_content"),
        (b'{"year": -Infinity}', "wrong_content"),
        (b'{"year": 1, "year": 2}', "wrong_content"),
        (b"{'year': 1}", "wrong_content"),
        (b"", "wrong_content"),
        (b"\xff\xfe", "encoding"),
        (b" " * (2 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_is_no_fit_json_is_refused_as_a_whole(content, code):
    with pytest.raises(FileRefused) as caught:
        read(content)

    assert caught.value.code == code


def test_a_name_that_stands_twice_is_shown_without_its_harmful_characters():
    with pytest.raises(FileRefused, match="tên “ab” hai lần"):
        read(b'{"a\\ud800\\u0000\\u202eb": 1, "a\\ud800\\u0000\\u202eb": 2}')


def test_finding_the_name_that_stands_twice_does_not_grow_with_the_square_of_the_names():
    names = [*(f"k{number}" for number in range(100_000)), "z", "z"]
    started = time.process_time()

    with pytest.raises(FileRefused, match="tên “z” hai lần"):
        read(("{" + ",".join(f'"{name}":1' for name in names) + "}").encode())

    assert time.process_time() - started < 5  # comparing each with each took minutes


def test_a_huge_number_is_a_fault_and_costs_nothing(document):
    content = (
        json.dumps(document).encode().replace(b'"version": 1', b'"version": ' + b"9" * 900_000)
    )

    assert [p.place for p in read(content).problems] == ["version"]


def test_endless_faults_are_not_all_listed(document):
    document |= {f"x{number}": 1 for number in range(1000)}

    assert len(read(document).problems) == 200


def test_points_beyond_what_a_column_holds_are_named(document):
    document["total_points"] = document["bonus_max"] = "-1"
    document["groups"][0]["max_points"] = "10000"
    part(document)["max_points"] = "-2"
    document["class_bands"][0]["minimum_points"] = "-3"

    found = faults(document)

    places = [
        *("total_points", "bonus_max", "groups[0].max_points"),
        *("groups[0].criteria[0].parts[0].max_points", "class_bands[0].minimum_points"),
    ]
    assert [found[place] for place in places] == ["Điểm phải từ 0 đến 9999,99."] * 5


def test_more_criteria_than_a_set_may_have(document):
    many = [criterion(document) | {"key": f"k{n}", "code": f"k{n}"} for n in range(300)]
    for number, group in enumerate(document["groups"]):
        group["criteria"] = [c | {"key": f"{number}{c['key']}"} for c in many]

    assert "Một bộ có tối đa 50 nhóm và 500 tiêu chí." in faults(document).values()
