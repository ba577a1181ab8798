import hashlib

from schools.ingest.digest import file_digest, table_digest
from schools.ingest.sheets import Sheet
from tests.schools.ingest.reading import parse_sheets


HEADINGS = ["Школа", "Год", "Предмет", "Участников", "Средний балл"]
ONE = ["А", 2024.0, "Математика", 20.0, "3,5"]
TWO = ["Б", 2024.0, "Русский", 20.0, ""]


def digest(*rows, headings=HEADINGS):
    return table_digest(parse_sheets([Sheet("Л", [headings, *rows])]))


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes("Школа".encode())
    assert file_digest(path) == hashlib.sha256("Школа".encode()).hexdigest()


def test_the_same_values_in_another_order_and_form_have_one_digest():
    other = [
        ["2024", 3.5, "А", "математика", "20"],
        ["2024", "—", "Б", "Русский язык", 20.0],
    ]
    headings = ["Год", "Средний балл", "ОО", "Предмет", "Кол-во участников"]
    assert digest(ONE, TWO) == digest(TWO, ONE) == digest(*other, headings=headings)


def test_another_value_or_row_has_another_digest():
    digests = {
        digest(ONE, TWO),
        digest(ONE),
        digest([*ONE[:4], "3,6"], TWO),
        digest([*ONE[:4], 0.0], TWO),
        digest([*ONE[:4], ""], TWO),
        digest(ONE, ONE),
    }
    assert len(digests) == 6
