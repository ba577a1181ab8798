"""What can be wrong with a file: the refusal of the whole and the finding in a cell."""

from dataclasses import dataclass
from typing import Literal


Severity = Literal["error", "warning"]

# One sentence each: what is wrong and how to mend it.
REFUSALS: dict[str, str] = {
    "too_large": (
        "Файл больше {limit} МБ: уберите лишние листы и картинки"
        " или разделите таблицу на части."
    ),
    "empty": "Файл пуст: сохраните таблицу ещё раз и загрузите её заново.",
    "unknown_extension": (
        "Портал не читает файлы «{extension}»: сохраните таблицу"
        " в формате xlsx, xls, ods или csv."
    ),
    "wrong_content": (
        "Файл назван «{extension}», а внутри {content}: откройте его в Excel"
        " или LibreOffice и сохраните как книгу xlsx."
    ),
    "zip_bomb": (
        "После распаковки файл занимает слишком много места: скопируйте таблицу"
        " на чистый лист новой книги и загрузите её."
    ),
    "too_many_entries": (
        "Внутри файла больше {limit} частей: скопируйте таблицу на чистый лист"
        " новой книги и загрузите её."
    ),
    "unsafe_path": (
        "Внутри файла есть части с недопустимыми именами: пересохраните книгу"
        " в Excel или LibreOffice и загрузите её снова."
    ),
    "doctype": (
        "Внутри файла есть запрещённые объявления XML: пересохраните книгу"
        " в Excel или LibreOffice и загрузите её снова."
    ),
    "macros": (
        "В файле есть макросы: сохраните книгу без них, в формате xlsx,"
        " и загрузите её снова."
    ),
    "external_links": (
        "Файл ссылается на другие файлы или источники данных: в Excel выберите"
        " «Данные → Изменить связи → Разорвать связь», сохраните книгу"
        " и загрузите её снова."
    ),
    "embedded_objects": (
        "В файл вложены другие документы: удалите вложенные объекты, сохраните"
        " книгу и загрузите её снова."
    ),
    "password": (
        "Файл защищён паролем: снимите пароль в Excel («Файл → Сведения → Защита"
        " книги»), сохраните книгу и загрузите её снова."
    ),
    "damaged": (
        "Файл повреждён или загружен не полностью: откройте его в Excel,"
        " сохраните заново и повторите загрузку."
    ),
    "too_many_cells": (
        "Таблица слишком велика, в ней больше {limit} ячеек: удалите пустые строки"
        " и столбцы за её пределами или разделите её на части."
    ),
    "too_many_columns": (
        "Таблица слишком широка, в ней больше {limit} столбцов: удалите лишние"
        " столбцы справа от неё и загрузите файл снова."
    ),
    "binary_text": (
        "Файл назван «{extension}», но текста таблицы в нём нет: сохраните таблицу"
        " заново как «CSV (разделители — точка с запятой)»."
    ),
    "long_line": (
        "В текстовом файле есть строка длиннее {limit} тыс. знаков: проверьте"
        " кавычки и переводы строк и сохраните таблицу заново."
    ),
    "no_table": (
        "В файле нет таблицы: заполните хотя бы одну строку под заголовками"
        " столбцов и загрузите файл снова."
    ),
}


class RefusedFile(Exception):  # noqa: N818 - the refusal is the outcome people see
    """The file as a whole cannot be read; `message` is one sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type["RefusedFile"], tuple[str, str]]:
        """Keep both arguments when the error crosses a process border."""
        return type(self), (self.code, self.message)


def refusal(code: str, **values: object) -> RefusedFile:
    """Return the refusal `code` with its sentence filled in, thousands set apart."""
    shown = {
        name: f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else value
        for name, value in values.items()
    }
    return RefusedFile(code, REFUSALS[code].format(**shown))


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about one place of a file, in words for the person who mends it.

    Parameters
    ----------
    sheet
        Name of the sheet as shown in the spreadsheet program.
    row
        Row as Excel numbers it, from 1; 0 when the remark is about the whole sheet.
    column
        Letter of the column, empty when the remark is about the row.
    header, value
        The column's heading and the cell's text, shortened.
    rule
        Code of the broken rule.
    message, advice
        What is wrong; how to mend it.
    severity
        ``error`` keeps the row out, ``warning`` does not.
    """

    sheet: str
    row: int
    column: str
    header: str
    value: str
    rule: str
    message: str
    advice: str
    severity: Severity = "error"
