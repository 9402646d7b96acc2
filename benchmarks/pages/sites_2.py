"""The first made-up sites, the other half: science, photographs, comments, tickers, columns."""

# ruff: noqa: B905, TC003
from __future__ import annotations

from collections.abc import Callable

from furniture import CAPTIONS, CITIES, COMMENTS, MONTHS, NICKS, PEOPLE, TEASERS, clock, headlines
from sheet import Sheet, today

__all__ = ["SITES"]


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


SITES: dict[str, Callable[[Sheet], None]] = {
    f.__name__: f
    for f in (
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
