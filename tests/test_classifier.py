"""TopicClassifier: an own taxonomy from texts to a saved model that the analysis runs."""

from __future__ import annotations

import csv
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils import estimator_checks

from ruanalyze.doc import Article, Doc, Sentence, Token
from ruanalyze.errors import InputError
from ruanalyze.topics.calibration import abstention, calibrate, expected_error, main_topic, thresholds
from ruanalyze.topics.classifier import TopicClassifier, evaluate, train_from_csv
from ruanalyze.topics.model import TopicModel
from ruanalyze.topics.text import keys, parts

if TYPE_CHECKING:
    from pathlib import Path

SCHOOL = ["Школа получила учебники", "Учитель провёл урок", "Ученики сдали экзамен", "Директор школы открыл класс"]
COURT = ["Суд арестовал вора", "Полиция задержала мошенника", "Прокурор обвинил вора", "Следователь допросил мошенника"]
SPORT = ["Команда выиграла матч", "Футболист забил гол", "Тренер похвалил команду", "Матч чемпионата перенесли"]
TEXTS = [*SCHOOL, *COURT, *SPORT] * 4
TOPICS = ["education"] * 4 + ["crime"] * 4 + ["sport"] * 4


@pytest.fixture(scope="module")
def fitted() -> TopicClassifier:
    return TopicClassifier().fit(TEXTS, TOPICS * 4)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Учеников ждут экзамены", "education"),
        ("Вор предстал перед судом", "crime"),
        ("Футболисты сыграли матч", "sport"),
        ("Матч\n\nВечером команды сыграли вничью", "sport"),
        ("Ъъъ ыыы", None),
    ],
)
def test_predict(fitted: TopicClassifier, text: str, topic: str | None) -> None:
    if topic is None:
        assert fitted.predict_proba([text]).max() < 0.9
    else:
        assert fitted.predict([text]).tolist() == [topic]


def test_probabilities(fitted: TopicClassifier) -> None:
    values = fitted.predict_proba(TEXTS)
    assert values.shape == (48, 3)
    assert ((values >= 0) & (values <= 1)).all()
    assert fitted.classes_.tolist() == ["crime", "education", "sport"]
    assert fitted.score(TEXTS, TOPICS * 4) == 1.0
    assert fitted.predict_proba([]).shape == (0, 3)


def test_explain(fitted: TopicClassifier) -> None:
    why = fitted.explain("Вора задержали у школы")
    assert why["crime"][0][0] in ("вор", "задержать")
    assert why["crime"][0][1] > 0
    assert dict(why["crime"])["школа"] < 0 < dict(why["education"])["школа"]


def test_several_topics() -> None:
    both = ["Учителя школы арестовал суд", "Суд оштрафовал школу", "Прокурор проверил школу"] * 4
    y = [[t] for t in TOPICS * 4] + [["crime", "education"]] * 12
    model = TopicClassifier().fit(TEXTS + both, y)
    assert model.predict_sets(["Прокурор и суд: учитель школы арестован"])[0] == ("crime", "education")


def test_save_load_pickle_clone(fitted: TopicClassifier, tmp_path: Path) -> None:
    fitted.save(tmp_path / "topics")
    assert sorted(p.name for p in (tmp_path / "topics").iterdir()) == ["topics.json", "topics.npz"]
    want = fitted.predict_proba(TEXTS[:9])
    for copy in (TopicClassifier.load(tmp_path / "topics"), pickle.loads(pickle.dumps(fitted))):
        assert np.array_equal(copy.predict_proba(TEXTS[:9]), want)
    assert clone(fitted).get_params() == fitted.get_params()
    again = TopicClassifier().fit(TEXTS, TOPICS * 4)
    assert np.array_equal(again.predict_proba(TEXTS[:9]), want)


def test_docs_and_texts_alike(fitted: TopicClassifier, tmp_path: Path) -> None:
    tokens, at = [], 0
    for word in ("вор", "арестовать", "суд"):
        tokens.append(Token(at, at + len(word), word, word, "NOUN", ""))
        at += len(word) + 1
    text = "вор арестовать суд"
    doc = Doc(text, Article(), (Sentence(0, len(text), "body", tuple(tokens)),))
    assert np.allclose(fitted.predict_proba([doc]), fitted.predict_proba([text]))
    fitted.save(tmp_path)
    ranked = TopicModel.load(tmp_path).rank(doc.article, doc.sentences)
    assert (ranked[0].id, ranked[0].label, ranked[0].iptc) == ("crime", "crime", None)


def test_labels_of_an_own_taxonomy() -> None:
    model = TopicClassifier(labels={"crime": {"label": "Криминал", "iptc": "medtop:02000000"}}).fit(TEXTS, TOPICS * 4)
    assert model.model_.labels[0] == {"id": "crime", "label": "Криминал", "iptc": "medtop:02000000"}
    assert model.model_.labels[1]["label"] == "education"


