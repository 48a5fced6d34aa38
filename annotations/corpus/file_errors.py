"""The sentences for a file of a corpus that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.bounded_files import ChangingFileError, FileTooLargeError, NoRegularFileError
from annotations.errors import CorpusError
from annotations.system_errors import reason_of
from annotations.text import visible


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn the errors of reading a file into a CorpusError that says what to do."""
    path_text = visible(str(path))
    try:
        yield
    except IsADirectoryError as error:
        raise CorpusError(
            "{path} is a folder, not an article: rename it so that it does not end in .txt.", path=path_text
        ) from error
    except NoRegularFileError as error:
        raise CorpusError(
            "{path} is a pipe or a device, not an article: save its text as a file.", path=path_text
        ) from error
    except FileTooLargeError as error:
        raise CorpusError(
            "{path} has more than {most} MB, too much for one article: split it into its articles.",
            path=path_text,
            most=error.most_bytes // 1_000_000,
        ) from error
    except ChangingFileError as error:
        raise CorpusError(
            "{path} is still being written, or has no size of its own: import it when it is complete, as a file.",
            path=path_text,
        ) from error
    except FileNotFoundError as error:
        raise CorpusError(
            "{path} is gone, or a link to nowhere: put the file back or remove the link.", path=path_text
        ) from error
    except PermissionError as error:
        raise CorpusError(
            "{path} may not be read: give yourself permission with: chmod u+r.", path=path_text
        ) from error
    except OSError as error:
        raise CorpusError(
            "{path} cannot be read ({reason}): copy it again from its source.",
            path=path_text,
            reason=reason_of(error),
        ) from error
