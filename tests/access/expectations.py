"""What the policy makes of one call, and what is wrong with the answer that came instead."""

from dataclasses import dataclass

from tests.access import policy
from tests.access.calls import Answer
from tests.access.policy import CLOSED_DOOR, DOES_NOT_EXIST, ELSEWHERE_PAGE
from tests.access.world import DISABLED, GUEST, NOTHING

# Whatever the page says to somebody who may: done, shown, or put right first.
WORKS = frozenset({200, 204, 302, 303, 400, 409, 422})
ENDS_AT_THE_LOGIN = frozenset({"organisation:logout"})
# Their effect is not on anybody's file, so no audit event is asked for.
WITHOUT_TRACE = frozenset(
    {"notifications-read", "notification-open", "organisation:login", "organisation:logout"}
)
NOT_SUPPORTED = 405


@dataclass(frozen=True)
class Call:
    """One cell of the matrix."""

    route: str
    method: str
    person: str
    noun: str
    state: str

    def __str__(self) -> str:
        return f"{self.method} {self.route} – {self.person} – {self.noun} {self.state}"


def complaint(call: Call, answer: Answer) -> str:
    """What is wrong with the answer; empty when it is what the policy says."""
    line = policy.line_for(call.route, call.method, call.state)
    if answer.status >= 500:
        return "the program broke"
    if answer.changed and (call.method != "POST" or not _is_allowed(call, line)):
        return f"rows were changed: {', '.join(sorted(answer.tables))}"
    if answer.changed and not (answer.left_a_trace or call.route in WITHOUT_TRACE):
        return f"no audit event was left: {', '.join(sorted(answer.tables))}"
    if line is None:
        return _unspoken(call, answer)
    if _is_allowed(call, line):
        sent_away = answer.to_login and call.route not in ENDS_AT_THE_LOGIN
        return "" if answer.status in WORKS and not sent_away else "should be allowed"
    return _refusal(call, line, answer)


def _is_allowed(call: Call, line: policy.Line | None) -> bool:
    if line is None or not policy.may(call.person, line):
        return False
    return line.noun == NOTHING or policy.sees(call.person, call.noun, call.state)


def _unspoken(call: Call, answer: Answer) -> str:
    """A call that no line allows: another state of the thing, or a method that is not offered."""
    if not policy.offers(call.route, call.method):
        return ""  # nothing was changed, which was asked above
    return _refusal(call, policy.lines_of(call.route)[-1], answer)


def _refusal(call: Call, line: policy.Line, answer: Answer) -> str:
    if call.person in (GUEST, DISABLED):
        allowed = answer.to_login or answer.status in (401, 403, NOT_SUPPORTED)
        hidden = line.refusal == DOES_NOT_EXIST and answer.status == 404
        return "" if allowed or hidden else "should be sent to the login page"
    if line.refusal == CLOSED_DOOR:
        return "" if answer.status in (403, 404) else "should be behind a closed door"
    if line.refusal == DOES_NOT_EXIST or not policy.sees(call.person, call.noun, call.state):
        return "" if answer.status == 404 else "should not exist for this person"
    if line.refusal == ELSEWHERE_PAGE:
        return "" if answer.status == 302 and not answer.to_login else "should lead elsewhere"
    reason = answer.status == 403 and answer.response.content.strip()
    return "" if reason else "should be refused with the reason"
