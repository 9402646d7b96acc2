"""RussianNewsFeatures: names, weights, what is refused, and scikit-learn's own checks."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks

import ruanalyze as ra

TEXTS = [
    "Губернатор Саратовской области Валерий Радаев открыл школу в Балакове.",
    "Валерий Радаев приехал в Балаково и зашёл в школу.",
    "Полиция Перми задержала вора.",
    "В Перми суд арестовал вора.",
]


def test_every_kind_names_its_columns() -> None:
    kinds = ("lemma", "pos", "person", "org", "place", "region", "post", "topic", "keyword")
    names = ra.RussianNewsFeatures(kinds=kinds, min_df=1).fit(TEXTS).get_feature_names_out()
    assert names.tolist() == sorted(names)
    assert {
        *("lemma=школа", "pos=NOUN", "person=Валерий Радаев", "place=Балаково", "place=Пермь", "region=RU-SAR"),
        "post=губернатор",
    } <= set(names)
    assert {name.partition("=")[0] for name in names} >= set(kinds) - {"org"}


def test_weights() -> None:
    features = ra.RussianNewsFeatures(kinds=("lemma", "pos", "place"), min_df=1).fit(TEXTS)
    row = features.transform(["Ёлка и ёлка в Перми."])
    assert sp.issparse(row)
    assert row.format == "csr"
    assert row.dtype == np.float64
    found = dict(zip(features.get_feature_names_out(), row.toarray()[0], strict=True))
    assert found["place=Пермь"] == 1.0
    assert found["pos=NOUN"] == pytest.approx(2 / 6)
    assert "lemma=елка" not in found
    fitted = ra.RussianNewsFeatures(kinds=("lemma",), min_df=1).fit(["Ёлка и ёлка."])
    assert fitted.vocabulary_ == {"lemma=елка": 0}
    assert fitted.transform(["Ёлки. Елка."]).toarray().tolist() == [[2.0]]


def test_docs_texts_bytes_and_sources_give_the_same_row(an: ra.Analyzer) -> None:
    features = ra.RussianNewsFeatures(min_df=1).fit(TEXTS)
    text = TEXTS[0]
    mixed = [text, an.analyze(text), text.encode("cp1251"), ra.Source(text), an.analyze(text)]
    rows = features.transform(mixed).toarray()
    assert rows.shape[0] == 5
    assert rows.any()
    assert all((row == rows[0]).all() for row in rows)


@pytest.mark.parametrize("of", [list, tuple, pd.Series, lambda x: np.array(x, dtype=object), iter], ids=str)
def test_any_sequence_will_do(of: Any) -> None:
    assert ra.RussianNewsFeatures(kinds=("lemma",)).fit_transform(of(TEXTS)).shape[0] == 4


def test_fit_transform_is_fit_and_transform() -> None:
    features = ra.RussianNewsFeatures()
    together = features.fit_transform(TEXTS)
    assert (together != features.transform(TEXTS)).nnz == 0
    assert features.n_sources_ == 4


def test_min_df_and_max_features() -> None:
    rare = ra.RussianNewsFeatures(kinds=("lemma",), min_df=1).fit(TEXTS)
    common = ra.RussianNewsFeatures(kinds=("lemma",), min_df=2).fit(TEXTS)
    two = ra.RussianNewsFeatures(kinds=("lemma",), min_df=1, max_features=2).fit(TEXTS)
    assert set(common.vocabulary_) < set(rare.vocabulary_)
    assert set(two.vocabulary_) <= set(common.vocabulary_)
    assert len(two.vocabulary_) == 2


def test_in_a_pipeline() -> None:
    model = make_pipeline(ra.RussianNewsFeatures(kinds=("lemma", "place")), TfidfTransformer(), LogisticRegression())
    assert model.fit(TEXTS, [0, 0, 1, 1]).predict(["Радаев зашёл в школу.", "Вора задержала полиция."]).tolist() == [
        0,
        1,
    ]
    assert cross_val_score(model, TEXTS * 2, [0, 0, 1, 1] * 2, cv=2).tolist() == [1.0, 1.0]


def test_it_can_be_cloned_and_pickled() -> None:
    features = ra.RussianNewsFeatures(kinds=("lemma",), options=ra.Options(page="article", steps=()))
    assert clone(features).get_params() == features.get_params()
    fitted = pickle.loads(pickle.dumps(features.fit(TEXTS)))
    assert (fitted.transform(TEXTS) != features.transform(TEXTS)).nnz == 0


def test_a_bad_source_is_said_or_zeros() -> None:
    with pytest.raises(ra.InputError, match=r"NoTextError.*on_error='zeros'"):
        ra.RussianNewsFeatures().fit([*TEXTS, ""])
    rows = ra.RussianNewsFeatures(on_error="zeros").fit_transform(["", *TEXTS])
    assert rows[0].nnz == 0
    assert rows[1].nnz > 0


@pytest.mark.parametrize(
    ("settings", "x", "error", "message"),
    [
        ({"kinds": ("lemmas",)}, TEXTS, ra.OptionError, "choose from lemma, pos"),
        ({"on_error": "ignore"}, TEXTS, ra.OptionError, "'raise' or 'zeros'"),
        ({"min_df": 9}, TEXTS, ra.InputError, "lower min_df"),
        ({}, [], ra.InputError, "lower min_df"),
        ({}, "Один текст.", TypeError, "put it in a list"),
    ],
)
def test_what_is_refused(settings: dict[str, Any], x: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ra.RussianNewsFeatures(**settings).fit(x)


def test_before_fit() -> None:
    with pytest.raises(NotFittedError):
        ra.RussianNewsFeatures().transform(TEXTS)
    with pytest.raises(NotFittedError):
        ra.RussianNewsFeatures().get_feature_names_out()


def test_no_sources_to_transform() -> None:
    with pytest.raises(ra.InputError, match="one text at least"):
        ra.RussianNewsFeatures().fit(TEXTS).transform([])


# Those that need no matrix; `check_estimator` skips all of them for estimators of texts.
CHECKS = (
    "estimator_cloneable estimator_tags_renamed valid_tag_types estimator_repr no_attributes_set_in_init "
    "parameters_default_constructible get_params_invariance set_params do_not_raise_errors_in_init_or_set_params"
)


@pytest.mark.parametrize("check", CHECKS.split())
def test_scikit_learns_own_checks(check: str) -> None:
    getattr(estimator_checks, f"check_{check}")("RussianNewsFeatures", ra.RussianNewsFeatures())
