"""Persons, posts, bodies and territories -> who holds which post, where, and whether still. Start at `finder`."""
