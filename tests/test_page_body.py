"""The page step on shapes of pages: what is the article and what stands around it. All texts are our own."""

import pytest

from ruanalyze.page import find as page
from ruanalyze.page.lines import lower, split_lines

BRIDGE = (
    "В Озёрске открыли мост через реку Каменку. Движение по нему пустили в субботу утром.",
    "Строители закончили работу на два месяца раньше срока, рассказал мэр Игорь Соловьёв.",
    "По мосту через Каменку пойдут три маршрута автобусов, движение будет двусторонним.",
)
FIRE = (
    "Ночью в посёлке Порохово горел склад бытовой химии. Площадь пожара достигла двух тысяч метров.",
    "К тушению привлекли пожарный поезд, сторож успел выйти и вызвать помощь, он не пострадал.",
)


def body(*lines: str) -> list[str]:
    return [p.text for p in page.find("\n".join(lines)).article.paragraphs]


def test_the_next_article_is_not_of_this_one():
    found = body(
        "9 октября 2019, 12:37",
        "В Озёрске открыли мост через Каменку",
        "",
        *BRIDGE,
        "Поделиться",
        "9 октября 2019, 11:10",
        "Склад бытовой химии сгорел в Порохово",
        *FIRE,
    )
    assert found == list(BRIDGE)


@pytest.mark.parametrize(
    "insert",
    [
        ("Читайте также", "В Порохово сгорел склад бытовой химии"),
        ("12:20 В Порохово сгорел склад бытовой химии",),
        ("• В Порохово сгорел склад бытовой химии",),
        ("Опрос", "Вы ходите пешком?", "Да", "Нет", "Всего голосов: 1204"),
        ("2 из 12", "Фото: Анна Ветрова"),
        ("РЕКЛАМА",),
    ],
)
def test_an_insert_between_paragraphs(insert):
    found = body("В Озёрске открыли мост", "09.10.2019 12:37", "", BRIDGE[0], *insert, *BRIDGE[1:])
    assert found == list(BRIDGE)


@pytest.mark.parametrize("item", ["— пешеходам;", "— велосипедистам;", "Кому станет удобнее:"])
def test_lists_and_what_announces_them_stay(item):
    assert item in body("В Озёрске открыли мост", "09.10.2019 12:37", "", BRIDGE[0], item, *BRIDGE[1:])


def test_a_caption_after_the_first_paragraph():
    first = BRIDGE[0] + " " + BRIDGE[1]
    a = page.find(
        "\n\n".join(("В Озёрске открыли мост", first, "Мост ночью (фото 2019 года)", BRIDGE[2], *FIRE))
    ).article
    assert a.lead is None
    assert [p.text for p in a.paragraphs] == [first, BRIDGE[2], *FIRE]


def test_headlines_below_that_no_rule_knows():
    feed = ("В Липовке вырастили тыкву", "Под Кураево опрокинулся грузовик", "Суд продлил арест вокзального начальника")
    assert body("В Озёрске открыли мост", *BRIDGE, *feed) == list(BRIDGE)


def test_signed_comments_below():
    comment = "2. Ольга (10.10.2019 15:21): Давно пора было этот мост через Каменку открыть, движение там ужасное."
    assert body("В Озёрске открыли мост", "09.10.2019 12:37", "", *BRIDGE, comment) == list(BRIDGE)


def test_lines_of_a_fixed_width_are_put_together():
    text = (
        "В Озёрске открыли мост\n\n"
        "В Озёрске открыли мост через реку Каменку. Движение по нему\n"
        "пустили в субботу утром, и первым проехал автобус со\n"
        "школьниками.\n"
        "Строители закончили работу на два месяца раньше срока,\n"
        "рассказал мэр Игорь Соловьёв. По мосту через Каменку пойдут\n"
        "три маршрута автобусов, движение будет двусторонним, и всё\n"
        "это бесплатно.\n"
    )
    lines = split_lines(text, lower(text))
    assert [line.text.split()[-1] for line in lines] == ["мост", "школьниками.", "бесплатно."]
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert [p.text.split()[-1] for p in page.find(text).article.paragraphs] == ["школьниками.", "бесплатно."]


@pytest.mark.parametrize(
    ("line", "terminal"),
    [
        ("Мост открыли.", True),
        ("«Мост открыли!»", True),
        ("Он украл много денег.", True),
        ("9 октября 2019 г.", False),
        ("Билет стоит 500 руб.", False),
        ("Мост открыли", False),
    ],
)
def test_what_ends_as_a_sentence(line, terminal):
    assert split_lines(line, line.lower())[0].terminal is terminal


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Oct 9, 2019 at 12:37", "2019-10-09T12:37:00"),
        ("Wed, 09 Oct 2019 12:37:00 +0300", "2019-10-09T12:37:00"),
        ("Последнее обновление: 09.10.2019, 12:37", "2019-10-09T12:37:00"),
        ("Город · 9 октября 2019 · 12:37", "2019-10-09T12:37:00"),
        ("Создано 09.10.2019 12:37 | Изменено 01.02.2020 10:00", "2019-10-09T12:37:00"),
        ("Сегодня 9 октября", None),
    ],
)
def test_the_date_under_the_title(stamp, day):
    published = page.find("\n".join(("В Озёрске открыли мост", stamp, "", *BRIDGE))).article.published
    assert (published.isoformat() if published else None) == day
