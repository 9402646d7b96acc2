"""Sites after the habits of real pages, one half: wires, dailies, channels, officials."""

# ruff: noqa: E501, TC003
from __future__ import annotations

import random
from collections.abc import Callable

from furniture import CAPTIONS, CITIES, MONTHS, PEOPLE, SHORT, clock, headlines
from sheet import Sheet, today

__all__ = ["SITES"]


def _city(r: random.Random) -> str:
    return r.choice(CITIES)


def wire_of_capital(s: Sheet) -> None:
    """A wire: rubric, title over the date, dateline, "Хочу получать новости" below, photo chronicle."""
    r = s.r
    s.put("Все темы", "Мир", "Россия", "Интервью", "Финансы", "Культура", "Еще", "Подписка на сервисы", "EN", "")
    s.put("В России", end="\n")
    s.date("{H}, {D} {M} {Y}", end="\n")
    s.title(end="\n\n")
    if r.random() < 0.6:
        s.put(r.choice(CAPTIONS), "Фото: Игорь Соловьёв/Меридиан", "")
    w = s.source.when
    s.body(
        prefix=f"{_city(r)}. {w.day} {MONTHS[w.month - 1]}. MERIDIAN.RU - ",
        between={2: ["Новость дополнена в " + clock(r)]} if r.random() < 0.4 else None,
    )
    s.put("Хочу получать новости:", "Введите адрес", "", "Новости по теме", "")
    for h in headlines(r, 4):
        s.put(f"{r.randrange(1, 28)} {r.choice(MONTHS)} {clock(r)}", h, "")
    s.put("Фотогалереи", f"Хроника {today(s, '{D} {M} {Y}')} года", "Последние события в фотографиях")


def state_agency(s: Sheet) -> None:
    """An agency: month in capitals, a deck, the dateline with slashes, tags one a line."""
    r = s.r
    w = s.source.when
    s.put("Главное", "Национальные проекты", "Северная Европа", "Спецпроекты", "Пресс-центр", "Фото", "Все разделы")
    s.stated = w.date().isoformat()
    s.put(f"{w.day} {SHORT[w.month - 1].upper()} {w.year}, {w:%H:%M}")
    if r.random() < 0.5:
        s.put(f"Обновлено {w.day} {SHORT[w.month - 1].upper()} {w.year}, {clock(r)}")
    s.put("")
    s.title()
    s.lead()
    s.put(f"© {r.choice(PEOPLE)}/Меридиан", "")
    s.body(prefix=f"{_city(r).upper()}, {w.day} {MONTHS[w.month - 1]}. /Корр. Меридиана {r.choice(PEOPLE)}/. ")
    s.put("Теги", r.choice(PEOPLE), _city(r), "Россия", "", "Читать на тему", *headlines(r, 3))


def print_daily(s: Sheet) -> None:
    """A paper daily online: issue and page under the title, byline with the city below, chronicle at the bottom."""
    r = s.r
    s.put("Лента новостей", "Тематические страницы", "Газета", "Weekend", "Огонёк", "Автопилот", "Радио FM", "")
    s.date("{d}.{m}.{Y}, {H}", end="\n")
    s.put("3K 2 мин. ...")
    s.title()
    s.lead()
    s.body(between={1: ["Выйти из полноэкранного режима", "Развернуть на весь экран", f"Фото: {r.choice(PEOPLE)}"]})
    s.put(f"{r.choice(PEOPLE)}, {_city(r)}", "")
    s.put(
        f"Газета «Торговый день» №{r.randrange(10, 230)} от {s.source.when:%d.%m.%Y}, стр. {r.randrange(1, 14)}",
        "Новости компаний Все",
    )
    for h in headlines(r, 3):
        s.put(f"{r.randrange(1, 28):02}.{r.randrange(1, 12):02}.{s.source.when.year}", h)
    s.put("Картина дня", *headlines(r, 5), "Проекты", "Показать больше")


