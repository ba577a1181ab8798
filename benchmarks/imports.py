"""100,000 result rows: xlsx → preview → PostgreSQL, against calamine and a bare COPY.

The floor reads the same workbook by calamine into lists and copies the same rows into
the same table with the same indexes and keys; it checks nothing, matches nobody and
cannot be undone. The path does all of that: guard, columns, schools, row checks,
comparison, preview rows, transaction, sums read back. Goal: at most four times as long.

A private PostgreSQL is started for the bench and stopped; both ways use it alike.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._servers import database_and_queue


GOAL = 4.0
YEARS = (2022, 2023, 2024, 2025)
# procedure, subject, grade as the file writes them, and as the floor stores them.
CELLS = (
    ("ВПР", "Русский язык", 5),
    ("ВПР", "Математика", 5),
    ("ВПР", "Русский язык", 7),
    ("ВПР", "Математика", 7),
    ("ОГЭ", "Русский язык", 9),
    ("ОГЭ", "Математика", 9),
    ("ЕГЭ", "Русский язык", 11),
    ("ЕГЭ", "Математика (профильная)", 11),
)
HEADERS = (
    *("Код школы", "Школа", "Год", "Процедура", "Предмет", "Класс"),
    *("Участников", "Средний балл или отметка", "Ниже минимума"),
)


def main(argv: list[str]) -> int:
    """Measure both ways in turn; print the ratio of their medians."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks imports")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args(argv)
    with database_and_queue() as folder:
        return measure(folder, options)


def measure(folder: Path, options: argparse.Namespace) -> int:
    """Run both ways `repeat` times, one after the other."""
    path = folder / "results.xlsx"
    territory = fill_registry(options.rows)
    write_file(path, options.rows)
    size = path.stat().st_size / 1_000_000
    print(
        f"{options.rows} строк, {size:.1f} МБ, {len(CELLS)} работ × {len(YEARS)} года"
    )
    floors, paths, steps = [], [], []
    for _ in range(options.repeat):
        floors.append(timed(lambda: floor(path)))
        clear()
        taken, parts = import_file(path, territory, is_profiled=options.profile)
        paths.append(taken)
        steps.append(parts)
        clear()
    ratio = median(paths) / median(floors)
    parts = steps[paths.index(median(paths))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"calamine + COPY:            {median(floors):6.2f} с")
    print(f"файл → проверка → база:     {median(paths):6.2f} с")
    for name, seconds in parts.items():
        print(f"    {name:<24}{seconds:6.2f} с")
    print(f"отношение {ratio:.2f} (цель не больше {GOAL:.0f}), память {peak:.0f} МБ")
    return 0 if ratio <= GOAL else 1


def fill_registry(rows: int):
    """Make a region with as many schools as the rows need."""
    from schools.enums import TerritoryKind
    from schools.models import School, Territory

    region = Territory.objects.create(
        kind=TerritoryKind.REGION, code="bench", name="Область"
    )
    count = -(-rows // (len(CELLS) * len(YEARS)))
    towns = [
        Territory.objects.create(
            kind=TerritoryKind.MUNICIPALITY,
            code=f"b{n}",
            name=f"Район {n}",
            parent=region,
        )
        for n in range(-(-count // 50))
    ]
    School.objects.bulk_create(
        School(
            municipality=towns[number // 50],
            code=code(number),
            name=name(number),
        )
        for number in range(count)
    )
    return region


def code(number: int) -> str:
    """Return the registry code of a school."""
    return f"{number:06d}"


def name(number: int) -> str:
    """Return the name of a school."""
    return f"МБОУ СОШ № {number}"


def write_file(path: Path, rows: int) -> None:
    """Write the workbook of results, the same for the same number of rows."""
    import xlsxwriter

    chance = random.Random(20260901)
    options = {"constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        sheet = workbook.add_worksheet("Данные")
        sheet.write_row(0, 0, HEADERS)
        for row in range(rows):
            school, place = divmod(row, len(CELLS) * len(YEARS))
            cell, year = divmod(place, len(YEARS))
            people = chance.randint(5, 120)
            best = 100 if CELLS[cell][0] == "ЕГЭ" else 5
            mean = round(chance.uniform(2, best), 2)
            sheet.write_row(
                row + 1,
                0,
                (
                    *(code(school), name(school), YEARS[year], *CELLS[cell]),
                    *(people, mean, chance.randint(0, people // 3)),
                ),
            )


def floor(path: Path) -> None:
    """Read the rows by calamine and copy them into the table of results."""
    import io

    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    from identification.models import Procedure, Subject
    from schools.models import School

    with CalamineWorkbook.from_path(str(path)) as workbook:
        rows = workbook.get_sheet_by_index(0).to_python()
    schools = dict(School.objects.values_list("code", "pk"))
    procedures = dict(Procedure.objects.values_list("name", "pk"))
    subjects = dict(Subject.objects.values_list("name", "pk"))
    lines = "".join(
        f"{schools[r[0]]}\t{int(r[2])}\t{procedures[r[3]]}\t{subjects[r[4]]}\t{int(r[5])}"
        f"\t{int(r[6])}\t{r[7]}\t{int(r[8])}\t{{}}\tf\n"
        for r in rows[1:]
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert(
            "COPY identification_result (school_id, year, procedure_id, subject_id,"
            " grade, participants, mean_score, below_min, levels, is_flagged)"
            " FROM STDIN",
            io.StringIO(lines),
        )


def import_file(path: Path, territory, *, is_profiled: bool) -> tuple[float, dict]:
    """Take the file through the portal's own steps; return the time and its parts."""
    from django.core.files import File
    from django.utils import timezone

    from identification.models import Result
    from schools.actions import imports

    parts: dict[str, float] = {}
    profiler = _profiler() if is_profiled else None
    if profiler:
        profiler.enable()
    with path.open("rb") as stream:
        batch = imports.start_import(
            kind="results",
            territory=territory,
            upload=File(stream, name=path.name),
            file_name=path.name,
            content_type="",
            user=None,
            now=timezone.now(),
        )
        began = time.perf_counter()
        imports.read_import(pk=batch.pk, clock=timezone.now)
        parts["чтение и проверка"] = time.perf_counter() - began
    batch.refresh_from_db()
    assert batch.rows_error == 0, batch.findings.first()
    imports.confirm_import(
        batch=batch, skip_errors=False, user=None, now=timezone.now()
    )
    began = time.perf_counter()
    imports.write_import(pk=batch.pk, clock=timezone.now)
    parts["запись и сверка"] = time.perf_counter() - began
    if profiler:
        profiler.disable()
        _print_profile(profiler)
    batch.refresh_from_db()
    assert batch.phase == "written", batch.error_detail
    assert Result.objects.count() == batch.rows_new
    return sum(parts.values()), parts


def clear() -> None:
    """Empty the tables that were filled, so that both ways begin alike."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE identification_result, schools_importrow, schools_importfinding"
        )


def timed(work: Callable[[], None]) -> float:
    """Return the seconds that the work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(values: list[float]) -> float:
    """Return the middle value: one of the measured, never a mean of two."""
    return sorted(values)[(len(values) - 1) // 2]


def _profiler():
    import cProfile

    return cProfile.Profile()


def _print_profile(profiler) -> None:
    import pstats

    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
