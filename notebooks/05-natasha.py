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
# # Beside natasha
#
# The same sentences through natasha 1.6 and ruanalyze. The texts are our own; the people are invented.

# %%
import ruanalyze as ra
from ruanalyze.compat import natasha

n = natasha()
segmenter, vocab, embedding = n.Segmenter(), n.MorphVocab(), n.NewsEmbedding()
morph, ner = n.NewsMorphTagger(embedding), n.NewsNERTagger(embedding)


def by_natasha(text):
    doc = n.Doc(text)
    doc.segment(segmenter)
    doc.tag_morph(morph)
    doc.tag_ner(ner)
    for span in doc.spans:
        span.normalize(vocab)
    return [(span.type, span.normal) for span in doc.spans]


def by_ruanalyze(text):
    return [(e.kind, e.name, len(e.mentions)) for e in ra.analyze(text).entities]


# %% [markdown]
# ## One person is one entity
#
# natasha lists spans; ruanalyze merges them and gives the fullest name.

# %%
text = "Юлия Седова встретилась с учителями. Седовой показали класс. «Спасибо», — сказала Ю. Седова."
by_natasha(text)

# %%
by_ruanalyze(text)

# %% [markdown]
# ## Headlines in capitals

# %%
text = "ГУБЕРНАТОР САРАТОВСКОЙ ОБЛАСТИ ПРИЕХАЛ В БАЛАКОВО И ВСТРЕТИЛСЯ С ИРИНОЙ СЕДОВОЙ"
by_natasha(text), by_ruanalyze(text)

# %% [markdown]
# ## ... and in lower case

# %%
text = "вчера в саратове ирина седова открыла школу"
by_natasha(text), by_ruanalyze(text)

# %% [markdown]
# ## Names of bodies: им., quotes, ё

# %%
text = "Студенты РЭУ им. Г.В. Плеханова приехали на завод «Ёлочка» к Алёне Королёвой."
by_natasha(text), by_ruanalyze(text)

# %% [markdown]
# ## A headline is a sentence of its own

# %%
text = "В Вольске открыли школу\n\nНовая школа рассчитана на 800 мест."
doc = n.Doc(text)
doc.segment(segmenter)
[s.text for s in doc.sents], [text[s.start : s.end] for s in ra.analyze(text).sentences]

# %% [markdown]
# ## What natasha does not answer: posts, resolved dates, topics, places on the map

# %%
doc = ra.analyze(
    "Министр образования Саратовской области Ирина Седова заявила вчера, что в Вольске откроют школу.",
    published="2019-10-09",
)
[(r.person.name, r.post, r.territory and r.territory.name, r.status) for r in doc.officials]

# %%
[(d.text, d.value) for d in doc.dates], doc.topic.label, [(p.name, p.place.region_code) for p in doc.places if p.place]
