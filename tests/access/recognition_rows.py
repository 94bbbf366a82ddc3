"""Proposals and decisions in every state, each in a year of its own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from assessments.models import Assessment
from recognition.actions import committee, decisions, proposals, revocations
from recognition.documents.decisions import IssueDetails
from recognition.models import Decision, Proposal
from tests.access.world import DECISION, PROPOSAL
from tests.assessments.appraisal_builders import REASON

if TYPE_CHECKING:
    from tests.access.builder import Builder


@dataclass
class RecognitionRows:
    """The way to a decision, walked by the people of the builder."""

    builder: "Builder"

    def in_every_state(self, files: dict[str, Assessment]) -> dict[str, dict]:
        """Proposals and decisions in every state; adds the files that they concern."""
        found: dict[str, dict] = {PROPOSAL: {}, DECISION: {}}
        drawn_up = self.drawn_up()
        found[PROPOSAL]["đang lập"] = drawn_up
        submitted = proposals.submit(self.drawn_up(), by=self.builder.head)
        found[PROPOSAL]["đã trình"] = submitted
        files["đã trình"] = submitted.items.first().assessment
        found[PROPOSAL]["đã có ý kiến"] = self.spoken_on()
        decided = self.decided()
        found[PROPOSAL]["đã kết luận"] = decided
        found[DECISION]["dự thảo"] = decided.decisions.get()
        in_force = self.issued(1)
        found[DECISION]["có hiệu lực"] = in_force
        files["được công nhận"] = in_force.entries.first().assessment
        files["không được công nhận"] = (
            in_force.proposal.items.exclude(outcome="approved").first().assessment
        )
        found[DECISION]["đã thu hồi"] = revocations.revoke(
            self.issued(2), reason=REASON, by=self.builder.clerk
        )
        return found

    def drawn_up(self) -> Proposal:
        """A draft proposal of two units, in a year of its own."""
        round_ = self.builder.round("start_appraising")
        self.builder.settled(round_)
        self.builder.settled(round_)
        proposal = proposals.draw_up(round_, by=self.builder.head)
        return proposals.edit_reference(
            proposal, reference="12-TTr/BDVHU", minutes_reference="Biên bản số 03-BB/BDVHU",
            dated_on=timezone.localdate() - timedelta(days=3), by=self.builder.head,
        )  # fmt: skip

    def spoken_on(self) -> Proposal:
        """The committee agrees to one unit and refuses the other."""
        proposal = proposals.submit(self.drawn_up(), by=self.builder.head)
        agreed, refused = proposal.items.all()
        committee.decide_item(agreed, outcome="approved", by=self.builder.member)
        committee.decide_item(refused, outcome="refused", note=REASON, by=self.builder.member)
        return proposal

    def decided(self) -> Proposal:
        """A concluded proposal; the draft of the decision follows from it."""
        return committee.conclude(self.spoken_on(), by=self.builder.member)

    def issued(self, number: int) -> Decision:
        details = IssueDetails(**issue_details(number))
        return decisions.issue(self.decided().decisions.get(), details, by=self.builder.clerk)


def issue_details(number: int) -> dict:
    """What a clerk enters to issue a decision."""
    return {
        "number": number, "term": "2025 - 2030", "issued_on": timezone.localdate(),
        "grounds": ["Căn cứ Điều lệ Đảng Cộng sản Việt Nam"],
        "duties": ["Các đơn vị duy trì kết quả.", "Văn phòng thi hành Quyết định này."],
        "recipients": ["Như Điều 3", "Lưu Văn phòng Huyện uỷ"],
    }  # fmt: skip
