"""Shared fixtures: one Analyzer for all tests that need the whole pipeline."""

from __future__ import annotations

import pytest
from hypothesis import settings

import ruanalyze as ra

# How long an example takes says nothing on a machine that others use as well.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

PAGE = """Погода в Вольске +7°C
Доллар 63.71 Евро 70.02

В Вольске открыли школу

Строили её два года

12:37, 9 октября 2019

Губернатор Саратовской области Валерий Радаев 8 октября открыл в Вольске новую школу. На открытие приехала министр \
образования Ирина Седова.

«Мы ждали эту школу два года», — сказал Радаев. Директор школы Анна Петрова поблагодарила строителей.

Подписывайтесь на наш Telegram-канал

Читайте также:
В Балакове починили мост
В Балакове починили мост
"""


@pytest.fixture(scope="session")
def an() -> ra.Analyzer:
    """The default Analyzer; the text is found in the page."""
    return ra.Analyzer()


@pytest.fixture(scope="session")
def doc(an: ra.Analyzer) -> ra.Doc:
    """A page with furniture around a short article."""
    return an.analyze(PAGE, url="https://news.example/1")
