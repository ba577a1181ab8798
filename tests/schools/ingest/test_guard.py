import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from schools.ingest.errors import RefusedFile
from schools.ingest.guard import inspect
from schools.ingest.limits import Limits
from tests.schools.ingest.files import (
    biff_record,
    biff_workbook,
    spoilt_xlsx,
    write_compound,
    write_ods,
    write_text,
    write_xls,
    write_xlsx,
    write_zip,
    xlsx_parts,
)


ROWS = [["Школа", "Балл"], ["СОШ № 1", 12.5]]
CONTENT_TYPES = "[Content_Types].xml"


def refused(
    path: Path, name: str | None = None, limits: Limits | None = None
) -> RefusedFile:
    with pytest.raises(RefusedFile) as caught:
        inspect(path, name or path.name, limits)
    return caught.value


@pytest.mark.parametrize("extension", ["xlsx", "XLSX"])
def test_a_plain_workbook_is_accepted(tmp_path, extension):
    path = write_xlsx(tmp_path / "file", ROWS)
    assert inspect(path, f"Результаты 2024.{extension}").code == "xlsx"


def test_xls_ods_and_csv_are_accepted(tmp_path):
    kinds = [
        inspect(write_xls(tmp_path / "a.xls", ROWS), "a.xls"),
        inspect(write_ods(tmp_path / "a.ods", ""), "a.ods"),
        inspect(write_text(tmp_path / "a.csv", ["Школа;Балл"], "cp1251"), "a.csv"),
    ]
    assert [(kind.code, kind.encoding) for kind in kinds] == [
        ("xls", ""),
        ("ods", ""),
        ("csv", "cp1251"),
    ]


def test_a_hyperlink_in_a_cell_is_not_an_external_link(tmp_path):
    path = tmp_path / "links.xlsx"
    write_xlsx(path, [["Сайт"], ["https://school1.example/"]])
    assert inspect(path, "links.xlsx").code == "xlsx"


def test_too_large(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    error = refused(path, limits=Limits(file_bytes=1024))
    assert error.code == "too_large"
    path.write_bytes(b"PK\x03\x04".ljust(51 * 1024 * 1024, b"\0"))
    assert refused(path).message == (
        "Файл больше 50 МБ: уберите лишние листы и картинки"
        " или разделите таблицу на части."
    )


def test_empty(tmp_path):
    path = tmp_path / "a.xlsx"
    path.touch()
    assert refused(path).message == (
        "Файл пуст: сохраните таблицу ещё раз и загрузите её заново."
    )


@pytest.mark.parametrize(
    ("name", "shown"), [("a.pdf", ".pdf"), ("таблица", "таблица"), ("a.xlsb", ".xlsb")]
)
def test_unknown_extension(tmp_path, name, shown):
    path = write_xlsx(tmp_path / "file", ROWS)
    assert refused(path, name).message == (
        f"Портал не читает файлы «{shown}»: сохраните таблицу"
        " в формате xlsx, xls, ods или csv."
    )


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("a.xlsx", b"%PDF-1.7 ...", "документ PDF"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "веб-страница"),
        ("a.csv", b"<!DOCTYPE html><html></html>", "веб-страница"),
        ("a.xlsx", "Школа;Балл\n".encode(), "простой текст"),
        ("a.ods", b"\x00\x01\x02\x03", "данные неизвестного вида"),
    ],
)
def test_extension_that_lies(tmp_path, name, content, shown):
    path = tmp_path / name
    path.write_bytes(content)
    extension = Path(name).suffix
    assert refused(path).message == (
        f"Файл назван «{extension}», а внутри {shown}: откройте его в Excel"
        " или LibreOffice и сохраните как книгу xlsx."
    )


def test_workbooks_named_as_each_other(tmp_path):
    as_ods = write_xlsx(tmp_path / "a.ods", ROWS)
    as_xlsx = write_ods(tmp_path / "a.xlsx", "")
    as_csv = write_xlsx(tmp_path / "a.csv", ROWS)
    old_as_new = write_xls(tmp_path / "b.xlsx", ROWS)
    codes = [refused(path).code for path in (as_ods, as_xlsx, as_csv, old_as_new)]
    assert codes == ["wrong_content"] * 4


def test_binary_garbage_named_csv(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(256)) * 40)
    assert refused(path).message == (
        "Файл назван «.csv», но текста таблицы в нём нет: сохраните таблицу"
        " заново как «CSV (разделители — точка с запятой)»."
    )


def test_a_line_without_end(tmp_path):
    path = write_text(tmp_path / "a.csv", ["Школа;" * 50_000])
    assert refused(path).message == (
        "В текстовом файле есть строка длиннее 100 тыс. знаков: проверьте"
        " кавычки и переводы строк и сохраните таблицу заново."
    )


