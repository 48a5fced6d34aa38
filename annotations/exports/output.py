"""Where an export goes: a file, a folder or an open stream; files and folders are written whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from annotations.errors import UsageError
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import BinaryFormat, ExportFormat, FolderFormat, TextFormat
from annotations.exports.files import ReplacementRules, whole_file, whole_folder
from annotations.exports.folder_marks import write_mark

_BYTE_ORDER_MARK = "\ufeff"


def write_export(
    export_format: ExportFormat,
    contents: ExportContents,
    output: Path | TextIO | BinaryIO,
    rules: ReplacementRules,
) -> None:
    """Write the contents in a format.

    Raises UsageError where the output is not of the format's kind (a folder format needs a path, a binary one a path or a
    binary stream), where the path cannot be written and where the rules forbid to write over what is there.
    """
    match export_format:
        case FolderFormat():
            if not isinstance(output, Path):
                raise UsageError("This format is a folder of files: name it with -o FOLDER.")
            with whole_folder(output, rules) as folder:
                export_format.write(contents, folder)
                write_mark(folder, contents.provenance._asdict())
        case TextFormat() | BinaryFormat():
            if isinstance(output, Path):
                with whole_file(output, rules) as file:
                    _write_bytes(export_format, contents, file)
            else:
                _write_stream(export_format, contents, output)


def _write_bytes(export_format: TextFormat | BinaryFormat, contents: ExportContents, out: BinaryIO) -> None:
    if isinstance(export_format, BinaryFormat):
        export_format.write(contents, out)
        return
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    _write_text(export_format, contents, text)
    text.flush()
    text.detach()


def _write_text(export_format: TextFormat, contents: ExportContents, out: TextIO) -> None:
    if export_format.takes_bom and contents.options.has_bom:
        out.write(_BYTE_ORDER_MARK)
    export_format.write(contents, out)


def _write_stream(
    export_format: TextFormat | BinaryFormat, contents: ExportContents, stream: TextIO | BinaryIO
) -> None:
    is_binary = isinstance(stream, (io.RawIOBase, io.BufferedIOBase))
    if isinstance(export_format, TextFormat) and not is_binary:
        _write_text(export_format, contents, cast(TextIO, stream))
        return
    binary = stream if is_binary else getattr(stream, "buffer", None)
    if binary is None or stream.isatty():
        raise UsageError("This format is not text: name a file with -o FILE.")
    stream.flush()
    _write_bytes(export_format, contents, cast(BinaryIO, binary))
