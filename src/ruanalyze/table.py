"""Tables: the Arrow schema of one row a source, `tag` for data frames, and long tables for counting."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import pyarrow as pa

import ruanalyze
from ruanalyze.analyzer import Analyzer, Failure, Source
from ruanalyze.dates.moments import moment
from ruanalyze.doc import Doc
from ruanalyze.errors import SchemaError
from ruanalyze.frames import arrow_of, like, pandas_of
from ruanalyze.options import Options
from ruanalyze.views.progress import JobBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

__all__ = ["SCHEMA", "dates_table", "entities_table", "officials_table", "row", "rows", "schema", "tag", "tokens_table"]

_Frame = TypeVar("_Frame")

_WHERE: Final = {
    "region": pa.string(),
    "region_code": pa.string(),
    "country": pa.string(),
    "lat": pa.float64(),
    "lon": pa.float64(),
    "geonames_id": pa.int64(),
}
_OFFICIAL: Final = ("name", "post", "body", "territory", "status", "level")

#: One row a source. pandas, Parquet, Dask and Spark all use it.
SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("url", pa.string()),
        ("published", pa.timestamp("us")),
        ("published_grain", pa.string()),
        ("title", pa.string()),
        ("lead", pa.string()),
        ("text", pa.string()),
        ("topic", pa.string()),
        ("topics", pa.list_(pa.struct([("id", pa.string()), ("probability", pa.float64())]))),
        ("people", pa.list_(pa.string())),
        ("organizations", pa.list_(pa.string())),
        ("places", pa.list_(pa.struct({"name": pa.string(), "kind": pa.string()} | _WHERE))),
        ("officials", pa.list_(pa.struct([(name, pa.string()) for name in _OFFICIAL]))),
        ("dates", pa.list_(pa.struct([("text", pa.string()), ("value", pa.string())]))),
        ("keywords", pa.list_(pa.string())),
        (
            "mentions",
            pa.list_(
                pa.struct([("start", pa.int32()), ("end", pa.int32()), ("kind", pa.string()), ("name", pa.string())])
            ),
        ),
        ("n_sentences", pa.int32()),
        ("n_tokens", pa.int32()),
        ("error", pa.string()),
        ("model", pa.string()),
        ("version", pa.string()),
    ]
)
_EXTRA: Final = {"lemmas": pa.list_(pa.string()), "doc": pa.string()}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # "\ud83d" alone: cut emoji; no UTF-8 form


def schema(extra: Iterable[str] = ()) -> pa.Schema:
    """`SCHEMA` with the optional columns "lemmas" (of all tokens, in order) and "doc" (`Doc.to_json`)."""
    made = SCHEMA
    for name in extra:
        if name not in _EXTRA:
            raise SchemaError(f"no optional column {name!r}: choose from {', '.join(_EXTRA)}")
        made = made.append(pa.field(name, _EXTRA[name]))
    return made


def row(
    answer: Doc | Failure, *, key: str | None, model: str, url: str | None = None, extra: Iterable[str] = ()
) -> dict[str, Any]:
    """One row of the table: plain values by `SCHEMA`. Steps that were not run give null."""
    made: dict[str, Any] = dict.fromkeys([*SCHEMA.names, *extra])
    made |= {"id": key, "url": answer.url or url, "model": model, "version": ruanalyze.__version__}
    if isinstance(answer, Failure):
        return _utf8(made | {"error": str(answer)})
    made |= _article(answer) | _found(answer)
    if "lemmas" in extra:
        made["lemmas"] = [t.lemma for t in answer.tokens]
    if "doc" in extra:
        made["doc"] = answer.to_json()
    try:
        answer.text.encode()
    except UnicodeEncodeError:
        return _utf8(made)
    return made


def _article(doc: Doc) -> dict[str, Any]:
    article = doc.article
    return {
        "published": _moment(article.published),
        "published_grain": article.published_grain,
        "title": doc.title,
        "lead": None if article.lead is None else article.lead.text,
        "text": article.text,
        "n_sentences": len(doc.sentences),
        "n_tokens": sum(len(s.tokens) for s in doc.sentences),
    }


def _found(doc: Doc) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if doc._topics is not None:
        made["topics"] = [{"id": t.id, "probability": t.probability} for t in doc._topics]
        made["topic"] = doc._topics[0].id if doc._topics else None
    if doc._entities is not None:
        made["people"] = [e.name for e in doc.people]
        made["organizations"] = [e.name for e in doc.organizations]
        made["places"] = [
            {"name": e.name} | {k: getattr(e.place, k, None) for k in ("kind", *_WHERE)} for e in doc.places
        ]
        made["mentions"] = _mentions(doc)
    if doc._roles is not None:
        made["officials"] = [
            {
                "name": r.person.name,
                "post": r.post,
                "body": r.body.name if r.body else None,
                "territory": r.territory.name if r.territory else None,
                "status": r.status,
                "level": r.level,
            }
            for r in doc.officials
        ]
    if doc._dates is not None:
        made["dates"] = [{"text": d.text, "value": d.value} for d in doc._dates]
    if doc._keywords is not None:
        made["keywords"] = list(doc._keywords)
    return made


def _mentions(doc: Doc) -> list[dict[str, Any]]:
    """The mentions with offsets into `article.text`, whose parts stand two line breaks apart."""
    found = sorted((m.start, m.end, e.kind, e.name) for e in doc.entities for m in e.mentions)
    made, i, at = [], 0, 0
    placed = []
    for part in doc.article.parts:
        if part.start is not None and part.end is not None:
            placed.append((part.start, part.end, at - part.start))
        at += len(part.text) + 2
    for start, end, shift in sorted(placed):
        while i < len(found) and found[i][0] < end:
            if found[i][0] >= start:
                a, b, kind, name = found[i]
                made.append({"start": a + shift, "end": b + shift, "kind": kind, "name": name})
            i += 1
    return made


def _moment(published: dt.datetime | dt.date | None) -> dt.datetime | None:
    """The moment of a timestamp column: midnight for a day, local time as printed for an aware one."""
    if published is None or isinstance(published, dt.datetime):
        return published and published.replace(tzinfo=None)
    return dt.datetime(published.year, published.month, published.day)


def _utf8(made: dict[str, Any]) -> dict[str, Any]:
    """Lone surrogates replaced one by one, so that offsets hold."""
    return {name: _utf8_value(value) for name, value in made.items()}


def _utf8_value(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_utf8_value(v) for v in value]
    return _utf8(value) if isinstance(value, dict) else value


def tag(
    frame: _Frame,
    text: str = "text",
    published: str | None = "date",
    url: str | None = "url",
    *,
    workers: int | None = None,
    options: Options | None = None,
    extra: Iterable[str] = (),
    progress: bool | Callable[[int], None] | None = None,
) -> _Frame:
    """A data frame of sources in, one of the same kind with one row a source out (`SCHEMA`), its index kept.

    frame: of pandas, polars, pyarrow or another library that narwhals reads.
    text, published, url: the frame's columns; a default name that the frame lacks is left out. Dates may be written
    with the day first, as seconds since 1970 or as RSS has them.
    workers: processes; None is this one. A source that can't be analysed gives a row with `error`.
    extra: optional columns, "lemmas" and "doc".
    progress: True shows a bar and at its end the count, the rate and the errors, False nothing; None shows it in a
    notebook and on a terminal when it takes a while. Or what to call with the number of rows done.

    >>> import pandas as pd
    >>> table = tag(pd.DataFrame({"text": ["В Пензе открыли новую школу на 800 мест.", ""]}))
    >>> table["places"][0][0]["name"], table["error"][1].split(":")[0]
    ('Пенза', 'NoTextError')
    """
    import pandas as pd

    given = pandas_of(frame)
    if workers is not None and workers < 1:
        raise ValueError(f"workers={workers!r}: give a whole number from 1, or None for this process")
    if text not in given.columns:
        raise SchemaError(f"no column {text!r} in the frame; it has {_names(given)}: pass text=...")
    columns = {
        name: _column(given, name, named, default)
        for name, named, default in (("published", published, "date"), ("url", url, "url"))
    }
    keys = given["id"].astype(str) if "id" in given.columns else [str(i) for i in range(len(given))]
    sources = [
        Source(_plain(body), _when(_plain(when)), _plain(link))
        for body, when, link in zip(given[text], columns["published"], columns["url"], strict=True)
    ]
    options = Options() if options is None else options
    extra = tuple(extra)
    wanted = schema(extra)
    made = []
    wanted_bar = (lambda done, _: progress(done)) if callable(progress) else progress
    with JobBar(wanted_bar, len(sources)) as bar:
        for found, key in zip(_rows(sources, options, workers, extra), keys, strict=True):
            made.append(found | {"id": key})
            bar.row(found["error"])
    if given is not frame:
        return cast("_Frame", like(pa.Table.from_pylist(made, schema=wanted), frame))
    table = pd.DataFrame(made, columns=wanted.names, index=given.index)
    return cast("_Frame", table.astype({"published": "datetime64[us]"}))


def _rows(
    sources: list[Source], options: Options, workers: int | None, extra: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """The rows without their ids; worker processes send rows, since Docs are many times larger."""
    if workers is None or workers == 1 or len(sources) < 2:
        for answer in Analyzer(options).pipe(sources, on_error="record"):
            yield row(answer, key=None, model=options.model, extra=extra)
        return
    from ruanalyze.archive.workers import pool

    size = max(1, min(64, len(sources) // workers))
    chunks = [sources[i : i + size] for i in range(0, len(sources), size)]
    with pool(workers, options, extra) as run:
        for rows_ in run(chunks):
            yield from rows_


def _when(value: Any) -> Any:
    """A moment however it is written; what is none stays for the analysis to refuse."""
    try:
        return moment(value)
    except ValueError:
        return value


def _column(frame: pd.DataFrame, name: str, given: str | None, default: str) -> Any:
    if given is not None and given in frame.columns:
        return frame[given]
    if given is not None and given != default:
        raise SchemaError(f"no column {given!r} in the frame; it has {_names(frame)}: pass {name}=...")
    return [None] * len(frame)


def _names(frame: pd.DataFrame) -> str:
    return ", ".join(map(str, frame.columns))


def _plain(value: Any) -> Any:
    """None for what pandas means by missing; a datetime for its timestamps."""
    if value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value):
        return None
    convert = getattr(value, "to_pydatetime", None)
    return value if convert is None else convert()


def rows(x: Any, columns: list[str] | None = None) -> Iterator[Mapping[str, Any]]:
    """Rows by `SCHEMA` from Docs, a tagged frame of any kind, or the path of tagged Parquet; what is missing is None.

    columns: the ones that are needed (None: all). Raises `SchemaError` where one is missing.
    """
    needed = ["id", "people", "places", "officials"] if columns is None else columns
    if isinstance(x, Doc):
        x = [x]
    if isinstance(x, (str, Path)):
        import pyarrow.dataset as ds

        dataset = ds.dataset(x, format="parquet")
        _tagged(dataset.schema.names, needed, str(x))
        for batch in dataset.to_batches(columns=columns, batch_size=512):
            yield from batch.to_pylist()
    elif (table := arrow_of(x)) is not None:
        _tagged(table.column_names, needed, "the frame")
        for batch in (table if columns is None else table.select(columns)).to_batches(max_chunksize=512):
            yield from batch.to_pylist()
    elif hasattr(x, "columns") and hasattr(x, "to_dict"):
        _tagged(list(x.columns), needed, "the frame")
        for r in x.to_dict("records"):
            yield {name: _plain(v) for name, v in r.items()}
    else:
        for i, doc in enumerate(x):
            if not isinstance(doc, (Doc, Failure)):
                raise TypeError(f"wants Docs, a tagged frame or a Parquet path, not {type(doc).__name__}")
            yield row(doc, key=str(i), model="")


def _tagged(names: list[str], needed: list[str], what: str) -> None:
    missing = [n for n in needed if n not in names]
    if missing:
        raise SchemaError(f"{what} is not tagged: no column {missing[0]!r}; make it with ruanalyze.tag or tag_archive")


def _some(value: Any) -> Any:
    """A list column's value; nothing for null."""
    return () if value is None else value


