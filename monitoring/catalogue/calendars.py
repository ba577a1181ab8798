"""Calendars of collection: the months are those of the programme of 2021-24.

The document names months only; days, terms and grace are defaults that a person
may change.
"""

from monitoring.catalogue.description import CalendarDescription, SlotDescription


SITES = CalendarDescription(
    "sites",
    "Проверка сайтов школ",
    "reviewer",
    (SlotDescription(10), SlotDescription(2), SlotDescription(6)),
)
RESULTS = CalendarDescription(
    "results",
    "Результаты оценочных процедур",
    "portal",
    (SlotDescription(9),),
)
TEACHERS = CalendarDescription(
    "teachers",
    "Педагоги и методическая помощь",
    "school",
    (SlotDescription(2), SlotDescription(6)),
)
PROGRAMMES = CalendarDescription(
    "programmes",
    "Программы перехода (ШППКО)",
    "portal",
    (
        SlotDescription(9, phase="entry"),
        SlotDescription(1, 12, phase="interim"),
        SlotDescription(6, phase="final"),
    ),
)
YEAR_END = CalendarDescription(
    "year-end",
    "Итоги учебного года",
    "reviewer",
    (SlotDescription(6),),
)
TRACKS = CalendarDescription(
    "tracks",
    "Работа школ по трекам",
    "school",
    (SlotDescription(2), SlotDescription(6)),
)
