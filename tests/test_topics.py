"""Topics: what a model answers, and that it is the same after saving, pickling and in any order of work."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from ruanalyze.doc import Article, Sentence, Span, Token
from ruanalyze.errors import OptionError
from ruanalyze.topics.model import TopicModel
from ruanalyze.words import fold

if TYPE_CHECKING:
    from pathlib import Path

    from ruanalyze.doc import Part


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel.load()


def sentence(lemmas: str, part: Part = "body") -> Sentence:
    """A sentence whose words are already lemmas."""
    tokens, at = [], 0
    for word in lemmas.split():
        tokens.append(Token(at, at + len(word), word, word, "NOUN", ""))
        at += len(word) + 1
    return Sentence(0, at, part, tuple(tokens))


@pytest.mark.parametrize(
    ("title", "body", "best"),
    [
        ("школа получить новый учебник", "ученик и учитель рассказать об экзамен и урок в класс", "education"),
        ("суд приговорить мошенник", "следователь уголовный дело прокуратура обвиняемый признать вина", "crime"),
        ("губернатор назначить министр", "глава регион подписать указ о отставка правительство", "governance"),
        ("сборная выиграть матч", "футболист забить гол тренер команда чемпионат лига", "sport"),
        ("землетрясение разрушить дом", "спасатель мчс эвакуировать житель пострадать человек", "accidents"),
        ("выставка открыться в музей", "художник картина театр режиссер премьера спектакль", "culture"),
        ("церковь отметить праздник", "патриарх храм богослужение епархия православный верующий", "religion"),
        ("завтра ожидаться снегопад", "синоптик предупредить ветер мороз температура осадки", "environment"),
    ],
)
def test_best(model: TopicModel, title: str, body: str, best: str) -> None:
    ranked = model.rank(Article(), [sentence(title, "title"), sentence(body)])
    assert ranked[0].id == best
    assert 1 <= len(ranked[0].reasons) <= 5
    assert set(ranked[0].reasons) <= {fold(w) for w in f"{title} {body}".split()}
    assert len(ranked[0].weights) == len(ranked[0].reasons)
    assert list(ranked[0].weights) == sorted(ranked[0].weights, reverse=True)
    assert 0 < sum(ranked[0].weights) <= 1.003  # rounded to thousandths
    assert [t.probability for t in ranked] == sorted((t.probability for t in ranked), reverse=True)


@pytest.mark.parametrize("body", ["", "ъъъъ ыыыы щщщщ", "1 2 3 . , !"])
def test_abstains(model: TopicModel, body: str) -> None:
    assert model.rank(Article(), [sentence(body)]) == ()
    assert model.rank(Article(), []) == ()


def test_weights_are_parts_of_all_that_speaks_for_a_topic(model: TopicModel) -> None:
    body = "суд приговорить школа учитель мошенник прокуратура"
    topic = model.rank(Article(), [sentence(body)])[0]
    shares = {key: share for key, share in model.explain([], body.split())[topic.id] if share > 0}
    total = sum(shares.values())
    for reason, weight in zip(topic.reasons, topic.weights, strict=True):
        assert weight == pytest.approx(shares[reason] / total, abs=0.001)


def test_title_of_metadata_counts(model: TopicModel) -> None:
    ranked = model.rank(Article(title=Span(None, None, "футбол матч чемпионат")), [sentence("сегодня вечером")])
    assert ranked[0].id == "sport"


def test_case_and_yo_do_not_matter(model: TopicModel) -> None:
    one = model.rank(Article(), [sentence("учёный изучить вирус лаборатория")])
    two = model.rank(Article(), [sentence("Ученый ИЗУЧИТЬ вирус Лаборатория")])
    assert [(t.id, t.probability) for t in one] == [(t.id, t.probability) for t in two]


def test_copies_answer_alike(model: TopicModel, tmp_path: Path) -> None:
    text = [sentence("суд арестовать чиновник взятка", "title"), sentence("министерство школа бюджет")]
    want = model.rank(Article(), text)
    model.save(tmp_path)
    assert TopicModel.load(tmp_path).rank(Article(), text) == want
    assert pickle.loads(pickle.dumps(model)).rank(Article(), text) == want
    for _ in range(3):
        assert model.rank(Article(), text) == want


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"TopicClassifier\.save"):
        TopicModel.load(tmp_path)
    (tmp_path / "topics.json").write_text('{"format": 99}', "utf8")
    with pytest.raises(OptionError):
        TopicModel.load(tmp_path)