def between_columns(s: Sheet) -> None:
    """A dump of two columns: every paragraph is followed by an item of the side column."""
    r = s.r
    s.put("ВЕСТИ КРАЯ", today(s, "{D} {M} {Y}, {W}"), "")
    s.title()
    s.date("{d}.{m}.{Y} {H}")
    items = headlines(r, 12)
    form = r.choice(("{c}\n{h}", "{c} {h}", "{h}", "{h}\n{c}"))
    side = {
        i: [form.format(c=clock(r), h=items[i % 12])] for i in range(len(s.source.paragraphs) - 1) if r.random() < 0.8
    }
    s.body(between=side)
    for h in headlines(r, 3):
        s.put(clock(r), h)


def wrapped_print(s: Sheet) -> None:
    """A page of a newspaper saved from print: lines of a fixed width, running heads in the midst."""
    r = s.r
    w = s.source.when
    head = f"{r.randrange(2, 16)}   РАЙОННЫЕ ВЕСТИ № {r.randrange(2, 99)} ({r.randrange(1000, 9999)})"
    s.stated = w.date().isoformat()
    s.put(f"{w.day} {MONTHS[w.month - 1]} {w.year} года", head, "")
    s.title(end="\n\n")
    s.body(width=r.choice((58, 66, 76)), sep="\n\n" if r.random() < 0.7 else "\n", between={1: [head]})
    s.put(r.choice(PEOPLE) + ".", "Фото автора.", "")
    s.put("Индекс 53840", "Заказ 214. Тираж 2150 экз.", "Подписано в печать в 15.00")


def channel_export(s: Sheet) -> None:
    """A post of a channel as a messenger exports it."""
    r = s.r
    s.date(f"{r.choice(('Город на ладони', 'Вести Озёрска', 'ЧП 64'))}, [{{D}} {{e}} {{Y}} в {{H}}]:", end="\n")
    s.body(sep="\n\n" if r.random() < 0.5 else "\n")
    s.put("@gorod_na_ladoni", f"https://t.me/gorod/{r.randrange(100, 9999)}")


def channel_web(s: Sheet) -> None:
    """The web preview of a post: name, text, link, views, a date in English."""
    r = s.r
    s.put(r.choice(("Типичный Озёрск", "Губернские ведомости ✔", "Мэрия Заречья")))
    if r.random() < 0.4:
        s.put("Forwarded from Пресс-служба района")
    s.body(sep="\n\n" if r.random() < 0.5 else "\n")
    s.put(f"t.me/ozersk/{r.randrange(100, 9999)}", f"{r.randrange(1, 90)}.{r.randrange(10)}K views")
    s.date(r.choice(("{e} {D}, {Y} at {H}", "{E} {D}, {Y}")), end="\n")
    s.put("❤ 45  👍 30  😢 2", "VIEW IN TELEGRAM", "If you have Telegram, you can view and join right away.")


def police(s: Sheet) -> None:
    """A department of police: crumbs, date, title, the signature of the press service, hotlines."""
    s.put(
        "МИНИСТЕРСТВО ВНУТРЕННИХ ДЕЛ",
        "Управление по области",
        "Телефон доверия: 8 (800) 222-74-47",
        "Поиск по сайту",
        "Главная",
        "Управление",
        "Деятельность",
        "Для граждан",
        "Пресс-служба",
        "",
    )
    s.date("{d} {M} {Y} {H}", end="\n")
    s.title()
    s.body()
    s.put("Пресс-служба управления по области", "", "Подписаться на новости", "Поделиться:", "")
    s.put("Контактная информация", "410000, ул. Соборная, д. 1", "Дежурная часть: 02, с мобильного 102")


