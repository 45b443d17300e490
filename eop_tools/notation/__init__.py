"""How people write telephone numbers, hours, frequencies and degrees: read, compared, and written one way."""
