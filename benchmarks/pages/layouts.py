"""Made-up news sites: each layout wraps an article in its own furniture and knows where the article stands.

A layout is a function of a `Sheet`; it calls `title`, `lead`, `date` and `body` once each at most and writes furniture with `put`.
"""

# ruff: noqa: B905, E501, TC003
from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from furniture import CAPTIONS, CITIES, COMMENTS, MONTHS, NICKS, PEOPLE, SHORT, TEASERS, WEEK, clock, headlines

__all__ = ["LAYOUTS", "Sheet", "Source"]


@dataclass
class Source:
    """A clean article to be wrapped."""

    title: str
    paragraphs: list[str]
    when: dt.datetime
    deck: str


@dataclass
class Sheet:
    """A page that grows: its text and the spans of the article's parts."""

    source: Source
    r: random.Random
    text: str = ""
    titled: bool = False
    deck: str | None = None
    stated: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)

    def put(self, *lines: str, end: str = "\n") -> None:
        """Furniture lines."""
        for line in lines:
            self.text += line + end

    def gap(self) -> None:
        """A blank line."""
        self.text += "\n"

    def title(self, times: int = 1, end: str = "\n\n") -> None:
        """The title, perhaps repeated."""
        self.titled = True
        self.text += (self.source.title + end) * times

    def lead(self, end: str = "\n\n") -> None:
        """The deck."""
        self.deck = self.source.deck
        self.text += self.deck + end

    def date(self, form: str, end: str = "\n\n") -> None:
        """The publication date by a format with D d m M S Y H (day, padded day, month number, word, short word, year, time)."""
        w = self.source.when
        for key, value in (
            ("{D}", str(w.day)),
            ("{d}", f"{w.day:02}"),
            ("{m}", f"{w.month:02}"),
            ("{M}", MONTHS[w.month - 1]),
            ("{S}", SHORT[w.month - 1]),
            ("{Y}", str(w.year)),
            ("{y}", f"{w.year % 100:02}"),
            ("{H}", f"{w:%H:%M}"),
            ("{W}", WEEK[w.weekday()]),
        ):
            form = form.replace(key, value)
        self.stated = w.date().isoformat()
        self.put(form, end=end)

    def body(self, sep: str = "\n\n", between: dict[int, list[str]] | None = None, prefix: str = "") -> None:
        """The paragraphs; `between` gives furniture to stand after some of them, `prefix` a dateline that belongs to the text."""
        for i, paragraph in enumerate(self.source.paragraphs):
            whole = prefix + paragraph if i == 0 else paragraph
            self.spans.append((len(self.text), len(self.text) + len(whole)))
            self.text += whole + sep
            for line in (between or {}).get(i, ()):
                self.text += line + sep

    def now(self) -> dt.datetime:
        """Some moment of the crawl, months after the publication."""
        return self.source.when + dt.timedelta(days=self.r.randrange(40, 900), minutes=self.r.randrange(1000))


def today(s: Sheet, form: str) -> str:
    w = s.now()
    return (
        form.replace("{D}", str(w.day))
        .replace("{M}", MONTHS[w.month - 1])
        .replace("{Y}", str(w.year))
        .replace("{H}", f"{w:%H:%M}")
        .replace("{d}", f"{w.day:02}")
        .replace("{m}", f"{w.month:02}")
        .replace("{W}", WEEK[w.weekday()])
    )


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


def sport(s: Sheet) -> None:
    """A sports site: scores on top, polls and bookmaker ads inside."""
    s.put("Матч-центр", "Спартак-2 1:0 Маяк", "Заря 2:2 Луч", "завершён", "Футбол", "Хоккей", "Бокс/ММА", "Трансферы")
    s.title(end="\n")
    s.date("{D} {M} {Y}, {H} МСК", end="\n")
    s.put("Поделиться", "Комментарии 15", s.r.choice(PEOPLE), "Фото пресс-службы клуба")
    s.gap()
    s.body(between={1: ["Кто победит в матче тура?", "Хозяева", "Ничья", "Гости", "Проголосовать"]})
    s.put("Главные новости", *headlines(s.r, 4), "Букмекеры рекомендуют", "Фрибет 2000 ₽", "Забрать бонус")