def committee(s: Sheet) -> None:
    """Investigators: menu with arrows, the date in words before the title, a list of other news with dates."""
    r = s.r
    s.put("О комитете", "Интернет-приёмная", "Новости → События", "")
    s.title(end="\n")
    s.date("{d} {M} {Y}, {H}")
    if r.random() < 0.5:
        s.put("Скачать изображение", "")
    s.body()
    s.put("Версия для печати", "Распечатать новость", "")
    for h in headlines(r, 4):
        s.put(f"{r.randrange(1, 28):02} {r.choice(MONTHS)}", h)
    s.put("Календарь событий", "Пн Вт Ср Чт Пт Сб Вс", "1 2 3 4 5 6 7", "8 9 10 11 12 13 14", "Официальные аккаунты")


def transcript(s: Sheet) -> None:
    """An official's site: date with time and place, headings of sections, "Опубликовано в разделах"."""
    r = s.r
    s.put("События", "Структура", "Видео и фото", "Документы", "Контакты", "Поиск", "")
    s.title()
    if r.random() < 0.6:
        s.lead()
    s.date("{D} {M} {Y} года", end="\n")
    s.put(clock(r), _city(r), "")
    s.body()
    s.put(
        "Опубликовано в разделах: Новости, Поездки",
        f"Дата публикации: {s.source.when.day} {MONTHS[s.source.when.month - 1]} {s.source.when.year} года, {clock(r)}",
        "Ссылка на материал: region.example/events/12345",
        "Текстовая версия",
    )


def exile(s: Sheet) -> None:
    """An online paper: the time first, source under the title, bullets of related links, a plea for donations in prose."""
    r = s.r
    s.put("Новости", "Истории", "Разбор", "Шапито", "Подкасты", "новости", "")
    s.title()
    s.date("{H}, {D} {M} {Y}", end="\n")
    s.put("Источник: Вестник", "")
    s.body(between={1: [f"• {headlines(r, 1)[0]}"], 3: ["Читайте далее"]})
    s.put(
        f"• {headlines(r, 1)[0]}",
        f"• {headlines(r, 1)[0]}",
        "Мы не сдаёмся, потому что вы с нами. Наша работа нужна тем, кто хочет знать, что происходит на самом деле. Оформите ежемесячное пожертвование — это займёт одну минуту.",
        "Разовый платёж Ежемесячно",
        "Другая сумма",
    )


def joomla(s: Sheet) -> None:
    """A district site on an old engine: the block of details under the title, "Назад Вперёд", a comment form."""
    r = s.r
    s.put(
        "Обычная версия сайта", "О районе", "Администрация", "Совет депутатов", "Сельские поселения", "Паспорт района"
    )
    s.title(end="\n\n")
    s.put("Подробности", "Категория: Новости района")
    s.date("Опубликовано: {d}.{m}.{Y} {H}", end="\n")
    s.put("Автор: Super User", f"Просмотров: {r.randrange(20, 900)}", "")
    s.body()
    s.put("Назад", "Вперёд", "")
    s.put("JComments", "Обновить список комментариев", "RSS лента комментариев этой записи")


def drupal(s: Sheet) -> None:
    """A community's site: "Опубликовано admin - ср, 09/10/2019 - 12:37", links in one line."""
    r = s.r
    s.put("Перейти к основному содержанию", "Форма поиска", "Вы здесь", "Главная", "")
    s.title(end="\n")
    s.date("Опубликовано admin - ср, {d}/{m}/{Y} - {H}")
    s.body()
    s.put(
        "Рубрика: ",
        "Новости",
        "Населённый пункт: " + _city(r),
        f"Войдите или зарегистрируйтесь, чтобы отправлять комментарии {r.randrange(20, 900)} просмотров",
        "Вход на сайт",
        "Имя пользователя *",
        "Пароль *",
        "Забыли пароль?",
    )


SITES: dict[str, Callable[[Sheet], None]] = {
    f.__name__: f
    for f in (
        wire_of_capital,
        state_agency,
        print_daily,
        between_columns,
        wrapped_print,
        channel_export,
        channel_web,
        police,
        committee,
        transcript,
        exile,
        joomla,
        drupal,
    )
}
