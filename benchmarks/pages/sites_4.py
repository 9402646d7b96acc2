"""Sites after the habits of real pages, the other half: journals, feeds, cards between paragraphs, endless pages."""

# ruff: noqa: E501, TC003
from __future__ import annotations

import random
from collections.abc import Callable

from furniture import CITIES, COMMENTS, MONTHS, NICKS, PEOPLE, SHORT, TEASERS, clock, headlines
from sheet import Sheet, today

__all__ = ["SITES"]


def _city(r: random.Random) -> str:
    return r.choice(CITIES)


def journal(s: Sheet) -> None:
    """A blog post with a thread of replies."""
    r = s.r
    s.put(f"{r.choice(NICKS).lower()}_blog", "— Свежие записи", "— Архив", "— Друзья", "— Профиль", "")
    s.title(end="\n")
    s.date("{E} {D}, {Y}, {H}")
    s.body()
    s.put("Tags: город, новости", f"{r.randrange(2, 60)} комментариев | Оставить комментарий")
    for _ in range(4):
        s.put(
            f"{r.choice(NICKS)}",
            f"{s.source.when.year}-{r.randrange(1, 12):02}-{r.randrange(1, 28):02} {clock(r)} (UTC)",
            r.choice(COMMENTS),
            "(Ответить) (Ветвь дискуссии)",
        )


def platform(s: Sheet) -> None:
    """A platform of blogs: rubric, author and date above, reactions and a branching discussion below."""
    r = s.r
    s.put("Популярное", "Свежее", "Моя лента", "Написать", "Уведомления", "Войти", "Общество")
    s.put(r.choice(PEOPLE))
    s.date("{d}.{m}.{Y}" if r.random() < 0.5 else "{D} {S} {Y}", end="\n")
    s.title(end="\n")
    if r.random() < 0.6:
        s.lead()
    s.body()
    s.put("#новости #общество", f"{r.randrange(10, 999)}K показов", f"{r.randrange(10, 99)}", "открытий", "1.2K", "")
    s.put(f"{r.randrange(5, 90)} комментариев", "Популярные", "По порядку", "Написать комментарий...")
    for _ in range(5):
        s.put(
            r.choice(NICKS),
            f"{r.randrange(1, 28)} {r.choice(SHORT)}",
            r.choice(COMMENTS),
            "Ответить",
            "Развернуть ветку",
        )
    s.put("Раскрывать всегда")


def feed_item(s: Sheet) -> None:
    """An item of a feed: title, link, RFC 822 date, category, text."""
    r = s.r
    s.title(end="\n")
    s.put(f"https://vesti-kraya.example/news/{r.randrange(1000, 99999)}/")
    s.date("{a}, {d} {e} {Y} {H}:00 +0300", end="\n")
    s.put("Общество")
    s.body(sep="\n")


def story_cluster(s: Sheet) -> None:
    """An aggregator's story: outlet and time, the text, then others' takes on the same with times."""
    r = s.r
    s.put("Новости", "Интересное", _city(r), "Политика", "Общество", "Экономика", "В мире", "Спорт", "Происшествия")
    s.title(2, end="\n")
    s.put("Вестник края")
    s.date("{D} {M} {Y} в {H}", end="\n")
    s.body(upto=4)
    for name in ("Пульс ТВ", "Столица", "Деловая среда"):
        s.put(name, f"вчера в {clock(r)}", headlines(r, 1)[0])
    s.put("Все 14 источников", "Читайте ещё по теме", *headlines(r, 3))


def cards_inside(s: Sheet) -> None:
    """Cards of other news between the paragraphs, without any heading: rubric, headline, perhaps date."""
    r = s.r
    s.put("☰", _city(r), "Поиск", "Новости", "Статьи", "Афиша", "")
    s.put("Город", end="\n")
    s.title(end="\n")
    s.date("{D} {M} {Y}, {H}", end="\n")
    s.put("Текст: " + r.choice(PEOPLE), "")
    h = headlines(r, 6)
    s.body(
        between={
            0: [h[0], f"{r.randrange(1, 28)} {r.choice(MONTHS)}, {clock(r)}"],
            2: ["Общество", h[1]],
            3: [h[2], r.choice(TEASERS)] if r.random() < 0.4 else [h[2]],
        }
    )
    s.put("Поделиться", h[3], h[4], h[5])


def feed_after(s: Sheet) -> None:
    """No heading divides the text from the feed of times and headlines below."""
    r = s.r
    s.put(_city(r) + " Онлайн", "Рубрики", "Спецпроекты", "")
    s.title()
    s.date("{d}.{m}.{Y}, {H}")
    s.body()
    alone = r.random() < 0.5
    for h in headlines(r, r.randrange(6, 14)):
        if alone:
            s.put(clock(r), h)
        else:
            s.put(f"{clock(r)} {h}")
    s.put("Ещё")


def headlines_after(s: Sheet) -> None:
    """No heading and no time: bare headlines follow the text at once, with no blank line."""
    r = s.r
    s.put("Первый городской", "16+", "")
    s.title(end="\n")
    s.date("{H} {d}.{m}.{y}", end="\n")
    s.body(sep="\n")
    s.put(*headlines(r, r.randrange(5, 10)))
    s.put("Подробнее о канале")


