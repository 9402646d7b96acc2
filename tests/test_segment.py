"""Sentences and tokens: "|" marks where one ends and the next begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruanalyze.segment.sentences import decisions, segment
from ruanalyze.segment.tokens import tokenize

# The rule that decides, and a text: "||" is where a sentence ends, "⏎" a line break.
SENTENCES = """
closed           | Указ подписан.|| Он вступил в силу.
closed           | Что это?|| Никто не знает!|| Вот так…
closed           | «Мы придём.»|| Он ушёл.
closed           | (Фото: пресс-служба.)|| Потом был дождь.
closed           | «Мы придём.|| Мы победим», — сказал он.
closed           | Он был «за».|| Остальные против.
closed           | Пора!|| — Куда?
glued            | Сообщает ТАСС.||Ранее писали другое.
glued            | Вручили премию «Ника».||По словам жюри, спор был долгим.
glued            | Заработал «Яндекс.Такси».
glued            | Дом им.Ленина закрыт, А.С.Пушкин тут ни при чём.
glued            | Это случилось в 2010.||В Москве шёл снег.
glued            | Всё обошлось!||Пострадавших нет.
glued            | Потушили за час.||«Мы успели», — сказал мэр.
lower_right      | Корабль им. адмирала Ушакова.
lower_right      | «Ура!» закричали дети.
lower_right      | На это ушло 1,5 млн руб. было мало.
lower_right      | Продают чай, кофе и др. товары.
punct_right      | Что это ? , спросил он ? .
dash_right       | — Пора! — сказал он.
dash_right       | Это будет 14. - 15.10.
title_in_quotes  | Вышла передача «Что? Где? Когда?» со знатоками.
pair             | Это т. е. Москва.
pair             | Хлеб, соль и т. д.|| Потом ушли.
pair             | Площадь — 300 кв. м.|| Строить будут год.
initial          | Родился А. С. Пушкин.
initial          | Приехал Дж. Буш.
initial          | Памятник на ул. им. В. И. Ленина.
initial          | Врачи назначили витамин С.|| Он помог.
initial          | Перегрузка дошла до 10 G.|| Из-за этого сели раньше.
initial          | Осудили Иванова А. А.|| Об этом сообщил суд.
initial          | Встречу провёл И. В. Петров.
abbreviation     | Они живут на ул. Ленина в г. Саратове.
abbreviation     | Его судят по ст. 105 и п. «а» ч. 2 ст. 158.
abbreviation     | Его избрали в 2019 г.|| Об этом писали.
abbreviation     | Город основан в XVI в.|| Тогда тут был лес.
abbreviation     | Заплатили 5 млн руб.|| Всего работ три.
abbreviation     | Купили 5 тыс. 300 книг.
abbreviation     | Сказали им.|| Однако они не ответили.
abbreviation     | Жители с. Ивановка и пос. Лесной рады.
abbreviation     | Ввели лимит 40 км/ч.|| Водители против.
abbreviation     | Продают чай и др.|| Цены растут.
abbreviation     | Потратили 10,8 трлн.|| «29 процентов — это много», — сказал он.
closed           | Об этом сообщила FIG.|| Спортсмены ждут.
closed           | Сдали дом за год.|| — 2021 год стал рубежом.
pair             | P. S. Это шутка.
abbreviation     | Ущерб — 53 тыс.|| Дело возбудили.
list_item        | 1. Общие положения.
list_item        | 2.1. Сроки работ.
item             | Победили: 1. Иванов (5 голосов)|| 2. Петров (4 голоса)|| 3. Сидоров
bullet           | Страны:|| • Чили|| • Перу
paragraph        | Мэр ушёл в отставку||⏎⏎Об этом сообщил он сам.
line             | Мэр ушёл в отставку||⏎Депутаты согласились
item             | Нужны:||⏎- хлеб||⏎- вода
line             | Нужны:||⏎хлеб;||⏎вода
"""


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_sentences(line: str) -> None:
    rule, _, marked = line.replace("⏎", "\n").partition("|")
    text = marked.replace("||", "").strip()
    found = segment(text, [(0, len(text), "body")])
    assert [text[s.start : s.end] for s in found] == [s.strip() for s in marked.split("||")]
    assert rule.strip() in {name for _, _, name in decisions(text, *tokenize(text))}


WRAPPED = """\
Глава города сообщил, что новый мост через реку откроют для движения
машин уже в октябре, а старый закроют на ремонт. Об этом он рассказал
Ивану Петрову, который руководит строительством моста с самого начала
работ на берегу."""


def test_hard_wrapped_text_is_not_cut_at_its_line_breaks() -> None:
    assert len(segment(WRAPPED, [(0, len(WRAPPED), "body")])) == 2


# A text, and its tokens where white space alone does not part them.
TOKENS = """
Он сказал: «Да!».                     = Он сказал : « Да ! » .
кто-то из Санкт-Петербурга, 20-й раз  = кто-то из Санкт-Петербурга , 20-й раз
1,5 млн и 3/4 пути, 5%                = 1,5 млн и 3/4 пути , 5 %
в 2009, 15 человек, Москва -город     = в 2009 , 15 человек , Москва - город
см.https://ria.ru/a?b=1,c, (www.vk.ru/id1)  = см . https://ria.ru/a?b=1,c , ( www.vk.ru/id1 )
пишите press@mid.gov.ru.              = пишите press@mid.gov.ru .
Lenta.ru, кремль.рф и NEWSru.com.     = Lenta.ru , кремль.рф и NEWSru.com .
на vk.com/news, пишет Право.Ру        = на vk.com/news , пишет Право.Ру
#выборы2024 и @mid_rf.                = #выборы2024 и @mid_rf .
Ту-154М, HTML5, 5G, 3Com, B2B, дом 5а = Ту-154М , HTML5 , 5G , 3Com , B2B , дом 5 а
в 2019г и 10км, Т-34-85 и В2010       = в 2019 г и 10 км , Т-34-85 и В 2010
в 12:30, с 12:30-14:00, счёт 3:2      = в 12:30 , с 12:30-14:00 , счёт 3 : 2
к 01.02.2024, в 2018—2019 годах       = к 01.02.2024 , в 2018—2019 годах
О'Нил и Кот-д’Ивуар, «о» 'да'         = О'Нил и Кот-д’Ивуар , « о » ' да '
ура😀👍🏽слово👨‍👩‍👧🇷🇺                     = ура 😀 👍🏽 слово 👨‍👩‍👧 🇷🇺
•Чили                                 = • Чили
теле- и радиостанции                  = теле- и радиостанции
да :) ну?! так... и -- ***            = да :) ну ?! так ... и -- ***
за́мок, +17°C, №5, м²                  = за́мок , + 17 °C , № 5 , м²
"""


@pytest.mark.parametrize("line", TOKENS.strip().splitlines())
def test_tokens(line: str) -> None:
    text, _, want = line.partition(" = ")
    starts, words = tokenize(text)
    assert words == want.split()
    assert [text[a : a + len(w)] for a, w in zip(starts, words, strict=True)] == words


def test_parts_are_not_crossed() -> None:
    text = "Заголовок без точки Текст с точкой."
    found = segment(text, [(0, 19, "title"), (20, len(text), "body")])
    assert [(s.part, text[s.start : s.end]) for s in found] == [("title", text[:19]), ("body", text[20:])]


def test_blank_parts_give_nothing() -> None:
    assert segment(" \n\t", [(0, 3, "body"), (1, 1, "lead")]) == []


@given(st.text(alphabet='аБв.!?\n\r \x00\ud800«»"1-•,:;)(gX😀\u200d\u0301@#/…', max_size=60))
def test_offsets_are_exact_and_nothing_but_white_space_is_lost(text: str) -> None:
    found = segment(text, [(0, len(text), "body")])
    covered = [False] * len(text)
    end = 0
    for s in found:
        assert s.start >= end
        end = s.end
        assert text[s.start : s.end].strip() == text[s.start : s.end]
        assert s.words
        assert s.starts[0] == s.start
        assert s.starts[-1] + len(s.words[-1]) == s.end
        for at, word in zip(s.starts, s.words, strict=True):
            assert text[at : at + len(word)] == word
            covered[at : at + len(word)] = [True] * len(word)
    assert all(done or char.isspace() for done, char in zip(covered, text, strict=True))


def test_a_stretch_without_an_end_is_cut_so_that_no_step_meets_a_giant_sentence() -> None:
    text = "слово " * 1200
    sentences = segment(text, [(0, len(text), "body")])
    assert [len(s.words) for s in sentences] == [500, 500, 200]
    assert all(text[s.start : s.end].split() == s.words for s in sentences)
