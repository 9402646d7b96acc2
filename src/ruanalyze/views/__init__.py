"""Docs and archives to look at: HTML for notebooks, the report of an archive, tables and bars for a terminal."""
