"""Indicators in words: targets, groups of a list, the passport, differences."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from monitoring.catalogue import FACTS
from monitoring.enums import Direction, Level, Source, Track, ValueKind
from monitoring.models import Indicator, IndicatorTarget, IndicatorVersion
from monitoring.queries.indicator_pages import Collected
from schools.templatetags.portal_format import (
    NBSP,
    counted,
    day,
    number,
    school_year,
)


HEADERS = (
    *("Код", "Показатель", "Направление", "Группа", "Кого считает", "Что записывают"),
    *("Числитель", "Знаменатель", "Источник", "Календарь", "Кто отвечает"),
    *("Основание", "Цель", "Цель словами"),
)
NO_TARGET = "без цели"
NOT_NAMED = "не указано"


@dataclass
class TrackBlock:
    """Indicators of a track by the headings of their documents; a table of its own."""

    name: str
    title: str
    groups: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def target_words(*, version: IndicatorVersion, value: Decimal | None) -> str:
    """Say a target: «100 %», «12», «да», «без цели»."""
    if value is None:
        return NO_TARGET
    if is_municipal_yes(version):
        return "да" if value else "нет"
    return with_unit(version=version, value=value)


def with_unit(*, version: IndicatorVersion, value: Decimal) -> str:
    """Write a number with the unit of the indicator: «100 %», «12 занятий»."""
    text = number(value.normalize())
    unit = "%" if is_percent(version) else version.unit
    return f"{text}{NBSP}{unit}" if unit else text


def is_percent(version: IndicatorVersion) -> bool:
    """Tell whether the municipality's figure is a share."""
    return version.kind in {ValueKind.SHARE, ValueKind.YES_NO} and not is_municipal_yes(
        version
    )


def is_municipal_yes(version: IndicatorVersion) -> bool:
    """Tell whether the municipality itself answers «да» or «нет»."""
    return version.kind == ValueKind.YES_NO and version.level == Level.MUNICIPALITY


def typed_words(version: IndicatorVersion, value: Decimal | None) -> str:
    """Write a target as its field shows it; nothing for no target."""
    if value is None:
        return ""
    if is_municipal_yes(version):
        return "да" if value else "нет"
    return plain_target(value)


def plain_target(value: Decimal | None) -> str:
    """Write a number as its field shows it: «12,5»."""
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


def blocks(rows: Iterable[Collected]) -> list[TrackBlock]:
    """Arrange what is collected by track and group, in the order of the documents."""
    found: dict[str, TrackBlock] = {}
    for row in rows:
        indicator = row.version.indicator
        track = Track(indicator.track)
        block = found.setdefault(track, TrackBlock(f"track-{track}", str(track.label)))
        block.groups.setdefault(indicator.group or "Без группы", []).append(line(row))
    return [found[track] for track in Track if track in found]


def line(row: Collected) -> dict[str, Any]:
    """Return one indicator as a row of the list."""
    version = row.version
    return {
        "version": version,
        "indicator": version.indicator,
        "is_own": version.indicator.territory_id is not None,
        "level": version.get_level_display(),
        "kind": version.get_kind_display(),
        "source": version.get_source_display() or NOT_NAMED,
        "calendar": version.calendar.name if version.calendar else NOT_NAMED,
        "target": target_words(version=version, value=row.target),
        "typed": typed_words(version, row.target),
        "unit": "%" if is_percent(version) else version.unit,
    }


def sheet_rows(rows: Iterable[Collected]) -> list[tuple[Any, ...]]:
    """Return rows of the workbook: targets as numbers, and as people read them."""
    return [
        (
            row.version.indicator.code,
            row.version.title,
            row.version.indicator.get_track_display(),
            row.version.indicator.group,
            row.version.get_level_display(),
            row.version.get_kind_display(),
            row.version.numerator_text,
            row.version.denominator_text,
            source_words(row.version),
            row.version.calendar.name if row.version.calendar else "",
            row.version.owner,
            row.version.basis,
            row.target,
            target_words(version=row.version, value=row.target),
        )
        for row in rows
    ]


