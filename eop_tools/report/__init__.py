"""Answers become text for people and files for programs."""
