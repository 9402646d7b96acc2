"""The first made-up sites, one half: agencies, papers, portals, posts."""

# ruff: noqa: TC003
from __future__ import annotations

from collections.abc import Callable

from furniture import CAPTIONS, CITIES, COMMENTS, MONTHS, NICKS, PEOPLE, SHORT, TEASERS, clock, headlines
from sheet import Sheet, today

__all__ = ["SITES"]


def agency(s: Sheet) -> None:
    """A news agency: feed of times on top, dateline in the text, numbered related list."""
    s.put("Лента новостей", "Все")
    for h in headlines(s.r, s.r.randrange(8, 20)):
        s.put(clock(s.r), h)
    s.gap()
    s.put("Политика", "В мире", "Экономика", "Общество", "Происшествия")
    s.gap()
    s.date("{H} {d}.{m}.{Y}", end="\n")
    s.put(f"(обновлено: {clock(s.r)} {s.source.when:%d.%m.%Y})")
    s.put(str(s.r.randrange(100, 9000)))
    s.gap()
    s.title()
    s.put(
        s.r.choice(CAPTIONS),
        "© Агентство «Меридиан» / " + s.r.choice(PEOPLE),
        "Перейти в фотобанк",
        s.r.choice(CAPTIONS),
    )
    s.gap()
    w = s.source.when
    s.body(
        prefix=f"{s.r.choice(CITIES).upper()}, {w.day} {SHORT[w.month - 1]} — Меридиан. ",
        between={1: ["Рекомендуем", s.r.choice(headlines(s.r, 1)), f"Вчера, {clock(s.r)}"]},
    )
    s.put("В мире", "Россия", s.r.choice(CITIES), "", "0", "0", "0", "0", "0")
    for i, h in enumerate(headlines(s.r, 5), 1):
        s.put(f"{i}. {h}")
    s.put("Заголовок открываемого материала")


def city_portal(s: Sheet) -> None:
    """A city portal with reactions and view counters."""
    s.put(f"{s.r.choice(CITIES)}.ONLINE", "+7 °C", "Погода", "$81,32", "€94,05", "4 балла", "Пробки")
    s.put("Новости", "Недвижимость", "Авто", "Работа", "Форум", "Войти")
    s.gap()
    s.title(2, end="\n")
    s.gap()
    s.lead()
    s.put(s.r.choice(CAPTIONS))
    s.gap()
    s.put("Источник:", s.r.choice(PEOPLE) + " / ONLINE")
    s.gap()
    s.date("{D} {M} {Y}, {H}")
    s.body(between={2: ["Поделиться", "Наш канал в Telegram: самое важное без шума"]})
    s.put(s.r.choice(PEOPLE), "Корреспондент отдела городских новостей")
    s.put("ЛАЙК14", "СМЕХ2", "УДИВЛЕНИЕ1", "ГНЕВ30", "ПЕЧАЛЬ5")
    s.put("КОММЕНТАРИИ12", "ТОП 5")
    for h in headlines(s.r, 5):
        s.put("1", h, f"{s.r.randrange(1, 90)} {s.r.randrange(100, 999)}", str(s.r.randrange(1, 99)))


def gazette(s: Sheet) -> None:
    """A district newspaper: menu in one line, date with author, tags, footer with the imprint."""
    s.put("Главная | Новости | Официально | Архив номеров | Подписка | Контакты | Поиск")
    s.put(today(s, "Сегодня {W}, {D} {M} {Y} года"))
    s.gap()
    s.title(end="\n")
    s.date(s.r.choice(PEOPLE) + " · {D} {M} {Y} г.", end="\n")
    s.body(sep="\n")
    s.put("Фото автора.")
    s.put("Метки: район, благоустройство, власть")
    s.gap()
    s.put("Предыдущая запись: " + headlines(s.r, 1)[0], "Следующая запись: " + headlines(s.r, 1)[0])
    s.put(
        "© 2009–2022 Газета «Районные вести». Все права защищены. 12+",
        "Учредитель: АУ «Редакция газеты»",
        "Адрес: 410000, ул. Почтовая, 5. Тел.: 8 (845) 22-33-44",
    )


def business(s: Sheet) -> None:
    """A business daily: quotes, rubric, deck as a sentence, tags at the end."""
    s.put("Доллар ЦБ 74,12 ▲", "Евро ЦБ 88,90 ▼", "Индекс биржи 3 412,5", "Нефть 71,04$", "Биткоин $43 120")
    s.put("Войти", "Подписка", "Бизнес", "Финансы")
    s.date("{d} {S} {Y}, {H}", end="\n")
    s.title(end="\n")
    s.lead(end="\n")
    s.put("Фото: " + s.r.choice(PEOPLE) + " для «Деловой среды»")
    s.gap()
    s.body(between={0: ["Реклама"], 3: ["Читайте на «Деловой среде»", headlines(s.r, 1)[0], headlines(s.r, 1)[0]]})
    s.put("Теги", "экономика", s.r.choice(PEOPLE), "бюджет")
    s.put("Магазин исследований", 'Аналитика по теме "Рынок труда"')


