"""Rows to Arrow, column by column: several times faster than `RecordBatch.from_pylist` for lists of structs."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["record_batch"]


def record_batch(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """The rows by a schema of plain values, lists and structs; each row has all its names, structs are never null.

    >>> made = pa.schema([("id", pa.string()), ("dates", pa.list_(pa.struct([("value", pa.string())])))])
    >>> record_batch([{"id": "a", "dates": [{"value": "2019"}]}, {"id": "b", "dates": None}], made).to_pylist()
    [{'id': 'a', 'dates': [{'value': '2019'}]}, {'id': 'b', 'dates': None}]
    """
    return pa.RecordBatch.from_arrays([_array([r[f.name] for r in rows], f.type) for f in schema], schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_list(kind):
        ends = accumulate((0 if v is None else len(v) for v in values), initial=0)
        flat = list(chain.from_iterable(v for v in values if v is not None))
        mask = pa.array([v is None for v in values], pa.bool_())
        offsets = pa.array(ends, pa.int32())
        return pa.ListArray.from_arrays(offsets, _array(flat, kind.value_type), type=kind, mask=mask)
    if pa.types.is_struct(kind):
        fields = list(kind)
        return pa.StructArray.from_arrays([_array([v[f.name] for v in values], f.type) for f in fields], fields=fields)
    return pa.array(values, kind)
