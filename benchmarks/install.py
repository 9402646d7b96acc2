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
    "natasha": "its data alone: navec's word vectors (27 MB) and the weights of the baseline; its code is not imported",
    "slovnet": 'reads the weights of the baseline `Options(model="natasha")`',
    "razdel": "not imported; natasha and slovnet ask for it, benchmarks compare with it",
    "numpy": "the fast tagger, topics",
    "pyarrow": "the table's schema, Parquet",
    "pandas": "`tag` and the long tables; loaded by these alone",
    "threadpoolctl": "one thread a worker for numpy's BLAS",
    "scikit-learn": "`TopicClassifier`; loaded by it alone",
    "onnxruntime": "the model `accurate`; loaded by it alone",
    "pymorphy3": "lemmas, word forms",
    "dawg2": "the dictionary, read by compiled code (`pymorphy3[fast]`)",
    "tzdata": "time zones, for pandas",
    "navec": "reads the word vectors",
    "msgspec": "the result model and its JSON",
    "charset-normalizer": "the charset of bytes that do not say theirs",
}
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
    """Rows: package, version, MB, what it is for; largest first."""
    found = json.loads(subprocess.run([python, "-c", SIZES], capture_output=True, text=True, check=True).stdout)
    found.pop("pip", None)
    rows = []
    for name, (version, size, by) in sorted(found.items(), key=lambda item: -item[1][1]):
        rows.append([name, version, f"{size / 1e6:.1f}", USES.get(name) or f"for {', '.join(by)}"])
    total = sum(size for _, size, _ in found.values())
    return [*rows, ["**together**", "", f"**{total / 1e6:.0f}**", ""]]


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
    put("docs/install.md", "sizes", table(("package", "version", "MB", "what the core does with it"), rows))
    put("docs/install.md", "times", table((f"{version}; CPU time, median of nine", "measured"), times))


if __name__ == "__main__":
    main()
