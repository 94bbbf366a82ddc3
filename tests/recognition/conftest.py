"""The steps up to an issued decision, each reachable by itself; printing is left out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organisation.models import Unit
from recognition.actions import committee, decisions, proposals
from recognition.documents.decisions import IssueDetails
from recognition.models import Decision, Proposal
from tests.factories import (
    make_board_head,
    make_clerk,
    make_committee_member,
    make_district,
    make_letterhead,
)

PAPER = b"%PDF-1.7 a decision"


@pytest.fixture
def organiser(db) -> Unit:
    """A district with its letterhead."""
    district = make_district()
    make_letterhead(district)
    return district


@pytest.fixture
def unprinted(monkeypatch) -> None:
    """Stands in for the printer: the tests of paper itself are in tests/paper."""
    serial = iter(range(1_000_000))
    monkeypatch.setattr(
        decisions, "render_pdf", lambda _template, _context: PAPER + b" %d" % next(serial)
    )


def drawn_up(organiser: Unit) -> Proposal:
    """A draft with its reference."""
    head = make_board_head(organiser)
    proposal = proposals.draw_up(organiser.rounds.get(), by=head)
    return proposals.edit_reference(
        proposal, reference="12-TTr/BDVHU", dated_on=timezone.localdate() - timedelta(days=3),
        minutes_reference="Biên bản thẩm định số 03-BB/BDVHU, ngày 15/11/2026", by=head,
    )  # fmt: skip


def submitted(organiser: Unit) -> Proposal:
    """A proposal before the committee."""
    return proposals.submit(drawn_up(organiser), by=make_board_head(organiser))


def decided(organiser: Unit) -> Proposal:
    """Everything agreed to and concluded."""
    proposal, member = submitted(organiser), make_committee_member(organiser)
    for item in proposal.items.all():
        committee.decide_item(item, outcome="approved", by=member)
    return committee.conclude(proposal, by=member)


def drafted(organiser: Unit) -> Decision:
    """The draft decision that follows."""
    return decided(organiser).decisions.get()


def details(**changes) -> IssueDetails:
    """What a clerk enters."""
    values = {
        "number": 7, "term": "2025 - 2030", "issued_on": timezone.localdate(),
        "grounds": ["Căn cứ Điều lệ Đảng Cộng sản Việt Nam"],
        "duties": ["Các đơn vị duy trì kết quả.", "Văn phòng thi hành Quyết định này."],
        "recipients": ["Như Điều 3", "Lưu Văn phòng Huyện uỷ"],
    }  # fmt: skip
    return IssueDetails(**{**values, **changes})


def issued(organiser: Unit, **changes) -> Decision:
    """A decision in force."""
    return decisions.issue(drafted(organiser), details(**changes), by=make_clerk(organiser))
