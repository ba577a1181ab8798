"""The receipt for a version that was sent: one page with number, time and hash."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone

from roadmaps.models import ProgrammeStep
from schools.reports.render import Section
from schools.templatetags.portal_format import day, period


@dataclass(frozen=True)
class ReceiptPaper:
    """Everything that the receipt says."""

    number: str
    organisation: str
    school: str
    facts: tuple[tuple[str, str], ...]
    sha256: str
    made: str

    @property
    def title(self) -> str:
        """Return the name of the paper."""
        return f"Расписка № {self.number}"


def receipt_paper(step: ProgrammeStep) -> ReceiptPaper:
    """Return the receipt of a step by which a version was sent."""
    programme, version = step.programme, step.version
    if version is None or step.receipt_number is None:
        raise ValueError("only a sent version has a receipt")
    place = programme.school.municipality
    local = timezone.localtime(step.happened_at)
    facts = [
        ("Школа", programme.school.full_name or programme.school.name),
        ("Документ", f"{programme.kind.name}: «{programme.title}»"),
        ("Срок документа", period(programme.starts_on, programme.ends_on)),
        ("Круг согласования", str(step.round_number)),
        ("Версия", str(version.number)),
        ("Файл", f"«{version.file.original_name}», {_size(version.file.size_bytes)}"),
        ("Отправлено", f"{day(local)} в {local:%H:%M:%S} ({local:%Z})"),
        ("Отправил", str(step.actor) if step.actor else "не указан"),
    ]
    return ReceiptPaper(
        number=step.receipt_number,
        organisation=place.department or place.name,
        school=programme.school.name,
        facts=tuple(facts),
        sha256=version.sha256,
        made=day(local),
    )


def receipt_sections(paper: ReceiptPaper) -> list[Section]:
    """Return the receipt as the only section of its paper."""
    html = render_to_string("programmes/papers/receipt.html", {"paper": paper})
    return [Section(html, paper.title)]


def _size(count: int) -> str:
    return f"{count:,} байт".replace(",", "\N{NO-BREAK SPACE}")