def science(s: Sheet) -> None:
    """A popular science site: difficulty mark, author after the text, reprint note."""
    s.put("Физика", "Биология", "Астрономия", "Тесты", "Сложность 3.1")
    s.date("{H} {D} {M} {Y}", end="\n")
    s.title(end="\n")
    s.put(f"{s.r.choice(PEOPLE)} / Wikimedia Commons / CC BY-SA 4.0")
    s.gap()
    s.body()
    s.put(s.r.choice(PEOPLE), "Нашли опечатку? Выделите фрагмент и нажмите Ctrl+Enter.")
    s.put("О том, что ещё открыли учёные, мы писали здесь", *headlines(s.r, 2), *TEASERS[3:])


def region_feed(s: Sheet) -> None:
    """A feed where the next articles' beginnings follow the text."""
    s.put("Регион Сегодня", "Telegram", "ВКонтакте", "Дзен", "Новости партнёров")
    s.title()
    s.date("Вышло {D} {M} {Y} в {H} 👁 532", end="\n")
    s.body()
    s.put("#новости #регион #" + s.r.choice(CITIES).lower())
    s.gap()
    for h, c in zip(headlines(s.r, 3), s.r.sample(TEASERS, 3)):
        s.put(h, c, "Подробнее", "")


def amp(s: Sheet) -> None:
    """A stripped mobile page: logo, share, text, "Открыть полную версию"."""
    s.put("Логотип", "Открыть меню")
    s.title()
    s.date("Сегодня, " + clock(s.r), end="\n")
    s.stated = None
    s.put("ВКонтакте Одноклассники Telegram")
    s.gap()
    s.body(between={0: ["Продолжение после рекламы"]})
    s.put("Открыть полную версию", "О чём говорят", *headlines(s.r, 4))


def paywall(s: Sheet) -> None:
    """A subscription daily."""
    s.put("Подписка от 199 ₽ в месяц", "Войти или зарегистрироваться", "Газета № 84 (6805)")
    s.put("Общество")
    s.title(end="\n")
    s.lead(end="\n")
    s.put(s.r.choice(PEOPLE) + ", " + s.r.choice(CITIES))
    s.date("{d}.{m}.{Y}")
    s.body()
    s.put(
        "Вы прочитали бесплатный материал",
        "Оформите подписку, чтобы читать без ограничений и рекламы.",
        "Уже подписаны? Войти",
        "Газета в формате PDF",
    )


def wrapped(s: Sheet) -> None:
    """A mail digest: text with furniture lines of stars, unsubscribe note."""
    s.put("Если письмо отображается некорректно, откройте его в браузере", "* * *")
    s.title(end="\n")
    s.put("------")
    s.body()
    s.put(
        "* * *",
        "Вы получили это письмо, потому что подписаны на рассылку «Утро».",
        "Отписаться от рассылки",
        "Настроить рассылку",
    )


def english_mix(s: Sheet) -> None:
    """A site on a foreign engine: English labels."""
    s.put("Skip to content", "Home", "News", "About", "Search for:", "Menu")
    s.title(end="\n")
    s.date("Posted on {d}.{m}.{Y} by admin", end="\n")
    s.body()
    s.put(
        "Share this:",
        "Twitter",
        "Facebook",
        "Like this:",
        "Loading...",
        "Related",
        *headlines(s.r, 3),
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Proudly powered by WordPress",
    )


