"""Reports for readers: what was checked and what came of it, as a page and as Markdown."""
