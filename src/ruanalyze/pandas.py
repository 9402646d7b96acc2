"""The opt-in pandas accessor: after `import ruanalyze.pandas`, `frame.ru.tag()` tags a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pandas.api.extensions import register_dataframe_accessor

from ruanalyze import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Accessor"]


@register_dataframe_accessor("ru")
class Accessor:
    """What `frame.ru` is: `tag` for a frame of sources, the long tables for a tagged one.

    >>> import pandas as pd
    >>> import ruanalyze.pandas
    >>> pd.DataFrame({"text": ["В Пензе открыли новую школу на 800 мест."]}).ru.tag().ru.entities()["name"].tolist()
    ['Пенза']
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def tag(self, text: str = "text", **named: Any) -> pd.DataFrame:
        """`ruanalyze.tag` of the frame, with the same arguments."""
        return table.tag(self._frame, text, **named)

    def entities(self) -> pd.DataFrame:
        """`ruanalyze.entities_table` of the tagged frame."""
        return table.entities_table(self._frame)

    def officials(self) -> pd.DataFrame:
        """`ruanalyze.officials_table` of the tagged frame."""
        return table.officials_table(self._frame)

    def dates(self) -> pd.DataFrame:
        """`ruanalyze.dates_table` of the tagged frame."""
        return table.dates_table(self._frame)