def endless(s: Sheet) -> None:
    """An endless page: the next article begins below this one."""
    r = s.r
    s.put("Вся лента", "Пресс-центр", "Обзоры", "")
    s.date("{D} {M} {Y}, {H}", end="\n")
    s.title()
    s.body()
    s.put("Поделиться", "Следующая новость" if r.random() < 0.5 else "Читать дальше", "")
    o = s.other
    if o is not None:
        s.put(f"{o.when.day} {MONTHS[o.when.month - 1]} {s.source.when.year}, {o.when:%H:%M}", o.title, "")
        s.put(*o.paragraphs[: r.randrange(1, 3)], end="\n\n")
        s.put("Развернуть")


def millennium(s: Sheet) -> None:
    """A site of the first years: brackets, slashes, "отправить по e-mail", a counter."""
    s.put("::", "[ новости ] [ статьи ] [ форум ] [ гостевая ]", "")
    s.date("[{d}.{m}.{Y} {H}] // Общество //", end="\n")
    s.title(end="\n")
    s.put("--------------------")
    s.body(sep="\n")
    s.put(
        "[версия для печати] [отправить по e-mail] [обсудить в форуме]",
        "<< назад",
        "(c) Вести-Онлайн, 1999-2004. При перепечатке ссылка на сайт обязательна.",
        "Хиты: 12404 Хосты: 930",
    )


def city_daily(s: Sheet) -> None:
    """A city daily: date and rubric, counters, a call to join in capitals, reactions, list of comments on other news."""
    r = s.r
    s.put("НОВОСТИ", "СТАТЬИ", "АФИША PLUS", "ДОКТОР", "ГОРОД", "СТРОИТЕЛЬСТВО", "")
    s.date("{d} {M} {Y}, {H}", end="\n")
    s.put(str(r.randrange(3, 90)))
    s.title(end="\n")
    if r.random() < 0.5:
        s.put("автор фото " + r.choice(PEOPLE), "автор фото " + r.choice(PEOPLE) + " / «Вестник»")
    s.put("")
    s.body()
    s.put(
        "«Вестник» теперь в мессенджере! Все важные новости города — в одном месте",
        "ПРИСОЕДИНИТЬСЯ",
        "Самые яркие фото и видео дня — в наших группах",
        "",
        "ЛАЙК",
        "0",
        "СМЕХ",
        "0",
        "Увидели опечатку? Выделите фрагмент и нажмите Ctrl+Enter",
    )
    s.put("ПРОКОММЕНТИРОВАТЬ", "САМЫЕ КОММЕНТИРУЕМЫЕ", *headlines(r, 4))


def brief(s: Sheet) -> None:
    """A brief of one paragraph between other briefs' headlines."""
    r = s.r
    s.put("Коротко", today(s, "{D} {M}"), *headlines(r, 3), "")
    s.title(end="\n")
    s.date("{H}, {D} {M} {Y}", end="\n")
    s.body(sep="\n", upto=1)
    s.put("", *headlines(r, 4), "Предыдущие дни")


def company(s: Sheet) -> None:
    """A press release of a company: place and date in one line, a quotation, contacts and a note on the company in prose."""
    r = s.r
    s.put("Для немедленной публикации", "")
    s.title()
    w = s.source.when
    s.stated = w.date().isoformat()
    s.put(f"{_city(r)}, {w.day} {MONTHS[w.month - 1]} {w.year} г.", "")
    s.body()
    s.put(
        "###",
        "Дополнительная информация:",
        r.choice(PEOPLE) + ", пресс-секретарь",
        "+7 (900) 000-00-00",
        "pr@zavod.example",
    )


def election_widgets(s: Sheet) -> None:
    """Widgets before the title: a forecast in a sentence, rates with dates, a horoscope, a poll in the text."""
    r = s.r
    s.put(
        f"Сегодня в городе {_city(r)} ожидается переменная облачность, днём до плюс двенадцати.",
        f"Доллар США на {today(s, '{d}.{m}.{Y}')}: 64,9110",
        f"Евро на {today(s, '{d}.{m}.{Y}')}: 71,2140",
        "Гороскоп: Весам стоит отложить покупки",
        "Народные новости",
        "Добавить свою новость",
        "",
    )
    s.title()
    s.date("{D} {M} {Y} года, {H}")
    s.body(
        between={
            1: [
                "Опрос",
                "Вы ходите на выборы?",
                "Да, всегда — 45%",
                "Иногда — 30%",
                "Никогда — 25%",
                "Всего голосов: 1204",
            ]
        }
    )
    s.put("Темы дня", *headlines(r, 3), "Прислать фото или видео: +7-900-000-00-01")


SITES: dict[str, Callable[[Sheet], None]] = {
    f.__name__: f
    for f in (
        journal,
        platform,
        feed_item,
        story_cluster,
        cards_inside,
        feed_after,
        headlines_after,
        endless,
        millennium,
        city_daily,
        brief,
        company,
        election_widgets,
    )
}
