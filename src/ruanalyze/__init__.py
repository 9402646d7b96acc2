"""ruanalyze turns Russian news into data.

    import ruanalyze as ra
    doc = ra.analyze(page)      # a raw page, HTML, or a clean article
    doc.officials, doc.places, doc.topic

Importing the package loads no model, no pandas, no onnxruntime and no scikit-learn: every name is imported
when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ruanalyze.analyzer import Analyzer, Failure, Source, analyze, clean
    from ruanalyze.archive import tag_archive
    from ruanalyze.doc import (
        Article,
        Boilerplate,
        DateRef,
        Doc,
        Entity,
        Mention,
        Org,
        Page,
        Person,
        Place,
        Role,
        Sentence,
        Span,
        Token,
        Topic,
    )
    from ruanalyze.errors import (
        ArchiveError,
        DecodeError,
        InputError,
        NoTextError,
        OptionError,
        RuanalyzeError,
        SchemaError,
        StepSkipped,
    )
    from ruanalyze.features import RussianNewsFeatures
    from ruanalyze.options import Options
    from ruanalyze.table import SCHEMA, dates_table, entities_table, officials_table, tag, tokens_table
    from ruanalyze.topics.classifier import TopicClassifier
    from ruanalyze.views.report import report

__version__: Final = "0.1.0"

_WHERE: Final = {
    "analyzer": ("Analyzer", "Failure", "Source", "analyze", "clean"),
    "archive": ("tag_archive",),
    "views.report": ("report",),
    "topics.classifier": ("TopicClassifier",),
    "doc": (
        "Article",
        "Boilerplate",
        "DateRef",
        "Doc",
        "Entity",
        "Mention",
        "Org",
        "Page",
        "Person",
        "Place",
        "Role",
        "Sentence",
        "Span",
        "Token",
        "Topic",
    ),
    "errors": (
        "ArchiveError",
        "DecodeError",
        "InputError",
        "NoTextError",
        "OptionError",
        "RuanalyzeError",
        "SchemaError",
        "StepSkipped",
    ),
    "features": ("RussianNewsFeatures",),
    "options": ("Options",),
    "table": ("SCHEMA", "dates_table", "entities_table", "officials_table", "tag", "tokens_table"),
}
_MODULE_OF: Final = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "SCHEMA",
    "Analyzer",
    "ArchiveError",
    "Article",
    "Boilerplate",
    "DateRef",
    "DecodeError",
    "Doc",
    "Entity",
    "Failure",
    "InputError",
    "Mention",
    "NoTextError",
    "OptionError",
    "Options",
    "Org",
    "Page",
    "Person",
    "Place",
    "Role",
    "RuanalyzeError",
    "RussianNewsFeatures",
    "SchemaError",
    "Sentence",
    "Source",
    "Span",
    "StepSkipped",
    "Token",
    "Topic",
    "TopicClassifier",
    "__version__",
    "analyze",
    "clean",
    "dates_table",
    "entities_table",
    "officials_table",
    "report",
    "tag",
    "tag_archive",
    "tokens_table",
]


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'ruanalyze' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"ruanalyze.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
