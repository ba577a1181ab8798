"""Writes the workbook that a person fills in: headings, drop-downs and a guide."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from schools.ingest.schema import Field, TableSchema
from schools.ingest.sheets import cell_text


DATA_TITLE, GUIDE_TITLE, LISTS_TITLE = "Данные", "Как заполнять", "Списки"
FILLED_ROWS = 5_000
# Excel keeps a list inside the validation up to 255 signs, commas divide its items.
LONGEST_INLINE_LIST = 250
REQUIRED_FILL = PatternFill("solid", fgColor="DDEBF7")
NUMBER_FORMATS = {"code": "@", "date": "DD.MM.YYYY", "integer": "0"}
KIND_WORDS = {
    "text": "текст",
    "code": "код, с ведущими нулями",
    "integer": "целое число",
    "decimal": "число, можно с запятой",
    "boolean": "да или нет",
    "date": "дата, например 01.09.2024",
    "choice": "значение из списка",
}
GUIDE_HEADINGS = (
    "Столбец",
    "Обязательно",
    "Что вписывать",
    "Единица",
    "Границы и значения",
    "Пример",
    "Пояснение",
)
GUIDE_WIDTHS = (32, 14, 26, 12, 40, 20, 60)
GUIDE_RULES = (
    "Заполняйте лист «Данные», одна строка — одна запись. Заголовки не меняйте.",
    "Столбцы со звёздочкой обязательны. Нет данных — оставьте ячейку пустой.",
    "Ноль пишите цифрой: пустая ячейка означает «нет данных», а не ноль.",
    "Не вносите фамилии, паспортные данные и даты рождения: портал их не хранит.",
)


def write_template(
    schema: TableSchema,
    path_out: Path,
    *,
    examples: Sequence[Mapping[str, object]] = (),
    choices: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the template of `schema` as xlsx.

    Parameters
    ----------
    schema
        The fields; their titles become headings, so the filled file needs no mapping.
    path_out
        Where the workbook is written.
    examples
        Field code → value for lines of the guide; they are never read as data.
    choices
        Field code → values of its drop-down, in place of the field's own: the names
        of schools, for instance.
    """
    workbook = openpyxl.Workbook()
    data = workbook.active
    data.title = DATA_TITLE
    guide = workbook.create_sheet(GUIDE_TITLE)
    lists = workbook.create_sheet(LISTS_TITLE)
    lists.sheet_state = "hidden"
    for number, item in enumerate(schema.fields, start=1):
        _write_heading(data, number, item)
        _format_column(data, number, item)
        titles = (choices or {}).get(item.code) or _own_choices(item)
        validation = _validation(item, titles, lists)
        if validation is not None:
            letter = get_column_letter(number)
            validation.add(f"{letter}2:{letter}{FILLED_ROWS + 1}")
            data.add_data_validation(validation)
    data.freeze_panes = "A2"
    data.row_dimensions[1].height = 45
    _write_guide(guide, schema, examples)
    workbook.save(path_out)
    workbook.close()


def heading(field: Field) -> str:
    """Return the heading of a field: title, unit, and an asterisk when required."""
    unit = f", {field.unit}" if field.unit and field.unit != "доля" else ""
    return f"{field.title}{unit}{' *' if field.required else ''}"


def _write_heading(sheet: Any, number: int, field: Field) -> None:
    cell = sheet.cell(1, number, heading(field))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if field.required:
        cell.fill = REQUIRED_FILL


def _format_column(sheet: Any, number: int, field: Field) -> None:
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.width = min(max(len(field.title) * 0.8, 12), 40)
    number_format = NUMBER_FORMATS.get(field.kind)
    if number_format:
        dimension.number_format = number_format


def _own_choices(field: Field) -> Sequence[str]:
    return ("да", "нет") if field.kind == "boolean" else field.choice_titles()


def _validation(field: Field, titles: Sequence[str], lists: Any) -> Any:
    if titles:
        return _with_words(
            DataValidation(type="list", formula1=_list_source(field, titles, lists)),
            "Выберите значение из списка",
        )
    if field.kind in ("integer", "decimal"):
        return _number_validation(field)
    return None


def _list_source(field: Field, titles: Sequence[str], lists: Any) -> str:
    inline = ",".join(titles)
    has_marks = any("," in title or '"' in title for title in titles)
    if len(inline) <= LONGEST_INLINE_LIST and not has_marks:
        return f'"{inline}"'
    column = 1 if lists.cell(1, 1).value is None else lists.max_column + 1
    lists.cell(1, column, field.title)
    for row, title in enumerate(titles, start=2):
        cell = lists.cell(row, column, title)
        cell.data_type = "s"
    letter = get_column_letter(column)
    return f"'{LISTS_TITLE}'!${letter}$2:${letter}${len(titles) + 1}"


def _number_validation(field: Field) -> Any:
    kind = "whole" if field.kind == "integer" else "decimal"
    low, high = field.minimum, field.maximum
    words = f"Ожидается {KIND_WORDS[field.kind]}{_bounds(field)}"
    if low is not None and high is not None:
        rule = DataValidation(
            type=kind, operator="between", formula1=low, formula2=high
        )
    elif low is not None:
        rule = DataValidation(type=kind, operator="greaterThanOrEqual", formula1=low)
    elif high is not None:
        rule = DataValidation(type=kind, operator="lessThanOrEqual", formula1=high)
    else:
        return None
    return _with_words(rule, words)


def _with_words(validation: Any, words: str) -> Any:
    validation.allow_blank = True
    validation.errorTitle = "Проверьте значение"
    validation.error = words
    validation.showErrorMessage = True
    return validation


def _bounds(field: Field) -> str:
    low = "" if field.minimum is None else f" от {_bound(field.minimum)}"
    high = "" if field.maximum is None else f" до {_bound(field.maximum)}"
    return low + high


def _bound(value: object) -> str:
    return cell_text(float(value) if isinstance(value, int) else value)


def _write_guide(
    sheet: Any, schema: TableSchema, examples: Sequence[Mapping[str, object]]
) -> None:
    sheet.append([f"Как заполнять таблицу «{schema.title}»"])
    sheet["A1"].font = Font(bold=True, size=14)
    for rule in GUIDE_RULES:
        sheet.append([rule])
    sheet.append([])
    sheet.append(GUIDE_HEADINGS)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for item in schema.fields:
        sheet.append(_guide_row(item, examples))
    for row in sheet.iter_rows(min_row=len(GUIDE_RULES) + 3):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    for number, width in enumerate(GUIDE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _guide_row(
    field: Field, examples: Sequence[Mapping[str, object]]
) -> tuple[str, ...]:
    given = [cell_text(line[field.code]) for line in examples if field.code in line]
    allowed = "; ".join(field.choice_titles()) or _bounds(field).strip()
    return (
        heading(field),
        "да" if field.required else "нет",
        KIND_WORDS[field.kind],
        field.unit,
        allowed,
        "; ".join(given) or field.example,
        field.help,
    )