def entities_table(x: Doc | Iterable[Doc] | pd.DataFrame | str | Path) -> pd.DataFrame:
    """One row an entity of a document: id, url, published, topic, kind, name, n_mentions, and where a place is.

    x: Docs, a tagged frame, or the path of tagged Parquet (a file or a folder).
    """
    made = []
    for r in rows(x):
        counts: dict[tuple[str, str], int] = {}
        for m in _some(r["mentions"]):
            counts[m["kind"], m["name"]] = counts.get((m["kind"], m["name"]), 0) + 1
        listed = [("PER", {"name": n}) for n in _some(r["people"])]
        listed += [("ORG", {"name": n}) for n in _some(r["organizations"])]
        listed += [("LOC", place) for place in _some(r["places"])]
        for kind, entity in listed:
            where = {name: entity.get(name) for name in _WHERE}
            made.append(
                _about(r)
                | {"kind": kind, "name": entity["name"], "n_mentions": counts.get((kind, entity["name"]), 0)}
                | {"place_kind": entity.get("kind")}
                | where
            )
    return _frame(made, [*_ABOUT, "kind", "name", "n_mentions", "place_kind", *_WHERE])


def officials_table(x: Doc | Iterable[Doc] | pd.DataFrame | str | Path) -> pd.DataFrame:
    """One row a stated public post: id, url, published, topic, name, post, body, territory, status, level."""
    made = [_about(r) | dict(official) for r in rows(x) for official in _some(r["officials"])]
    return _frame(made, [*_ABOUT, *_OFFICIAL])


