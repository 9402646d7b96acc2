"""What must hold for any bytes, and the samples that a fuzz run starts from. Each check raises when it does not."""

from __future__ import annotations

import contextlib
import copy
import gzip
import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ruanalyze as ra
from ruanalyze.archive.inputs import Format, Input
from ruanalyze.archive.readers import Handle, read
from ruanalyze.archive.records import Columns, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"
PAGES = sorted((DATA / "pages").iterdir())
_FORMATS: tuple[Format, ...] = ("jsonl", "csv", "parquet", "warc", "zip", "pages")
_analyzer: list[ra.Analyzer] = []
_good: list[str] = []


def check_offsets(doc: ra.Doc) -> None:
    """Every offset is true, sentences hold their tokens, nothing is empty."""
    check_article(ra.Page(doc.text, doc.article))
    spans: list[Any] = [t for s in doc.sentences for t in s.tokens]
    spans += [m for e in doc.entities for m in e.mentions]
    spans += [*doc.dates, *(r.evidence for r in doc.roles)]
    for span in spans:
        assert span.start < span.end, span
        assert doc.text[span.start : span.end] == span.text, span
    for sentence in doc.sentences:
        assert sentence.tokens, sentence
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end


def check_article(page: ra.Page) -> None:
    """The parts of an article and its boilerplate stand where they say."""
    spans: list[Any] = [*page.article.parts, *page.article.boilerplate]
    for span in spans:
        if span.start is not None:
            assert page.text[span.start : span.end] == span.text, span


def text_of(data: bytes) -> str:
    """Bytes as a str in which lone surrogates stand for what is no UTF-8."""
    return data.decode("utf8", "surrogateescape")


def check_analyze(data: bytes) -> ra.Doc | None:
    """An answer or an InputError; true offsets; the same answer twice; every view of it can be made."""
    if not _analyzer:
        _analyzer.append(ra.Analyzer())
    text = text_of(data)
    try:
        doc = _analyzer[0].analyze(text, published="2019-10-09")
    except ra.InputError:
        return None
    check_offsets(doc)
    assert _analyzer[0].analyze(text, published="2019-10-09") == doc
    assert ra.Doc.from_json(doc.to_json()) == doc
    check_views(doc)
    return doc


#: The view's links, to GeoNames: <a href="https://www.geonames.org/511565" target="_blank" rel="noreferrer">
OWN_LINK = re.compile(r'<a href="https://www\.geonames\.org/[0-9]+"(?: target="_blank" rel="noreferrer")?>')


def check_views(doc: ra.Doc) -> None:
    """HTML without a tag of the source's own, ten columns of CoNLL-U."""
    html = OWN_LINK.sub("", doc.to_html().lower())
    assert not any(f"<{tag}" in html for tag in ("script", "img", "iframe", "a ", "svg", "link", "base"))
    for line in doc.to_conllu().split("\n"):
        assert not line or line.startswith("# ") or line.count("\t") == 9, line


def check_clean(data: bytes) -> ra.Page | None:
    """A page or an InputError, for bytes and for text; true offsets; the same answer twice."""
    try:
        page = ra.clean(data)
        ra.clean(text_of(data))
    except ra.InputError:
        return None
    check_article(page)
    assert ra.clean(data) == page
    return page


def check_from_json(data: bytes) -> ra.Doc | None:
    """A Doc or a SchemaError; what was read can be written and shown, and is then the same.

    Bytes that are no JSON are taken as edits of a good Doc, so that the search gets behind the parser.
    """
    with contextlib.suppress(ValueError, RecursionError):
        return _check_json(data)
    return _check_json(json.dumps(_edited(data)).encode())


def _check_json(data: bytes) -> ra.Doc | None:
    json.loads(data)
    try:
        doc = ra.Doc.from_json(data)
    except ra.SchemaError:
        return None
    assert ra.Doc.from_json(doc.to_json()) == doc
    check_views(doc)
    return doc


_GOOD = "Вчера мэр Перми Иван Ежов приехал в Пензу.\n\nГлава «Зари» остался дома."
_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        -1,
        0,
        3,
        10**20,
        0.5,
        -2.0,
        float("nan"),
        float("inf"),
        "",
        "PER1",
        "PER",
        "LOC",
        "former",
        "\ud83d",
    ),
    *("<script>", "a\tb\nc", "2019-13-01", "2019-10-09T12:37:00", "2019-10-09", [], {}, [None], {"start": 0}),
)


