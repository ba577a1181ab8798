from schools.ingest.remarks import shortened


def test_values_are_short_and_on_one_line():
    assert shortened("а\n  б") == "а б"
    assert shortened(5.0) == "5"
    assert shortened("а" * 100) == "а" * 79 + "…"
    assert shortened("Иванов Иван Иванович") == "[скрыто]"
