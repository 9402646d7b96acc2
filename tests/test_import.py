"""`import ruanalyze` is quick: it touches only an allowed list of modules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ruanalyze as ra

HEAVY = (
    "numpy",
    "pandas",
    "pyarrow",
    "onnxruntime",
    "sklearn",
    "scipy",
    "pymorphy3",
    "navec",
    "slovnet",
    "natasha",
    "razdel",
    "trafilatura",
)


def loaded(code: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_import_loads_nothing_heavy() -> None:
    assert not loaded("import ruanalyze") & set(HEAVY)


def test_options_and_errors_load_nothing_heavy() -> None:
    assert not loaded("import ruanalyze as ra; ra.Options(), ra.NoTextError") & set(HEAVY)


def test_a_first_answer_pays_for_no_table_and_no_training() -> None:
    names = loaded("import ruanalyze as ra; ra.analyze('В Пензе открыли школу.')")
    assert not names & {"pandas", "pyarrow", "sklearn", "scipy", "natasha", "yargy", "trafilatura"}


def test_without_natasha_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="pip install natasha"):
        ra.Analyzer(ra.Options(model="natasha", steps=()))


def test_natasha_runs_on_a_python_that_pymorphy2_does_not() -> None:
    code = "from ruanalyze.compat import natasha; print(natasha().MorphVocab().parse('перми')[0].normal)"
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "пермь\n"


def test_all_is_what_the_package_exports() -> None:
    assert sorted(ra.__all__) == sorted({name for names in ra._WHERE.values() for name in names} | {"__version__"})
    for name in ra.__all__:
        assert getattr(ra, name) is not None
        assert name in dir(ra)


def test_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(ra, "analyse")


def test_no_module_hides_a_public_name() -> None:
    package = Path(ra.__file__).parent
    modules = {p.stem for p in package.glob("*.py")} | {p.name for p in package.iterdir() if p.is_dir()}
    assert not modules & set(ra.__all__)
