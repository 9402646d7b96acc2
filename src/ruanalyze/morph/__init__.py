"""Words and tags -> lemmas and inflected forms, by the pymorphy dictionary. Start at `lemmas`."""
