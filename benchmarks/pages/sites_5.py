"""Broadcasters, agencies of old, embedded posts, councils, exchanges."""

# ruff: noqa: B905, E501, TC003
from __future__ import annotations

import random
from collections.abc import Callable

from furniture import CAPTIONS, CITIES, MONTHS, PEOPLE, SHORT, TEASERS, headlines
from sheet import Sheet, today

__all__ = ["SITES"]


def _city(r: random.Random) -> str:
    return r.choice(CITIES)


def tv_transcript(s: Sheet) -> None:
    """A broadcaster: programme, anchors, the crew below, a player's leftovers in the text."""
    r = s.r
    s.put("ТЕЛЕКАНАЛ «ВОЛНА»", "ПРОГРАММА", "ВЕДУЩИЕ", "АРХИВ ВЫПУСКОВ", "О КАНАЛЕ", "")
    s.date("{d}.{m}.{Y} / {H}", end="\n")
    s.title(end="\n")
    s.put("Сюжет вышел в программе «Итоги дня»", "0:00 / 2:14", "")
    s.body(between={1: ["К сожалению, ваше устройство не может показать это видео."]})
    s.put("Корреспондент " + r.choice(PEOPLE) + ", оператор " + r.choice(PEOPLE), "")
    for h in headlines(r, 4):
        s.put(f"{r.randrange(1, 4)}:{r.randrange(10, 59)}", h)
    s.put("Смотреть эфир", "Как смотреть нас в вашем городе")


def championship(s: Sheet) -> None:
    """A sports portal: date with weekday and sport, author of the news, source, quotes of bookmakers, next matches."""
    r = s.r
    s.put("Футбол Хоккей Теннис Бокс Биатлон", "Сегодня 14 матчей", "Луч — Заря 21:45", "Маяк — Спутник 19:00", "")
    s.date("{D} {M} {Y}, {W}. {H}. Хоккей", end="\n")
    s.title(end="\n")
    s.put(r.choice(PEOPLE), "")
    s.body()
    s.put(
        "Источник: пресс-служба лиги",
        "Сообщить об ошибке",
        "Кто выиграет?",
        "П1 2.10",
        "X 3.40",
        "П2 3.05",
        "18+ Реклама",
    )
    s.put("Материалы по теме", *headlines(r, 4), "Комментарии", "Первый раз здесь?")


def old_agency(s: Sheet) -> None:
    """A saved page of an old agency: running title with address, last update, sections after a colon."""
    r = s.r
    w = s.source.when
    s.put(f"Вестник.Ру: В мире: http://www.vestnik.example/world/{w:%Y/%m/%d}/item/")
    s.stated = w.date().isoformat()
    s.put(f"Последнее обновление: {w.day:02}.{w.month:02}.{w.year}, {w:%H:%M:%S}", "")
    s.title()
    s.body(sep="\n\n")
    s.put(
        "Ссылки по теме",
        *(f"- {h} -- Вестник.Ру, {r.randrange(1, 28):02}.{r.randrange(1, 12):02}.2004" for h in headlines(r, 3)),
    )
    s.put(
        "Обсудить",
        "",
        "Другие новости раздела:",
        *(f"{r.randrange(1, 28):02}.{r.randrange(1, 12):02} {h}" for h in headlines(r, 4)),
    )


def disclaimer_caps(s: Sheet) -> None:
    """A notice in capitals above the text, a donation form, a subscription in sentences inside."""
    r = s.r
    s.put("Поддержать", "Расследования", "Колумнисты", "Регионы", "")
    s.put(
        "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН И РАСПРОСТРАНЕН ИНОСТРАННЫМ АГЕНТОМ ЛИБО КАСАЕТСЯ ДЕЯТЕЛЬНОСТИ ИНОСТРАННОГО АГЕНТА. 18+",
        "",
    )
    s.title(end="\n")
    s.lead()
    s.date("{H} {D} {M} {Y}", end="\n")
    s.put(r.choice(PEOPLE), "корреспондент", "")
    s.body(
        between={
            2: [
                "Чтобы не пропустить новые тексты, подпишитесь на нашу почтовую рассылку. Мы пишем раз в неделю и не шлём спам.",
                "Email",
            ]
        }
    )
    s.put(
        "Вам важны независимые новости?",
        "Станьте соучастником! Нажимая кнопку, вы принимаете условия договора пожертвования.",
        "100 ₽",
        "500 ₽",
        "1000 ₽",
        "Банковская карта",
    )


def embeds(s: Sheet) -> None:
    """Posts of social networks embedded between the paragraphs."""
    r = s.r
    s.put("Звёздная жизнь", "Светская хроника", "Мода", "Дети", "Тесты", "")
    s.title(end="\n")
    s.date("{D} {M} {Y}", end="\n")
    s.put(r.choice(PEOPLE), "Фото: соцсети", "")
    s.body(
        between={
            0: [
                "Посмотреть эту публикацию в Instagram",
                f"Публикация от Город ({r.choice(('@gorod', '@ozersk_live'))}) {r.randrange(1, 28)} {r.choice(SHORT)} {s.source.when.year} в 4:12 PDT",
            ],
            2: [
                f"— {r.choice(PEOPLE)} (@nick_{r.randrange(99)}) {r.randrange(1, 28)} {r.choice(MONTHS)} {s.source.when.year} г."
            ],
        }
    )
    s.put("Материал по теме:", headlines(r, 1)[0], "Теперь мы в TikTok!", "Смотреть")


