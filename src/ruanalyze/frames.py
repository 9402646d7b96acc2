"""Data frames of other kinds: polars, pyarrow and all else that narwhals reads come in, and the same kind goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["arrow_of", "like", "pandas_of"]


def pandas_of(frame: Any) -> pd.DataFrame:
    """A frame as pandas has it; a pandas frame as it is. Raises `TypeError` for what is no data frame."""
    import narwhals as nw
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    try:
        made: pd.DataFrame = nw.from_native(frame, eager_only=True).to_pandas()
    except TypeError:
        raise TypeError(f"wants a data frame (pandas, polars, pyarrow), not {type(frame).__name__}") from None
    return made


def like(table: pa.Table, frame: Any) -> Any:
    """An Arrow table as a frame of the same kind as `frame`."""
    import narwhals as nw

    return nw.from_arrow(table, backend=nw.get_native_namespace(nw.from_native(frame, eager_only=True))).to_native()


def arrow_of(frame: Any) -> pa.Table | None:
    """A frame that is not pandas' as an Arrow table; None for what is no such frame."""
    import narwhals as nw

    found = nw.from_native(frame, eager_only=True, pass_through=True)
    if not isinstance(found, nw.DataFrame) or found.implementation.is_pandas():
        return None
    made: pa.Table = found.to_arrow()
    return made
