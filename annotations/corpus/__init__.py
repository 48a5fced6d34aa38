"""Articles in: files of a corpus become articles, and what cannot be read becomes a sentence about it."""

from annotations.corpus.header import Header, read_header
from annotations.corpus.reader import count_files, read_corpus

__all__ = ["Header", "count_files", "read_corpus", "read_header"]