def ok_group(s: Sheet) -> None:
    """A post of a group in a social network: name, date without a year, text, classes."""
    r = s.r
    s.put("Подслушано в Заречье", f"{s.source.when.day} {SHORT[s.source.when.month - 1]}")
    s.body(sep="\n")
    s.put(
        "ещё",
        f"{r.randrange(3, 80)} комментариев",
        f"{r.randrange(1, 30)} раз поделились",
        f"{r.randrange(30, 400)} классов",
        "Комментировать",
        "Класс",
    )


def council(s: Sheet) -> None:
    """A city council's site: accessibility bar, crumbs with arrows, date below the title, documents, a map of links."""
    r = s.r
    s.put("Размер шрифта: A A A", "Цвета сайта: Ц Ц Ц", "Изображения: Вкл. Выкл.", "Озёрский городской Совет депутатов")
    s.put("Депутаты > Фракции > Комитеты > График приёма", "Новости > Новости Совета", "")
    s.title()
    s.put(r.choice(CAPTIONS))
    s.body()
    s.date("{d}.{m}.{Y}", end="\n")
    s.put(
        "Решение № 45.docx",
        "Скачать (54 Кб)",
        "Поделиться новостью:",
        "Правительство области",
        "Областная Дума",
        "Госуслуги",
        "Решаем вместе",
        "Не убран снег, яма на дороге? Столкнулись с проблемой — сообщите о ней!",
    )


def university(s: Sheet) -> None:
    """A university's news: faculties, a date with a dot between, captions, the author's post, other news as cards with prose."""
    r = s.r
    s.put("Абитуриентам", "Студентам", "Сотрудникам", "Институты и факультеты", "Наука", "Расписание", "EN | 中文", "")
    s.date("{d}·{m}·{Y}" if r.random() < 0.3 else "{d}.{m}.{Y}", end="\n")
    s.title(end="\n")
    s.body(between={1: [r.choice(CAPTIONS)]})
    s.put("Текст: " + r.choice(PEOPLE) + ", управление информации", "Другие новости", "")
    for h, t in zip(headlines(r, 3), r.sample(TEASERS, 3)):
        s.put(f"{r.randrange(1, 28)} {r.choice(MONTHS)}", h, t)
    s.put("Приёмная ректора", "Телефон горячей линии", "Сведения об образовательной организации")


def diocese(s: Sheet) -> None:
    """A religious site: calendar of the day in sentences, title, date, "Просмотров", schedule of services."""
    s.put(
        today(s, "{D} {M} {Y} г."),
        "Седмица 17-я по Пятидесятнице. Поста нет.",
        "Митрополия",
        "Храмы",
        "Святыни",
        "Приходская жизнь",
        "",
    )
    s.title(end="\n")
    s.date("{D} {M} {Y} г.")
    s.body()
    s.put(
        "Пресс-служба епархии",
        "Фото: иерей Пётр Нечаев",
        "Все новости раздела",
        "Расписание богослужений",
        "Подать записку",
    )


def exchange_news(s: Sheet) -> None:
    """A financial feed: tickers of securities, title, source and time, disclaimer in prose."""
    s.put("IMOEX 2 710,4 +0,35%", "RTSI 1 340,1 −0,12%", "СБЕР 231,4", "ГАЗП 240,8 ▼ 1,1%", "Brent 58,3 USD/бар", "")
    s.title(end="\n")
    s.date("Деловой вестник | {d}.{m}.{Y} | {H} мск", end="\n")
    s.body()
    s.put(
        "Поделитесь с друзьями:",
        "Данная информация не является индивидуальной инвестиционной рекомендацией. Инструменты, упомянутые в тексте, могут не соответствовать вашему профилю.",
        "Котировки предоставлены с задержкой 15 минут.",
        "Топ просматриваемых бумаг",
        "Ромашка ао  120,5",
        "Заря ап  45,1",
    )


def farm_paper(s: Sheet) -> None:
    """A rural paper: everything glued without blanks, rubric in capitals, byline in capitals, tags with bars."""
    r = s.r
    s.put("СЕЛЬСКАЯ НОВЬ", "ОБЩЕСТВЕННО-ПОЛИТИЧЕСКАЯ ГАЗЕТА РАЙОНА", "ВЛАСТЬ И ОБЩЕСТВО")
    s.title(end="\n")
    s.date("{D} {M}, {Y}", end="\n")
    s.body(sep="\n")
    s.put(
        r.choice(PEOPLE).upper(),
        "На снимке: участники встречи.",
        "район | люди | село",
        f"Прочитано {r.randrange(20, 900)} раз",
        "Оцените: ★★★★★",
        "Наши подписчики получают газету раньше всех. Оформить подписку можно в любом отделении связи.",
    )


def news_with_faq(s: Sheet) -> None:
    """A portal of a bank: crumbs, reading time, contents list before the text, questions below."""
    r = s.r
    s.put("Частным лицам", "Бизнесу", "Вклады", "Кредиты", "Журнал", "Журнал — Новости")
    s.title()
    s.date("{D} {M} {Y}", end="\n")
    s.put("4 минуты", "12 310", "Содержание", "Что случилось", "Что говорят эксперты", "Что дальше", "")
    s.body()
    s.put(
        "Вам помогла эта статья?",
        "Да",
        "Нет",
        "Расскажите, чего не хватило",
        "Отправить",
        "Часто читают",
        *headlines(r, 4),
    )


SITES: dict[str, Callable[[Sheet], None]] = {
    f.__name__: f
    for f in (
        tv_transcript,
        championship,
        old_agency,
        disclaimer_caps,
        embeds,
        ok_group,
        council,
        university,
        diocese,
        exchange_news,
        farm_paper,
        news_with_faq,
    )
}
