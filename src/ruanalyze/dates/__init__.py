"""Date phrases -> ISO 8601 values, resolved against the publication date. Start at `find`."""