def dates_table(x: Doc | Iterable[Doc] | pd.DataFrame | str | Path) -> pd.DataFrame:
    """One row a date: id, url, published, topic, text, value (ISO 8601)."""
    made = [_about(r) | dict(date) for r in rows(x) for date in _some(r["dates"])]
    return _frame(made, [*_ABOUT, "text", "value"])


def tokens_table(docs: Doc | Iterable[Doc]) -> pd.DataFrame:
    """One row a token: doc and sentence (numbers from 0), part, start, end, text, lemma, pos, feats."""
    docs = [docs] if isinstance(docs, Doc) else list(docs)
    for doc in docs:
        if not isinstance(doc, Doc):
            raise TypeError(f"tokens_table wants Docs, not {type(doc).__name__}")
    made = [
        {"doc": i, "sentence": j, "part": s.part, **{k: getattr(t, k) for k in _TOKEN}}
        for i, doc in enumerate(docs)
        for j, s in enumerate(doc.sentences)
        for t in s.tokens
    ]
    return _frame(made, ["doc", "sentence", "part", *_TOKEN])


_ABOUT: Final = ("id", "url", "published", "topic")
_TOKEN: Final = ("start", "end", "text", "lemma", "pos", "feats")


def _about(r: Mapping[str, Any]) -> dict[str, Any]:
    return {name: r[name] for name in _ABOUT}


def _frame(made: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(made, columns=columns)
