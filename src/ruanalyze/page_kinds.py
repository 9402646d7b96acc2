"""What a line of page furniture is: a phrase list, and named rules asked by a line's first word or by a stem in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ruanalyze.doc import BoilerplateKind

__all__ = ["STEMS", "Verdict", "by_stem", "is_ticker", "kind_of"]


class Verdict(NamedTuple):
    """The kind of a furniture line and the rule that decided."""

    kind: BoilerplateKind
    rule: str


_LEXICON: Final = json.loads((Path(__file__).parent / "resources" / "page.lexicon.json").read_text("utf-8"))
_EXACT: Final[dict[str, Verdict]] = {
    phrase: Verdict(kind, "phrase") for kind, phrases in _LEXICON["exact"].items() for phrase in phrases
}
_SOCIAL: Final = frozenset(_LEXICON["social"])
_RUBRICS: Final = frozenset(_LEXICON["rubrics"])
_STRIP: Final = " \t\r\xa0\u200b\ufeff.:…·•|/\\>»<«→←↑↓+-–—#*()[]!?,▼▲►◄❯❮✓×☰"
_COUNTER: Final = re.compile(
    r"[\s:(]*\d[\d\s.,]{0,8}[кkмm]?\)?$", re.IGNORECASE
)  # "лайк 12", "просмотров: 1 204", "5,6k"

# A rule of a line by its first word: the words, what the line must look like (None: nothing more;
# in lower case, unless the pattern asks for capitals), kind, name,
# the greatest length of such a line.
_FIRST: Final[tuple[tuple[str, str | None, BoilerplateKind, str, int], ...]] = (
    # Фото: архив редакции | Фото пресс-службы мэрии | Фотограф Иван Ильин | Видео: МЧС
    (
        "фото видео фотография снимок изображение иллюстрация инфографика коллаж скриншот кадр рисунок фотоколлаж",
        r"[А-ЯЁа-яё]+(?: автора| и видео|/видео)?\s*(?:[:©/|(–—-]|из |с |предоставлен|пресс|архив|автор|редакци|[А-ЯЁA-Z][\w.-]+(?: [А-ЯЁA-Z][\w.-]+){0,3}\W*$)",
        "credit",
        "photo-credit",
        160,
    ),
    (
        "фотограф фотокорреспондент фотокор автор авторы текст источник обозреватель журналист корреспондент редактор подготовил подготовила подготовили беседовал беседовала записал записала",
        r"[А-ЯЁа-яё]+(?: (?:фото|текста|материала|статьи|и фото|видео|фотографии|изображения|новости|публикации))?\s*(?::|[—–-]\s|[А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё.-]+){0,2}$|©)",
        "credit",
        "author-credit",
        120,
    ),
    ("©", None, "credit", "copyright-mark", 160),
    (
        "поделиться поделись поделитесь рассказать расскажите отправить скопировать копировать",
        r"[а-яё]+(?:$|:|\.\.\.|…| в | с | на | эт| ссыл| друз| нов| стат| матер| публик|\s*\d)",
        "share",
        "share-call",
        120,
    ),
    (
        "просмотров просмотры просмотр прочитали прочтений показов голосов понравилось лайков views",
        r"\S+\s*:?\s*\d",
        "share",
        "view-counter",
        60,
    ),
    ("время", r"время (?:чтения|на чтение|прочтения)", "other", "reading-time", 60),
    ("читать чтение", r"\S+:? ?(?:~|≈|около )?\d{1,3} мин", "other", "reading-time", 40),
    (
        "читайте читай смотрите смотри слушайте см",
        r"\S+ (?:также|еще|ещё|по теме|на эту тему|подробнее|подробности|в нашем|на сайте|на нашем|на \S+\.ru|нас |больше|далее|другие|также:|раньше|ранее|про)",
        "related",
        "read-also",
        300,
    ),
    (
        "ранее по похожие еще ещё другие материалы новости статьи популярное популярные самое главное последние",
        r"(?:ранее:?\s|по теме:|ещё по теме|еще по теме|похожие (?:нов|мат|стат|публ)|(?:ещё|еще) (?:нов|мат|стат|в руб|на тему|по тем)|другие (?:нов|мат|стат|публ|соб)|материалы (?:по теме|рубр|парт|номер)|новости (?:по теме|парт|рубр|компан|сми|час|за )|статьи (?:по теме|рубр)|популярн\S+ (?:за|в |на |нов|мат|стат)|самое (?:чит|инт|поп|обс|важ|глав)|главное (?:за |к этому|в |на |сег)|последние (?:нов|ком|соб))",
        "related",
        "related-heading",
        60,
    ),
    (
        "подписывайтесь подпишитесь подпишись подписывайся подписаться присоединяйтесь присоединяйся вступайте",
        None,
        "subscribe",
        "subscribe-call",
        400,
    ),
    (
        "хотите",
        r"хотите (?:узнавать|знать|быть|читать|получать|первыми|всегда|больше)",
        "subscribe",
        "subscribe-call",
        300,
    ),
    (
        "теги тэги тег тэг метки метка ключевые",
        r"(?:т[еэ]ги?|метк[иа]|ключевые слова)\s*[:—–-]",
        "tags",
        "tags-label",
        400,
    ),
    (
        "темы тема сюжет сюжеты персоны рубрика рубрики раздел категория категории регион регионы организации упоминаются",
        r"[а-яё]+(?: \([а-яё]+\))?\s*:",
        "tags",
        "tags-label",
        200,
    ),
    (
        "комментарии комментарий комментариев комментировать обсуждение обсудить",
        r"[а-яё]+(?:\s*[:(]?\s*\d|\s*$|:$| к | \(| читател| пользоват| на | нов| в | мат| стат)",
        "comments",
        "comments-heading",
        100,
    ),
    (
        "оставить оставьте добавить добавьте написать чтобы войдите авторизуйтесь зарегистрируйтесь",
        r".{0,40}(?:комментари|коммент|отзыв)",
        "comments",
        "comments-call",
        160,
    ),
    ("авторизуйтесь зарегистрируйтесь войдите", None, "comments", "login-call", 160),
    (
        "увидели нашли заметили обнаружили если выделите выделить сообщите",
        r".{0,60}(?:опечатк|ошибк|неточност|ctrl)",
        "other",
        "typo-call",
        240,
    ),
    (
        "доллар евро юань нефть биткоин usd eur cny brent btc $ € ¥ курс курсы цб usd/rub eur/rub ммвб imoex rts индекс золото bitcoin",
        r"\D{0,40}[\d]",
        "rates",
        "rates-line",
        100,
    ),
    ("курс курсы", r"курсы? (?:валют|цб|доллара|евро|на )", "rates", "rates-line", 60),
    (
        "погода сейчас ветер влажность давление ощущается температура днём днем ночью утром вечером завтра осадки облачность восход заход закат",
        r".{0,60}(?:[+−-]\s?\d|\d\s?°|°|\d\s?%|м/[cс]|мм\b|\d\d:\d\d)",
        "weather",
        "weather-line",
        90,
    ),
    (
        "сделать установить установите скачать скачайте добавьте",
        r".{0,40}(?:стартов|приложени|app store|google|избранн|в яндекс|источник)",
        "subscribe",
        "app-call",
        160,
    ),
    (
        "свидетельство сетевое зарегистрировано учредитель учредители главный издатель адрес телефон тел e-mail email эл лицензия св-во редакция шеф-редактор электронная",
        r"(?:свидетельство о рег|св-во|сетевое издание|зарегистрировано фед|учредител\S+\s*[:(—–-]|главный редактор\s*[:—–-]|издатель\s*[:—–-]|адрес(?: редакции)?\s*:|телефон\S*(?: редакции)?\s*:|тел\s*[.:]|e-?mail\S*\s*:|эл\s?№|лицензия\s*№|редакция\s*:|шеф-редактор\s*:|электронная почта\s*:)",
        "other",
        "imprint",
        600,
    ),
    ("мы этот данный наш", r".{0,40}(?:cookie|куки|файлы кук)", "other", "cookie-note", 500),
    (
        "используя продолжая оставаясь нажимая",
        r".{0,80}(?:cookie|соглаша|согласи|политик)",
        "other",
        "cookie-note",
        500,
    ),
    (
        "var function document window google_ad (function yandex_rtb adsbygoogle <!-- $( if(",
        r".{0,80}[(={]",
        "other",
        "script",
        4000,
    ),
    (
        "(function(w (window.yandex_rtb window.yandexcontextasynccallbacks (adsbygoogle function() document.write !function",
        None,
        "other",
        "script",
        4000,
    ),
    ("реклама рекламодатель", r"реклама(?:$|[\s.:,|•·]|одатель)", "other", "advertising", 200),
    ("erid erid:", None, "other", "advertising", 200),
    ("главная home новости", r"\S+\s*(?:[/|>»→›•·—–-]|\\)\s*", "menu", "breadcrumbs", 160),
    (
        "перейти показать скрыть загрузить свернуть развернуть вернуться",
        r"\S+ (?:к |в |на |ещё|еще|все|боль|меню|комм|нов|назад|спис)",
        "menu",
        "button",
        60,
    ),
)
_BY_FIRST: Final[dict[str, list[tuple[re.Pattern[str] | None, bool, Verdict, int]]]] = {}
for _words, _pattern, _kind, _rule, _limit in _FIRST:
    _entry = (re.compile(_pattern) if _pattern else None, "А-ЯЁ" in (_pattern or ""), Verdict(_kind, _rule), _limit)
    for _word in _words.split():
        _BY_FIRST.setdefault(_word, []).append(_entry)

# A stem that stands somewhere in a line; then what the line must look like, kind, name, greatest length.
_STEM_RULES: Final[dict[str, tuple[tuple[str | None, BoilerplateKind, str, int], ...]]] = {
    "подпис": (
        (
            r"(?<!\w)подпи(?:сывайтесь|сывайся|шитесь|шись|сывайтеся)(?!\w).{0,80}(?:канал|telegram|телегр|рассылк|вконтакте|дзен|нас|групп|страниц|соцсет|паблик|max|макс|viber|whatsapp|новост|youtube|rss|сообществ|аккаунт|бот)|подписаться(?: на [\w\s-]{0,30})?\W{0,3}$",
            "subscribe",
            "subscribe-call",
            400,
        ),
    ),
    "присоедин": (
        (
            r"(?<!\w)присоединя(?:йтесь|йся)(?!\w).{0,60}(?:канал|telegram|телегр|групп|нам|вконтакте|чат|соцсет|сообществ)",
            "subscribe",
            "subscribe-call",
            400,
        ),
    ),
    "telegram": (
        (
            r"^\W*(?:наш|мы в|читайте|следите|больше|все|самы|главн|новости|оперативн|ещё|еще|не пропусти|будь|узнава|первы).{0,90}telegram",
            "subscribe",
            "subscribe-call",
            250,
        ),
    ),
    "телеграм": (
        (
            r"^\W*(?:наш|мы в|читайте|следите|больше|все|самы|главн|новости|оперативн|ещё|еще|не пропусти|будь|узнава|первы).{0,90}телеграм",
            "subscribe",
            "subscribe-call",
            250,
        ),
    ),
    "нашем канале": (
        (
            r"^\W*(?:больше|все|самы|главн|новости|оперативн|ещё|еще|подробн|видео|эксклюзив)",
            "subscribe",
            "subscribe-call",
            250,
        ),
    ),
    "ctrl": ((r"ctrl\s?(?:\+|и|-|&)\s?enter", "other", "typo-call", 300),),
    "cookie": (
        (r"(?:использу|примен|собира|сохраня|файлы|продолжа|соглас|принима|обрабатыва)", "other", "cookie-note", 600),
    ),
    "куки": ((r"(?:мы использу|сайт использу|продолжая|соглас|файлы куки)", "other", "cookie-note", 400),),
    "©": ((None, "other", "copyright", 400),),
    "все права защищены": ((None, "other", "copyright", 600),),
    "перепечатк": ((r"(?:при|любая|полная|запрещ|разреш|ссылк)", "other", "copyright", 600),),
    "использовании материалов": ((None, "other", "copyright", 600),),
    "использование материалов": ((None, "other", "copyright", 600),),
    "гиперссылк": ((r"(?:материал|обязательн|активн|прям)", "other", "copyright", 600),),
    "мнение редакции": ((r"не совпад|не отража", "other", "disclaimer", 500),),
    "мнением редакции": ((r"не совпад|не отража", "other", "disclaimer", 500),),
    "эл № фс": ((None, "other", "imprint", 600),),
    "эл №фс": ((None, "other", "imprint", 600),),
    "свидетельство о регистрации сми": ((None, "other", "imprint", 600),),
    "свидетельство о регистрации средства": ((None, "other", "imprint", 600),),
    "сетевое издание": ((r"зарегистрирован|учредител|свидетельств|^\W*сетевое издание", "other", "imprint", 600),),
    "erid": ((r"\berid\b", "other", "advertising", 300),),
    "читайте также": ((r"^\W*читайте также|читайте также\W{0,3}$|читайте также:", "related", "read-also", 300),),
    "°": ((r"^(?!.*[.!?]$).{0,80}[+−–-]?\s?\d{1,2}\s?°", "weather", "weather-line", 90),),
    "м/с": ((r"^.{0,40}\d\s?м/с\W{0,3}(?:[а-я]{1,3})?$", "weather", "weather-line", 60),),
    "18+": ((r"^\W*18\+\W*$|^.{0,60}18\+\W*$", "other", "age-mark", 120),),
    "16+": ((r"^\W*16\+\W*$|^.{0,60}16\+\W*$", "other", "age-mark", 120),),
    "12+": ((r"^\W*12\+\W*$|^.{0,60}12\+\W*$", "other", "age-mark", 120),),
    "(фото": ((r"\(фото[^)]{0,60}\)\W*$", "credit", "caption", 160),),
    "фото:": ((r"(?:[.»)|/]|^.{5,120})\s*фото:\s?[^.!?]{2,60}$", "credit", "caption", 220),),
    "adsbygoogle": ((None, "other", "script", 4000),),
    "function(": ((r"[{;}]", "other", "script", 4000),),
    "yandex_rtb": ((None, "other", "script", 4000),),
    "javascript": ((r"включ|enable|\{", "other", "script", 300),),
    "http": ((r"^\W*(?:источник\W+)?https?://\S+$", "other", "bare-link", 400),),
    "www.": ((r"^\W*www\.\S+$", "other", "bare-link", 100),),
    "курс цб": ((r"\d", "rates", "rates-line", 100),),
}
STEMS: Final[dict[str, tuple[tuple[re.Pattern[str] | None, Verdict, int], ...]]] = {
    stem: tuple((re.compile(p) if p else None, Verdict(kind, rule), limit) for p, kind, rule, limit in rules)
    for stem, rules in _STEM_RULES.items()
}
# 12:37 Headline | 09.10 Headline | 12:37, 9 октября Headline
_TICKER: Final = re.compile(
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?:[\s,|·•—–-]+|(?=[А-ЯЁ«]))(?=\S)|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?[\s,|·•—–-]+(?:\d{1,2}:\d{2}\s+)?(?=[А-ЯЁ«\"])"
)
_CLOCK: Final = re.compile(r"\W*\d{1,2}:\d{2}(?::\d{2})?\W*$")  # 12:37
_NUMBERS: Final = re.compile(r"[\W\d_]*$")  # 1 204 | 63.71 | *** | +17°
_CURRENCY: Final = re.compile(r"^[\W\d]{0,4}(?:usd|eur|cny|brent|btc|\$|€|¥)\W{0,3}(?:цб\W)?\s*\d", re.IGNORECASE)
_MAX_WORDS: Final = 14


def kind_of(line: str, low: str) -> Verdict | None:
    """The kind of one stripped line that is furniture by itself, or None. `low` is the line in lower case.

    >>> kind_of("Фото: архив редакции", "фото: архив редакции")
    Verdict(kind='credit', rule='photo-credit')
    """
    size = len(low)
    if size <= 60:
        found = _short(line, low)
        if found is not None:
            return found
    first = low[:40].split(None, 1)
    rules = _BY_FIRST.get(first[0].strip(":.,!»«()")) if first else None
    if rules is None and first:
        rules = _BY_FIRST.get(first[0].partition(":")[0])
    if rules is not None:
        for pattern, cased, verdict, limit in rules:
            if size <= limit and (pattern is None or pattern.match(line if cased else low)):
                return verdict
    if size <= 120:
        return _list_of(low)
    return None


def _short(line: str, low: str) -> Verdict | None:
    bare = low.strip(_STRIP)
    found = _EXACT.get(bare) or _EXACT.get(low)
    if found is not None:
        return found
    if _NUMBERS.match(low):
        if "°" in low or (low[:1] in "+-−" and len(low) < 6):
            return Verdict("weather", "number")
        return Verdict("date", "clock") if _CLOCK.match(low) else Verdict("other", "number")
    last = low[-1]
    if last.isdigit() or last in "kк)":
        cut = _COUNTER.sub("", low).strip(_STRIP)
        found = _EXACT.get(cut)
        if found is not None:
            return found._replace(rule="phrase-counter")
    if _CURRENCY.match(line):
        return Verdict("rates", "rates-line")
    return None


def _list_of(low: str) -> Verdict | None:
    """A line of nothing but social networks, or of at least two rubrics."""
    words = low.replace("|", " ").replace("/", " ").replace("·", " ").replace("•", " ").replace(",", " ").split()
    if len(words) > _MAX_WORDS or not words:
        return None
    if words[0] in _SOCIAL and all(w.strip(_STRIP) in _SOCIAL or w.isdigit() for w in words):
        return Verdict("share", "social-list")
    if words[0] in _RUBRICS and all(w.strip(_STRIP) in _RUBRICS for w in words):
        return Verdict("menu", "rubric-list")
    return None


def by_stem(stem: str, low: str) -> Verdict | None:
    """The kind of a line that holds `stem`, one of STEMS."""
    size = len(low)
    for pattern, verdict, limit in STEMS[stem]:
        if size <= limit and (pattern is None or pattern.search(low)):
            return verdict
    return None


def is_ticker(line: str) -> int:
    """The length of the timestamp that opens a headline of a news feed ("12:37 В школах отменили уроки"); 0 when none does."""
    m = _TICKER.match(line)
    return m.end() if m else 0
