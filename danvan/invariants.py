"""What must always hold across tables: each rule is one query that must find nothing.

Single rows and keys are guarded by constraints and triggers; these rules need several rows.
The SQL runs unchanged on SQLite and PostgreSQL.
"""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Invariant:
    """A rule in words and the query for rows that break it (each row: keys to look up)."""

    name: str
    rule: str
    sql: str


INVARIANTS = (
    Invariant(
        "score_of_the_right_set",
        "Every score belongs to a criterion of the assessment's own set.",
        """SELECT s.id FROM assessments_score s
           JOIN assessments_assessment a ON a.id = s.assessment_id
           JOIN criteria_criterion c ON c.id = s.criterion_id
           JOIN criteria_criteriongroup g ON g.id = c.group_id
           WHERE g.criteria_set_id <> a.criteria_set_id""",
    ),
    Invariant(
        "another_version_by_decision",
        "A file goes by the set of its round, unless somebody decided on versions there.",
        """SELECT a.id FROM assessments_assessment a
           JOIN criteria_criteriaset s ON s.id = a.criteria_set_id
           JOIN assessments_roundcriteriaset r ON r.round_id = a.round_id
           AND r.unit_kind_id = s.unit_kind_id
           WHERE r.criteria_set_id <> a.criteria_set_id AND NOT EXISTS
           (SELECT 1 FROM core_auditevent e WHERE e.kind = 'round.version_decided'
            AND e.target_type = 'assessments.round'
            AND e.target_id = CAST(a.round_id AS varchar(40)))""",
    ),
    Invariant(
        "sheet_is_complete",
        "Every assessment has one row for each criterion of its set.",
        """SELECT a.id FROM assessments_assessment a WHERE
           (SELECT COUNT(*) FROM assessments_score s WHERE s.assessment_id = a.id) <>
           (SELECT COUNT(*) FROM criteria_criterion c JOIN criteria_criteriongroup g
            ON g.id = c.group_id WHERE g.criteria_set_id = a.criteria_set_id)""",
    ),
    Invariant(
        "handed_over_has_submission",
        "A file that left the unit has a submission that was not recalled.",
        """SELECT a.id FROM assessments_assessment a WHERE a.state <> 'draft' AND NOT EXISTS
           (SELECT 1 FROM assessments_submission s WHERE s.assessment_id = a.id)""",
    ),
    Invariant(
        "self_total_is_what_was_handed_in",
        "The total kept on the file is that of its last submission.",
        """SELECT a.id FROM assessments_assessment a
           JOIN assessments_submission s ON s.assessment_id = a.id
           WHERE a.state NOT IN ('draft', 'returned') AND s.total <> a.self_total
           AND s.number = (SELECT MAX(number) FROM assessments_submission
                           WHERE assessment_id = a.id)""",
    ),
    Invariant(
        "submissions_in_the_trail",
        "There are as many hand-in events as submissions.",
        """SELECT a.id FROM assessments_assessment a WHERE
           (SELECT COUNT(*) FROM assessments_submission s WHERE s.assessment_id = a.id) <>
           (SELECT COUNT(*) FROM core_auditevent e WHERE e.kind = 'assessment.submitted'
            AND e.target_type = 'assessments.assessment'
            AND e.target_id = CAST(a.id AS varchar(40)))""",
    ),
    Invariant(
        "appraisal_after_submission",
        "Nothing is appraised before it was handed in.",
        """SELECT p.id FROM assessments_appraisal p WHERE p.started_at <
           (SELECT MIN(s.submitted_at) FROM assessments_submission s
            WHERE s.assessment_id = p.assessment_id)""",
    ),
    Invariant(
        "appraised_means_decided",
        "A file with a result has every criterion decided.",
        """SELECT x.id FROM assessments_appraisedscore x
           JOIN assessments_appraisal p ON p.id = x.appraisal_id
           JOIN assessments_assessment a ON a.id = p.assessment_id
           JOIN criteria_criterion c ON c.id = x.criterion_id
           JOIN criteria_criteriongroup g ON g.id = c.group_id
           WHERE a.state IN ('appraised', 'settled', 'proposed', 'closed')
           AND x.points IS NULL AND NOT x.not_applicable AND NOT g.is_bonus""",
    ),
    Invariant(
        "appraiser_is_not_submitter",
        "Nobody appraises a file that they handed in.",
        """SELECT x.id FROM assessments_appraisedscore x
           JOIN assessments_appraisal p ON p.id = x.appraisal_id
           JOIN assessments_submission s ON s.assessment_id = p.assessment_id
           WHERE x.decided_by_id = s.submitted_by_id""",
    ),
    Invariant(
        "committee_did_not_appraise",
        "Nobody decides on a file that they appraised.",
        """SELECT i.id FROM recognition_proposalitem i
           JOIN assessments_appraisal p ON p.assessment_id = i.assessment_id
           JOIN assessments_appraisedscore x ON x.appraisal_id = p.id
           WHERE x.decided_by_id = i.decided_by_id""",
    ),
    Invariant(
        "proposed_total_is_settled_total",
        "A proposal that was submitted holds the settled totals.",
        """SELECT i.id FROM recognition_proposalitem i
           JOIN recognition_proposal p ON p.id = i.proposal_id
           JOIN assessments_assessment a ON a.id = i.assessment_id
           WHERE p.state <> 'draft' AND i.outcome <> 'sent_back'
           AND i.total <> a.appraised_total""",
    ),
    Invariant(
        "recognised_means_decided",
        "A recognised file has an entry in an issued decision.",
        """SELECT a.id FROM assessments_assessment a WHERE a.outcome = 'recognised' AND NOT EXISTS
           (SELECT 1 FROM recognition_decisionentry e
            JOIN recognition_decision d ON d.id = e.decision_id
            WHERE e.assessment_id = a.id AND d.state <> 'draft')""",
    ),
    Invariant(
        "decided_means_recognised",
        "An entry of an issued decision belongs to a recognised file, with its points.",
        """SELECT e.id FROM recognition_decisionentry e
           JOIN recognition_decision d ON d.id = e.decision_id
           JOIN assessments_assessment a ON a.id = e.assessment_id
           WHERE d.state <> 'draft'
           AND (a.outcome <> 'recognised' OR e.total <> a.appraised_total)""",
    ),
    Invariant(
        "recognised_has_no_veto",
        "No recognised file has a veto found against it.",
        """SELECT a.id FROM assessments_assessment a
           JOIN assessments_appraisal p ON p.assessment_id = a.id
           JOIN assessments_vetofinding v ON v.appraisal_id = p.id
           WHERE a.outcome = 'recognised' AND v.found""",
    ),
    Invariant(
        "trail_has_no_gap",
        "Audit events are numbered from 1 without a gap.",
        """SELECT MAX(sequence) FROM core_auditevent
           HAVING COUNT(*) > 0 AND COUNT(*) <> MAX(sequence)""",
    ),
    Invariant(
        "evidence_of_the_right_set",
        "Evidence supports criteria of its own assessment's set only.",
        """SELECT u.id FROM assessments_evidenceuse u
           JOIN assessments_evidence e ON e.id = u.evidence_id
           JOIN assessments_assessment a ON a.id = e.assessment_id
           JOIN criteria_criterion c ON c.id = u.criterion_id
           JOIN criteria_criteriongroup g ON g.id = c.group_id
           WHERE g.criteria_set_id <> a.criteria_set_id""",
    ),
    Invariant(
        "finding_at_a_known_criterion",
        "A finding names a criterion that some set of its organiser has, by its lasting key.",
        """SELECT f.id FROM assessments_finding f
           JOIN assessments_inspection i ON i.id = f.inspection_id
           JOIN assessments_round r ON r.id = i.round_id
           WHERE f.criterion_key <> '' AND NOT EXISTS
           (SELECT 1 FROM criteria_criteriaset s
            JOIN criteria_criteriongroup g ON g.criteria_set_id = s.id
            JOIN criteria_criterion c ON c.group_id = g.id
            WHERE s.organiser_id = r.organiser_id AND c.key = f.criterion_key)""",
    ),
    Invariant(
        "remedies_follow_a_conclusion",
        "Only shortcomings of concluded inspections are reported or judged as mended.",
        """SELECT f.id FROM assessments_finding f
           JOIN assessments_inspection i ON i.id = f.inspection_id
           WHERE f.remedy_state <> 'open'
           AND (i.state <> 'concluded' OR NOT f.is_shortcoming)""",
    ),
    Invariant(
        "inspected_unit_takes_part",
        "An inspection and a note of the notebook concern a unit of their round.",
        """SELECT i.id FROM assessments_inspection i WHERE NOT EXISTS
           (SELECT 1 FROM assessments_assessment a
            WHERE a.round_id = i.round_id AND a.unit_id = i.unit_id)
           UNION ALL
           SELECT n.id FROM assessments_notebookentry n WHERE NOT EXISTS
           (SELECT 1 FROM assessments_assessment a
            WHERE a.round_id = n.round_id AND a.unit_id = n.unit_id)""",
    ),
    Invariant(
        "advice_at_a_known_criterion",
        "Advice names a criterion that some set of its organiser has, by its lasting key.",
        """SELECT d.id FROM assessments_advice d
           JOIN assessments_assessment a ON a.id = d.assessment_id
           JOIN assessments_round r ON r.id = a.round_id
           WHERE d.criterion_key <> '' AND NOT EXISTS
           (SELECT 1 FROM criteria_criteriaset s
            JOIN criteria_criteriongroup g ON g.criteria_set_id = s.id
            JOIN criteria_criterion c ON c.group_id = g.id
            WHERE s.organiser_id = r.organiser_id AND c.key = d.criterion_key)""",
    ),
    Invariant(
        "advice_answered_in_a_later_year",
        "Advice is answered where the unit, or one that it went into, has a later file.",
        """WITH RECURSIVE line (id, at_id) AS (
             SELECT id, id FROM organisation_unit
             UNION
             SELECT l.id, u.merged_into_id FROM line l JOIN organisation_unit u ON u.id = l.at_id
             WHERE u.merged_into_id IS NOT NULL)
           SELECT d.id FROM assessments_advice d
           JOIN assessments_assessment a ON a.id = d.assessment_id
           JOIN assessments_round r ON r.id = a.round_id
           WHERE d.state <> 'open' AND NOT EXISTS
           (SELECT 1 FROM assessments_assessment b
            JOIN assessments_round q ON q.id = b.round_id
            WHERE q.organiser_id = r.organiser_id AND q.year > r.year
            AND b.unit_id IN (SELECT at_id FROM line WHERE line.id = a.unit_id))""",
    ),
    Invariant(
        "administrators_touch_no_content",
        "Nobody is administrator or auditor and something else at the same time.",
        """SELECT x.user_id FROM organisation_roleassignment x
           JOIN organisation_roleassignment y ON y.user_id = x.user_id AND y.role <> x.role
           WHERE x.role IN ('administrator', 'auditor')
           AND x.valid_to IS NULL AND y.valid_to IS NULL""",
    ),
)


def broken() -> dict[str, list[tuple]]:
    """Name of each broken invariant → the rows that break it; empty when all is well."""
    _take_statistics()
    found = {invariant.name: _rows(invariant.sql) for invariant in INVARIANTS}
    return {name: rows for name, rows in found.items() if rows}


def _take_statistics() -> None:
    """After an import or a restore PostgreSQL knows nothing of the rows and joins them blindly."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
