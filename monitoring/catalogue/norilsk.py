"""The 29 indicators of a municipal programme of 2021-24."""

from monitoring.catalogue.calendars import (
    PROGRAMMES,
    RESULTS,
    SITES,
    TEACHERS,
    YEAR_END,
)
from monitoring.catalogue.description import Catalogue
from monitoring.catalogue.items import ITEMS
from monitoring.catalogue.norilsk_processes import PROCESSES, UNSCHEDULED
from monitoring.catalogue.norilsk_results import RESULTS as DYNAMICS
from monitoring.catalogue.norilsk_teachers import TEACHERS_AND_HELP


CATALOGUE = Catalogue(
    code="norilsk",
    title="Муниципальная программа 2021–2024 годов",
    about=(
        "29 показателей программы города: управление качеством, динамика результатов, "
        "диагностика педагогов, методическая помощь, анализ и рекомендации. С целями, "
        "календарями сбора и пунктами проверки сайтов. Четырём целям документ не называет "
        "времени сбора: их покажет страница «Полнота справочника»."
    ),
    valid_from=2021,
    calendars=(SITES, RESULTS, TEACHERS, PROGRAMMES, YEAR_END),
    items=ITEMS,
    indicators=(*PROCESSES, *DYNAMICS, *TEACHERS_AND_HELP, *UNSCHEDULED),
)
