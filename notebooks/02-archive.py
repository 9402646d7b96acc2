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
# # An archive: from CSV to answers
#
# 258 raw pages that the authors wrote, menus, tickers, related lists and all; a few are broken on purpose. Here they are a CSV file, as many archives come; JSON lines, Parquet, WARC and folders of pages do as well. One call turns it into a table, one row a page.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import ruanalyze as ra

folder = Path(tempfile.mkdtemp())
archive, out = folder / "archive.csv", folder / "tagged"
pd.read_json("../data/archive.jsonl.gz", lines=True).to_csv(archive, index=False)
print(archive.read_text(encoding="utf8")[:600])

# %% [markdown]
# ## Tag it
#
# `tag_archive` reads the file as a stream, writes Parquet, and can be stopped and started again. What can't be analysed becomes a row with `error`: counts in are counts out.

# %%
done = ra.tag_archive(archive, out, workers=1)
done

# %%
table = pd.read_parquet(out)
for key, error in table.loc[table["error"].notna(), ["id", "error"]].itertuples(index=False):
    print(key, "|", error)

# %% [markdown]
# ## What is it about?

# %%
good = table[table["error"].isna()]
good["topic"].value_counts().head(8)

# %%
good.assign(year=good["published"].dt.year.astype("Int64")).pivot_table(
    index="year", columns="topic", values="id", aggfunc="count"
).fillna(0).astype(int).iloc[-5:, :8]

# %% [markdown]
# ## Who is in it?
#
# Long tables are made for groupby: one row an official a document.

# %%
officials = ra.officials_table(table)
officials.groupby(["name", "post", "territory"])["id"].nunique().nlargest(8)

# %% [markdown]
# ## Where?
#
# Places are linked to a gazetteer, so a region can be asked for as well as a name.

# %%
places = ra.entities_table(table).query("kind == 'LOC' and country == 'RU'")
places.groupby("region")["id"].nunique().nlargest(8)

# %% [markdown]
# ## A picture, and a page for those who don't run notebooks

# %%
from ruanalyze import plots

ax = plots.topics_over_time(good, freq="Y")

# %%
ax = plots.places(good)

# %%
page = ra.report(table, folder / "report.html", title="Архив-образец")
print(f"{page.name}: {page.stat().st_size // 1024} KB, opens without a network")
