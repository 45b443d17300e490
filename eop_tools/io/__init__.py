"""Doors to the disk, to git, to the web, to the caches and to the engine of the site."""
