"""The plan as PDF: what it says by its tags, and how its pages are laid."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from roadmaps.enums import Origin
from roadmaps.queries.papers import plan_content
from roadmaps.reports import plan_paper as module
from roadmaps.reports.plan_paper import plan_paper, plan_sections
from tests.factories.plans import ActivityFactory, SectionFactory
from tests.roadmaps.paper_place import PaperPlace, content_of, made


pytestmark = pytest.mark.django_db

HEAD = {"post": "начальник отдела", "name": "Полевой Пётр Ильич"}


def spoken(content: bytes, folder: Path) -> str:
    """Return the text by its tags, as a screen reader says it."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    command = ["pdfinfo", "-struct-text", str(path)]
    tree = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    said = re.findall(r'^\s*"(.*)"\s*$', tree, re.MULTILINE)
    return re.sub(r"\s+", " ", " ".join(said))


def test_it_says_everything_of_the_plan(tmp_path: Path) -> None:
    place = PaperPlace()
    place.add_years()

    text = spoken(content_of(made(place)), tmp_path)

    for words in (
        "УТВЕРЖДАЮ",
        "П.И. Полевой",
        "по поддержке школ города Озёрска",
        "МЦ – МБУ «Методический центр»",
        "Цель: Укрепить команды школ.",
        "Чем подтверждается",
        "Пары работают",
        "Октябрь 2025, февраль 2026",
        "Доля школ с планом",
        "А.П. Лесная",
    ):
        assert words in text
    assert "ПРОЕКТ" in text.upper()


def test_every_page_lies_on_its_side_and_repeats_the_header(tmp_path: Path) -> None:
    place = PaperPlace()
    section = SectionFactory(version=place.version, number="3", title="Долгий раздел")
    for number in range(60):
        ActivityFactory(section=section, number=f"3.{number}", title="Дело " * 20)

    content = content_of(made(place))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [page.mediabox[2] > page.mediabox[3] for page in pdf.pages] == [
            True
        ] * len(pdf.pages)
        pages = len(pdf.pages)
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    texts = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\f")[:pages]
    assert pages > 3
    assert ["Мероприятие" in text for text in texts[:-1]] == [True] * (pages - 1)
    assert [f"Стр. {n} из {pages}" in text for n, text in enumerate(texts, 1)] == [
        False,
        *[True] * (pages - 1),
    ]


def test_a_long_table_is_cut_at_a_section(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS_IN_SECTION", 8)
    place = PaperPlace()
    paper = plan_paper(
        plan_content(version=place.version), approver=HEAD, signatures=[HEAD]
    )

    first, second = plan_sections(paper)

    assert ("2. Результаты" in first.html, "2. Результаты" in second.html) == (
        False,
        True,
    )
    assert ("УТВЕРЖДАЮ" in first.html, "УТВЕРЖДАЮ" in second.html) == (True, False)
    assert ("Показатели" in first.html, "Показатели" in second.html) == (False, True)
    assert (first.title, second.title) == (paper.title, "")


def test_a_correction_names_its_version() -> None:
    place = PaperPlace()
    place.version.origin = Origin.CORRECTION
    place.version.number = 2
    place.version.save()
    place.approve()

    paper = plan_paper(
        plan_content(version=place.version), approver=HEAD, signatures=[HEAD]
    )

    assert paper.grif.basis.replace("\u00a0", " ") == (
        "Приказ от 2 февраля 2026 г. № 15-ОД (версия 2)"
    )


def test_an_empty_plan_says_so() -> None:
    place = PaperPlace()
    place.version.sections.all().delete()
    paper = plan_paper(
        plan_content(version=place.version), approver=HEAD, signatures=[HEAD]
    )

    (only,) = plan_sections(paper)

    assert "Мероприятий пока нет." in only.html


def test_targets_of_several_years_stand_apart() -> None:
    place = PaperPlace()
    place.version.indicators.filter(position=0).update(target="20 %; 40 %")

    paper = plan_paper(
        plan_content(version=place.version), approver=HEAD, signatures=[HEAD]
    )

    assert paper.target_columns == 2
    assert paper.indicators == (
        ("Доля школ с планом", ("20 %", "40 %")),
        ("Сайт обновлён", ("Да", "")),
    )
