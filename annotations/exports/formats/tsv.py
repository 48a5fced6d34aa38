"""Reviewed claims as tab separated values: the cells of CSV, and quoted as in CSV."""

from __future__ import annotations

from functools import partial

from annotations.exports.export_format import TextFormat
from annotations.exports.formats.csv import is_own_csv, write_csv

FORMAT = TextFormat(
    ".tsv", partial(write_csv, delimiter="\t"), partial(is_own_csv, delimiter="\t"), takes_bom=True
)
