"""Saved news pages (``soi[html]``): the page's own metadata, and the blocks of its article."""
