"""What was issued or decided cannot be changed by raw SQL on either database."""

import pytest
from django.db import IntegrityError, connection, transaction

from recognition.models import Decision, DecisionEntry, Proposal, ProposalItem
from tests.factories import make_settled_assessment
from tests.recognition.conftest import decided, drafted, issued

pytestmark = pytest.mark.usefixtures("unprinted")
NOW = "'2026-12-31 00:00:00+00'"


def run(sql: str) -> int:
    """Execute raw SQL in a savepoint; returns the number of rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


@pytest.mark.parametrize(
    "change",
    [
        "title = 'khác'", "number = 99", "symbol = '99-QĐ/HU'", "issued_on = '2020-01-01'",
        "content = '{}'", "document_id = NULL", "verification_code = 'x'", "term = '2020 - 2025'",
        "signatory_name = 'Người Khác'", "state = 'draft'", "issued_by_id = 0",
    ],
)  # fmt: skip
def test_an_issued_decision_is_immutable(organiser, change):
    make_settled_assessment(organiser)
    before = issued(organiser)

    with pytest.raises(IntegrityError, match="immutable"):
        run(f"UPDATE recognition_decision SET {change}")

    assert Decision.objects.get().content == before.content


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM recognition_decisionentry",
        "UPDATE recognition_decisionentry SET total = 100",
        "UPDATE recognition_decisionentry SET unit_name = 'khác'",
        "UPDATE recognition_decisionentry SET class_name = 'Xuất sắc nhất'",
        "INSERT INTO recognition_decisionentry (decision_id, assessment_id, unit_name, model_name,"
        " total, class_name, note, revocation_reason) SELECT decision_id, assessment_id, 'x', '',"
        " 1, 'x', '', '' FROM recognition_decisionentry",
    ],
)
def test_the_entries_of_an_issued_decision_are_immutable(organiser, sql):
    make_settled_assessment(organiser)
    issued(organiser)

    with pytest.raises(IntegrityError, match="immutable"):
        run(sql)

    assert DecisionEntry.objects.count() == 1


def test_an_issued_decision_is_never_deleted(organiser):
    make_settled_assessment(organiser)
    decision = issued(organiser)

    with pytest.raises(IntegrityError, match="immutable"):
        run(f"DELETE FROM recognition_decision WHERE id = {decision.pk}")


def test_revocation_is_written_once(organiser):
    make_settled_assessment(organiser)
    decision = issued(organiser)
    fill = (
        "UPDATE recognition_decision SET state = 'revoked', revoked_at = {at},"
        f" revoked_by_id = {decision.issued_by_id}, revocation_reason = '{{reason}}'"
    )

    assert run(fill.format(at=NOW, reason="Phát hiện sai số liệu")) == 1
    with pytest.raises(IntegrityError, match="immutable"):
        run(fill.format(at=NOW, reason="Một lý do khác hẳn"))
    with pytest.raises(IntegrityError, match="immutable"):
        run("UPDATE recognition_decision SET state = 'issued'")


def test_the_revocation_of_an_entry_is_written_once(organiser):
    make_settled_assessment(organiser)
    decision = issued(organiser)
    fill = (
        f"UPDATE recognition_decisionentry SET revoked_at = {NOW},"
        f" revoked_by_id = {decision.issued_by_id}, revocation_reason = "
    )

    assert run(f"{fill} 'Phát hiện sai số liệu'") == 1
    with pytest.raises(IntegrityError, match="immutable"):
        run(f"{fill} 'Một lý do khác hẳn'")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE recognition_proposalitem SET total = 100",
        "UPDATE recognition_proposalitem SET outcome = 'approved'",
        "DELETE FROM recognition_proposalitem",
        "UPDATE recognition_proposal SET state = 'submitted'",
        "DELETE FROM recognition_proposal",
    ],
)
def test_a_decided_proposal_is_immutable(organiser, sql):
    make_settled_assessment(organiser)
    decided(organiser)

    with pytest.raises(IntegrityError, match="immutable"):
        run(sql)

    assert (Proposal.objects.get().state, ProposalItem.objects.count()) == ("decided", 1)


def test_a_draft_can_still_be_changed(organiser):
    make_settled_assessment(organiser)
    drafted(organiser)

    assert run("UPDATE recognition_decision SET title = 'công nhận lại'") == 1
    assert run("DELETE FROM recognition_decisionentry") == 1


def test_a_used_number_is_refused_by_the_database(organiser):
    make_settled_assessment(organiser)
    decision = issued(organiser)
    copy = Decision.objects.get(pk=decision.pk)
    copy.pk, copy.verification_code = None, "khác"

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_stored_bytes_have_rows_that_never_change(organiser):
    make_settled_assessment(organiser)
    issued(organiser)

    for sql in ("UPDATE core_storeddocument SET sha256 = 'x'", "DELETE FROM core_storeddocument"):
        with pytest.raises(IntegrityError, match="append-only"):
            run(sql)
