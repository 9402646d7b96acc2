"""Text -> sentences and tokens. Start at `sentences`."""
