# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # First look
#
# One page as it was scraped, with the weather, the share buttons and the headlines of other stories around the article. One call turns it into data.

# %%
from pathlib import Path

import ruanalyze as ra

data = Path("../data")
page = (data / "pages" / "saratov-training.txt").read_text(encoding="utf8")
print(page)

# %% [markdown]
# `analyze` finds the article, its people and their posts, organizations, places, dates and topics. In Jupyter a `Doc` shows itself: hover over a name to see whom or what it means; what is not the article is folded away below.

# %%
doc = ra.analyze(page)
doc

# %% [markdown]
# Everything in the picture is a value with offsets into the text.

# %%
doc.title, doc.article.published, doc.article.lead.text

# %%
[
    (role.person.name, role.post, role.body and role.body.name, role.territory and role.territory.name, role.status)
    for role in doc.officials
]

# %%
[
    (place.name, place.place.kind, place.place.region_code, place.place.lat, place.place.lon)
    for place in doc.places
    if place.place
]

# %%
[(date.text, date.value) for date in doc.dates]

# %% [markdown]
# What a topic was decided by: lemmas, each with its part in all that speaks for the topic.

# %%
[(topic.label, topic.probability, dict(zip(topic.reasons, topic.weights, strict=True))) for topic in doc.topics]

# %% [markdown]
# A person, an organization or a place shows itself too.

# %%
doc.places[-1]

# %% [markdown]
# Sentences have tokens with lemmas and Universal Dependencies tags; `tokens_table` makes them a frame.

# %%
ra.tokens_table(doc).head(12)

# %% [markdown]
# Each decision names the rule or the model that made it.

# %%
for span in doc.article.boilerplate[:8]:
    print(f"{span.kind:10} {span.source:28} {span.text[:60]!r}")

# %% [markdown]
# ## A frame of pages
#
# `tag` takes a frame and gives a frame, one row a page, and shows how far it is. A page that can't be analysed is a row with `error`.

# %%
import pandas as pd

frame = pd.read_json(data / "archive.jsonl.gz", lines=True).head(60)
table = ra.tag(frame, published="published")
table[["published", "title", "topic", "people", "error"]].head(8)

# %% [markdown]
# The long tables are ready for `groupby`.

# %%
ra.officials_table(table).groupby("post")["name"].nunique().sort_values(ascending=False).head(8)

# %%
entities = ra.entities_table(table)
entities[entities["kind"] == "LOC"].groupby(["region", "name"]).size().sort_values(ascending=False).head(8)
