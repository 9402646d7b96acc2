"""Names of organizations: their nominative, what they say of the body, and which of them are one body."""
