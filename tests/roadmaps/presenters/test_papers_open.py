"""The state of an activity by its terms taken together."""

import pytest

from roadmaps.presenters.papers_open import state_of_activity
from roadmaps.queries.due import Counts


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        (Counts(), ("due_undated", "без срока")),
        (Counts(cancelled=1), ("due_cancelled", "отменено")),
        (Counts(done=2, cancelled=1), ("due_done", "выполнено")),
        (Counts(overdue=1), ("due_overdue", "просрочено")),
        (
            Counts(done=1, overdue=2),
            ("due_overdue", "выполнено 1 из 3, просрочено 2"),
        ),
        (
            Counts(overdue=1, not_due=2),
            ("due_overdue", "просрочено 1 из 3"),
        ),
        (Counts(not_due=4), ("due_not_due", "срок не наступил")),
        (Counts(due_soon=1), ("due_due_soon", "скоро срок")),
        (
            Counts(done=1, due_soon=1),
            ("due_due_soon", "выполнено 1 из 2, скоро срок"),
        ),
        (Counts(not_due=1), ("due_not_due", "срок не наступил")),
        (
            Counts(done=1, not_due=1),
            ("due_not_due", "выполнено 1 из 2, срок не наступил"),
        ),
        (Counts(undated=1), ("due_undated", "дата не названа")),
    ],
)
def test_a_state(counts: Counts, state: tuple[str, str]) -> None:
    code, words = state_of_activity(counts)

    assert (code, words.replace("\u00a0", " ")) == state
