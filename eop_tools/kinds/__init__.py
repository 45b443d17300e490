"""The kinds of the plan language, one file each: to add a kind is to write one class."""
