"""The seed road maps understood, against opening the same files with the bare libraries.

The floor reads every cell: python-docx by its cells, calamine into rows, pdfplumber's
tables and words. The path opens the same nine files through the guard and makes road
maps of them: columns, sections, activities, terms, parties, indicators, findings. Goal:
at most twice as long. Without ../shared the corpus of the tests takes the seeds' place.
"""

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path


GOAL = 2.0
ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
TODAY = dt.date(2022, 10, 1)


def main(argv: list[str]) -> int:
    """Measure both ways in turn; print the ratio of their medians."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks roadmaps")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        files = seeds() or corpus(Path(folder))
        return measure(files, options)


def seeds() -> list[Path]:
    """Return the seed documents, none when they are not beside the project."""
    return sorted(SEEDS.glob("*.*")) if SEEDS.is_dir() else []


def corpus(folder: Path) -> list[Path]:
    """Write three documents of the tests' corpus in each format."""
    from tests.roadmaps.documents.corpus.plans import PLANS
    from tests.roadmaps.documents.corpus.writing import FORMATS, Writer

    writer = Writer(folder)
    return [writer.write(plan, suffix) for plan in PLANS[:3] for suffix in FORMATS]


def measure(files: Sequence[Path], options: argparse.Namespace) -> int:
    """Time both ways on each kind of file, one after the other."""
    print(f"{len(files)} файлов: {', '.join(path.name for path in files)}")
    floor_total = path_total = 0.0
    if options.profile:
        profile(files)
    for suffix in sorted({path.suffix for path in files}):
        kind = [path for path in files if path.suffix == suffix]
        floors, paths = [], []
        for _ in range(options.repeat):
            floors.append(timed(lambda kind=kind: [FLOORS[p.suffix](p) for p in kind]))
            paths.append(timed(lambda kind=kind: [understood(p) for p in kind]))
        floor, path = statistics.median(floors), statistics.median(paths)
        floor_total, path_total = floor_total + floor, path_total + path
        print(f"{suffix[1:]:<6} библиотека {floor:6.3f} с   карта {path:6.3f} с")
    ratio = path_total / floor_total
    print(f"отношение {ratio:.2f} (цель не больше {GOAL:.0f})")
    report_terms(files)
    return 0 if ratio <= GOAL else 1


def understood(path: Path):
    """Return the road map of a file."""
    from roadmaps.documents import read_document, understand

    return understand(read_document(path, name=path.name), today=TODAY)


def read_docx(path: Path) -> int:
    """Read every paragraph and every cell as python-docx gives them."""
    import docx

    document = docx.Document(str(path))
    size = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return size + sum(
        len(cell.text)
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    )


def read_xlsx(path: Path) -> int:
    """Read every sheet into rows."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(path)) as workbook:
        return sum(
            len(workbook.get_sheet_by_name(name).to_python())
            for name in workbook.sheet_names
        )


def read_pdf(path: Path) -> int:
    """Read the tables and the words of every page."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return sum(
            len(page.extract_tables()) + len(page.extract_words())
            for page in document.pages
        )


FLOORS: dict[str, Callable[[Path], int]] = {
    ".docx": read_docx,
    ".xlsx": read_xlsx,
    ".pdf": read_pdf,
}


def report_terms(files: Sequence[Path]) -> None:
    """Say how many terms a second are read, and how fast a bare loop over them is."""
    from roadmaps.terms import parse_term

    document = understood(files[0])
    texts = [activity.term.text for activity in document.activities] * 20
    bare = timed(lambda: [" ".join(text.split()).casefold() for text in texts])
    taken = timed(lambda: [parse_term(text, period=document.period) for text in texts])
    print(
        f"сроков в секунду {len(texts) / taken:,.0f},"
        f" пустой цикл {len(texts) / max(bare, 1e-9):,.0f}".replace(",", " ")
    )


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def profile(files: Sequence[Path]) -> None:
    """Print where the time of one pass over the files goes."""
    import cProfile
    import pstats

    profiler = cProfile.Profile()
    profiler.enable()
    for path in files:
        understood(path)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
