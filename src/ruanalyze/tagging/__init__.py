"""Sentences -> parts of speech, features, spans of names and posts, by one of three models behind `tagger.Tagger`."""
