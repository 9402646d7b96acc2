"""The command line: every verb, its output and its exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import ruanalyze as ra
from ruanalyze.cli import main, parser
from tests.conftest import PAGE


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode())
    return path


def verbs() -> dict[str, str]:
    (sub,) = (a for a in parser()._actions if a.dest == "verb")
    return {name: p.format_help() for name, p in sub.choices.items()}  # type: ignore[union-attr]


@pytest.mark.parametrize(("verb", "text"), verbs().items())
def test_every_verb_has_help_with_an_example(verb: str, text: str) -> None:
    assert f"example:\n  ruanalyze {verb} " in text


def test_every_verb_stands_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf8")
    for verb in verbs():
        assert f"ruanalyze {verb}" in readme


def test_analyze_prints_a_summary(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(page)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("В Вольске открыли школу\n2019-10-09 12:37\n")
    assert "Валерий Радаев: губернатор (Саратовская область)" in out


def test_analyze_as_json(page: Path, capsys: pytest.CaptureFixture[str], doc: ra.Doc) -> None:
    assert main(["analyze", str(page), "--json", "--url", "https://news.example/1"]) == 0
    again = ra.Doc.from_json(capsys.readouterr().out)
    assert again.roles == doc.roles


def test_clean_prints_the_article(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", str(page)]) == 0
    out = capsys.readouterr().out
    assert "Губернатор" in out
    assert "Подписывайтесь" not in out
    assert main(["clean", str(page), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"]["text"] == "В Вольске открыли школу"


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode("cp1251", "replace"))))
    assert main(["clean", "-"]) == 0
    assert capsys.readouterr().out.startswith("2019-10-09T12:37:00\n\nВ Вольске")


def test_tag_counts_and_tells_failures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text("\n".join(json.dumps({"text": t}) for t in (PAGE, "")), encoding="utf8")
    assert main(["tag", str(source), "-o", str(tmp_path / "out"), "--quiet"]) == 1
    assert "2 pages" in capsys.readouterr().out
    assert len(ra.officials_table(tmp_path / "out")) >= 2


def labelled(folder: Path) -> Path:
    """Texts of two topics as a CSV, invented."""
    rows = [
        ("Рыбалка", "Рыбак поймал щуку на озере", "fishing"),
        ("Улов", "Рыбаки показали карпа", "fishing|sport"),
        ("Матч", "Команда выиграла матч чемпионата", "sport"),
        ("Гол", "Футболист забил гол", "sport"),
    ]
    path = folder / "labelled.csv"
    with path.open("w", encoding="utf8", newline="") as file:
        csv.writer(file).writerows([("title", "text", "topics"), *rows * 5])
    return path


def test_topics_train_evaluate_use(tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, model = str(labelled(tmp_path)), str(tmp_path / "my-topics")
    assert main(["topics", "train", source, "-o", model]) == 0
    assert capsys.readouterr().out.startswith("2 topics from 20 texts")
    assert main(["topics", "evaluate", source, "--topics", model]) == 0
    figures = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert float(figures["best_is_first"]) > 0.9
    assert float(figures["f1:fishing"]) > 0.9
    assert main(["analyze", str(page), "--json", "--topics", model]) == 0
    stated = json.loads(capsys.readouterr().out)["topics"]
    assert {topic["id"] for topic in stated} <= {"fishing", "sport"}


def test_topics_of_a_table_without_labels_is_exit_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plain.csv").write_text("text\nРыбак поймал щуку\n", encoding="utf8")
    assert main(["topics", "train", str(tmp_path / "plain.csv"), "-o", str(tmp_path / "model")]) == 2
    assert "give text, topics" in capsys.readouterr().err


def test_tag_tells_the_most_frequent_kinds_of_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ['{"text": 5}'] * 3 + ["{"] * 2 + ['{"text": ""}', '{"body": 1}', '{"text": "Снег", "published": "вчера"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf8")
    assert main(["tag", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out"), "--quiet"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"8 pages in 1 Parquet file in {tmp_path / 'out'}, 8 with an error"
    assert told[1:3] == [
        "  3  InputError: a.jsonl, line 1: the text is int",
        "  2  InputError: a.jsonl, line 4: not JSON: Expecting property name enclosed in double quotes at character 3",
    ]
    assert told[-1] == "  … 2 other kinds"


def test_tag_to_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    (tmp_path / "a.jsonl").write_text('{"text": "В Пензе открыли школу."}\n5', encoding="utf8")
    out = f"file://{tmp_path}/out"
    assert main(["tag", str(tmp_path / "a.jsonl"), "-o", out, "--model", "fast"]) == 1
    assert capsys.readouterr().out == f"2 pages in 1 Parquet file in {out}, 1 with an error\n"
    assert len(ra.entities_table(tmp_path / "out")) == 1


def test_info(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info"]) == 0
    assert ra.__version__ in capsys.readouterr().out


def test_a_missing_file_is_exit_code_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", "no-such-file.txt"]) == 2
    assert "no-such-file.txt" in capsys.readouterr().err


def test_an_empty_file_is_exit_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").touch()
    assert main(["analyze", str(tmp_path / "empty.txt")]) == 2
    assert capsys.readouterr().err.startswith("ruanalyze: ")


def test_wrong_usage_is_exit_code_two() -> None:
    for argv in (["analyse"], [], ["tag", "x", "-o", "y", "--workers", "0"]):
        with pytest.raises(SystemExit) as stop:
            main(argv)
        assert stop.value.code == 2
