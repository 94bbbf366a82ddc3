"""Two people copy the same set at once: two drafts with different version numbers."""

from functools import partial

from criteria.actions import copying
from tests.concurrency.racing import accepted, at_once
from tests.factories import make_board_head, make_district, make_published_set

REASON = "Điểm tối đa tiêu chí I.2 in nhầm."
RACES = 5


def test_copies_made_at_once_have_different_version_numbers():
    district = make_district()
    published = make_published_set(district)
    people = make_board_head(district), make_board_head(district)

    for race in range(RACES):
        answers = at_once([
            partial(copying.start_version, published, reason=REASON, by=person) for person in people
        ])  # fmt: skip

        assert accepted(answers) == answers
        assert sorted(draft.version for draft in answers) == [2 * race + 2, 2 * race + 3]
