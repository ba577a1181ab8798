"""A whole programme as the constructor keeps it, for tests that spoil one thing."""

import datetime as dt


STARTS, ENDS = dt.date(2025, 9, 1), dt.date(2027, 8, 31)
TERM = {"starts_on": STARTS, "ends_on": ENDS}


def whole(**changes: object) -> dict[str, object]:
    """Return a complete content; a change replaces a field."""
    return {
        "director_post": "Директор школы",
        "director_name": "Иванова Анна Петровна",
        "basis": "Приказ отдела",
        "developers": "Рабочая группа",
        "executors": "Учителя",
        "expected": "Учатся лучше",
        "control": "Заместитель директора",
        "results_table": {"rows": []},
        "results_notes": "Ниже муниципалитета",
        "context_table": {"rows": []},
        "context_notes": "Малая школа",
        "teachers": "7 из 12",
        "causes": [{"id": "c1", "cause": "Чтение", "data": "ВПР"}],
        "factors": ["parents", "motivation", "discipline"],
        "aim": "Снизить с 24 до 12 %",
        "aim_on": "2027-05-31",
        "tasks": [{"id": "t1", "task": "Учить читать", "cause": "c1"}],
        "indicators": [
            {
                "id": "i1",
                "title": "Доля «2»",
                "unit": "%",
                "baseline": "24,5",
                "target_2026": "18",
                "target_2027": "12",
                "source": "ВПР",
                "responsible": "завуч",
            }
        ],
        "activities": [
            {
                "id": "a1",
                "task": "t1",
                "title": "Консультации",
                "term": "октябрь 2025",
                "responsible": "завуч",
                "result": "справка",
            }
        ],
        "risks": [{"id": "k1", "risk": "Уход учителя", "answer": "Сеть"}],
        "resources": [{"id": "s1", "kind": "люди", "what": "Час", "source": "школа"}],
        "partners": "Школа № 2",
        "monitoring": [
            {
                "id": f"m{number}",
                "stage": stage,
                "what": "Чтение",
                "term": "октябрь 2025",
                "responsible": "завуч",
            }
            for number, stage in enumerate(("входной", "промежуточный", "итоговый"))
        ],
        "publication": "Раздел «Документы»",
        **changes,
    }