def photo_story(s: Sheet) -> None:
    """A photo report: numbers and captions between the paragraphs."""
    s.put("Фоторепортаж", "Все рубрики")
    s.title()
    s.put("1 из 12", "Фото: " + s.r.choice(PEOPLE))
    s.date("{D} {M} {Y}")
    s.body(
        between={
            0: ["Фото: " + s.r.choice(PEOPLE), "2 из 12"],
            1: [s.r.choice(CAPTIONS) + ". Фото: " + s.r.choice(PEOPLE), "3 из 12"],
        }
    )
    s.put("Листайте вправо", "Другие фоторепортажи", *headlines(s.r, 4))


def glued_title(s: Sheet) -> None:
    """The title stands above, and once more glued to the first paragraph."""
    s.put("Вечерний Ижевск", "Ижевск  Область  Страна  Мир", "Прислать новость  Стать автором")
    s.title(end="\n")
    s.date("{d}.{m}.{Y} {H}", end="\n")
    s.put("Автор: " + s.r.choice(PEOPLE))
    s.text += s.source.title
    s.body(sep="\n")
    s.put("0 комментариев", "Ваш комментарий будет первым", "Новое за сегодня", *headlines(s.r, 5))


def stuck_comments(s: Sheet) -> None:
    """Comments follow the text with no heading."""
    s.put("Портал «Наш край»", today(s, "{D} {M} {Y}, {W}"), "+12 °C, ясно", "Найти на портале")
    s.gap()
    s.title()
    s.date("{D} {M} {Y} | {H} | Просмотров 412", end="\n")
    s.gap()
    s.body(sep="\n\n")
    for _ in range(5):
        s.put(
            f"{s.r.choice(NICKS)} | {s.r.randrange(1, 28):02}.{s.r.randrange(1, 12):02}.2022 {clock(s.r)}",
            s.r.choice(COMMENTS),
            "+3 / -1",
        )
    s.put("Правила портала запрещают оскорбления и рекламу.")


def long_ticker(s: Sheet) -> None:
    """Twenty headlines with times and days before the title."""
    s.put("Лента", today(s, "{D} {M}"))
    for h in headlines(s.r, 20):
        s.put(f"{clock(s.r)} {h}")
    s.put("Вся лента за сутки")
    s.gap()
    s.title()
    s.date("{D} {M} {Y} года, {W}, {H}")
    s.put(s.r.choice(CAPTIONS))
    s.gap()
    s.body()
    s.put(
        "Ранее на эту тему:", *(f"{s.r.randrange(1, 28):02}.0{s.r.randrange(1, 9)}.2019 {h}" for h in headlines(s.r, 4))
    )


def numbered_twice(s: Sheet) -> None:
    """Related headlines numbered and repeated; calls between the paragraphs."""
    s.put("Пресса онлайн", "Топ-темы: паводок, выборы, цены", "Эл. почта", "Логин", "Пароль", "Запомнить меня")
    s.title(2)
    s.put("[" + s.source.when.strftime("%d.%m.%Y") + "]")
    s.stated = s.source.when.date().isoformat()
    s.body(
        between={
            0: ["Материал подготовлен при поддержке спонсора"],
            2: ["Наш бот в мессенджере присылает новости без рекламы — попробуйте!"],
        }
    )
    for _ in range(2):
        s.put("Что обсуждают в городе", *(f"{i}) {h}" for i, h in enumerate(headlines(s.r, 5), 1)))
    s.put(
        "Пресса онлайн — зарегистрированное СМИ. Возрастная категория 16+. По вопросам рекламы звоните в отдел продаж."
    )


def press_service(s: Sheet) -> None:
    """A ministry's site: hotlines on top, share and documents below."""
    s.put(
        "Министерство транспорта области",
        "Горячая линия 8-800-000-00-00",
        "Обращения граждан",
        "Открытые данные",
        "Нормативные акты",
        "Анонсы мероприятий",
    )
    s.put("Вы здесь:", "Пресс-служба", "Новости ведомства")
    s.gap()
    s.date("{D} {M} {Y}, {W}", end="\n")
    s.title(end="\n")
    s.put(s.r.choice(CAPTIONS))
    s.body()
    s.put(
        "Источник: пресс-служба министерства",
        "Прикреплённые файлы",
        "Доклад министра.pdf (1,2 МБ)",
        "Возврат к списку",
        "Последнее изменение: " + today(s, "{d}.{m}.{Y} {H}"),
    )


