"""Lemmas -> topics and the words that decided (`model`); an own taxonomy from labelled texts (`classifier`)."""
