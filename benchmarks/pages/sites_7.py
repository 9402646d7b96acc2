"""The last sites: weeklies, adverts, clippings, schools, pages that no rule knows."""

# ruff: noqa: B905, E501, TC003
from __future__ import annotations

import random
from collections.abc import Callable

from furniture import CAPTIONS, CITIES, COMMENTS, MONTHS, NICKS, PEOPLE, TEASERS, clock, headlines
from sheet import Sheet, today

__all__ = ["SITES"]


def _city(r: random.Random) -> str:
    return r.choice(CITIES)


def weekly(s: Sheet) -> None:
    """A weekly: the issue's cover line, rubric and author over the title, the next texts of the issue below."""
    r = s.r
    s.put("НОМЕР ОТ 14 МАРТА", "Читать весь выпуск", "СОБЫТИЯ И КОММЕНТАРИИ", r.choice(PEOPLE).upper())
    s.title()
    s.date("{d}.{m}.{Y}", end="\n")
    s.put("Читателей: 1 340", "")
    s.body()
    s.put("Материал вышел в издании «Неделя края»", "Ещё в этом номере", *headlines(r, 5), "Купить бумажный номер")


def house_portal(s: Sheet) -> None:
    """A housing portal: filters, a banner of flats with prices, news in the middle, callbacks."""
    r = s.r
    s.put("Купить", "Снять", "Новостройки", "Ипотека", "Специалисты", "Журнал", "Москва и область", "")
    s.title(end="\n")
    s.date("{D} {M} {Y}", end="\n")
    s.put("1,4 тыс.", "5 мин", "")
    s.body(between={1: ["2-комн. кв., 54 м², 7/9 эт.", "6 350 000 ₽", "Показать телефон"]})
    s.put(
        "Оставьте заявку, и мы перезвоним",
        "Ваше имя",
        "Телефон",
        "Отправляя форму, вы даёте согласие на обработку данных",
        *headlines(r, 3),
    )


def chat_bot(s: Sheet) -> None:
    """A post of a messenger channel forwarded with emoji marks and a footer of several channels."""
    r = s.r
    s.put("⚡️⚡️⚡️")
    s.body(sep="\n\n" if r.random() < 0.5 else "\n")
    s.put("➡️ Подписаться | Прислать новость | Чат", "🔹 МЫ В МАКС", "👁 12,4к · изменено · 18:02")


def tv_region(s: Sheet) -> None:
    """A regional broadcaster: "Дата:" and "Рубрика:" in a table, a transcript with names of speakers in capitals."""
    r = s.r
    s.put("Телеканал", "Радиоканал", "Прайс", "Телегид", "Наша команда", "Онлайн-вещание", "")
    s.title(end="\n")
    s.put("Рубрика", "Общество")
    s.date("Дата\t{d}.{m}.{Y}", end="\n")
    s.put("Корреспондент\t" + r.choice(PEOPLE), "")
    s.body(between={2: ["Смотреть видеосюжет полностью"]})
    s.put("Читать также", *(f"{h}" for h in headlines(r, 4)), "Сообщи новость", "Пришлите видео на почту редакции")


def classifieds(s: Sheet) -> None:
    """A free paper: adverts of goods and services with telephones around the article."""
    r = s.r
    s.put(
        "БЕСПЛАТНЫЕ ОБЪЯВЛЕНИЯ",
        "Продаю дрова колотые, доставка. Тел. 8-900-111-22-33",
        "Натяжные потолки. Скидки пенсионерам!",
        "Ремонт холодильников на дому, 8-900-222-33-44",
        "",
    )
    s.title()
    s.body()
    s.date("{D} {M} {Y} года", end="\n")
    s.put(r.choice(PEOPLE), "Куплю рога, часы, самовары", "Требуется водитель кат. С", "Сдам гараж")


def dark_theme(s: Sheet) -> None:
    """A new site: reading progress, font switches, chips of topics, an AI summary above the text, a poll of mood below."""
    r = s.r
    s.put("0%", "Аа", "Тёмный режим", "Тренды", "паводок", "выборы", "отпуск", "")
    s.date("{D} {M} {Y}, {H}", end="\n")
    s.title()
    s.put("Главное за минуту", "Кратко пересказала нейросеть", "")
    s.body()
    s.put("Как вам новость?", "😀 12", "😢 3", "😡 45", "Скопировать", "Далее в ленте", *headlines(r, 3))


def library_scan(s: Sheet) -> None:
    """A library's clipping: bibliographic line on top, stamps, page turn in the text."""
    w = s.source.when
    s.put("Краеведческий фонд. Вырезки из периодики", "Инв. № 4512")
    s.title(end="\n")
    s.body(sep="\n", between={1: ["[с. 4]"]})
    s.stated = w.date().isoformat()
    s.put(
        f"// Северный рабочий. – {w.year}. – {w.day} {MONTHS[w.month - 1]} {w.year} г. – С. 3-4.",
        "Назад к списку вырезок",
    )


