"""What every page carries, whoever asks for it, and what every file carries."""

import pytest

from tests.access.asking import ask, spoken_of
from tests.access.calls import Answer, Caller
from tests.access.policy import Line
from tests.access.routes import all_routes, parameters
from tests.access.world import World

pytestmark = pytest.mark.django_db
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PLAIN = ("text/html", "application/json", "text/plain")
READING = [pytest.param(line, id=line.route) for line in spoken_of("GET")]
# Kept by the browser for a while, or asked for by machines: nothing in them is anybody's.
CACHEABLE = frozenset({"healthz"})
# Papers are shown by the browser's own viewer, which a sandbox would switch off.
SHOWN_IN_PLACE = frozenset({"assessments:paper"})


@pytest.mark.parametrize("line", READING)
def test_every_page_carries_the_security_headers(line: Line, world: World, caller: Caller):
    answer = ask(line, world, caller)

    assert {name: answer.response.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("line", READING)
def test_no_cache_keeps_the_page_of_somebody_signed_in(line: Line, world: World, caller: Caller):
    answer = ask(line, world, caller)

    if line.route not in CACHEABLE:
        assert "no-store" in answer.response.headers["Cache-Control"]


@pytest.mark.parametrize("line", READING)
def test_a_file_is_saved_and_never_interpreted(line: Line, world: World, caller: Caller):
    answer = ask(line, world, caller)

    if _is_file(answer):
        disposition = answer.response.headers["Content-Disposition"]
        assert disposition.startswith("attachment") or line.route in SHOWN_IN_PLACE
        assert answer.response.headers["X-Content-Type-Options"] == "nosniff"


def test_evidence_is_saved_in_a_sandbox(world: World, caller: Caller):
    line = next(line for line in spoken_of("GET") if line.route == "assessments:evidence-open")

    headers = ask(line, world, caller).response.headers

    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("line", READING)
def test_other_methods_do_no_more_than_get(line: Line, world: World, caller: Caller):
    shown = ask(line, world, caller)
    address, person = shown.response.wsgi_request.path, shown.response.wsgi_request.user

    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
        answer = caller.ask(person if person.is_authenticated else None, method, address)
        assert answer.status in {shown.status, 302, 403, 404, 405}, method
        assert not answer.changed, method


def test_stored_files_have_no_address_of_their_own(world: World, caller: Caller):
    evidence = world.thing("hồ sơ", "đã nộp").evidence.get(code="MC01")
    sha256 = evidence.document.sha256

    for place in (f"/media/{sha256[:2]}/{sha256}", f"/{sha256[:2]}/{sha256}", f"/static/{sha256}"):
        for person in world.people.values():
            assert caller.ask(person, "GET", place).status == 404


def test_addresses_with_a_twist_are_not_another_door(world: World, caller: Caller):
    file = world.thing("hồ sơ", "đang chấm")
    stranger = world.people["lãnh đạo Ban nơi khác"]

    for twisted in (
        f"/cham-diem//ho-so/{file.pk}/", f"/cham-diem/ho-so/{file.pk}",
        f"/cham-diem/ho-so/{file.pk}/.", f"/cham-diem/%2e/ho-so/{file.pk}/",
        f"/cham-diem/ho-so/{file.pk}/?format=json",
        f"/CHAM-DIEM/ho-so/{file.pk}/",
    ):  # fmt: skip
        assert caller.ask(stranger, "GET", twisted).status in (301, 404)


def test_a_method_cannot_be_overridden(world: World, caller: Caller):
    file = world.thing("hồ sơ", "đã nộp")
    head = world.people["người đứng đầu đơn vị"]
    address = f"/cham-diem/ho-so/{file.pk}/rut-lai/"

    answer = caller.ask(head, "GET", address, **{"X-HTTP-Method-Override": "POST"})

    assert (answer.status, answer.changed) == (405, False)


def test_there_are_pages_for_every_kind_of_address():
    assert any("pk" in parameters(route) for route in all_routes())
    assert len(READING) > 40


def _is_file(answer: Answer) -> bool:
    kind = answer.response.headers.get("Content-Type", "")
    return answer.status == 200 and not kind.startswith(PLAIN)
