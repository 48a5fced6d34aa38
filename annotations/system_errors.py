"""The reasons of the operating system as sentences, which can be shown in another language."""

from __future__ import annotations

import errno

from annotations.errors import Sentence

_REASONS = {
    errno.ENOENT: Sentence("there is no such file"),
    errno.ENOTDIR: Sentence("a part of the path is a file, not a folder"),
    errno.EISDIR: Sentence("it is a folder"),
    errno.EACCES: Sentence("no permission"),
    errno.EPERM: Sentence("no permission"),
    errno.EROFS: Sentence("the disk is read-only"),
    errno.ELOOP: Sentence("its links lead in a circle"),
    errno.ENAMETOOLONG: Sentence("the name is too long"),
    errno.ENOSPC: Sentence("the disk is full"),
    errno.EDQUOT: Sentence("the disk quota is used up"),
    errno.EFBIG: Sentence("the file would be too large"),
    errno.EIO: Sentence("the disk failed"),
    errno.EBADF: Sentence("the output is closed"),
    errno.ENXIO: Sentence("it is a socket or a device"),
    errno.EMFILE: Sentence("too many files are open"),
    errno.ENFILE: Sentence("too many files are open"),
}
_NO_PATH = Sentence("the name cannot be a file's")


class FileRefusedError(OSError):
    """A file that the program does not read; ``reason`` says why."""

    def __init__(self, reason: Sentence) -> None:
        self.reason = reason
        super().__init__(str(reason))


def reason_of(error: OSError | ValueError) -> Sentence:
    """Why the system, or ``read_bounded``, refused a path; without a number, to be put into a sentence.

    A ValueError is Python's for a path with a NUL character.
    """
    if isinstance(error, FileRefusedError):
        return error.reason
    if not isinstance(error, OSError):
        return _NO_PATH
    sentence = _REASONS.get(error.errno or 0)
    return sentence or Sentence("{reason}", reason=error.strerror or type(error).__name__)
