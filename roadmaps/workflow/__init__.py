"""The life of a school's programme as tables: states, transitions, whose move it is."""

from roadmaps.workflow.programme import (
    FINAL_STATES,
    TRANSITIONS,
    State,
    Transition,
    Whose,
    find_transition,
    transition_of,
    transitions_from,
)


__all__ = [
    "FINAL_STATES",
    "TRANSITIONS",
    "State",
    "Transition",
    "Whose",
    "find_transition",
    "transition_of",
    "transitions_from",
]
