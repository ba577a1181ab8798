"""Addresses are taken apart as a browser would, and nothing slips into the request."""

import pytest

from roadmaps.links.address import read_address
from roadmaps.links.errors import RefusedLinkError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://school.ru", "http://school.ru/"),
        (" HTTPS://School.RU:443/A?b=c#d ", "https://school.ru/A?b=c"),
        ("http://school.ru:443/", "http://school.ru:443/"),
        ("https://школа.рф/", "https://xn--80atdl2c.xn--p1ai/"),
        ("http://school.ru/ШППКО", "http://school.ru/%D0%A8%D0%9F%D0%9F%D0%9A%D0%9E"),
        ("http://school.ru/%D0%A8%2f", "http://school.ru/%D0%A8%2f"),
        ("http://school.ru/100%", "http://school.ru/100%25"),
        ("http://school.ru?q=ё&x=1?", "http://school.ru/?q=%D1%91&x=1?"),
        ("http://[2a02:6b8::1]/", "http://[2a02:6b8::1]/"),
        ("http://[2a02:6b8::1]:8080/", "http://[2a02:6b8::1]:8080/"),
        ("http://my_school.ru./", "http://my_school.ru./"),
    ],
)
def test_an_address(written, read):
    assert str(read_address(written)) == read


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "Адрес должен начинаться с http:// или https://"),
        ("school.ru", "Адрес должен начинаться с http:// или https://"),
        ("ftp://school.ru", "Адрес должен начинаться с http:// или https://"),
        ("javascript:alert(1)", "Адрес должен начинаться с http:// или https://"),
        ("file:///etc/passwd", "Адрес должен начинаться с http:// или https://"),
        ("http://u:p@school.ru", "В адресе записаны имя и пароль: уберите их"),
        ("http://u@school.ru", "В адресе записаны имя и пароль: уберите их"),
        ("http://@school.ru", "В адресе записаны имя и пароль: уберите их"),
        ("http://school.ru/a b", "В адресе есть пробелы или недопустимые знаки"),
        ("http://school.ru/\r\nX: y", "В адресе есть пробелы или недопустимые знаки"),
        ("http://a.ru\\@b.ru", "В адресе есть пробелы или недопустимые знаки"),
        ("http://school.ru:99999/", "Адрес записан с ошибкой"),
        ("http://school.ru:x/", "Адрес записан с ошибкой"),
        ("http://[::1", "Адрес записан с ошибкой"),
        ("http:///path", "В адресе нет имени сайта или оно записано с ошибкой"),
        ("http://a..ru/", "Имя сайта записано с ошибкой"),
        ("http://a%2eru/", "В адресе нет имени сайта или оно записано с ошибкой"),
        ("http://[fe80::1%25eth0]/", "Имя сайта записано с ошибкой"),
        ("http://school.ru/" + "a" * 2000, "Адрес слишком длинный"),
    ],
)
def test_no_address(written, message):
    with pytest.raises(RefusedLinkError) as refused:
        read_address(written)
    assert refused.value.message == message
