"""Words for readers, names in texts, and how hard a text is to read."""
