"""Lemmas and inflection from the pymorphy dictionary, with the tagger's answer as the judge of homonyms."""
