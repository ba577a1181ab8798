"""Why a school's file is not taken in, in one sentence for the person who sent it."""

from pathlib import PurePath

from roadmaps.uploads.limits import UploadLimits
from schools.ingest.errors import RefusedFile


# The codes are those of the guards; the advice is for a programme, not for a table.
REFUSALS: dict[str, str] = {
    "empty": "Файл пуст: сохраните документ ещё раз и загрузите его заново.",
    "too_large": (
        "Файл больше {limit} МБ: уменьшите картинки или сохраните документ"
        " в PDF меньшего качества и загрузите снова."
    ),
    "unknown_extension": (
        "Файлы «{extension}» портал не принимает: сохраните документ"
        " в формате docx, odt, pdf или xlsx."
    ),
    "wrong_content": (
        "Файл назван «{extension}», а внутри {content}: откройте его в своей программе"
        " и сохраните в формате docx, odt, pdf или xlsx."
    ),
    "mixed_content": (
        "Внутри файла есть данные другого вида: откройте его в своей программе,"
        " сохраните как новый документ и загрузите снова."
    ),
    "macros": (
        "В файле есть макросы или программный код: сохраните документ без них"
        " и загрузите снова."
    ),
    "programs": (
        "В файл вложены программы: удалите вложения, сохраните документ"
        " и загрузите снова."
    ),
    "external_links": (
        "Файл подтягивает содержимое из других файлов: разорвите связи, сохраните"
        " документ и загрузите снова."
    ),
    "embedded_objects": (
        "В файл вложены другие документы: удалите вложения, сохраните документ"
        " и загрузите каждый отдельно."
    ),
    "password": "Файл защищён паролем: снимите пароль и загрузите файл снова.",
    "damaged": (
        "Файл повреждён или загружен не полностью: откройте его, сохраните заново"
        " и повторите загрузку."
    ),
    "zip_bomb": (
        "После распаковки файл занимает слишком много места: уменьшите картинки"
        " и загрузите снова."
    ),
    "too_many_entries": (
        "Внутри файла слишком много частей: скопируйте текст в новый документ"
        " и загрузите его."
    ),
    "unsafe_path": (
        "Внутри файла есть части с недопустимыми именами: пересохраните документ"
        " и загрузите снова."
    ),
    "doctype": (
        "Внутри файла есть запрещённые объявления XML: пересохраните документ"
        " и загрузите снова."
    ),
    "too_many_cells": (
        "Таблица в документе слишком велика: удалите пустые строки и столбцы"
        " и загрузите файл снова."
    ),
    "too_many_columns": (
        "Таблица в документе слишком широка: удалите лишние столбцы"
        " и загрузите файл снова."
    ),
    # What only reading finds: the file itself is taken in and kept.
    "too_many_pages": "Документ слишком длинный, чтобы прочитать его текст.",
    "too_long": "Документ слишком сложен, чтобы прочитать его текст.",
    "scan": "В файле только изображения страниц: прочитать его текст нельзя.",
    "no_text": "В файле нет текста.",
}


class UploadRefusedError(RefusedFile):
    """The file is not taken in; `message` is one sentence for a person."""


def upload_refusal(code: str, **values: object) -> UploadRefusedError:
    """Return the refusal `code` with its sentence filled in."""
    return UploadRefusedError(code, REFUSALS[code].format(**values))


def as_upload_refusal(
    refused: RefusedFile, *, name: str, limits: UploadLimits
) -> UploadRefusedError:
    """Return another guard's refusal in the words of programmes."""
    if isinstance(refused, UploadRefusedError):
        return refused
    if refused.code not in REFUSALS:
        return upload_refusal("damaged")
    return upload_refusal(
        refused.code,
        extension=extension_of(name) or name,
        content="данные другого вида",
        limit=limits.megabytes,
    )


def extension_of(name: str) -> str:
    """Return the ending of a file's name with its dot, in small letters."""
    return PurePath(name.strip().lower()).suffix
