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
# # Officials of a region over time
#
# Who held which post, where, and until when? Every role of the library has a post in the nominative, its body or territory, a level and a status: *current*, *acting*, *former* or *incoming*.

# %%
import pandas as pd

import ruanalyze as ra

news = pd.DataFrame(
    {
        "date": ["2017-03-20", "2018-05-14", "2019-09-09", "2019-09-27", "2021-02-11", "2023-10-02"],
        "text": [
            "Губернатор Тамбовской области Степан Голубев открыл школу в Мичуринске. Его сопровождала министр образования области Ирина Белкина.",
            "Губернатор Тамбовской области Степан Голубев уволил министра образования Ирину Белкину. Врио министра назначен Егор Чижов.",
            "Степан Голубев покинул пост губернатора Тамбовской области. Врио губернатора области назначена Галина Рощина.",
            "Галина Рощина избрана губернатором Тамбовской области.",
            "Губернатор Тамбовской области Галина Рощина встретилась с бывшим министром образования Ириной Белкиной.",
            "Экс-губернатор Тамбовской области Степан Голубев возглавил аграрный университет.",
        ],
    }
)

# %% [markdown]
# ## One sentence, one role
#
# The status comes from the words: «врио», «бывший», «экс-», «покинул пост», «избрана».

# %%
for role in ra.analyze(news["text"][2], published=news["date"][2]).roles:
    print(role.person.name, "|", role.post, "|", role.territory.name if role.territory else "", "|", role.status)

# %% [markdown]
# ## All of them, as a table

# %%
table = ra.tag(news)
officials = ra.officials_table(table)
officials[["published", "name", "post", "territory", "status"]].assign(published=lambda t: t["published"].dt.date)

# %% [markdown]
# ## The line of governors

# %%
governors = officials[officials["post"] == "губернатор"].sort_values("published")
governors.groupby("name").agg(
    first=("published", "min"), last=("published", "max"), statuses=("status", lambda s: " → ".join(dict.fromkeys(s)))
)

# %% [markdown]
# ## Who held more than one post?

# %%
officials.groupby("name")["post"].unique().loc[lambda posts: posts.str.len() > 0]

# %% [markdown]
# ## The same on the sample archive
#
# Levels tell federal from regional and municipal posts.

# %%
import gzip
import json
from pathlib import Path

lines = gzip.decompress(Path("../data/archive.jsonl.gz").read_bytes()).decode("utf8", "replace").splitlines()
pages = pd.DataFrame(json.loads(line) for line in lines if line.startswith("{") and line.endswith("}"))
sample = ra.officials_table(ra.tag(pages, published="published"))
sample["level"].value_counts()

# %%
regional = sample[sample["level"] == "regional"]
regional.groupby(["territory", "name"])["published"].agg(["min", "max", "count"]).query("count > 1").head(10)

# %%
sample["status"].value_counts()
