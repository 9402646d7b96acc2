"""Names of places: their nominative, and which place of the gazetteer each of them is."""