def company_blog(s: Sheet) -> None:
    """A corporate site: crumbs with dots, tags over the title, "Поделиться" with names, a form of subscription in prose."""
    s.put("О холдинге · Продукция · Карьера · Закупки · Пресс-центр", "Пресс-центр · Новости холдинга", "")
    s.put("Производство", "Люди")
    s.title()
    s.date("{d}/{m}/{Y}", end="\n")
    s.body()
    s.put(
        "Читать предыдущую",
        "Читать следующую",
        "Раз в месяц мы присылаем короткое письмо о жизни завода.",
        "Введите почту",
        "Горячая линия по вопросам этики 8-800-555-00-00",
        "Раскрытие информации",
    )


def fire_feed(s: Sheet) -> None:
    """A feed of short news in full: the article stands first, other briefs with times and full sentences follow."""
    r = s.r
    s.put("ЛЕНТА ДНЯ", today(s, "{D} {M} {Y}"), "")
    s.date("{H} {d}.{m}.{Y}", end="\n")
    s.title(end="\n")
    s.body(sep="\n", upto=3)
    if s.other is not None:
        for part in s.other.paragraphs[:3]:
            s.put(clock(r), headlines(r, 1)[0], part)
    s.put("Показать предыдущие сообщения")


def school_site(s: Sheet) -> None:
    """A school's page: a slider of banners, "Новость от", the text, who published it, a calendar grid."""
    s.put(
        "Муниципальное бюджетное общеобразовательное учреждение",
        "Средняя школа № 12",
        "Основные сведения",
        "Педагогический состав",
        "Питание",
        "",
    )
    s.title(end="\n")
    s.date("Новость от {d}.{m}.{Y}", end="\n")
    s.body()
    s.put(
        "Опубликовал: заместитель директора",
        "Пн Вт Ср Чт Пт Сб Вс",
        "1 2 3 4 5",
        "Найди свой кружок",
        "Навигатор дополнительного образования",
    )


def quotes_only(s: Sheet) -> None:
    """A page where the readers' letters follow under names of towns, with no dates."""
    r = s.r
    s.put("ГОЛОС РАЙОНА", "Письма", "Советы юриста", "")
    s.title()
    s.date("{D} {M} {Y}", end="\n")
    s.body()
    s.put("Что говорят читатели")
    for _ in range(4):
        s.put(f"{r.choice(NICKS)}, {_city(r)}", r.choice(COMMENTS))
    s.put("Ждём ваших писем: 410000, а/я 12")


def dated_list_top(s: Sheet) -> None:
    """A list of dated headlines with rubrics above, the article's own date stands after the rubric under the title."""
    r = s.r
    s.put("ПОСЛЕДНИЕ ПУБЛИКАЦИИ")
    for h in headlines(r, 7):
        s.put(f"{r.randrange(1, 28)} {r.choice(MONTHS)} · Общество", h)
    s.put("")
    s.title()
    s.date("Город · {D} {M} {Y} · {H}")
    s.put(r.choice(CAPTIONS) + " / пресс-служба администрации", "")
    s.body()
    s.put("Присоединиться к обсуждению", "2 мнения", "Реклама на портале")


def bare_lines(s: Sheet) -> None:
    """No marks at all: menu words, title, text, then headlines; nothing that a rule would know."""
    r = s.r
    s.put("Вечёрка", "Наш двор", "Гость номера", "Прогулки")
    s.title(end="\n")
    s.body(sep="\n")
    s.put(*headlines(r, 4), "Вечёрка в руках каждого")


def trending(s: Sheet) -> None:
    """An entertainment site: numbered trends, videos with lengths, an age mark in the title line's neighbour, a quiz."""
    r = s.r
    s.put("В ТРЕНДЕ", *(f"{i} {h}" for i, h in enumerate(headlines(r, 5), 1)), "")
    s.put("12+")
    s.title(end="\n")
    s.lead()
    s.put(f"Источник фото: {r.choice(PEOPLE)}")
    s.date("{d}.{m}.{Y} в {H}")
    s.body(
        between={
            1: ["Тест: угадайте город по фотографии", "Начать"],
            2: [f"Видео 02:1{r.randrange(9)}", headlines(r, 1)[0]],
        }
    )
    s.put("Лучшее за сегодня", *headlines(r, 4), "Вы досмотрели до конца. Поздравляем!")


def two_dates(s: Sheet) -> None:
    """Published and changed in one line, counters between bars, teasers with sentences."""
    r = s.r
    s.put("Портал Приволжья", "Бизнес | Власть | Криминал | Культура", "")
    s.title()
    w = s.source.when
    s.stated = w.date().isoformat()
    s.put(
        f"Создано {w.day:02}.{w.month:02}.{w.year} {w:%H:%M} | Изменено {today(s, '{d}.{m}.{Y} {H}')} | Просм. 412", ""
    )
    s.body()
    s.put("Новости партнёра")
    for h, t in zip(headlines(r, 3), r.sample(TEASERS, 3)):
        s.put(h + ". " + t)
    s.put("Версия страницы для слабого интернета")


SITES: dict[str, Callable[[Sheet], None]] = {
    f.__name__: f
    for f in (
        weekly,
        house_portal,
        chat_bot,
        tv_region,
        classifieds,
        dark_theme,
        library_scan,
        company_blog,
        fire_feed,
        school_site,
        quotes_only,
        dated_list_top,
        bare_lines,
        trending,
        two_dates,
    )
}
