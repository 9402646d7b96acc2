"""What an installation of the core takes, by package, and how long import and a first answer take: docs/install.md.

    python benchmarks/install.py

Installs the repository into a new virtual environment; times are medians of processes started one after another.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import tempfile
from typing import Final

from tables import ROOT, put, table

# what the core does with each package that it asks for; the others are named with who asks for them
USES: Final = {
    "ruanalyze": "code; the models `fast` and `accurate`, topics, gazetteer",
    "natasha": "its data alone: navec's word vectors (25 MB), which `fast` and the topics read, and the weights of the "
    "baseline `natasha`; its code is not imported",
    "slovnet": "reads the weights of the baseline `natasha`",
    "razdel": "for natasha and slovnet, whose code asks for it; benchmarks compare with it",
    "numpy": "the taggers, topics, the gazetteer",
    "pyarrow": "the table's schema, Parquet",
    "pandas": "`tag` and the long tables",
    "narwhals": "tables of polars and others in `tag`; for scikit-learn",
    "threadpoolctl": "one thread a worker for numpy's BLAS",
    "scikit-learn": "`TopicClassifier`, `RussianNewsFeatures`",
    "scipy": "sparse rows of `TopicClassifier`, `RussianNewsFeatures`; for scikit-learn",
    "onnxruntime": "the taggers `fast` and `accurate`",
    "pymorphy3": "lemmas, word forms",
    "dawg2": "the dictionary, read by compiled code (`pymorphy3[fast]`)",
    "tzdata": "time zones, for pandas",
    "navec": "reads the word vectors",
    "msgspec": "the result model and its JSON",
    "charset-normalizer": "the charset of bytes that do not say theirs",
}
# what each use loads; an answer of `fast` comes first, and what it loads is not named again
PAGE: Final = "'В Пензе 3 марта открыли новую школу на 800 мест.'"
LOADS: Final = {
    "any answer": f"ra.analyze({PAGE})",
    "bytes that read like no Russian": "ra.clean('Zażółć gęślą jaźń.'.encode('cp1250'))",
    "`accurate`": f"ra.Analyzer(ra.Options(model='accurate')).analyze({PAGE})",
    "`natasha`": f"ra.Analyzer(ra.Options(model='natasha')).analyze({PAGE})",
    "`tag`": f"import pandas as pd; ra.tag(pd.DataFrame({{'text': [{PAGE}]}}))",
    "`tag_archive`": "import pathlib, tempfile; d = pathlib.Path(tempfile.mkdtemp());"
    f"(d / 'a.txt').write_text({PAGE});"
    "ra.tag_archive(d / 'a.txt', d / 'out', workers=1)",
    "`TopicClassifier`": f"ra.TopicClassifier().fit([{PAGE}, 'Матч завершился победой.'] * 5, ['a', 'b'] * 5)",
}
LOADED: Final = """
import sys, json, importlib.metadata as m, re
plain = lambda name: re.sub("[-_.]+", "-", name).lower()
of = m.packages_distributions()
names = {name.partition(".")[0] for name in sys.modules if name not in before}
print(json.dumps(sorted({plain(d) for name in names for d in of.get(name, ())})))
"""
SIZES: Final = """
import importlib.metadata as m, json, re
plain = lambda name: re.sub("[-_.]+", "-", name).lower()
asked = {plain(d.name): {plain(re.match(r"[\\w.-]+", r)[0]) for r in d.requires or () if "extra ==" not in r}
         for d in m.distributions()}
def size(d):
    return sum(p.stat().st_size for f in d.files or () if (p := d.locate_file(f)).exists() and p.suffix != ".pyc")
print(json.dumps({plain(d.name): [d.version, size(d), sorted(n for n, some in asked.items() if plain(d.name) in some)]
                  for d in m.distributions()}))
"""
IMPORT: Final = "import ruanalyze as ra"
ANSWER: Final = f"{IMPORT}; ra.analyze('В Пензе 3 марта открыли новую школу на 800 мест.', published='2021-03-04')"
PEAK: Final = f"{ANSWER}; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"


def sizes(python: str) -> list[list[str]]:
    """Rows: package, version, MB, what loads it, what it is for; largest first."""
    found = json.loads(subprocess.run([python, "-c", SIZES], capture_output=True, text=True, check=True).stdout)
    found.pop("pip", None)
    loads = {use: set(loaded(python, code)) for use, code in LOADS.items()}
    rows = []
    for name, (version, size, by) in sorted(found.items(), key=lambda item: -item[1][1]):
        rows.append(
            [name, version, f"{size / 1e6:.1f}", by_whom(name, loads), USES.get(name) or f"for {', '.join(by)}"]
        )
    total = sum(size for _, size, _ in found.values())
    return [*rows, ["**together**", "", f"**{total / 1e6:.0f}**", "", ""]]


def loaded(python: str, code: str) -> list[str]:
    """The packages that are imported after some code."""
    run = subprocess.run(
        [python, "-c", f"import sys; before = set(sys.modules); {IMPORT}; {code}\n{LOADED}"],
        capture_output=True,
        text=True,
        check=True,
    )
    made: list[str] = json.loads(run.stdout.splitlines()[-1])
    return made


def by_whom(package: str, loads: dict[str, set[str]]) -> str:
    """The uses that load a package: all, or some, or none."""
    first, *others = loads
    if package in loads[first]:
        return first
    return ", ".join(use for use in others if package in loads[use]) or "nothing"


def seconds(python: str, code: str, times: int = 9) -> float:
    """CPU seconds of a new process, the median."""
    timed = f"import time, sys; {code}; print(time.process_time())"
    runs = [
        float(subprocess.run([python, "-c", timed], capture_output=True, text=True, check=True).stdout.split()[-1])
        for _ in range(times)
    ]
    return statistics.median(runs)


def main() -> None:
    """Install, measure, write the page."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = f"{folder}/bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", str(ROOT)], check=True)
        rows = sizes(python)
        subprocess.run([python, "-c", ANSWER], check=True)  # compiles what it imports
        bare, imported, answered = (seconds(python, code) for code in ("pass", IMPORT, ANSWER))
        peak = subprocess.run([python, "-c", PEAK], capture_output=True, text=True, check=True).stdout.strip()
    times = [
        ["`import ruanalyze`", f"{imported - bare:.3f} s"],
        ["first answer of a new process, all models loaded", f"{answered:.2f} s"],
        ["memory of that process at its peak", f"{peak} MB"],
    ]
    version = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    put("docs/install.md", "sizes", table(("package", "version", "MB", "loaded by", "what it is for"), rows))
    put("docs/install.md", "times", table((f"{version}; CPU time, median of nine", "measured"), times))


if __name__ == "__main__":
    main()
