"""Read the files of a corpus as articles; an unreadable file becomes an error that says what to do."""

from annotations.corpus.header import Header, read_header
from annotations.corpus.reader import count_files, read_corpus

__all__ = ["Header", "count_files", "read_corpus", "read_header"]
