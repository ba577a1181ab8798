from schools.ingest.header import find_table
from schools.ingest.mapping import fingerprint, people_data, personal_columns, propose
from schools.ingest.schema import Field, TableSchema
from schools.ingest.sheets import Sheet
from tests.schools.ingest.schemas import HEADINGS, RESULTS


def chosen(headers, **options):
    mapping = propose(headers, RESULTS, **options)
    return {column.header: (column.field, column.why) for column in mapping.columns}


def test_titles_synonyms_and_codes_are_known():
    assert chosen(
        ["ШКОЛА *", "Кол-во  участников", "grade", "Сpедний балл (балл)", "Прочее"]
    ) == {
        "ШКОЛА *": ("school", "exact"),
        "Кол-во  участников": ("participants", "synonym"),
        "grade": ("grade", "synonym"),
        "Сpедний балл (балл)": ("mean_score", "exact"),
        "Прочее": (None, "none"),
    }


def test_headings_that_resemble_are_proposed_with_less_confidence():
    mapping = propose(
        ["Количество участников ВПР", "Предметы", "Минимальный балл"], RESULTS
    )
    assert [(item.field, item.why) for item in mapping.columns] == [
        ("participants", "similar"),
        ("subject", "similar"),
        (None, "none"),
    ]
    assert all(0 < item.confidence < 0.98 for item in mapping.columns[:2])


def test_the_last_part_of_a_joined_heading_is_enough_when_only_one_has_it():
    assert chosen(["Итоги / Участников"]) == {
        "Итоги / Участников": ("participants", "similar")
    }
    assert chosen(["Математика / Участников", "Русский / Участников"]) == {
        "Математика / Участников": (None, "none"),
        "Русский / Участников": (None, "none"),
    }


def test_a_field_is_proposed_once():
    mapping = propose(["Школа", "Наименование школы"], RESULTS)
    assert [item.field for item in mapping.columns] == ["school", None]


def test_a_corrected_mapping_is_remembered_and_needs_no_click():
    headers = ["ОУ города", "Год", "Лишний", "Предмет", "Участников"]
    corrected = propose(headers, RESULTS).corrected({0: "school", 2: None, 4: None})
    again = propose(headers, RESULTS, remembered=corrected.to_remember())
    assert again.fields == {"school": 0, "year": 1, "subject": 3}
    assert {item.why for item in again.columns} == {"remembered"}
    assert again.missing(RESULTS) == (RESULTS.field("participants"),)


def test_a_field_given_to_another_column_leaves_the_first():
    mapping = propose(["Школа", "Учреждение"], RESULTS).corrected({1: "school"})
    assert mapping.fields == {"school": 1}


def test_memory_of_a_field_that_no_longer_exists_is_ignored():
    assert chosen(["Школа"], remembered={"школа": "gone"}) == {
        "Школа": ("school", "exact")
    }


def test_the_fingerprint_ignores_order_case_and_units():
    assert fingerprint(["Школа", "Охват, %", ""]) == fingerprint(["ОХВАТ", " школа"])
    assert fingerprint(["Школа"]) != fingerprint(["Школа", "Школа"])


def test_peoples_columns_are_never_mapped():
    mapping = propose(
        ["Школа", "Фамилия", "Прочее"], RESULTS, {"фамилия": "subject"}, {2}
    )
    assert [(item.field, item.why) for item in mapping.columns] == [
        ("school", "exact"),
        (None, "identity"),
        (None, "identity"),
    ]
    assert mapping.corrected({1: "subject"}).fields == {"school": 0}


def test_peoples_columns_are_found_by_their_cells_on_every_sheet():
    rows = [HEADINGS[:3], *[["Иванов Иван Иванович", "01", 2024.0]] * 3]
    other = [["Кто", "Где"], ["Петров Пётр Петрович", "тут"]]
    sheets = [Sheet("А", rows), Sheet("Б", other), Sheet("В", [])]
    assert personal_columns(sheets[0], find_table(sheets[0], RESULTS)) == {0}
    assert people_data(sheets, RESULTS) == {"А": {0}, "Б": {0}}


def test_an_ambiguous_likeness_is_left_to_a_person():
    schema = TableSchema("t", "Т", (Field("a", "Доля учителей высшей категории"),), ())
    headers = ["Доля учителей высшей категории 1", "Доля учителей высшей категории 2"]
    assert propose(headers, schema).fields == {}
