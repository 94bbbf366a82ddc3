"""Which units stand out in a quarter, found in the database; `notable` words them.

A rise: the year so far is at least half more than the same period of last year and at least the
average of all units. Silent: the unit reported, but nothing of what it had at this time last
year. Rates are left out: whether a higher rate is good depends on the rate. The figures of a
merged unit are those of its heir, in both years.
"""

from dataclasses import dataclass
from decimal import Decimal

from assessments.consolidating.sums import FAMILIES, exact, rows
from assessments.models import Round
from assessments.workflow import IndicatorNature

RISE, SILENT = "rise", "silent"
MOST_OF_EACH = 3  # of one indicator
LEAST_RISE = "1.5"
NATURES = {"flow": IndicatorNature.FLOW.value, "rate": IndicatorNature.RATE.value}

NOTABLE = f"""{FAMILIES},
own AS (
  SELECT v.indicator_id, r.heir_id,
    SUM(CASE WHEN r.round_id = %(this)s AND (i.nature = %(flow)s OR r.is_last = 1)
      THEN v.value END) AS now,
    SUM(CASE WHEN r.round_id = %(last)s AND (i.nature = %(flow)s OR r.is_last = 1)
      THEN v.value END) AS before
  FROM assessments_indicatorvalue v
  JOIN report r ON r.id = v.report_id
  JOIN assessments_indicator i ON i.id = v.indicator_id
  WHERE r.is_counted = 1 AND i.nature <> %(rate)s AND i.is_asked
  GROUP BY v.indicator_id, r.heir_id
),
heard AS (
  SELECT DISTINCT heir_id FROM report WHERE round_id = %(this)s AND quarter = %(quarter)s
),
judged AS (
  SELECT o.indicator_id, o.heir_id, o.now, o.before,
    AVG(o.now) OVER (PARTITION BY o.indicator_id) AS average
  FROM own o JOIN heard h ON h.heir_id = o.heir_id
),
ranked AS (
  SELECT indicator_id, heir_id, now, before, 'rise' AS what,
    ROW_NUMBER() OVER (PARTITION BY indicator_id ORDER BY now * 1.0 / before DESC, heir_id) AS place
  FROM judged WHERE before > 0 AND now >= before * {LEAST_RISE} AND now >= average
  UNION ALL
  SELECT indicator_id, heir_id, now, before, 'silent',
    ROW_NUMBER() OVER (PARTITION BY indicator_id ORDER BY before DESC, heir_id)
  FROM judged WHERE before > 0 AND COALESCE(now, 0) = 0
)
SELECT indicator_id, heir_id, now, before, what FROM ranked WHERE place <= {MOST_OF_EACH}
ORDER BY what, indicator_id, place
"""


@dataclass(frozen=True)
class NotableRow:
    """One unit that stands out in one indicator; `what` is RISE or SILENT."""

    what: str
    indicator: int
    unit: int
    now: Decimal
    before: Decimal


def notable_rows(round_: Round, quarter: int, last: Round | None) -> list[NotableRow]:
    """The few that stand out most in each indicator: one statement."""
    found = rows(NOTABLE, round_, quarter, last, **NATURES)
    return [
        NotableRow(what, indicator, unit, exact(now) or Decimal(0), exact(before))
        for indicator, unit, now, before, what in found
    ]
