"""Why a road-map file cannot be read, in one sentence for the person who sent it."""

from schools.ingest.errors import RefusedFile


# The codes that tables share with documents keep their names; the advice differs.
REFUSALS: dict[str, str] = {
    "too_large": "Файл больше {limit} МБ: уберите из него картинки и загрузите снова.",
    "empty": "Файл пуст: сохраните документ ещё раз и загрузите его заново.",
    "unknown_extension": (
        "Портал не читает файлы «{extension}»: сохраните дорожную карту"
        " в формате docx, odt, xlsx или pdf."
    ),
    "wrong_content": (
        "Файл назван «{extension}», а внутри данные другого вида: откройте его"
        " в своей программе и сохраните в формате docx, odt, xlsx или pdf."
    ),
    "zip_bomb": (
        "После распаковки файл занимает слишком много места: скопируйте дорожную"
        " карту в новый документ и загрузите его."
    ),
    "too_many_entries": (
        "Внутри файла слишком много частей: скопируйте дорожную карту в новый"
        " документ и загрузите его."
    ),
    "unsafe_path": (
        "Внутри файла есть части с недопустимыми именами: пересохраните документ"
        " и загрузите его снова."
    ),
    "doctype": (
        "Внутри файла есть запрещённые объявления XML: пересохраните документ"
        " и загрузите его снова."
    ),
    "macros": (
        "В файле есть макросы: сохраните документ без них, в формате docx или xlsx,"
        " и загрузите его снова."
    ),
    "external_links": (
        "Файл подтягивает содержимое из других файлов: разорвите связи, сохраните"
        " документ и загрузите его снова."
    ),
    "embedded_objects": (
        "В файл вложены другие документы: удалите вложенные объекты, сохраните"
        " документ и загрузите его снова."
    ),
    "password": "Файл защищён паролем: снимите пароль и загрузите файл снова.",
    "damaged": (
        "Файл повреждён или загружен не полностью: откройте его, сохраните заново"
        " и повторите загрузку."
    ),
    "too_many_cells": (
        "Таблица слишком велика: удалите пустые строки и столбцы за её пределами"
        " и загрузите файл снова."
    ),
    "too_many_columns": (
        "Таблица слишком широка: удалите лишние столбцы справа от неё"
        " и загрузите файл снова."
    ),
    "too_many_pages": (
        "В документе больше {limit} страниц: оставьте в нём только дорожную карту"
        " и загрузите снова."
    ),
    "too_long": (
        "Документ слишком сложен, чтобы прочитать его за отведённое время: оставьте"
        " в нём только дорожную карту и загрузите снова."
    ),
    "scan": (
        "В файле только изображения страниц, без текста: загрузите исходный документ"
        " Word или Excel либо распознайте текст и сохраните его в PDF."
    ),
    "no_text": (
        "В документе нет текста: проверьте, тот ли файл выбран, и загрузите его снова."
    ),
}


class DocumentRefusedError(RefusedFile):
    """The file as a whole cannot be read; `message` is one sentence for a person."""


def document_refusal(code: str, **values: object) -> DocumentRefusedError:
    """Return the refusal `code` with its sentence filled in."""
    return DocumentRefusedError(code, REFUSALS[code].format(**values))


def as_document_refusal(refused: RefusedFile, *, name: str) -> DocumentRefusedError:
    """Return a table's refusal in the words of documents."""
    if isinstance(refused, DocumentRefusedError):
        return refused
    if refused.code not in REFUSALS:
        return document_refusal("damaged")
    extension = "." + name.rpartition(".")[2].lower() if "." in name else name
    return document_refusal(refused.code, extension=extension, limit=LIMIT_MEGABYTES)


LIMIT_MEGABYTES = 50
