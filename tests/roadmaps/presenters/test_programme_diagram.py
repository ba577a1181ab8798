"""The diagram in the docs is what the tables say."""

from pathlib import Path

from django.conf import settings

from roadmaps.presenters.programme_diagram import diagram, page
from roadmaps.workflow import TRANSITIONS, State


def test_the_page_in_the_docs_is_not_behind_the_tables():
    kept = Path(settings.BASE_DIR, "docs", "programme-workflow.md").read_text("utf-8")
    assert kept == page()


def test_every_state_and_every_move_is_drawn():
    lines = [line.strip() for line in diagram().splitlines()]
    moves = [line for line in lines if " --> " in line and "[*]" not in line]
    named = [line for line in lines if line.partition(":")[0] in set(State)]
    assert (len(moves), len(named)) == (len(TRANSITIONS), len(State))
