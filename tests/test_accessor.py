"""`frame.ru`: the table functions as an accessor of pandas."""

from __future__ import annotations

import pandas as pd

import ruanalyze as ra
import ruanalyze.pandas


def test_the_accessor_gives_what_the_functions_give() -> None:
    page = "Мэр Перми Иван Ежов 3 марта открыл школу."
    frame = pd.DataFrame({"body": [page, ""], "date": ["2021-03-04", None]}, index=["a", "b"])
    tagged = frame.ru.tag("body", published="date")
    pd.testing.assert_frame_equal(tagged, ra.tag(frame, "body", published="date"))
    assert tagged.ru.officials()[["name", "post", "territory"]].to_numpy().tolist() == [["Иван Ежов", "мэр", "Пермь"]]
    assert tagged.ru.dates()["value"].tolist() == ["2021-03-03"]
    assert tagged.ru.entities()["name"].tolist() == ["Иван Ежов", "Пермь"]
