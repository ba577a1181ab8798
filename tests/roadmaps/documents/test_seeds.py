"""Three real road maps in three formats give the same plans, with their defects."""

import pytest

from roadmaps.documents import from_json, read_document, to_json, understand
from tests.roadmaps.documents.layouts import SEEDS, TODAY


pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the seed documents are kept beside the project"
)
FORMATS = ("docx", "xlsx", "pdf")
read = {}


def seed(name, suffix):
    """Return the understood document, each file read once."""
    if (name, suffix) not in read:
        raw = read_document(SEEDS / f"{name}.{suffix}", name=f"{name}.{suffix}")
        assert from_json(to_json(raw)) == raw
        read[name, suffix] = understand(raw, today=TODAY)
    return read[name, suffix]


def row(document, number):
    """Return the only activity with the number."""
    (found,) = [a for a in document.activities if a.number == number]
    return found


def months(term):
    return [f"{span.start:%Y-%m}..{span.end:%Y-%m}" for span in term.spans]


LESOSIBIRSK = [
    # number, start of the title, months, parties, end of the result
    ("1", "Проведение установочного", ["2022-03..2022-03"], ("муниципальный координатор",)),
    ("3", "Создание дорожной карты", ["2022-03..2022-03"], ("городская рабочая группа",)),
    ("5", "Рабочая встреча", ["2022-02..2022-02", "2022-04..2022-04"], ("куратор 500+", "муниципальный координатор")),
    ("6", "Утверждение графика", ["2022-05..2022-06"], ("отдел образования",)),
    ("9", "Представление ШППКО", ["2022-08..2022-08", "2023-03..2023-03"], ("представители ОО",)),
    ("10", "Участие педагогов", ["2022-01..2023-12"], ("муниципальный координатор", "школьные команды")),
    ("17", "Повышение квалификации педагогов", ["2022-01..2023-12"], ("школьные команды",)),
    ("19", "Представление ШППКО", ["2023-01..2023-01"], ("муниципальный координатор", "школьные команды")),
]  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
class TestFlatPlan:
    def test_counts(self, suffix):
        document = seed("lesosibirsk", suffix)
        assert [(s.title, len(s.activities)) for s in document.sections] == [("", 19)]
        assert [a.number for a in document.activities] == [str(n) for n in range(1, 20)]

    @pytest.mark.parametrize(("number", "title", "term", "parties"), LESOSIBIRSK)
    def test_row(self, suffix, number, title, term, parties):
        activity = row(seed("lesosibirsk", suffix), number)
        assert activity.title[: len(title)] == title
        assert months(activity.term) == term
        assert activity.responsible == parties

    def test_rows_cut_by_the_page_are_whole(self, suffix):
        document = seed("lesosibirsk", suffix)
        assert row(document, "17").result.endswith("квалификации педагогов")
        assert row(document, "11").title.endswith("и т.п.")
        assert len(row(document, "11").refs) == 2

    def test_frame(self, suffix):
        document = seed("lesosibirsk", suffix)
        assert document.title.startswith("План мероприятий (дорожная карта)")
        assert (document.period.start.year, document.period.end.year) == (2022, 2023)
        assert document.approval.kind == "person"


@pytest.mark.parametrize("suffix", FORMATS)
class TestProgramme:
    def test_counts(self, suffix):
        document = seed("norilsk", suffix)
        assert [s.number for s in document.sections] == list("1234567")
        numbered = [a.number for a in document.activities if a.number]
        assert len(numbered) == 38
        assert [len(s.activities) for s in document.sections] == [14, 5, 6, 6, 4, 2, 2]
        assert len(document.indicators) == 29
        assert len(document.findings) == 2

    def test_indicators_are_whole_and_counted_once(self, suffix):
        document = seed("norilsk", suffix)
        targets = [indicator.target for indicator in document.indicators]
        assert targets[-1] == "Да"
        assert {target: targets.count(target) for target in targets} == {
            "100%": 16, "20%": 10, "50%": 1, "30%": 1, "Да": 1,
        }  # fmt: skip
        assert any("(8 класс)" in item.title for item in document.indicators)

    def test_a_leak_over_the_page_is_taken_apart(self, suffix):
        document = seed("norilsk", suffix)
        first, second = row(document, "7.1"), row(document, "7.2")
        assert first.title.endswith("освоения образовательной программы")
        assert first.result == "Комплексная проверка ОУ, справка"
        assert second.title.startswith("Обеспечение подготовки программы")
        assert second.result == "Подготовка программ ОУ по итогам аудита"
        assert {doubt.field for doubt in second.doubts} >= {"title", "result"}

    def test_parties_and_their_names(self, suffix):
        activity = row(seed("norilsk", suffix), "2.1")
        assert activity.responsible == ("УОиДО", "МЦ", "администрация ОУ")
        assert activity.parties[1].expanded == "МБУ «Методический центр»"
        assert row(seed("norilsk", suffix), "4.4").responsible == (
            "Руководители ОУ",
            "МЦ",
        )

    def test_extra_cell_is_a_note(self, suffix):
        assert row(seed("norilsk", suffix), "1.13").note == "Сайт УОиДО"

    def test_counter(self, suffix):
        (counter,) = row(seed("norilsk", suffix), "6.1").counters
        assert (counter.at_least, counter.unit, counter.is_percent) == (
            20,
            "участников",
            True,
        )

    def test_grif(self, suffix):
        assert seed("norilsk", suffix).approval.signed_on == "2022-05-16"


@pytest.mark.parametrize("suffix", FORMATS)
class TestYearColumns:
    def test_counts(self, suffix):
        document = seed("three-year", suffix)
        assert [s.number for s in document.sections] == list("1234567")
        assert [len(s.activities) for s in document.sections] == [2, 3, 2, 4, 5, 2, 3]
        assert [a.number for a in document.activities] == [str(n) for n in range(1, 22)]
        assert {tuple(m.year for m in a.milestones) for a in document.activities} == {
            (2020, 2021, 2022)
        }

    def test_dates_of_milestones(self, suffix):
        activity = row(seed("three-year", suffix), "3")
        assert [months(m.term) for m in activity.milestones] == [
            ["2020-09..2020-10"],
            ["2021-09..2021-10"],
            ["2022-09..2022-10"],
        ]

    def test_an_empty_year_stays_empty(self, suffix):
        first, *others = row(seed("three-year", suffix), "12").milestones
        assert (first.text, first.term.spans) == ("", ())
        assert all(milestone.text for milestone in others)

    def test_known_defects(self, suffix):
        document = seed("three-year", suffix)
        assert sorted((f.code, f.where) for f in document.findings) == [
            ("missing_responsible", "строка 13, столбец «Ответственный исполнитель»"),
            ("missing_title", "строка 19, столбец «Мероприятия»"),
            ("numbering_form", "строка 1"),
            ("undefined_abbreviation", "строка 2"),
            ("unfinished_row", "строка 11"),
            ("year_mismatch", "строка 8, столбец 2022"),
        ]

    def test_party_over_five_lines_is_one(self, suffix):
        (party,) = row(seed("three-year", suffix), "1").parties
        assert party.expanded == (
            "Управление образования администрации муниципального образования"
        )

    def test_counter_in_a_milestone(self, suffix):
        counters = row(seed("three-year", suffix), "15").counters
        assert {counter.at_least for counter in counters} == {5}
