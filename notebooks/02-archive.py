# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # An archive: from a file of pages to answers
#
# `data/archive.jsonl.gz` holds 258 raw pages that the authors wrote: menus, tickers, related lists and all; a few are broken on purpose. One call turns it into a table, one row a page.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import ruanalyze as ra

archive = Path("../data/archive.jsonl.gz")
out = Path(tempfile.mkdtemp()) / "tagged"

# %% [markdown]
# ## Tag it
#
# `tag_archive` reads the file as a stream, writes Parquet, and can be stopped and started again. What can't be analysed becomes a row with `error`: counts in are counts out.

# %%
ra.tag_archive(archive, out, workers=1)
table = pd.read_parquet(out)
len(table), int(table["error"].notna().sum())

# %%
table.loc[table["error"].notna(), ["id", "error"]].assign(error=lambda t: t["error"].str.slice(0, 70))

# %% [markdown]
# ## What is it about?

# %%
table["topic"].value_counts().head(8)

# %%
good = table[table["error"].isna()]
good.assign(year=good["published"].dt.year).pivot_table(
    index="year", columns="topic", values="id", aggfunc="count"
).fillna(0).astype(int).iloc[-5:, :8]

# %% [markdown]
# ## Who is in it?
#
# Long tables are made for groupby: one row an official a document.

# %%
officials = ra.officials_table(table)
officials.groupby(["name", "post", "territory"])["id"].nunique().nlargest(8)

# %%
entities = ra.entities_table(table)
entities[entities["kind"] == "LOC"]["name"].value_counts().head(8)

# %% [markdown]
# ## A picture, and a page for those who don't run notebooks

# %%
from ruanalyze import plots

ax = plots.topics_over_time(good, freq="Y")

# %%
page = ra.report(good, out.parent / "report.html", title="Sample archive")
f"{page.name}: {page.stat().st_size < 3_000_000 and 'under 3 MB, opens offline'}"
