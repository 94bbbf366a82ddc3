"""A large file is taken in within the budget, child process and all."""

import io

from bench.set_import import SECONDS, cpu, large_set
from criteria.exports import set_workbook
from criteria.imports.workbooks import read_workbook
from tests.criteria.workbook_files import KINDS


def test_reading_and_checking_a_large_set_stays_far_below_the_budget():
    definition = large_set()
    content = set_workbook(definition, KINDS)
    found = []

    spent = cpu(lambda: found.append(read_workbook(io.BytesIO(content), KINDS)))

    assert found[0].problems == []
    assert sum(len(c.parts) for g in found[0].definition.groups for c in g.criteria) == 600
    assert spent < SECONDS
