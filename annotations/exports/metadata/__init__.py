"""Descriptions of an exported data set for the programs and catalogues that read them."""
