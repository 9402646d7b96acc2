"""Newsletters, courts, photographs, glossies, programmes, two languages."""

# ruff: noqa: E501, TC003
from __future__ import annotations

import random
from collections.abc import Callable

from furniture import CAPTIONS, CITIES, COMMENTS, MONTHS, NICKS, PEOPLE, WEEK, clock, headlines
from sheet import Sheet, today

__all__ = ["SITES"]


def _city(r: random.Random) -> str:
    return r.choice(CITIES)


def digest_mail(s: Sheet) -> None:
    """A newsletter: greeting in sentences, the article, other items with links, unsubscribe."""
    r = s.r
    s.put("Не отображается картинка? Откройте письмо в браузере", "ВЕЧЕРНЯЯ РАССЫЛКА", "")
    s.date("{D} {M} {Y}, {W}")
    s.title()
    s.body()
    s.put(
        "Подробнее →",
        "",
        "Что ещё произошло",
        *(f"→ {h}" for h in headlines(r, 4)),
        "",
        "Увидимся завтра!",
        "Редакция",
        "Отказаться от писем можно по ссылке",
    )


def court_portal(s: Sheet) -> None:
    """A court's site: hierarchy, "Дата: ...", "версия для печати", all in a narrow list."""
    r = s.r
    s.put(
        "Озёрский районный суд",
        "Поиск по делам",
        "Справочная информация",
        "Обращения граждан",
        "Пресс-служба → Новости суда",
    )
    s.put("Тип новости: Судебные дела", "Темы:")
    s.title(end="\n")
    s.date("Дата: {d}.{m}.{Y} {H}" if r.random() < 0.5 else "опубликовано {d}.{m}.{Y} {H} (МСК)", end="\n")
    s.body(sep="\n\n")
    s.put(
        "Объединенная пресс-служба судов области", "", "Календарь новостей", "октябрь", "Госпошлина", "Часы работы суда"
    )


def no_date_portal(s: Sheet) -> None:
    """A portal with no date of publication; other news have theirs, the header has today's."""
    r = s.r
    s.put("Твой город", today(s, "{W}, {D} {M}, {H}"), "+3°", "Спорт", "Еда", "Кино")
    s.title()
    s.lead()
    s.put("Коллаж «Твоего города»", "")
    s.body()
    for h in headlines(r, 4):
        s.put(h, f"{r.randrange(1, 28)} {r.choice(MONTHS)} {s.now().year}, {clock(r)}")
    s.put("Свяжитесь с нами", "Хотите рассказать историю? Пишите в бот")


def bullets_top(s: Sheet) -> None:
    """A site with key points in bullets over the text and a glossary of related in the middle."""
    r = s.r
    s.put("Новости", "Мнения", "Эксклюзив", "Инвестиции", "")
    s.title()
    s.date("{D} {M} {Y} {H} GMT+3", end="\n")
    s.put(r.choice(PEOPLE) + ", " + r.choice(PEOPLE), "")
    h = headlines(r, 5)
    s.body(between={1: ["ЧИТАЙТЕ ТАКЖЕ:", f"— {h[0]}", f"— {h[1]}"], 3: [f"👉 {h[2]}"]})
    s.put("(Редактор " + r.choice(PEOPLE) + ")", "Правила использования", h[3], h[4])


def photo_bank(s: Sheet) -> None:
    """Long captions with the agency between the paragraphs, numbered slides, "Следующее фото"."""
    r = s.r
    s.put("ФОТО ДНЯ", "ПОДБОРКИ", "АВТОРЫ", "")
    s.title(end="\n")
    s.date("{D} {M} {Y}, {H}", end="\n")
    s.put("1/14", f"{r.choice(CAPTIONS)}. {_city(r)}, {s.source.when.year} год", f"{r.choice(PEOPLE)} / Меридиан", "")
    s.body(
        between={
            0: ["2/14", f"{r.choice(CAPTIONS)}, {_city(r)}", f"{r.choice(PEOPLE)} / ТАКС"],
            2: ["3/14", r.choice(CAPTIONS), f"Фото: {r.choice(PEOPLE)} / Меридиан"],
        }
    )
    s.put("Следующее фото", "Купить фото", *headlines(r, 3))


def comments_first_class(s: Sheet) -> None:
    """A site where readers' opinions with names in one line follow a bare counter."""
    r = s.r
    s.put("НАШ КРАЙ СЕГОДНЯ", "Лента Фото Видео Блоги Справка", "")
    s.put(f"{_city(r)} → Новости")
    s.title(end="\n")
    s.date("{d}.{m}.{Y} в {H}", end="\n")
    s.body(sep="\n")
    s.put(f"{r.randrange(3, 9)}")
    for i in range(5):
        s.put(
            f"{i + 1}. {r.choice(NICKS)} ({r.randrange(1, 28):02}.{r.randrange(1, 12):02}.{s.source.when.year} {clock(r)}): {r.choice(COMMENTS)}"
        )
    s.put("Имя", "Текст", "Код с картинки")


