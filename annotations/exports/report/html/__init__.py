"""A report as a page of HTML: one file without scripts and without anything from elsewhere."""
