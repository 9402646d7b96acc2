"""The page step: what is asked of `page.find`."""

import datetime as dt

import pytest

from ruanalyze.errors import InputError, NoTextError
from ruanalyze.page import find as page

RAW = """18 марта 09:14 в Тамбове -3°C
Доллар 75.10 Евро 88.42
vk ok telegram rss

В Тамбове открыли мост через Цну

Движение пустили 16 и 17 марта

10:05, 18 марта 2021

Фото: пресс-служба мэрии

В Тамбове после ремонта открыли мост через реку Цну. Движение по нему пустили на два месяца раньше срока.

Мэр города Иван Птахин сказал, что по мосту пройдут три маршрута автобусов.

Подпишитесь на наш Telegram-канал Подписаться

В Моршанске загорелся склад с пшеницей

В Моршанске загорелся склад с пшеницей

Популярное
наверх
"""


def test_a_raw_page():
    a = page.find(RAW).article
    assert a.title.text == "В Тамбове открыли мост через Цну"
    assert a.lead.text == "Движение пустили 16 и 17 марта"
    assert (a.published, a.published_grain) == (dt.datetime(2021, 3, 18, 10, 5), "minute")
    assert [p.text[:12] for p in a.paragraphs] == ["В Тамбове по", "Мэр города И"]


@pytest.mark.parametrize("source", ["", "  \n\t", b"", b" \n", "\0\0"])
def test_nothing_to_read(source):
    with pytest.raises(NoTextError):
        page.find(source)


@pytest.mark.parametrize("source", [None, 5, ["текст"]])
def test_a_wrong_type_says_what_is_wanted(source):
    with pytest.raises(TypeError, match="str or bytes"):
        page.find(source)


def test_the_callers_date_wins():
    a = page.find(RAW, published="2020-01-02").article
    assert (a.published, a.published_grain, a.published_source) == (dt.date(2020, 1, 2), "day", "caller")
    assert a.published_span.text == "10:05, 18 марта 2021"
    with pytest.raises(InputError):
        page.find(RAW, published="вчера")
