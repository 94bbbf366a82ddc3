"""The public page: authentic, revoked, unknown; files; how often one may ask."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.codes import new_code
from core.uploads import open_stored
from recognition.actions import revocations
from recognition.models import Decision
from recognition.views import verification
from tests.factories import make_clerk, make_settled_assessment
from tests.recognition.conftest import drafted, issued

pytestmark = pytest.mark.usefixtures("unprinted")
ENTER = "/xac-minh/"
REASON = "Phát hiện số liệu không đúng"


@pytest.fixture
def decision(organiser) -> Decision:
    for name in ("Đảng bộ xã An Thượng", "Đảng bộ xã Đồng Tâm"):
        make_settled_assessment(organiser, name=name)
    return issued(organiser)


def page_of(decision: Decision) -> str:
    return reverse("verification:show", args=[decision.verification_code])


def stored(decision: Decision) -> bytes:
    with open_stored(decision.document.sha256) as file:
        return file.read()


def uploaded(content: bytes) -> dict:
    return {"file": SimpleUploadedFile("quyet-dinh.pdf", content)}


def test_an_issued_decision_is_authentic_without_login(decision, client):
    page = client.get(page_of(decision)).content.decode()

    assert "VĂN BẢN CÓ THẬT, ĐANG CÓ HIỆU LỰC" in page
    assert "07-QĐ/HU" in page
    assert "Đảng bộ xã An Thượng" in page
    assert decision.document.sha256 in page


def test_the_page_names_no_account(decision, client):
    page = client.get(page_of(decision)).content.decode()

    assert decision.issued_by.full_name not in page
    assert decision.proposal.submitted_by.full_name not in page


def test_a_revoked_decision_says_so_on_the_next_request(decision, organiser, client):
    client.get(page_of(decision))

    revocations.revoke(decision, reason=REASON, by=make_clerk(organiser))
    page = client.get(page_of(decision)).content.decode()

    assert "ĐÃ THU HỒI" in page
    assert REASON in page
    assert "ĐANG CÓ HIỆU LỰC" not in page


def test_a_revoked_unit_is_marked_in_the_list(decision, organiser, client):
    gone = decision.entries.first()
    revocations.revoke_entries(decision, [gone.pk], reason=REASON, by=make_clerk(organiser))

    page = client.get(page_of(decision)).content.decode()

    assert "Một số đơn vị đã bị thu hồi" in page
    assert page.count("Còn hiệu lực") == 1


def test_a_code_typed_by_hand_opens_the_page(decision, client):
    typed = decision.verification_code.lower().replace("-", " ")

    answer = client.get(ENTER, {"code": typed})

    assert answer["Location"] == page_of(decision)


def test_unknown_and_malformed_codes_get_the_same_answer(db, client):
    answers = [
        client.get(f"{ENTER}{code}/")
        for code in (new_code(), "x", "7Q2M", "../../etc/passwd", "' OR 1=1 --", "a/b", "Ω" * 200)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert {template_names(answer)[0] for answer in answers} == {
        "recognition/verification_unknown.html"
    }


def template_names(answer) -> list[str]:
    return [template.name for template in answer.templates]


def test_a_draft_is_unknown(organiser, client):
    make_settled_assessment(organiser)
    drafted(organiser)

    assert client.get(f"{ENTER}None/").status_code == 404
    assert client.get(ENTER, {"code": ""}).status_code == 200


def test_the_right_file_matches_by_code_and_without_one(decision, client):
    for address in (page_of(decision), ENTER):
        page = client.post(address, uploaded(stored(decision))).content.decode()

        assert "Tệp khớp" in page


@pytest.mark.parametrize("seed", range(30))
def test_a_flipped_byte_never_matches(decision, client, seed):
    content = bytearray(stored(decision))
    place = random.Random(seed).randrange(len(content))
    content[place] ^= 1 << (seed % 8)

    page = client.post(page_of(decision), uploaded(bytes(content))).content.decode()

    assert "Tệp không khớp" in page


@pytest.mark.parametrize("change", [lambda b: b + b"\n", lambda b: b[:-1], lambda b: b + b])
def test_appended_cut_and_doubled_files_do_not_match(decision, client, change):
    page = client.post(ENTER, uploaded(change(stored(decision)))).content.decode()

    assert "Tệp không khớp" in page


def test_the_file_of_another_decision_does_not_match_this_code(decision, organiser, client):
    make_settled_assessment(organiser)
    other = issued(organiser, number=8)

    page = client.post(page_of(decision), uploaded(stored(other))).content.decode()

    assert "Tệp không khớp" in page


def test_a_file_over_the_limit_is_refused_in_words(decision, client, monkeypatch):
    monkeypatch.setattr(verification, "MOST_BYTES", 10)

    for address in (page_of(decision), ENTER):
        assert "lớn hơn 20 MB" in client.post(address, uploaded(b"x" * 11)).content.decode()


def test_a_post_without_a_file_shows_the_page_again(decision, client):
    assert client.post(ENTER).status_code == 200
    assert client.post(page_of(decision)).status_code == 200


def test_the_61st_request_of_a_minute_is_too_many(db, client):
    codes = [client.get(f"{ENTER}x/").status_code for _ in range(61)]

    assert codes == [404] * 60 + [429]


def test_other_addresses_are_not_held_up(db, client):
    for _ in range(61):
        client.get(f"{ENTER}x/")

    assert client.get(f"{ENTER}x/", REMOTE_ADDR="10.0.0.9").status_code == 404


def test_live_names_do_not_change_the_page(decision, organiser, client):
    unit = decision.entries.first().assessment.unit
    unit.name = "Đảng bộ xã Tên Mới"
    unit.save()

    assert "Tên Mới" not in client.get(page_of(decision)).content.decode()


def test_sending_no_file_says_so(decision, client):
    for address in (ENTER, page_of(decision)):
        assert "Chưa có tệp nào được gửi" in client.post(address).content.decode()