def _edited(data: bytes) -> Any:
    """A good Doc as JSON has it, changed in places: three bytes an edit, the way down, what to do, the new value."""
    if not _good:
        _good.append(ra.analyze(_GOOD, published="2019-10-09").to_json())
    doc = json.loads(_good[0])
    stream = iter(data)
    for step in stream:
        node, way = doc, step
        while True:
            keys = sorted(node) if isinstance(node, dict) else range(len(node))
            if not keys:
                break
            key = keys[way % len(keys)]
            way = next(stream, 0)
            if way < 128 and isinstance(node[key], (dict, list)):
                node = node[key]
                continue
            value = copy.deepcopy(_VALUES[next(stream, 0) % len(_VALUES)])  # or one list could hold itself
            if way % 4 == 0:
                del node[key]
            else:
                node[key] = value
            break
    return doc


def check_readers(data: bytes) -> int:
    """The first byte chooses the format; records or errors in their place, or an ArchiveError. How many there were."""
    if not data:
        return 0
    kind = _FORMATS[data[0] % len(_FORMATS)]
    with tempfile.NamedTemporaryFile(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as file:
        file.write(data[1:])
        file.flush()
        path = Path(file.name)
        found = 0
        try:
            handle = Handle(Input("in", path, kind, pages=(path,) if kind == "pages" else ()))
            try:
                for raw in read(handle, Columns()):
                    record = parse(raw, Columns())
                    assert (record.source is None) == (record.error is not None), record
                    found += 1
            finally:
                handle.close()
        except ra.ArchiveError:
            return found
    return found


def words() -> list[str]:
    """Strings worth trying, as libFuzzer's dictionary has them."""
    plain = (
        *(
            "Губернатор",
            "Саратовской области",
            "Валерий Радаев",
            "«Заря»",
            "РЭУ им. Г.В. Плеханова",
            "экс-мэр",
            "и. о.",
        ),
        *("7 и 8 октября", "вчера", "2019 г.", "12:37, ", "Фото: ", "Читайте также:", "Подписывайтесь на", "+7°C"),
        *("<p>", "</p>", "<script>", "<meta charset=", "&nbsp;", "&#0;", "<![CDATA[", "<!DOCTYPE html>", "<!ENTITY x "),
        *(
            '"json_version"',
            '"1.0"',
            "null",
            "1e999",
            "NaN",
            '"text"',
            "published",
            "WARC/1.0",
            "Content-Length: ",
            "PK",
        ),
    )
    return ["".join(f"\\x{b:02x}" for b in w.encode()) for w in plain]


def seeds(target: str) -> Iterator[bytes]:
    """The samples that a run over `target` starts from."""
    pages = [p.read_bytes()[:2000] for p in PAGES]
    if target in ("analyze", "clean"):
        yield from pages
        yield from (page.decode("utf8", "ignore").encode("cp1251", "ignore") for page in pages[:3] if target == "clean")
    elif target == "from_json":
        yield from (ra.analyze(page.decode("utf8", "ignore")[:300]).to_json().encode() for page in pages)
    else:
        yield from map(bytes, _files(pages))


def _files(pages: list[bytes]) -> Iterator[bytes]:
    """One small file of each format, behind the byte that chooses its reader."""
    texts = [p.decode("utf8", "ignore")[:200] for p in pages[:3]]
    jsonl = "".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts).encode()
    yield from (b"\0" + jsonl, b"\0" + gzip.compress(jsonl))
    table = "id,text\n" + "".join('{},"{}"\n'.format(i, t.replace('"', "'")) for i, t in enumerate(texts))
    yield from (b"\1" + table.encode(), b"\1" + gzip.compress(table.encode()))
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"text": texts, "id": ["a", "b", "c"]}), out)
    yield b"\2" + out.getvalue()
    body = b"<html><body><p>" + texts[0].encode() + b"</p></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    warc = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/\r\n"
    warc += b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
    yield from (b"\3" + warc % (len(http), http), b"\3" + gzip.compress(warc % (len(http), http)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", texts[0])
        archive.writestr("../c.html", body)
    yield from (b"\4" + out.getvalue(), b"\5" + body)
