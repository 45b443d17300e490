"""Values become HTML and Markdown that a browser, a phone and a printer show safely."""