def columnist(s: Sheet) -> None:
    """A column: the author with a bio, a disclaimer, other columns with their first sentences."""
    s.put(
        "Мнение", s.r.choice(PEOPLE), "экономист, доцент областного университета, двадцать лет следит за рынком труда"
    )
    s.title()
    s.lead()
    s.date("{d} {M} {Y}", end="\n")
    s.body(sep="\n")
    s.put(
        "Точка зрения автора может не совпадать с позицией издания",
        "Другие колонки автора",
        *headlines(s.r, 3),
        *TEASERS[1:3],
        "Стать колумнистом",
    )


def mobile_share(s: Sheet) -> None:
    """Everything in short lines: icons, counters, reading aloud."""
    s.put("×", "Сегодня в номере", "E-paper", "A+", "A-", "🔊 Слушать", "⏱ 3 мин")
    s.title(end="\n")
    s.put("↗ 15", "♡ 204", "✉")
    s.date("{D} {S} {Y} · {H}", end="\n")
    s.body(sep="\n", between={1: ["▶ Видео", "00:45"], 2: ["…"]})
    s.put("Была ли статья полезной?", "Да", "Нет", "Ещё от автора", *headlines(s.r, 3), "Листать дальше")


def wire_dateline(s: Sheet) -> None:
    """A wire: a slug line, the dateline in the text, a copyright of the agency."""
    s.put("ЭКОНОМИКА-РЫНОК-ПРОГНОЗ", "Срочная лента агентства", f"№ {s.r.randrange(100, 999)}")
    s.title(end="\n")
    w = s.source.when
    s.stated = w.date().isoformat()
    s.put(f"{w:%d.%m.%Y %H:%M:%S} MSK")
    s.body(sep="\n", prefix=f"МОСКВА. {w.day} {MONTHS[w.month - 1]}. ВЕСТНИК - ")
    s.put(
        "ал са кп",
        "Служба экономических новостей, тел. 5-55-55",
        "Любое копирование без разрешения агентства преследуется",
    )


def sidebar_first(s: Sheet) -> None:
    """A sidebar with teasers in sentences stands before the article."""
    s.put("Выбор читателей недели")
    for h, c in zip(headlines(s.r, 3), s.r.sample(TEASERS, 3)):
        s.put(h, c, f"{s.r.randrange(10, 900)} 👁")
    s.put("Все спецпроекты", "")
    s.title()
    s.date("Дата: {d}.{m}.{Y} Время: {H}", end="\n")
    s.body()
    s.put("Для тех, кто дочитал:", *headlines(s.r, 2), "Сделано в Озёрске")


def archive_scan(s: Sheet) -> None:
    """A newspaper's archive: issue line, page number, no blank lines at all."""
    s.put(f"Газета «Новый путь», № {s.r.randrange(10, 99)} (1{s.r.randrange(100, 999)})")
    s.date("{D} {M} {Y} г.", end="\n")
    s.put("Стр. 3")
    s.title(end="\n")
    s.body(sep="\n")
    s.put("А. ВЕТРОВА.", "Наш корр.", "К содержанию номера", "Читать номер в PDF", "Сказать спасибо редакции: 12")


LAYOUTS: dict[str, Callable[[Sheet], None]] = {
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
        sport,
        science,
        region_feed,
        amp,
        paywall,
        wrapped,
        english_mix,
        photo_story,
        glued_title,
        stuck_comments,
        long_ticker,
        numbered_twice,
        press_service,
        columnist,
        mobile_share,
        wire_dateline,
        sidebar_first,
        archive_scan,
    )
}