def test_ten_thousand_and_one_entries(tmp_path):
    path = tmp_path / "a.xlsx"
    parts = xlsx_parts()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for number in range(10_001 - len(parts)):
            archive.writestr(f"xl/{number}", b"")
    assert refused(path).message == (
        "Внутри файла больше 10\u202f000 частей: скопируйте таблицу на чистый лист"
        " новой книги и загрузите её."
    )


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "xl\\..\\..\\a", "C:/a"]
)
def test_names_that_climb_out(tmp_path, name):
    path = spoilt_xlsx(tmp_path / "a.xlsx", {name: b"x"})
    assert refused(path).message == (
        "Внутри файла есть части с недопустимыми именами: пересохраните книгу"
        " в Excel или LibreOffice и загрузите её снова."
    )


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    '<!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>'
    "<sst>&lol1;</sst>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/any.bin"]
)
def test_billion_laughs(tmp_path, part, encoding):
    path = spoilt_xlsx(tmp_path / "a.xlsx", {part: LAUGHS.encode(encoding)})
    assert refused(path).message == (
        "Внутри файла есть запрещённые объявления XML: пересохраните книгу"
        " в Excel или LibreOffice и загрузите её снова."
    )


def test_billion_laughs_in_ods(tmp_path):
    path = write_ods(tmp_path / "a.ods", "", {"styles.xml": LAUGHS})
    assert refused(path).code == "doctype"


MACROS = (
    "В файле есть макросы: сохраните книгу без них, в формате xlsx,"
    " и загрузите её снова."
)


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/vbaProject.bin": b"\xd0\xcf"},
        {"xl/macrosheets/sheet1.xml": b"<x/>"},
        {CONTENT_TYPES: b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'},
    ],
)  # fmt: skip
def test_macros_in_xlsx(tmp_path, changes):
    assert refused(spoilt_xlsx(tmp_path / "a.xlsx", changes)).message == MACROS


def test_macros_by_extension_in_xls_and_in_ods(tmp_path):
    xlsm = write_xlsx(tmp_path / "a.xlsm", ROWS)
    xls = write_compound(
        tmp_path / "a.xls",
        {"Workbook": biff_workbook(ROWS), "_VBA_PROJECT": b"code"},
    )
    ods = write_ods(tmp_path / "a.ods", "", {"Basic/Standard/Module1.xml": "<x/>"})
    listener = write_ods(tmp_path / "b.ods", "<script:event-listener/>")
    messages = {refused(path).message for path in (xlsm, xls, ods, listener)}
    assert messages == {MACROS}


LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="http://example.org/a" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/externalLinks/externalLink1.xml": "<externalLink/>"},
        {"xl/connections.xml": "<connections/>"},
        {"xl/worksheets/_rels/sheet1.xml.rels": LINK.format(kind="image")},
    ],
)
def test_external_links(tmp_path, changes):
    path = spoilt_xlsx(tmp_path / "a.xlsx", changes)
    assert refused(path).message == (
        "Файл ссылается на другие файлы или источники данных: в Excel выберите"
        " «Данные → Изменить связи → Разорвать связь», сохраните книгу"
        " и загрузите её снова."
    )


def test_external_links_in_xls_and_ods(tmp_path):
    link = biff_record(0x01AE, b"\x01\x00\x0a\x00\x00other.xls")
    own = biff_record(0x01AE, b"\x01\x00\x01\x04")
    xls = write_compound(tmp_path / "a.xls", {"Workbook": biff_workbook(ROWS, link)})
    plain = write_compound(tmp_path / "b.xls", {"Workbook": biff_workbook(ROWS, own)})
    ods = write_ods(tmp_path / "a.ods", "<table:table-source/>")
    assert refused(xls).code == "external_links"
    assert refused(ods).code == "external_links"
    assert inspect(plain, "b.xls").code == "xls"


def test_embedded_documents(tmp_path):
    path = spoilt_xlsx(tmp_path / "a.xlsx", {"xl/embeddings/oleObject1.bin": b"x"})
    assert refused(path).message == (
        "В файл вложены другие документы: удалите вложенные объекты, сохраните"
        " книгу и загрузите её снова."
    )