def tabloid(s: Sheet) -> None:
    """A tabloid: subscribe calls and related links everywhere, comments with long text at the end."""
    s.put("18+", "Звёзды", "Сенсации", "ЧП", "Гороскоп на сегодня", "Ещё")
    for h in headlines(s.r, 4):
        s.put(h)
    s.gap()
    s.title()
    s.put("1 234", "Поделиться")
    s.date("{d}/{m}/{Y} {H}", end="\n")
    s.put(s.r.choice(PEOPLE))
    s.gap()
    h = headlines(s.r, 4)
    s.body(
        between={
            0: [f"Читайте также: {h[0]}"],
            1: ["СМОТРИТЕ ПО ТЕМЕ:", h[1], h[2]],
            2: ["Подпишитесь и узнавайте новости первыми!"],
        }
    )
    s.put("Понравился материал? Расскажите друзьям!")
    s.put("Комментарии (4)")
    for _ in range(4):
        s.put(
            s.r.choice(NICKS),
            f"{s.r.randrange(1, 28)} {s.r.choice(MONTHS)} в {clock(s.r)}",
            s.r.choice(COMMENTS),
            "Ответить",
        )
    s.put("Загрузить ещё комментарии")


def plain_prefix(s: Sheet) -> None:
    """A dump: a prefix with the date, then the title in the same line."""
    s.text += " date " + s.source.when.date().isoformat() + " "
    s.stated = s.source.when.date().isoformat()
    s.title()
    s.body()
    s.put("Автор публикации")


def government(s: Sheet) -> None:
    """The site of a city administration."""
    s.put(
        "Официальный сайт администрации города",
        "Версия для слабовидящих",
        "Интернет-приёмная",
        "Глава города",
        "Деятельность",
        "Документы",
        "Муниципальные услуги",
        "Противодействие коррупции",
    )
    s.put("Главная / Пресс-центр / Новости")
    s.gap()
    s.title()
    s.date("Дата публикации: {d}.{m}.{Y}", end="\n")
    s.gap()
    s.body()
    s.put(f"Количество просмотров: {s.r.randrange(10, 900)}", "Версия для печати")
    s.put("Полезные ссылки", "Портал государственных услуг", "Официальный интернет-портал правовой информации")
    s.put("Дата последнего обновления страницы: " + today(s, "{d}.{m}.{Y}"))


def press_release(s: Sheet) -> None:
    """A press release: heading, body, contacts."""
    s.put("ПРЕСС-РЕЛИЗ")
    s.date("от {D} {M} {Y} года")
    s.title()
    s.body()
    s.put("Контакты для СМИ:", s.r.choice(PEOPLE), "тел. +7 (495) 123-45-67", "e-mail: press@primer.example")


def telegram(s: Sheet) -> None:
    """A post of a channel."""
    s.put("Городской вестник", f"{s.r.randrange(2, 90)}.{s.r.randrange(10)}K subscribers")
    s.body(sep="\n")
    s.put(
        "👉 Подписаться на «Городской вестник»",
        "❤️ 120 👍 45 🔥 12",
        f"{s.r.randrange(2, 90)}.4K views edited {clock(s.r)}",
    )


def television(s: Sheet) -> None:
    """A regional broadcaster: programme guide, transcript, "Смотрите также"."""
    s.put("Вести. Регион", "В эфире: «Утро»", "Далее: «О самом главном»", "Телепрограмма", "Прямая трансляция", "Радио")
    s.put(today(s, "{H}, {D} {M}, {W}"))
    s.gap()
    s.title()
    s.date("{W}, {D} {M} {Y}, {H}", end="\n")
    s.put("Просмотров: 1204")
    s.gap()
    s.put("Ваш браузер не поддерживает воспроизведение видео")
    s.body()
    s.put(
        "Смотрите также",
        *headlines(s.r, 6),
        "Больше новостей в нашем сообществе ВКонтакте",
        "Версия 5.2. Разработка: студия «Пиксель»",
    )


def magazine(s: Sheet) -> None:
    """A magazine: reading time, author's note, footnotes of marks."""
    s.put("≡ Меню", "Истории", "Разборы", "Поддержите нас")
    s.gap()
    s.put("Истории")
    s.title(end="\n")
    s.lead()
    s.put("Время чтения: 6 минут", "Текст: " + s.r.choice(PEOPLE), "Иллюстрации: " + s.r.choice(PEOPLE))
    s.date("{D} {M} {Y}")
    s.body(between={1: ["Иллюстрация: " + s.r.choice(PEOPLE)]})
    s.put("Если вам понравился этот текст, поддержите нашу редакцию регулярным пожертвованием.", "Поддержать")
    s.put("Ещё истории", *TEASERS[:3])


