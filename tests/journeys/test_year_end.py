"""From the commune's sheet to an issued decision that anybody can verify, all in the browser."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from danvan import invariants
from tests.journeys import board_story, unit_story, visitor_story
from tests.journeys.desks import Desks
from tests.journeys.stage import COMMUNE, NEIGHBOUR, Stage, set_stage, settle_neighbour

ASKED = "Đề nghị bổ sung số cuộc đối thoại kèm biên bản."
REVOKED = "Phát hiện hồ sơ kê khai không đúng sự thật."
NUMBER = 15


@dataclass
class YearEnd:
    """The story in four parts, each beginning where the one before ended."""

    desks: Desks
    stage: Stage

    def unit_hands_in(self) -> Page:
        """The editor fills in, the head hands in."""
        editor = self.desks.sign_in(self.stage.editor)
        editor.get_by_role("main").get_by_role("link", name="Bắt đầu chấm điểm").click()
        unit_story.fill_the_sheet(editor)
        unit_story.correct_a_slip(editor)
        unit_story.attach_evidence(editor)
        head = self.desks.sit(self.stage.head, self.stage.file_path)
        unit_story.hand_in_with_a_gap(head)
        return head

    def board_appraises(self, head: Page) -> None:
        """One criterion goes back and comes again; the result is agreed to and settled."""
        officer = self.desks.sit(self.stage.officer)
        board_story.open_the_file(officer)
        board_story.return_one_criterion(officer, ASKED)
        unit_story.supplement(head, ASKED)
        officer.goto(self.desks.address)
        board_story.open_the_file(officer)
        board_story.appraise(officer)
        board_story.finish(officer)
        unit_story.agree(head)

    def committee_recognises(self) -> None:
        """Settled, proposed together with a neighbour, approved."""
        board_head = self.desks.sit(self.stage.board_head, self.stage.file_path)
        board_story.settle(board_head)
        settle_neighbour(self.stage)
        board_story.propose(board_head, f"{timezone.localdate():%d/%m/%Y}")
        board_story.approve(self.desks.sit(self.stage.member))

    def decision_is_verified(self, place: Path) -> str:
        """Issued, downloaded, compared, revoked; returns the words of the paper."""
        clerk = self.desks.sit(self.stage.clerk)
        board_story.issue(clerk, NUMBER)
        paper = board_story.download(clerk, place)
        code = clerk.locator("dd a[href*='/xac-minh/']").inner_text().rstrip("/").split("/")[-1]
        visitor = self.desks.visitor("/xac-minh/")
        visitor_story.ask_by_code(visitor, code)
        visitor_story.compare(visitor, paper)
        board_story.revoke(clerk, REVOKED)
        visitor.reload()
        expect(visitor.get_by_text("ĐÃ THU HỒI", exact=True)).to_be_visible()
        expect(visitor.get_by_role("main")).to_contain_text(REVOKED)
        return words_of(paper)


def words_of(paper: Path) -> str:
    """The text of a PDF on one line."""
    command = ["pdftotext", "-layout", str(paper), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(text.split())


@pytest.mark.slow
def test_commune_is_recognised_and_the_decision_verified_and_revoked(desks, tmp_path):
    desks.watch.expect("422")  # refusals that the story asks for
    story = YearEnd(desks, set_stage())

    head = story.unit_hands_in()
    story.board_appraises(head)
    story.committee_recognises()
    words = story.decision_is_verified(tmp_path / "quyet-dinh.pdf")

    for expected in (f"Số {NUMBER}", COMMUNE, "99,00", NEIGHBOUR, "90,00"):
        assert expected in words
    assert invariants.broken() == {}
