"""The exception tree.

    RuanalyzeError                  everything that ruanalyze raises on purpose
    ├── InputError (ValueError)     the input can't be analysed; the message says why and what to do
    │   ├── NoTextError             empty, blank, or nothing left after the page step
    │   └── DecodeError             bytes in no encoding that gives text
    ├── OptionError (ValueError)    a setting that does not exist or does not fit
    ├── StepSkipped (AttributeError)  the answer of a step that Options left out was asked for
    ├── SchemaError (ValueError)    JSON or a table that is no result of ruanalyze
    └── ArchiveError                an archive job that can't start or go on

A wrong Python type (None, a number) is a plain `TypeError`, as everywhere in Python.
"""

from __future__ import annotations

__all__ = [
    "ArchiveError",
    "DecodeError",
    "InputError",
    "NoTextError",
    "OptionError",
    "RuanalyzeError",
    "SchemaError",
    "StepSkipped",
]


class RuanalyzeError(Exception):
    """The root of every error that ruanalyze raises on purpose."""


class InputError(RuanalyzeError, ValueError):
    """The input can't be analysed."""


class NoTextError(InputError):
    """The input is empty, blank, or holds no article text."""


class DecodeError(InputError):
    """The bytes are text in no encoding that could be found."""


class OptionError(RuanalyzeError, ValueError):
    """A setting that does not exist or does not fit."""


class StepSkipped(RuanalyzeError, AttributeError):
    """A result was asked for whose step `Options` had left out."""


class SchemaError(RuanalyzeError, ValueError):
    """JSON or a table that is no result of ruanalyze, or of a newer version."""


class ArchiveError(RuanalyzeError):
    """An archive job that can't start or go on; the message names the file and the cure."""