def script_mess(s: Sheet) -> None:
    """A careless scrape: scripts, cookie notes and ids between paragraphs."""
    s.put(
        "var _tmr = window._tmr || (window._tmr = []);",
        '_tmr.push({id: "123", type: "pageView"});',
        "Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с этим.",
        "Хорошо",
    )
    s.title(3, end="\n")
    s.date("{Y}-{m}-{d} {H}:00", end="\n")
    s.body(
        sep="\n",
        between={
            0: ["(function(w,d,n,s,t){w[n]=w[n]||[];})(this,this.document,'yaContextCb');"],
            2: ["window.yaContextCb.push(()=>{Ya.Context.AdvManager.render({renderTo:'rtb'})})", "РЕКЛАМА"],
        },
    )
    s.put("$(document).ready(function(){ $('.fancybox').fancybox(); });", "Загрузка...", "Наверх")


def radio(s: Sheet) -> None:
    """A radio's site: long one-line menu, breadcrumb, date under the text."""
    s.put("Новости  Программы  Ведущие  Частоты вещания  Подкасты  Реклама на радио  О станции")
    s.put("Главная » Новости » Город")
    s.gap()
    s.title()
    s.body(sep="\n\n")
    s.date("{d}.{m}.{Y}, {H}", end="\n")
    s.put(
        "Рубрика: Город",
        "Оставить комментарий",
        "Ваш адрес email не будет опубликован. Обязательные поля помечены *",
        "Комментарий *",
        "Имя *",
        "Email *",
        "Отправить",
    )


def rewrite_mill(s: Sheet) -> None:
    """An aggregator: source link, headlines with sources and ages."""
    s.put("Новости часа", "Интересное", "Москва", "Выборы", "Спорт", "Шоубиз")
    for h in headlines(s.r, 7):
        s.put(h, s.r.choice(["Вестник", "Столица", "Пульс ТВ"]) + f", {s.r.randrange(1, 50)} минут назад")
    s.gap()
    s.title(end="\n")
    s.put("Пульс ТВ")
    s.date("{D} {M} {Y} {H}", end="\n")
    s.body()
    s.put("Читать полностью на сайте источника", "Ещё по теме", *(f"{clock(s.r)} {h}" for h in headlines(s.r, 5)))


def forum(s: Sheet) -> None:
    """A news item with a forum thread below."""
    s.put("Форум города » Новости и события", "Поиск  Пользователи  Правила  Регистрация  Вход")
    s.title()
    s.date("Опубликовано {d}.{m}.{y} в {H}")
    s.body()
    s.put("Обсудить на форуме (37)")
    for i in range(5):
        s.put(
            f"#{i + 1}",
            s.r.choice(NICKS),
            f"Сообщений: {s.r.randrange(1, 4000)}",
            f"Дата: {s.r.randrange(1, 28):02}.05.2018 {clock(s.r)}",
            s.r.choice(COMMENTS),
            "Цитировать",
            "Пожаловаться модератору",
        )


def wall(s: Sheet) -> None:
    """A post in a social network: no title, likes below."""
    s.put("Администрация района", s.source.when.strftime("%d.%m.%Y в %H:%M"))
    s.stated = s.source.when.date().isoformat()
    s.body(sep="\n")
    s.put("Нравится", "37", "Комментарии", "4", "Поделиться", "2", "1,2K", "Показать следующие комментарии")


def dark_header(s: Sheet) -> None:
    """No publication date, though a clock and the crawl's day stand on top."""
    s.put(
        today(s, "{W}, {D} {M} {Y}"),
        today(s, "Время в регионе: {H}"),
        "Курс ЦБ на сегодня",
        "USD 61.22 +0.15",
        "EUR 70.40 −0.32",
        "Ночью −4…−6, днём +1…+3",
    )
    s.put("Общество  Политика  Экономика  Криминал  Спорт  Культура")
    s.gap()
    s.title()
    s.put("Размер шрифта A A A")
    s.body()
    s.put(
        "← " + headlines(s.r, 1)[0], headlines(s.r, 1)[0] + " →", "Система Orphus", "Создание сайта — студия «Аванпост»"
    )


SITES: dict[str, Callable[[Sheet], None]] = {
    f.__name__: f
    for f in (
        agency,
        city_portal,
        gazette,
        business,
        tabloid,
        plain_prefix,
        government,
        press_release,
        telegram,
        television,
        magazine,
        script_mess,
        radio,
        rewrite_mill,
        forum,
        wall,
        dark_header,
    )
}
