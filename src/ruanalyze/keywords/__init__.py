"""Sentences and entities -> key phrases in the nominative. Start at `phrases`."""
