"""Tokens by one compiled regular expression: razdel's rules, and the joins that razdel lacks.

As in razdel a token is a run of Russian letters, of Latin letters or of digits, joined by hyphens, underscores, decimal
points and fraction bars, or a punctuation mark. Unlike razdel

    spaced      a mark never joins across white space: "2009, 15" is "2009" "," "15", "Москва -город" has a dash
    url, mail   "https://ria.ru/a?b=1", "www.vk.com", "press@mid.ru" are one token
    domain      "Lenta.ru", "кремль.рф", "vk.com/news" are one token
    hanging     "теле- и радиостанции": the hyphen belongs to the first word
    tag         "#выборы2024", "@mid_rf" are one token
    model       "Ту-154М", "HTML5", "5G", "3Com", "В2В" are one token ("2019г" and "10км" are two)
    time        "12:30" and "12:30-14:00" are one token; a score "3:2" is three
    apostrophe  "О'Нил", "Кот-д’Ивуар" are one token
    emoji       an emoji with its modifiers is one token, and so is a bullet
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DASHES", "tokenize"]

DASHES: Final = "‑–—−-"
_RU = "А-Яа-яЁё"
_LAT = "A-Za-z"
_PUNCT = re.escape("\\/!#$%&*+,.:;<=>?@^_`|~№…" + DASHES + "«“‘»”’\"„'([{}])")
_EMOJI = "\U0001f000-\U0001f2ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b00-\u2bff"
_BULLET = "•●▪■□►▶◆◦→←↑↓©"
_OTHER = rf"[^\s\d{_RU}{_LAT}{_PUNCT}{_EMOJI}{_BULLET}]"  # accents, degree signs, letters of other alphabets
_SKIN = "[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]"
_TLD = (
    "ru|com|org|net|info|biz|рф|ру|ua|by|kz|su|tv|eu|io|me|us|uk|de|fr|edu|gov|int|am|ge|pro|doc|news|online|media|"
    "today|москва|рус|ком"
)

_WORD = rf"""
    (?:[{_RU}]++|[{_LAT}]++|{_OTHER}++)
    (?:
        {_OTHER}++
        | (?<={_OTHER})(?:[{_RU}]++|[{_LAT}]++)                 # "за́мок"
        | ['’](?=[{_RU}{_LAT}])(?<=[{_RU}{_LAT}]['’])(?:[{_RU}]++|[{_LAT}]++)   # "О'Нил"
    )*+
"""
_UNIT = rf"""(?:
    [0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])                       # "12:30"
    | \d++(?:[A-Z][A-Za-z]*+|(?!Г)[А-ЯЁ])(?!\w)                  # "5G", "3Com", "154М"
    | \d++
    | [{_LAT}]++\d++(?:[{_LAT}]++\d++){{0,8}}+[{_LAT}]*+(?!\w)     # "HTML5", "B2B"
    | [А-ЯЁ]{{1,4}}+[а-яё]?+(?<![ВСКОАИУ](?=\d{{4}}))\d{{1,4}}+[А-ЯЁ]{{0,2}}+(?!\w)    # "Су35", "Т14"; not "В2010"
    | {_WORD}
)"""
_URL_END = r"""[^\s<>"«»“”)\]]*[^\s<>"«»“”.,:;!?)\]'…]"""

TOKEN: Final = re.compile(
    rf"""(?:
    [{_RU}]++(?=[\s,]) | [.,](?=\s)                              # most tokens: the alternatives below give the same
    | (?:https?|ftp)://{_URL_END}                                  # "https://ria.ru/a?b=1"
    | www\.(?=\w){_URL_END}                                      # "www.vk.com"
    | [A-Za-z0-9][\w.+-]{{0,63}}+@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+    # "press@mid.ru"
    | {_UNIT}(?:[_{DASHES}]{_UNIT}|(?<=\d)[.,/\\](?=\d)\d++)*+    # "Ту-154М", "01.02.2024", "кто-то"
      (?:-(?=\s(?:и|или|либо)\s))?                               # "теле- и радио"
      (?:(?:\.[A-Za-z0-9-]{{1,30}}){{0,4}}?\.(?i:{_TLD})(?!\w)(?:/(?:[\w./?=&%\#~+-]*[\w/])?)?)?    # "Lenta.ru"
    | [.?!…]++                                                   # "?!", "..."
    | [=:;][)(]{{1,3}}                                           # ":)"
    | --++ | \*\*++
    | [\#@](?=[^\W\d_])\w++                                      # "#выборы"
    | [\U0001f1e6-\U0001f1ff]{{2}}                               # a flag
    | [{_EMOJI}]{_SKIN}*+(?:\u200d[{_EMOJI}]{_SKIN}*+)*+
    | \S
    )\s*+""",  # white space belongs to the match, so that no search begins at it
    re.VERBOSE,
)


#: Characters of a word; a longer one is noise (an encoded picture), and what is kept by word would fill the memory.
_LONGEST: Final = 300


def tokenize(text: str) -> tuple[list[int], list[str]]:
    """Starts and words of the tokens of a text.

    >>> tokenize("Ту-154М сел в 12:30.")
    ([0, 8, 12, 14, 19], ['Ту-154М', 'сел', 'в', '12:30', '.'])
    """
    at = len(text) - len(text.lstrip())
    pieces = TOKEN.findall(text, at)
    if max(map(len, pieces), default=0) > _LONGEST:
        pieces = list(_cut(pieces))
    starts = list(accumulate(map(len, pieces), initial=at))
    starts.pop()
    return starts, list(map(str.rstrip, pieces))


def _cut(pieces: list[str]) -> Iterator[str]:
    """The pieces, those with giant words cut in several; white space stays at the end."""
    for piece in pieces:
        size = len(piece.rstrip())
        cuts = range(0, max(1, size), _LONGEST)
        yield from (piece[i : i + _LONGEST] for i in cuts[:-1])
        yield piece[cuts[-1] :]
