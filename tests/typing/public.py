"""What a type checker must see in code that uses ruanalyze; checked by mypy and pyright, never run.

`assert_type` fails when the type is another. A line with `# type: ignore[...]` must be an error: mypy says so when it
is not (`warn_unused_ignores`), and so does pyright of `# pyright: ignore[...]`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, assert_type

import pandas as pd

import ruanalyze as ra

assert_type(ra.analyze("Текст."), ra.Doc)
assert_type(ra.analyze(b"bytes", published=dt.date(2019, 10, 9), url="https://n.example", crawled="2019-10-09"), ra.Doc)
assert_type(ra.clean("Текст."), ra.Page)

an = ra.Analyzer(ra.Options(model="accurate", steps=("entities",), threads=2))
doc = an.analyze("Текст.", published="2019-10-09")
texts = ["Один.", "Два."]
pairs = [("Один.", 1), ("Два.", 2)]
assert_type(an.pipe(texts), Iterator[ra.Doc])
assert_type(an.pipe(texts, on_error="record"), Iterator[ra.Doc | ra.Failure])
assert_type(an.pipe(pairs, as_tuples=True), Iterator[tuple[ra.Doc, int]])
assert_type(an.pipe(pairs, as_tuples=True, on_error="record"), Iterator[tuple[ra.Doc | ra.Failure, int]])
assert_type(an.info(), dict[str, str])

assert_type(doc.title, str | None)
assert_type(doc.tokens, tuple[ra.Token, ...])
assert_type(doc.people, tuple[ra.Entity, ...])
assert_type(doc.officials, tuple[ra.Role, ...])
assert_type(doc.topic, ra.Topic | None)
assert_type(doc.article.published, dt.datetime | dt.date | None)
assert_type(doc.article.published_grain, Literal["minute", "day"] | None)
assert_type(doc.to_dict(), dict[str, Any])
assert_type(ra.Doc.from_json(doc.to_json()), ra.Doc)
for role in doc.roles:
    assert_type(role.person, ra.Entity)
    assert_type(role.body, ra.Entity | None)
    assert_type(role.status, Literal["current", "former", "acting", "incoming"])
for entity in doc.entities:
    assert_type(entity.kind, Literal["PER", "ORG", "LOC"])
    if entity.place is not None:
        assert_type(entity.place.lat, float | None)

frame = pd.DataFrame({"text": texts})
assert_type(ra.tag(frame), pd.DataFrame)
assert_type(ra.tag_archive("pages", "tagged", workers=2, text="body", published="date").rows, int)
assert_type(ra.entities_table(doc), pd.DataFrame)
assert_type(ra.officials_table([doc]), pd.DataFrame)
assert_type(ra.dates_table(Path("tagged")), pd.DataFrame)
assert_type(ra.tokens_table(doc), pd.DataFrame)
assert_type(ra.TopicClassifier().fit(texts, ["a", "b"]), ra.TopicClassifier)
assert_type(ra.RussianNewsFeatures(kinds=("lemma",)).fit(texts), ra.RussianNewsFeatures)

ra.analyze(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
ra.tag_archive("pages", "tagged", body="text")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
ra.analyze("Текст.", "2019-10-09")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
ra.Options(model="bert")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
ra.Options("fast")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
doc.sentences[0].start = 3  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
