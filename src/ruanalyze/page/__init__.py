"""A scraped page, markup or clean text -> its visible text and its article. Start at `find`."""
