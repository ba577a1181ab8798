"""Whose post and name stand in a grif."""

import pytest

from roadmaps.documents.approver import approver_of


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            (
                "УТВЕРЖДАЮ",
                "Начальник отдела",
                "________ О.В. Ильина",
                "«16» мая 2022 г.",
            ),
            ("Начальник отдела", "О.В. Ильина"),
        ),
        (
            ("Утверждаю", "Директор учреждения Ильина О. В."),
            ("Директор учреждения", "Ильина О. В."),
        ),
        (("УТВЕРЖДЁН", "приказом отдела", "от 01.09.2022 № 5"), ("", "")),
        ((), ("", "")),
    ],
)
def test_the_grif_is_taken_apart(lines, found):
    assert approver_of(lines) == found
