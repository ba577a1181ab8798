"""The way of a programme as a diagram and a table, both made from the tables."""

from roadmaps.enums import ProgrammeState
from roadmaps.workflow import FINAL_STATES, TRANSITIONS, State, Transition, Whose


WHO: dict[str, str] = {
    Whose.SCHOOL: "школа",
    Whose.REVIEWER: "проверяющий",
    Whose.OFFICE: "координатор",
}
NEEDS: dict[str, str] = {
    "version": "версия",
    "reason": "причина",
    "order": "номер и дата приказа",
    "address": "адрес на сайте",
    "until": "новый срок",
    "successor": "новая программа",
}
HEAD = """# Путь программы школы

Эта страница сделана командой `manage.py draw_workflow` по таблицам
`roadmaps/workflow/programme.py`; тест следит, чтобы она не отставала.

"""


def page() -> str:
    """Return the page for the docs."""
    return f"{HEAD}```mermaid\n{diagram()}```\n\n{table()}"


def diagram() -> str:
    """Return the states and moves for Mermaid."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {state}: {_name(state)}" for state in State]
    lines += [
        f"    {move.source} --> {move.target}: {move.title} ({WHO[move.whose]})"
        for move in TRANSITIONS
    ]
    lines += [f"    {state} --> [*]" for state in State if state in FINAL_STATES]
    return "\n".join(lines) + "\n"


def table() -> str:
    """Return every move with who makes it and what it asks for."""
    rows = [
        "| из | в | шаг | кто | что нужно | код |",
        "|---|---|---|---|---|---|",
        *(_row(move) for move in TRANSITIONS),
    ]
    return "\n".join(rows) + "\n"


def _row(move: Transition) -> str:
    needs = ", ".join(NEEDS[need] for need in move.needs) or "–"
    cells = (
        *(_name(move.source), _name(move.target), move.title),
        *(WHO[move.whose], needs, f"`{move.code}`"),
    )
    return f"| {' | '.join(cells)} |"


def _name(state: State) -> str:
    return str(ProgrammeState(state).label)