def test_password(tmp_path):
    package = {"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"x"}
    xlsx = write_compound(tmp_path / "a.xlsx", package)
    as_xls = write_compound(tmp_path / "a.xls", package)
    file_pass = biff_record(0x002F, b"\0\0" + b"\1" * 4)
    xls = write_compound(
        tmp_path / "b.xls", {"Workbook": biff_workbook(ROWS, file_pass)}
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    ods = write_ods(
        tmp_path / "a.ods",
        "",
        {"content.xml": b"\x9a\x13noise", "META-INF/manifest.xml": manifest},
    )
    messages = {refused(path).message for path in (xlsx, as_xls, xls, ods)}
    assert messages == {
        (
            "Файл защищён паролем: снимите пароль в Excel («Файл → Сведения → Защита"
            " книги»), сохраните книгу и загрузите её снова."
        )
    }


def test_encrypted_zip_entry(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert refused(path).code == "password"


DAMAGED = (
    "Файл повреждён или загружен не полностью: откройте его в Excel,"
    " сохраните заново и повторите загрузку."
)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_truncated_zip(tmp_path, share):
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refused(path).message == DAMAGED


def test_truncated_xls(tmp_path):
    path = write_xls(tmp_path / "a.xls", ROWS)
    path.write_bytes(path.read_bytes()[:1500])
    assert refused(path).message == DAMAGED


def test_a_flipped_byte_is_noticed(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in xlsx_parts().items():
            archive.writestr(name, content)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"<sheetData>", b"<sheetXata>", 1))
    assert refused(path).message == DAMAGED


def test_zip_without_a_workbook(tmp_path):
    path = write_zip(tmp_path / "a.xlsx", {"readme.txt": "x"})
    assert refused(path).code == "wrong_content"


def test_one_filled_cell_in_the_far_corner(tmp_path):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    path = spoilt_xlsx(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    assert refused(path).message == (
        "Таблица слишком широка, в ней больше 1\u202f000 столбцов: удалите лишние"
        " столбцы справа от неё и загрузите файл снова."
    )


def test_one_filled_cell_far_below(tmp_path):
    sheet = (
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="J1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    path = spoilt_xlsx(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    assert refused(path).message == (
        "Таблица слишком велика, в ней больше 5\u202f000\u202f000 ячеек: удалите пустые"
        " строки и столбцы за её пределами или разделите её на части."
    )


def test_repeated_cells_of_ods(tmp_path):
    cell = '<table:table-cell office:value-type="float" office:value="1" {}/>'
    row = "<table:table-row {}>{}</table:table-row>"
    bomb = row.format(
        'table:number-rows-repeated="1000000"',
        cell.format('table:number-columns-repeated="1000"'),
    )
    empty = row.format(
        'table:number-rows-repeated="1048576"',
        '<table:table-cell table:number-columns-repeated="16384"/>',
    )
    assert refused(write_ods(tmp_path / "a.ods", bomb)).code == "too_many_cells"
    assert inspect(write_ods(tmp_path / "b.ods", empty), "b.ods").code == "ods"


# What the process grows by while it refuses, in a process of its own.
MEASURE = """
import resource, sys
from pathlib import Path
from schools.ingest.errors import RefusedFile
from schools.ingest.guard import inspect
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
try:
    inspect(Path(sys.argv[1]), sys.argv[1])
    outcome = "accepted"
except RefusedFile as error:
    outcome = error.code
print(outcome, (peak() - before) // 1024)
"""


def measured(path: Path) -> tuple[str, int]:
    answer = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    outcome, megabytes = answer.stdout.split()
    return outcome, int(megabytes)


def write_bomb(path: Path, megabytes: int) -> Path:
    """Write a workbook whose only sheet unpacks into spaces."""
    parts = xlsx_parts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            stream.write(b"<worksheet><sheetData>")
            for _ in range(megabytes):
                stream.write(b" " * 1024 * 1024)
    return path


def test_half_a_megabyte_that_unpacks_into_half_a_gigabyte(tmp_path):
    path = write_bomb(tmp_path / "bomb.xlsx", 512)
    assert 480 * 1024 < path.stat().st_size < 540 * 1024
    outcome, megabytes = measured(path)
    assert outcome == "zip_bomb"
    assert megabytes < 50
    assert refused(path).message == (
        "После распаковки файл занимает слишком много места: скопируйте таблицу"
        " на чистый лист новой книги и загрузите её."
    )


def test_a_bomb_whose_headers_lie(tmp_path):
    path = write_bomb(tmp_path / "bomb.xlsx", 64)
    raw = bytearray(path.read_bytes())
    size = (64 * 1024 * 1024 + 22).to_bytes(4, "little")
    assert raw.count(size) >= 1
    path.write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    outcome, megabytes = measured(path)
    assert outcome == "zip_bomb"
    assert megabytes < 50


def test_many_parts_each_below_the_ratio(tmp_path):
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in xlsx_parts().items():
            archive.writestr(name, content)
        for number in range(80):
            archive.writestr(
                f"xl/worksheets/sheet{number + 2}.xml", b" " * 4 * 1024 * 1024
            )
    outcome, megabytes = measured(path)
    assert outcome == "zip_bomb"
    assert megabytes < 50


def test_far_corners_and_endless_directories_take_no_memory(tmp_path):
    corner = (
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    sparse = spoilt_xlsx(
        tmp_path / "a.xlsx",
        {"xl/worksheets/sheet1.xml": f"<worksheet>{corner}</worksheet>"},
    )
    crowded = tmp_path / "b.xlsx"
    with zipfile.ZipFile(crowded, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}", b"")
    outcomes = [measured(path) for path in (sparse, crowded)]
    assert [outcome for outcome, _ in outcomes] == [
        "too_many_columns",
        "too_many_entries",
    ]
    assert max(megabytes for _, megabytes in outcomes) < 50
