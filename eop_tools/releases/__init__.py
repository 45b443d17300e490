"""Releases as they lie in a folder: their names, what each one is made of, and which one is current."""
