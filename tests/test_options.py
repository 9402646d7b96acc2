"""Options: bad settings are refused with the choices named."""

from __future__ import annotations

from typing import Any

import pytest

import ruanalyze as ra


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"model": "slow"}, "no model 'slow': choose from fast, accurate, natasha"),
        ({"page": "pdf"}, "no page 'pdf': choose from auto, page, html, article"),
        ({"steps": ("entites",)}, "no step 'entites'"),
        ({"steps": ("roles",)}, "step 'roles' needs 'entities'"),
        ({"threads": 0}, "threads=0: give a whole number from 1"),
        ({"timezone": "Saratov"}, "no time zone 'Saratov'"),
    ],
)
def test_bad_settings(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ra.OptionError, match=message.replace("(", r"\(")):
        ra.Options(**settings)


def test_options_are_frozen_and_equal_by_value() -> None:
    assert ra.Options(steps=["dates"]) == ra.Options(steps=("dates",))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        ra.Options().model = "natasha"  # type: ignore[misc]
