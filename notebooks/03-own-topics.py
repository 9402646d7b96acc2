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
# # Own topics, own names
#
# The shipped model knows eighteen topics with IPTC codes. A newsroom has its own: here a regional paper files by dachas, fishing, neighbours and local history. Forty-eight labelled articles are enough to begin with.

# %%
import csv
from pathlib import Path

import ruanalyze as ra

data = Path("../data")
with (data / "labelled.csv").open(encoding="utf8") as file:
    rows = list(csv.DictReader(file))
rows[0]

# %% [markdown]
# ## The shipped topics, with reasons
#
# Each stated topic carries a calibrated probability and the words that decided. Below its line the model abstains and `doc.topic` is `None`.

# %%
page = (data / "pages" / "saratov-training.txt").read_text(encoding="utf8")
doc = ra.analyze(page)
[
    (topic.label, topic.iptc, topic.probability, dict(zip(topic.reasons, topic.weights, strict=True)))
    for topic in doc.topics
]

# %% [markdown]
# `explain` shows both sides of every topic: what speaks for it and what against it. It is a dict of numbers that draws itself.

# %%
shipped = ra.TopicClassifier.load()
why = shipped.explain(doc)
why

# %%
[(word, round(weight, 2)) for word, weight in why["crime"][:6]]

# %% [markdown]
# ## An own taxonomy in three lines
#
# A topic is any string; an article may have several, the main one first.

# %%
texts = [f"{row['title']}\n\n{row['text']}" for row in rows]
topics = [row["topics"].split("|") for row in rows]
learned = ra.TopicClassifier().fit(texts, topics)

# %%
fresh = [
    "Дачники пересчитали грядки\n\nСадоводы высадили томаты и перец, картофель посадят на майские.",
    "Клёв начался\n\nРыболовы вытащили из залива окуня и щуку.",
    "Собрание во дворе\n\nЖильцы подъезда решали, где стоять машинам.",
    "Находка в кургане\n\nАрхеологи передали в музей монеты и план старой крепости.",
]
learned.predict(fresh).tolist(), learned.predict_proba(fresh).round(2).tolist()

# %%
learned.explain(fresh[0])

# %% [markdown]
# How good is it on articles that it has not seen? Every fourth row is kept back.

# %%
held = [n % 4 == 3 for n in range(len(rows))]
part = ra.TopicClassifier().fit(
    [text for text, out in zip(texts, held, strict=True) if not out],
    [some for some, out in zip(topics, held, strict=True) if not out],
)
answers = part.predict([text for text, out in zip(texts, held, strict=True) if out])
wanted = [some[0] for some, out in zip(topics, held, strict=True) if out]
print(f"{sum(a == w for a, w in zip(answers, wanted, strict=True))} of {len(wanted)}")

# %% [markdown]
# ## In the analysis
#
# `save` writes arrays and JSON, no pickle; `Options(topics=...)` runs them without scikit-learn. On the command line it is
# `ruanalyze topics train labelled.csv -o my-topics`, `ruanalyze topics evaluate held-out.csv --topics my-topics` and `ruanalyze analyze page.txt --topics my-topics`.

# %%
import tempfile

folder = Path(tempfile.mkdtemp()) / "my-topics"
learned.save(folder)
sorted(path.name for path in folder.iterdir())

# %% [markdown]
# ## Own names beside them
#
# A gazetteer adds the persons, organizations and places that only this newsroom knows, in every case form, with its own ids.

# %%
names = [
    {"kind": "ORG", "name": "садовое товарищество «Родник»", "aliases": ["Родник"], "id": "garden-17"},
    {"kind": "PER", "name": "Нина Огородникова", "id": "agronomist-1"},
]
analyzer = ra.Analyzer(ra.Options(topics=folder, gazetteer=names, page="article"))
mine = analyzer.analyze(
    "Агроном приехала к дачникам\n\nАгроном Нина Огородникова осмотрела теплицы в «Роднике» и посоветовала не спешить с рассадой. "
    "Садоводы «Родника» показали ей томаты и перцы."
)
mine

# %%
[(topic.id, topic.probability, topic.reasons) for topic in mine.topics]

# %%
[(entity.kind, entity.name, [mention.text for mention in entity.mentions]) for entity in mine.entities]
