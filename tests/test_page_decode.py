"""Bytes to text: what is declared, what is declared wrongly, and what is broken."""

from __future__ import annotations

import codecs

import pytest

import ruanalyze as ra
from ruanalyze.page.decode import decode

TEXT = "Мэр Перми Иван Ежов открыл новую школу на восемьсот мест, строили её два года."


def declared(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><p>{text}</p>'


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8-r"),
        ("cp866", "cp866"),
        ("iso-8859-5", "iso8859-5"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("windows-1251", "koi8-r"),  # declared wrongly
        ("koi8-r", "cp1251"),
        ("utf-8", "cp1251"),
        ("utf-16", "cp1251"),
        ("iso-8859-1", "cp1251"),
        ("klingon", "cp1251"),
        ("windows-1251", "utf-8"),
    ],
)
def test_declared_rightly_or_not(charset: str, encoding: str) -> None:
    assert TEXT in decode(declared(charset).encode(encoding))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", ""])
def test_utf8_with_a_broken_byte(charset: str) -> None:
    data = declared(charset).encode()
    at = data.index("школу".encode())
    assert "Мэр Перми Иван Ежов открыл новую" in decode(data[: at + 1] + data[at + 2 :])


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_with_and_without_its_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)).removeprefix("\ufeff") == TEXT


def test_a_mark_before_broken_bytes() -> None:
    assert decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00").startswith(TEXT)


@pytest.mark.parametrize("text", ["Привет", "Ёж", "1", "plain ASCII"])
def test_short_texts(text: str) -> None:
    assert decode(text.encode("utf-8")) == text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_latin_text_that_is_declared(charset: str) -> None:
    text = "Le maire a inauguré l'école élémentaire, a déclaré le préfet à Périgueux."
    assert text in decode(declared(charset, text).encode("latin-1"))


def test_latin_text_in_latin_1() -> None:
    text = "Le maire a inauguré l'école élémentaire, a déclaré le préfet de la région hier à Périgueux."
    assert "maire a inaugur" in decode(text.encode("latin-1"))


def test_what_is_no_text() -> None:
    with pytest.raises(ra.DecodeError, match="decode them and pass a str"):
        decode(bytes(range(1, 32)) * 20 + b"\x00\xff\xfe\x81" * 30)
