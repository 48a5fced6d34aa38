"""A report as Markdown with the tables of GitHub."""
