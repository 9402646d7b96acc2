"""The Russian words of the views, the report and the plots: kinds, statuses, topics, dates, numbers."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import Final

from ruanalyze.paths import RESOURCES

__all__ = [
    "BOILERPLATE",
    "GENDERS",
    "KINDS",
    "PLACE_KINDS",
    "SECTORS",
    "STATUSES",
    "date_words",
    "number",
    "plural",
    "topic_labels",
]

KINDS: Final = {"PER": "люди", "ORG": "организации", "LOC": "места", "DATE": "даты"}
STATUSES: Final = {
    "current": "сейчас",
    "former": "раньше",
    "acting": "временно исполняет",
    "incoming": "вступает в должность",
}
PLACE_KINDS: Final = {
    "country": "страна",
    "region": "регион",
    "district": "район",
    "city": "город",
    "town": "небольшой город",
    "village": "село или посёлок",
    "other": "другое",
}
SECTORS: Final = {
    "bank": "банки",
    "civic": "общественные организации",
    "company": "компании",
    "court": "суды",
    "culture": "культура",
    "education": "образование",
    "government": "органы власти",
    "health": "здравоохранение",
    "international": "международные организации",
    "law_enforcement": "правопорядок",
    "media": "СМИ",
    "military": "армия",
    "municipal": "местная власть",
    "parliament": "парламенты",
    "party": "партии",
    "religion": "религия",
    "science": "наука",
    "sport": "спорт",
    "other": "другое",
}
GENDERS: Final = {"masc": "мужчина", "femn": "женщина"}
BOILERPLATE: Final = {
    "menu": "меню",
    "weather": "погода",
    "rates": "курсы",
    "credit": "подпись к снимку",
    "share": "кнопки",
    "subscribe": "подписка",
    "related": "другие материалы",
    "tags": "теги",
    "comments": "комментарии",
    "date": "дата",
    "other": "прочее",
}
_MONTHS: Final = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def date_words(when: dt.datetime | dt.date | None) -> str:
    """A moment or a day as a reader writes it; empty for None.

    >>> import datetime as dt
    >>> date_words(dt.datetime(2019, 10, 7, 9, 5)), date_words(dt.date(2021, 3, 1))
    ('7 октября 2019, 09:05', '1 марта 2021')
    >>> date_words(dt.datetime(2019, 10, 7, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=3))))
    '7 октября 2019, 09:05 (UTC+03:00)'
    """
    if when is None:
        return ""
    day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    if not isinstance(when, dt.datetime):
        return day
    zone = f" ({when.tzname()})" if when.tzinfo is not None else ""
    return f"{day}, {when:%H:%M}{zone}"


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form of a noun that Russian wants after a number.

    >>> [plural(n, "страница", "страницы", "страниц") for n in (1, 3, 11, 25, 121)]
    ['страница', 'страницы', 'страниц', 'страниц', 'страница']
    """
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many


def number(count: int) -> str:
    """A number with thin spaces between thousands.

    >>> number(1234567).split("\\u202f")
    ['1', '234', '567']
    """
    return f"{count:,}".replace(",", "\u202f")


@cache
def topic_labels() -> dict[str, str]:
    """Russian labels of the shipped topics, by id; an own topic keeps its id."""
    path = RESOURCES / "topics.json"
    return {t["id"]: t["label"] for t in json.loads(path.read_text(encoding="utf8"))["labels"]}
