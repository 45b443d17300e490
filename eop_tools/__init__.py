"""Emergency Operations Plans as checked, graphed and published documents-as-code."""

__version__ = "0.1.0"
