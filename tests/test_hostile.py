"""What SECURITY.md promises: bombs, entities, paths and markup that come from anybody."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import pickle
import socket
import tracemalloc
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import ruanalyze as ra
from ruanalyze.archive import job, readers
from ruanalyze.archive.inputs import inputs
from ruanalyze.archive.readers import Handle, read
from ruanalyze.archive.records import MAX_TEXT, Columns, Record, parse
from tests.archive_stub import Stub

if TYPE_CHECKING:
    from collections.abc import Callable

HUGE = 48 << 20


def records(path: Path) -> list[Record]:
    (source,) = inputs(path)
    handle = Handle(source)
    try:
        return [parse(raw, Columns()) for raw in read(handle, Columns())]
    finally:
        handle.close()


def peak_of(call: Callable[[], Any]) -> tuple[Any, int]:
    """The answer and the most memory, in MB, that Python held for it."""
    tracemalloc.start()
    try:
        return call(), tracemalloc.get_traced_memory()[1] >> 20
    finally:
        tracemalloc.stop()


def bomb(path: Path, start: bytes) -> Path:
    """A file that unpacks to 48 MB of one letter."""
    data = start + b"a" * HUGE
    packers: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
    path.write_bytes(packers[path.suffix](data))
    return path


@pytest.mark.parametrize("packing", [".gz", ".bz2", ".xz"])
@pytest.mark.parametrize(
    ("name", "start"), [("page.txt", b""), ("a.jsonl", b'{"text": "'), ("a.csv", b"id,text\n1,x\n2,")]
)
def test_a_bomb_is_an_error_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes, packing: str
) -> None:
    monkeypatch.setattr(readers, "_LINE", 2 << 20)
    path = bomb(tmp_path / (name + packing), start)
    assert path.stat().st_size < HUGE / 50
    found, peak = peak_of(lambda: records(path))
    assert [bool(r.error) for r in found] == ([False, True] if name == "a.csv" else [True])
    assert "more than" in str(found[-1].error)
    assert peak < 32


def test_what_follows_a_giant_line_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_LINE", 1 << 20)
    giant = "a" * (3 << 20)
    (tmp_path / "a.csv").write_text(f'id,text\n1,Мэр.\n2,{giant}\n3,"Мэр\nПерми."\n', encoding="utf8")
    first, second, third = records(tmp_path / "a.csv")
    assert (first.id, third.id) == ("1", "3")
    assert third.source is not None
    assert third.source.text == "Мэр\nПерми."
    assert "line 3" in str(second.error)


def test_a_zip_bomb_is_error_rows(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", b"\0" * (20 << 20))
        archive.writestr("z.txt", "Мэр Перми уехал.")
    found, peak = peak_of(lambda: records(tmp_path / "a.zip"))
    assert [bool(r.error) for r in found] == [True, True, True, False]
    assert f"more than the {MAX_TEXT:,}" in str(found[0].error)
    assert peak < 60


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "Мэр.")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("b.txt", "Мэр Перми.")
    assert [r.id for r in records(tmp_path / "a.zip")] == ["a.zip/b.txt"]


def test_names_in_a_zip_are_only_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "Analyzer", Stub)
    names = ("../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.html")
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "Мэр Перми Иван Ежов уехал в Пензу.")
    done = ra.tag_archive(folder / "a.zip", tmp_path / "out", workers=1)
    assert done.rows == len(names)
    outside = [p for p in tmp_path.rglob("*") if p.is_file() and tmp_path / "out" not in p.parents]
    assert outside == [folder / "a.zip"]
    assert not Path("/etc/evil.txt").exists()


def test_a_link_in_a_zip_is_a_page_like_any(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (found,) = records(tmp_path / "a.zip")
    assert found.source is not None
    assert found.source.text == b"/etc/passwd"


ENTITIES = """<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY f SYSTEM "http://n.example/x">]>
<html><head><title>Школа открылась</title></head><body><article><h1>Школа открылась</h1>
<p>Мэр Перми Иван Ежов открыл новую школу на восемьсот мест. &d;&d;&d; &e; &f;</p>
<p>На открытие приехали родители и учителя, говорили о ремонте дорог.</p></article></body></html>"""


def no_network(*_: object, **__: object) -> None:
    raise AssertionError("nothing may be fetched")


def test_entities_of_a_page_are_not_expanded(an: ra.Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", no_network)
    doc = an.analyze(ENTITIES)
    assert doc.title == "Школа открылась"
    assert "хаха" not in doc.text
    assert "root:" not in doc.text
    assert len(doc.text) < len(ENTITIES)


EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>' onmouseover='alert(3)"


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def check_harmless(html: str) -> None:
    """No element that runs or loads anything, and no handler on any element."""
    for tag, attributes in _Tags(html).found:
        assert tag not in ("img", "iframe", "object", "embed", "link", "base", "form"), tag
        assert not any(name.startswith("on") or name in ("src", "srcdoc", "action") for name in attributes), attributes
        href = attributes.get("href") or "#"
        assert href.startswith(("#", "https://www.geonames.org/")), attributes  # the views' own links
    assert html.count("alert(1)") == 0 or "<script>alert" not in html


def evil_doc() -> ra.Doc:
    """A Doc in which every string that a source or a gazetteer may give is hostile."""
    text = f"{EVIL} {EVIL}"
    end = len(EVIL)
    person = ra.Entity("PER1", "PER", EVIL, (ra.Mention(0, end, EVIL, EVIL, "own"),), person=ra.Person(last=EVIL))
    body = ra.Entity(
        "ORG1", "ORG", EVIL, (ra.Mention(end + 1, len(text), EVIL, EVIL, "own"),), org=ra.Org(EVIL, EVIL, EVIL)
    )
    place = ra.Entity("LOC1", "LOC", EVIL, (), place=ra.Place(EVIL, "city", EVIL, EVIL, EVIL))
    span = ra.Span(0, end, EVIL)
    article = ra.Article(
        title=ra.Span(None, None, EVIL),
        lead=span,
        paragraphs=(ra.Span(end + 1, len(text), EVIL),),
        author=EVIL,
        boilerplate=(ra.Boilerplate(0, end, EVIL, "other", "own"),),
    )
    return ra.Doc(
        text,
        article,
        entities=(person, body, place),
        roles=(ra.Role(person, EVIL, body, place, "current", "company", True, span, "own"),),
        dates=(ra.DateRef(0, end, EVIL, EVIL, "day", "own"),),
        topics=(ra.Topic(EVIL, EVIL, 0.5, None, "own", (EVIL,)),),
        keywords=(EVIL,),
        url=f"javascript:{EVIL}",
    )


def test_views_of_a_hostile_doc_are_harmless() -> None:
    doc = evil_doc()
    for html in (doc.to_html(), doc._repr_html_(), doc.article._repr_html_(), *(e._repr_html_() for e in doc.entities)):
        check_harmless(html)
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_a_report_of_hostile_docs_is_harmless(tmp_path: Path) -> None:
    doc = evil_doc()
    ra.report([doc, doc], tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf8")
    check_harmless(html)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_hostile_page_is_text(an: ra.Analyzer) -> None:
    doc = an.analyze(f"Мэр Перми Иван Ежов {EVIL} открыл школу.\n\n{EVIL} уехал в Пензу.")
    check_harmless(doc.to_html())
    assert "<script" not in doc.to_html()


def test_models_are_read_without_pickle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a model was unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    ra.Analyzer().analyze("Мэр Перми Иван Ежов уехал.")
    folder = tmp_path / "topics"
    folder.mkdir()
    np.savez(folder / "weights.npz", rows=np.array([{"a": 1}], dtype=object))
    with pytest.raises((ra.RuanalyzeError, ValueError, OSError)):
        ra.Analyzer(ra.Options(topics=folder))


def test_deep_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": ' + "[" * 100_000 + "\n" + json.dumps({"text": "Мэр."}), encoding="utf8"
    )
    bad, good = records(tmp_path / "a.jsonl")
    assert "not JSON" in str(bad.error)
    assert good.source is not None
