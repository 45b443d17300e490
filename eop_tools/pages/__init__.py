"""The pages of the site, one file each: to add a page is to write one function."""