@pytest.mark.parametrize(
    ("texts", "topics", "message"),
    [
        (["один"], ["a", "b"], "1 texts and 2 topics"),
        (["один", "два"], ["a", "a"], "two topics at least"),
        (["один", "два"], ["a", ""], "without topic"),
    ],
)
def test_bad_input(texts: list[str], topics: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        TopicClassifier().fit(texts, topics)


@pytest.mark.parametrize("source", ["один текст", [None], [1]])
def test_bad_types(fitted: TopicClassifier, source: object) -> None:
    with pytest.raises(TypeError, match="text"):
        fitted.predict(source)  # type: ignore[arg-type]


def test_rare_topics_do_not_break() -> None:
    model = TopicClassifier().fit([*TEXTS, "Священник освятил храм"], [*TOPICS * 4, "religion"])
    assert model.predict(["Команда выиграла матч"]).tolist() == ["sport"]
    two = TopicClassifier(min_df=1).fit(["Суд", "Школа"], ["crime", "education"])
    assert two.predict_proba(["Суд"]).shape == (1, 2)


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    with path.open("w", encoding="utf8", newline="") as f:
        table = csv.writer(f)
        table.writerow(["title", "text", "topics"])
        for text, topic in zip(TEXTS, TOPICS * 4, strict=True):
            table.writerow([text, text, topic + ("|sport" if "Директор" in text else "")])
    model = train_from_csv(path, tmp_path / "own")
    figures = evaluate(tmp_path / "own", path)
    assert figures == evaluate(model, path)
    assert figures["texts"] == 48
    assert figures["best_in_set"] > 0.95
    assert set(figures) > {"best_is_first", "set_f1", "calibration_error", "abstained", "f1:crime"}
    path.write_text("name,words\na,b\n", "utf8")
    with pytest.raises(InputError, match="name, words"):
        evaluate(model, path)


def test_shipped_model() -> None:
    model = TopicClassifier.load()
    assert len(model.classes_) == 18
    text = "Школы перешли на дистанционное обучение\n\nУчителя проведут уроки по интернету."
    assert model.predict([text])[0] == "education"


@pytest.mark.parametrize(
    "check",
    [
        "check_estimator_cloneable",
        "check_estimator_tags_renamed",
        "check_valid_tag_types",
        "check_estimator_repr",
        "check_no_attributes_set_in_init",
        "check_parameters_default_constructible",
        "check_get_params_invariance",
        "check_set_params",
        "check_do_not_raise_errors_in_init_or_set_params",
    ],
)
def test_check_estimator(check: str) -> None:
    """scikit-learn's own checks that need no matrix; `check_estimator` skips all of them for estimators of texts."""
    getattr(estimator_checks, check)("TopicClassifier", TopicClassifier())


def test_import_of_topics_takes_no_sklearn() -> None:
    code = "import sys, ruanalyze.topics.model, ruanalyze; sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", ([], [])),
        ("Школа открылась", ([], ["школа", "открыться"])),
        ("Школа\n\nУрок", (["школа"], ["урок"])),
        ("Школа\nУрок", ([], ["школа", "урок"])),
        ("COVID-19: 5 случаев", ([], ["covid-19", "случай"])),
    ],
)
def test_parts(text: str, want: tuple[list[str], list[str]]) -> None:
    assert parts(text) == want


def test_keys_drop_yo() -> None:
    assert keys("Учёный") == keys("ученый") == ["ученый"]


def test_calibration_helpers() -> None:
    rng = np.random.default_rng(1)
    truth = (rng.random((400, 3)) < [0.5, 0.3, 0.2]).astype(float)
    logits = np.concatenate([truth * 2 + rng.normal(size=(400, 3)), truth * 3 + rng.normal(size=(400, 3))], 1)
    mix = calibrate(logits, truth)
    first = logits[:, :3] - np.log(np.exp(logits[:, :3]).sum(1, keepdims=True))
    values = 1 / (1 + np.exp(-(mix[0] * logits[:, 3:] + mix[1] * first + mix[2])))
    assert abs(values.mean() - truth.mean()) < 0.01
    assert expected_error(values[:, 0], truth[:, 0]) < 0.08
    best = main_topic(logits)
    lines = thresholds(values, truth, best)
    assert ((lines > 0.15) & (lines < 0.75)).all()
    line = abstention(values, truth, best, 0.05)
    assert (values[np.arange(400), best] < line).mean() <= 0.05
    assert expected_error(np.array([0.0, 1.0]), np.array([0.0, 1.0])) == 0
