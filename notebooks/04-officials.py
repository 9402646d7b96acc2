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
        "date": ["2017-03-20", "2018-05-14", "2019-09-09", "2019-09-27", "2021-02-11", "2022-03-05", "2023-10-02"],
        "text": [
            "Губернатор Тамбовской области Степан Голубев открыл школу в Мичуринске. Его сопровождала министр образования области Ирина Белкина.",
            "Губернатор Тамбовской области Степан Голубев уволил министра образования Ирину Белкину. Врио министра назначен Егор Чижов.",
            "Степан Голубев покинул пост губернатора Тамбовской области. Врио губернатора области назначена Галина Рощина.",
            "Галина Рощина избрана губернатором Тамбовской области.",
            "Губернатор Тамбовской области Галина Рощина встретилась с бывшим министром образования Ириной Белкиной.",
            "Депутат Тамбовской областной думы Ирина Белкина предложила починить мост в Мичуринске.",
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
officials.groupby("name")["post"].unique().loc[lambda posts: posts.str.len() > 1]

# %% [markdown]
# ## The same on the sample archive
#
# Levels tell federal from regional and municipal posts.

# %%
pages = pd.read_json("../data/archive.jsonl.gz", lines=True)
sample = ra.officials_table(ra.tag(pages, published="published"))
sample["level"].value_counts()

# %%
governors = sample[sample["post"].eq("губернатор") & sample["published"].notna()].dropna(subset="territory")
terms = (
    governors.groupby(["territory", "name"])["published"].agg(["min", "max", "count"]).query("count > 1").reset_index()
)
terms.assign(**{end: terms[end].dt.date for end in ("min", "max")}).head(10)

# %% [markdown]
# From the first page that names a governor in office to the last:

# %%
import matplotlib.pyplot as plt

terms = terms.sort_values("min", ascending=False)
fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
ax.hlines(terms["name"] + ", " + terms["territory"], terms["min"], terms["max"], linewidth=7)
ax.set_title("Губернаторы на страницах архива")
ax.grid(axis="x", alpha=0.4)
