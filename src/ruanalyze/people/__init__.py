"""Names of persons: their parts, their nominative, and which of them are one person."""
