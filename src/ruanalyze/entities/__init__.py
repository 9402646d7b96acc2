"""Spans -> mentions joined to entities. Start at `finder`; names of a kind are read in `people`, `orgs`, `places`."""
