"""Composes data/archive.jsonl.gz, a sample archive of invented news pages, from the sentences in data/archive/.

Run `python training/sample_archive.py`; the same seed gives the same bytes.
The sentences and word lists are text and JSON files so that they can be read and corrected as prose.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data"
ARCHIVE = DATA / "archive.jsonl.gz"
SEED = 20240915
PER_TOPIC = 14

# Rows that no analyser can make sense of: an archive of real scrapes has them too.
BROKEN: tuple[str | None, ...] = (
    "",
    " \n\n ",
    None,
    None,
    "404 Not Found\n\nThe page you are looking for has moved or no longer exists.",
    "1 2 3 … 17 >>\n+7 000 000-00-00",
)

_CHOICE = re.compile(r"\[([^\[\]]+)\]")  # "[два|три]" -> one of the two
_SLOT = re.compile(r"\{(\w+)\}")  # "{city_l}" -> "в Туле"


class Story(NamedTuple):
    """A headline and the sentences that belong to it, with their slots unfilled."""

    title: str
    sentences: list[str]


class Section(NamedTuple):
    """The stories of one topic and the sentences that can follow any of them."""

    stories: list[Story]
    follow: list[str]


class Person(NamedTuple):
    """A name in the three cases that the sentences use."""

    name: str
    genitive: str
    accusative: str
    family: str  # the masculine surname, the same for both genders
    female: bool


class Article(NamedTuple):
    """A filled story before a page is laid out around it."""

    title: str
    sentences: list[str]
    place: dict[str, str]
    when: datetime


def read_templates(path: Path = DATA / "archive" / "templates.txt") -> dict[str, Section]:
    """Sections by topic: "# topic", "> headline", its sentences, and "- sentence" for the shared ones."""
    sections: dict[str, Section] = {}
    section = Section([], [])
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            section = sections[line[2:]] = Section([], [])
        elif line.startswith("> "):
            section.stories.append(Story(line[2:], []))
        elif line.startswith("- "):
            section.follow.append(line[2:])
        elif line:
            section.stories[-1].sentences.append(line)
    return sections


class Composer:
    """Fills stories and lays pages out; every choice comes from one seeded generator."""

    def __init__(self, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.words: dict[str, Any] = json.loads((DATA / "archive" / "words.json").read_text(encoding="utf-8"))
        self.sections = read_templates()
        # A region keeps its governor and a city its mayor through the whole archive.
        heads = self.people(2 * len(self.words["places"]))
        self.heads = {place["city"]: (heads.pop(), heads.pop()) for place in self.words["places"]}

    def people(self, count: int, female: bool | None = None) -> list[Person]:
        """As many people with different surnames, of one gender or of both."""
        people = []
        for m_nom, m_gen, f_nom, f_gen, f_acc in self.rng.sample(self.words["surnames"], count):
            woman = self.rng.random() < 0.45 if female is None else female
            firsts = self.rng.choice(self.words["women" if woman else "men"])
            lasts = (f_nom, f_gen, f_acc) if woman else (m_nom, m_gen, m_gen)
            nominative, genitive, accusative = map(" ".join, zip(firsts, lasts, strict=True))
            people.append(Person(nominative, genitive, accusative, m_nom, woman))
        return people

    def cast(self, slots: dict[str, str], taken: set[str]) -> None:
        """Put new people into the slots, none with a surname that the article already has."""
        for key, female in (("p", None), ("q", None), ("r", None), ("m", False), ("w", True)):
            person = self.people(1, female)[0]
            while person.family in taken:
                person = self.people(1, female)[0]
            taken.add(person.family)
            slots |= {key: person.name, f"{key}_g": person.genitive, f"{key}_a": person.accusative}
            slots |= {f"{key}f": "а" if person.female else "", f"{key}sya": "ась" if person.female else "ся"}
        slots["f"] = slots["pf"]

    def slots(self, place: dict[str, str], when: datetime) -> dict[str, str]:
        """What the sentences of one article may name, besides its people."""
        rng, words = self.rng, self.words
        governor, mayor = self.heads[place["city"]]
        country, country_gen = rng.choice(words["countries"])
        other = rng.choice([p for p in words["places"] if p is not place])
        soon = when + timedelta(days=rng.randint(3, 20))
        slots = dict(place)
        slots |= {
            "adjcap": place["adj"].capitalize(),
            "city2_g": other["city_g"],
            "country": country,
            "country_g": country_gen,
            "firm": rng.choice(words["firms"]),
            "team": rng.choice(words["teams"]),
            "gov": governor.name,
            "mayor": mayor.name,
            "gf": "а" if governor.female else "",
            "gsya": "ась" if governor.female else "ся",
            "mf": "а" if mayor.female else "",
            "day": self.day(when),
            "yest": self.day(when - timedelta(days=1)),
            "prev": self.day(when - timedelta(days=rng.randint(5, 25))),
            "next": self.day(soon),
            "wd": words["weekdays"][when.weekday()],
            "nmon_l": words["months_loc"][when.month % 12],
            "year": str(when.year),
            "ly": str(when.year - 1),
            "ny": str(when.year + 1),
        }
        return slots

    def day(self, when: datetime) -> str:
        return f"{when.day} {self.words['months'][when.month - 1]}"

    def fill(self, template: str, slots: dict[str, str]) -> str:
        """One sentence: alternatives chosen, slots filled, the first letter raised."""
        chosen = _CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), template)
        filled = _SLOT.sub(lambda m: slots[m[1]], chosen)
        return filled[0].upper() + filled[1:]

    def article(self, topic: str, index: int) -> Article:
        """The index-th article of a topic, four to eight sentences long."""
        rng, section = self.rng, self.sections[topic]
        story = section.stories[index % len(section.stories)]
        place = rng.choice(self.words["places"])
        when = datetime(2015, 1, 8) + timedelta(days=rng.randrange(3600), minutes=rng.randrange(7 * 60, 22 * 60))
        slots = self.slots(place, when)
        follow = rng.sample(section.follow, rng.randint(2, 5))
        if rng.random() < 0.5:
            follow.append(rng.choice(self.sections["any"].follow))
        taken = {head.family for head in self.heads[place["city"]]}
        self.cast(slots, taken)
        title = self.fill(story.title, slots)
        sentences = [self.fill(sentence, slots) for sentence in story.sentences]
        for sentence in follow:
            self.cast(slots, taken)
            sentences.append(self.fill(sentence, slots))
        return Article(title, sentences, place, when)

    def paragraphs(self, article: Article) -> list[str]:
        """The sentences in paragraphs of one to three."""
        left, paragraphs = list(article.sentences), []
        while left:
            size = self.rng.randint(1, 3)
            paragraphs.append(" ".join(left[:size]))
            left = left[size:]
        return paragraphs

    def page(self, article: Article, titles: list[str]) -> str:
        """The article inside the furniture of one of the invented sites."""
        return self.rng.choice(LAYOUTS)(self, article, self.paragraphs(article), self.rng.sample(titles, 3))


def clean(c: Composer, a: Article, body: list[str], related: list[str]) -> str:
    return "\n\n".join([a.title, *body])


def bare(c: Composer, a: Article, body: list[str], related: list[str]) -> str:
    return "\n".join([*body, "Редакция"])


def weather(c: Composer, a: Article, body: list[str], related: list[str]) -> str:
    rng = c.rng
    head = [
        f"Сейчас {a.place['city_l']} {rng.choice('+-')}{rng.randint(1, 24)}°C",
        f"Доллар {rng.randint(5600, 9400) / 100:.2f} Евро {rng.randint(6500, 9900) / 100:.2f}",
        "vk ok telegram rss",
        "",
    ]
    date = f"{a.when:%H:%M}, {c.day(a.when)} {a.when.year}"
    foot = ["Главное за день — в нашем Telegram-канале Подписаться", *(t for r in related for t in (r, r))]
    main = [a.title, date, "Фото: архив редакции", *body, *foot, "Популярное\nнаверх"]
    return "\n".join([*head, "\n\n".join(main)])


def portal(c: Composer, a: Article, body: list[str], related: list[str]) -> str:
    rng = c.rng
    head = [f"{a.place['city'].upper()} ОНЛАЙН", "Главная | Новости | Афиша | Форум | Контакты"]
    head += [f"Главная / Новости / {a.title}", a.title]
    head.append(f"{a.when:%d.%m.%Y %H:%M} | Просмотров: {rng.randint(40, 9000)}")
    foot = ["Поделиться: ВКонтакте | Одноклассники", "ЧИТАЙТЕ ТАКЖЕ", *related, "Комментарии (1)"]
    comment = rng.choice(["Сосед: давно пора", "Анна: а кто за это заплатит?", "гость: ничего не изменится"])
    return "\n".join([*head, "", "\n\n".join(body), "", *foot, comment, f"© {a.when.year} Все права защищены. 16+"])


def agency(c: Composer, a: Article, body: list[str], related: list[str]) -> str:
    dateline = f"{a.place['city'].upper()}, {c.day(a.when)} – Регион-Пресс. "
    head = ["Агентство «Регион-Пресс»", "Лента  Фото  Видео  Подписка", f"{a.when:%H:%M %d.%m.%Y}"]
    foot = ["Все новости региона", *related, "При использовании материалов ссылка обязательна. 12+"]
    return "\n".join([*head, a.title, "", dateline + "\n\n".join(body), "", *foot])


def mobile(c: Composer, a: Article, body: list[str], related: list[str]) -> str:
    rng = c.rng
    month = c.words["months"][a.when.month - 1]
    short = month if month == "мая" else month[:3] + "."
    ad = rng.choice(["Реклама", "РЕКЛАМА. ООО «Окна рядом»", "Установите наше приложение"])
    middle = [body[0], ad, *body[1:]]
    foot = [f"Теги: {a.place['city']}, новости, {a.place['reg']}", "Читать ещё", *related]
    cookie = "Мы используем cookie. Оставаясь на сайте, вы соглашаетесь с этим. Хорошо"
    counters = f"👁 {rng.randint(90, 4000)}  ❤ {rng.randint(0, 80)}"
    head = ["☰ Меню  Поиск", a.title, f"{a.when.day} {short} {a.when.year} г.", counters]
    return "\n\n".join([*head, *middle, *foot, cookie, "18+"])


def printed(c: Composer, a: Article, body: list[str], related: list[str]) -> str:
    head = [f"Опубликовано: {a.when:%Y-%m-%d %H:%M}", f"Автор: {c.people(1)[0].name}", "Версия для печати"]
    foot = "Нашли ошибку? Выделите текст и нажмите Ctrl+Enter"
    return "\n".join([a.title, a.title, *head, "", "\n\n".join(body), "", foot])


LAYOUTS = (clean, clean, bare, weather, portal, agency, mobile, printed)


def rows(seed: int = SEED) -> list[dict[str, str | None]]:
    """All rows of the archive in their order: id, url, published (ISO 8601 or null) and text."""
    composer = Composer(seed)
    rng = composer.rng
    topics = [topic for topic in composer.sections if topic != "any"]
    articles = [composer.article(topic, index) for topic in topics for index in range(PER_TOPIC)]
    titles = [article.title for article in articles]
    pages: list[tuple[str | None, datetime | None]] = []
    for article in articles:
        others = [title for title in titles if title != article.title]
        known = article.when if rng.random() < 0.7 else None
        pages.append((composer.page(article, others), known))
    pages += [(text, None) for text in BROKEN]
    rng.shuffle(pages)
    hosts = ("news.example", "vesti.example", "gazeta.example", "region.example")
    return [
        {
            "id": f"n{number:04d}",
            "url": f"https://{rng.choice(hosts)}/{rng.randint(10000, 99999)}/",
            "published": known.isoformat(timespec="minutes") if known else None,
            "text": text,
        }
        for number, (text, known) in enumerate(pages, 1)
    ]


def as_jsonl(seed: int = SEED) -> str:
    """The archive as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(seed))


def main() -> None:
    buffer = io.BytesIO()
    # No name and no time in the header, so that the same text gives the same file.
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as packed:
        packed.write(as_jsonl().encode("utf-8"))
    ARCHIVE.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main()