def next_teasers(s: Sheet) -> None:
    """Teasers of the next articles: a headline, the beginning of the text cut by an ellipsis, a date."""
    r = s.r
    s.put("Бюро", "О нас", "Команда", "Свежий выпуск", "")
    s.title()
    s.lead()
    s.date("{D} {M} {Y}")
    s.body()
    s.put("Смотрите также:" if r.random() < 0.5 else "Недавнее", "")
    if s.other is not None:
        for part in s.other.paragraphs[:3]:
            s.put(
                headlines(r, 1)[0],
                part[: r.randrange(90, 200)].rsplit(" ", 1)[0] + "...",
                f"{r.randrange(1, 28)} {r.choice(MONTHS)} {s.source.when.year}",
                "",
            )


def minimal(s: Sheet) -> None:
    """Almost no furniture: title, date, text, one line."""
    r = s.r
    s.title(end="\n")
    s.date(r.choice(("{d}.{m}.{Y}", "{D} {M} {Y}", "{Y}-{m}-{d} {H}", "{H} | {d}.{m}.{Y}")), end="\n")
    s.body(sep="\n")
    s.put(r.choice(("Вестник края", "Соб. инф.", "Наш корр.", r.choice(PEOPLE), "ИА «Меридиан»")))


def accident_alert(s: Sheet) -> None:
    """A rescue service: warnings in prose in the header, region's number, date in full, below numbers to call."""
    r = s.r
    s.put(
        "ЭКСТРЕННОЕ ПРЕДУПРЕЖДЕНИЕ",
        "Завтра местами по области сохранится сильный ветер до 20 метров в секунду. Будьте осторожны на дорогах.",
        "Единый телефон спасения 112",
        "Структура",
        "Прогнозы",
        "Обучение",
        "",
    )
    s.title(end="\n")
    s.date("{W}, {D} {M} {Y}, {H}")
    s.body()
    s.put(
        "Телефон для СМИ 22-33-44",
        "Размещено: отдел информации",
        "Прогноз на сутки",
        "Памятки населению",
        "Как вызвать помощь",
        f"Количество просмотров этой страницы — {r.randrange(10, 999)}",
    )


def glossy(s: Sheet) -> None:
    """A glossy: headings inside the text, shop blocks with prices between, an author's bio in prose."""
    r = s.r
    s.put("Мода", "Красота", "Стиль жизни", "Колонки", "Герои", "")
    s.put(r.choice(PEOPLE))
    s.title(end="\n")
    s.lead()
    s.date("{d} {M} {Y}", end="\n")
    s.body(between={1: ["Пальто, Velvet", "12 990 ₽", "Купить"], 3: ["Сумка, Orta", "8 400 ₽"]})
    s.put(
        "Пишет о людях и городах, живёт на два города, печёт хлеб.",
        "Понравилось?",
        "Сохраните, чтобы не потерять",
        *headlines(r, 4),
    )


def week_program(s: Sheet) -> None:
    """A radio: the guide of the day with times and programmes before the article, phones below."""
    r = s.r
    s.put(
        "Сейчас в эфире",
        *(
            f"{hh:02}:05 {t}"
            for hh, t in ((9, "«Разворот»"), (11, "«Особое мнение»"), (13, "Обложка"), (15, "«В круге света»"))
        ),
        f"Вся сетка на {WEEK[s.source.when.weekday()]}",
        "",
    )
    s.title(end="\n")
    s.date("{H}   {D} {M} {Y}")
    s.body()
    s.put("Прямой эфир: 22-33-44, смс +7-900-000-00-02", "Слушайте нас на 91.2 FM", "Вопросы гостям", *headlines(r, 3))


def bilingual(s: Sheet) -> None:
    """A paper of a republic: languages, rubrics in another tongue, date with the dash."""
    r = s.r
    s.put("Русский", "Татарча", "Яңалыклар", "Җәмгыять", "Мәдәният", "Спорт", "Фотогалерея", "")
    s.title(end="\n")
    s.date("{D} {M} {Y} - {H}", end="\n")
    s.put(str(r.randrange(10, 999)), "0", "")
    s.body()
    s.put(
        "Следите за самым важным и интересным в наших социальных сетях",
        "Оставляйте реакции",
        "0",
        "0",
        "0",
        "К сожалению, реакцию можно поставить не более одного раза :(",
        "Мы работаем над улучшением нашего сервиса",
        "Ссылки по теме",
        *headlines(r, 2),
    )


SITES: dict[str, Callable[[Sheet], None]] = {
    f.__name__: f
    for f in (
        digest_mail,
        court_portal,
        no_date_portal,
        bullets_top,
        photo_bank,
        comments_first_class,
        next_teasers,
        minimal,
        accident_alert,
        glossy,
        week_program,
        bilingual,
    )
}