def lead(indicator: Indicator) -> str:
    """Say whose indicator it is and where it stands."""
    whose = indicator.territory.name if indicator.territory else "общий показатель"
    is_common = indicator.track == Track.COMMON
    track = "" if is_common else indicator.get_track_display()
    parts = (indicator.code, whose, track, indicator.group)
    return " · ".join(part for part in parts if part)


def passport(version: IndicatorVersion) -> list[dict[str, str]]:
    """Return everything that a version says, as pairs."""
    pairs = [
        ("Что считать", version.definition or NOT_NAMED),
        ("Пример", version.example),
        ("Числитель", version.numerator_text or NOT_NAMED),
        ("Знаменатель", version.denominator_text),
        ("Кого считает", version.get_level_display()),
        ("Что записывают", version.get_kind_display()),
        ("Единица", "%" if is_percent(version) else version.unit),
        ("Как лучше", version.get_direction_display()),
        ("Откуда значения", source_words(version)),
        ("Когда собирают", version.calendar.name if version.calendar else NOT_NAMED),
        ("Подтверждение", "обязательно" if version.needs_evidence else "не требуется"),
        ("Светофор", _thresholds(version)),
        ("Кто отвечает", version.owner or NOT_NAMED),
        ("Основание", version.basis or NOT_NAMED),
        ("Примечание", version.note),
    ]
    return [{"term": term, "value": value} for term, value in pairs if value]


def source_words(version: IndicatorVersion) -> str:
    """Say where values come from, with what exactly answers."""
    words = version.get_source_display() or NOT_NAMED
    detail = ""
    if version.source == Source.SITE and version.site_item:
        detail = f"«{version.site_item.title}»"
    elif version.source == Source.RESULTS and version.procedure:
        parts = [version.procedure.name, str(version.subject or "")]
        grade = [f"{version.grade} класс"] if version.grade else []
        detail = ", ".join(part for part in (*parts, *grade) if part)
    elif version.source == Source.PROGRAMMES:
        detail = FACTS.get(version.fact, "")
    return f"{words}: {detail}" if detail else words


def version_lines(versions: list[IndicatorVersion]) -> list[dict[str, Any]]:
    """Return versions with what each changed, the newest first."""
    pairs = zip(versions, [*versions[1:], None], strict=True)
    return [
        {
            "version": version,
            "title": f"Версия {version.number}, с {school_year(version.valid_from)} учебного года",
            "windows": counted(version.windows_count, "окно,окна,окон")
            if version.windows_count
            else "",
            "made": f"{day(version.created_at)}, {version.created_by or 'портал'}",
            "changes": changes_between(before, version) if before else [],
            "is_first": before is None,
        }
        for version, before in pairs
    ]


def changes_between(
    old: IndicatorVersion, new: IndicatorVersion
) -> list[dict[str, str]]:
    """Return what differs between two wordings, in the words of the passport."""
    before, after = _compared(old), _compared(new)
    return [
        {"field": term, "old": before.get(term, ""), "new": after.get(term, "")}
        for term in dict.fromkeys([*before, *after])
        if before.get(term, "") != after.get(term, "")
    ]


def target_rows(rows: Iterable[IndicatorTarget], versions: list[IndicatorVersion]):
    """Return targets by year, each in the unit of the wording of that year."""
    found = []
    for row in rows:
        fitting = [v for v in versions if v.valid_from <= row.year]
        words = target_words(version=fitting[0], value=row.value) if fitting else "—"
        place = row.territory.name
        found.append({"year": school_year(row.year), "place": place, "words": words})
    return found


def _compared(version: IndicatorVersion) -> dict[str, str]:
    named = {"Показатель": version.title, "Коротко": version.short_title}
    pairs = {pair["term"]: pair["value"] for pair in passport(version)}
    pairs.pop("Примечание", None)
    return named | pairs


def _thresholds(version: IndicatorVersion) -> str:
    if version.kind == ValueKind.TEXT:
        return ""
    green, yellow = version.green_percent, version.yellow_percent
    of_target = f"от {green}{NBSP}% цели – достигнута, от {yellow}{NBSP}% – близко"
    if version.direction == Direction.LESS:
        return f"чем меньше, тем лучше: {of_target}"
    return of_target
