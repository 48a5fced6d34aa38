"""The registry of export formats: those of the program and those that other packages add.

A package adds a format by an entry point of the group ``soi.exports`` whose name is that of the format and whose object
is an ``ExportFormat``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from annotations.errors import UsageError
from annotations.exports.export_format import ExportFormat, FolderFormat
from annotations.text import visible

ENTRY_POINTS = "soi.exports"
# Each module has the format as ``FORMAT``.
_MODULES = {
    "brat": "annotations.exports.formats.brat",
    "claimreview": "annotations.exports.formats.claimreview",
    "conll": "annotations.exports.formats.conll",
    "csv": "annotations.exports.formats.csv",
    "doccano": "annotations.exports.formats.doccano",
    "html": "annotations.exports.formats.html",
    "huggingface": "annotations.exports.formats.huggingface",
    "inception": "annotations.exports.formats.inception",
    "json": "annotations.exports.formats.json",
    "jsonl": "annotations.exports.formats.jsonl",
    "labelstudio": "annotations.exports.formats.labelstudio",
    "markdown": "annotations.exports.formats.markdown",
    "package": "annotations.exports.formats.package",
    "parquet": "annotations.exports.formats.parquet",
    "prodigy": "annotations.exports.formats.prodigy",
    "spacy": "annotations.exports.formats.spacy",
    "sqlite": "annotations.exports.formats.sqlite",
    "tsv": "annotations.exports.formats.tsv",
    "vifactcheck": "annotations.exports.formats.vifactcheck",
    "webannotation": "annotations.exports.formats.webannotation",
    "xlsx": "annotations.exports.formats.xlsx",
}


class FormatRegistry(Mapping[str, ExportFormat]):
    """The formats by name; the module of a format is loaded when the format is looked up."""

    @cached_property
    def _plugins(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in entry_points(group=ENTRY_POINTS) if point.name not in _MODULES}

    def __getitem__(self, name: str) -> ExportFormat:
        if name in _MODULES:
            export_format: ExportFormat = import_module(_MODULES[name]).FORMAT
            return export_format
        plugin: ExportFormat = self._plugins[name].load()
        return plugin

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*_MODULES, *self._plugins}))

    def __len__(self) -> int:
        return len(_MODULES) + len(self._plugins)

    def __contains__(self, name: object) -> bool:
        return name in _MODULES or name in self._plugins

    def get_format(self, name: str) -> ExportFormat:
        """The format of a name; raises UsageError with the nearest name where there is none."""
        if name in self:
            return self[name]
        nearest = get_close_matches(name, list(self), n=1)
        if nearest:
            raise UsageError(
                "There is no export format {name}: did you mean {nearest}?",
                name=visible(name), nearest=nearest[0],
            )  # fmt: skip
        raise UsageError(
            "There is no export format {name}; there is {names}.", name=visible(name), names=", ".join(self)
        )

    def is_export(self, path: Path) -> bool:
        """Whether a file is an export in any of the formats, so that another may take its place."""
        return any(not isinstance(form, FolderFormat) and form.is_own(path) for form in self.values())


FORMATS = FormatRegistry()
