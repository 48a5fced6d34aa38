"""The dialog that exports what is reviewed, or writes the report, while the app goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from textual import work
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from annotations.errors import QueryError, SoiError, UsageError
from annotations.exports import FORMATS
from annotations.exports.consensus import Consensus
from annotations.exports.contents import ExportOptions
from annotations.exports.export_format import FolderFormat
from annotations.reports import ExportReport
from annotations.search import Query, parse
from annotations.store import maintenance
from annotations.store.export import export
from annotations.system_errors import reason_of
from annotations.text import visible
from tui.keys.keymap import printed_key
from tui.language.export_messages import left_out_messages
from tui.language.i18n import _, translated
from tui.language.numbers import format_count
from tui.language.report_wording import report_wording
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.settings.config import load_config, settings_files
from tui.store.thread import GilPause

_EVERY_REVIEW, _PUBLIC = "every", "public"
_PROGRESS_SECONDS = 0.2  # between two messages on the progress

# The file or folder that was written and what it leaves out, or why nothing was written.
Outcome = tuple[Path, ExportReport] | SoiError


class ExportStoppedError(SoiError):
    """The annotator has closed the dialog; what the file held before stays."""


class ExportScreen(FormScreen):
    """Asks for format, file, query, which reviews, and for whom; exports in a worker and then calls ``on_done``.

    While the export runs the dialog shows how far it is; leaving the dialog stops it.
    """

    class Progressed(Message):
        """So many rows or articles are read."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, store: Path, on_done: Callable[[Path, str], None], format_name: str = "csv") -> None:
        fields = [
            Field("format", _("Format"), format_name, {name: name for name in FORMATS}),
            Field("path", _("File")),
            Field("query", _("Filter"), placeholder="kind:percentage verdict:refuted"),
            Field("reviews", _("Reviews"), options=_review_options()),
            Field(
                "readers",
                _("Readers"),
                options={"": _("the newsroom"), _PUBLIC: _("the public: no names, no notes")},
            ),
        ]
        super().__init__(_("Export what is reviewed"), fields, self._start, explain=_explain)
        self._store_path, self._on_done = store, on_done
        self._worker: Worker[Outcome] | None = None

    async def _start(self, values: Values) -> bool:
        """Start the export; the form stays open until it is written. Raises FieldError for a query that is wrong."""
        if self._worker is None or self._worker.is_finished:
            self._worker = self._export(values, _query_of(values))
            self._show_progress(0)
        return False

    @work(thread=True, exclusive=True, group="export")
    def _export(self, values: Values, query: Query) -> Outcome:
        """Write the export; an error is its outcome, because the form shows it."""
        target = target_of(values)
        try:
            with maintenance.prepared_store(self._store_path, words=bool(query.words)) as store:
                report = export(
                    store,
                    values["format"],
                    target,
                    query=query,
                    options=_options(values),
                    inputs=settings_files(),
                    on_item=self._progress_counter(),
                )
        except SoiError as error:
            return error
        except OSError as error:
            return UsageError(
                "{path} cannot be written: {reason}.", path=visible(str(target)), reason=reason_of(error)
            )
        return target, report

    def _progress_counter(self) -> Callable[[], None]:
        """What counts rows or articles in the worker; raises ExportStoppedError when the dialog was left."""
        worker, pause, count, last_message = get_current_worker(), GilPause(), 0, 0.0

        def count_item() -> None:
            nonlocal count, last_message
            count += 1
            pause.pause()
            if worker.is_cancelled:
                raise ExportStoppedError("The export is stopped.")
            if monotonic() - last_message > _PROGRESS_SECONDS:
                last_message = monotonic()
                self.post_message(self.Progressed(count))

        return count_item

    def on_export_screen_progressed(self, message: Progressed) -> None:
        """Show how far the export is."""
        self._show_progress(message.count)

    def _show_progress(self, count: int) -> None:
        message = _("Exporting: {n} read. Leaving stops it.").format(n=format_count(count))
        self.show_explanation(message)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show the error of an export, or close the dialog and say where the export is and what it leaves out."""
        if event.worker is not self._worker or event.state is not WorkerState.SUCCESS:
            return
        outcome = self._worker.result
        if isinstance(outcome, SoiError):
            self.show_error("path", translated(outcome))
        elif outcome is not None:
            target, report = outcome
            place_message = _("Exported to {path}.").format(path=visible(str(target)))
            key = printed_key("review.orphans", load_config().keys)
            self._on_done(target, " ".join([place_message, *left_out_messages(report, key)]))
            self.dismiss()


def _review_options() -> dict[str, str]:
    return {
        _EVERY_REVIEW: _("everybody's"),
        Consensus.UNANIMOUS.value: _("one a claim, where all agree"),
        Consensus.MAJORITY.value: _("one a claim, where most agree"),
    }


def target_of(values: Values) -> Path:
    """Where the export goes: the path that was typed, else a name that fits the format, in the current folder."""
    if values["path"]:
        return Path(values["path"]).expanduser().absolute()
    if values["format"] == "html":
        return Path(_("report.html")).absolute()
    export_format = FORMATS[values["format"]]
    suffix = "" if isinstance(export_format, FolderFormat) else export_format.suffix
    return Path(f"soi-{values['format']}{suffix}").absolute()


def _explain(values: Values) -> str:
    if isinstance(FORMATS[values["format"]], FolderFormat):
        return _("Writes the folder {path}").format(path=target_of(values))
    return _("Writes {path}").format(path=target_of(values))


def _query_of(values: Values) -> Query:
    try:
        return parse(values["query"], complete=True)
    except QueryError as error:
        raise FieldError(UsageError(error.problem.template, **error.problem.values), "query") from error


def _options(values: Values) -> ExportOptions:
    publisher = load_config().publisher
    return ExportOptions(
        publisher=publisher.get("name", ""),
        publisher_url=publisher.get("url", ""),
        base_url=publisher.get("base_url", ""),
        is_public=values["readers"] == _PUBLIC,
        wording=report_wording(),
        consensus=None if values["reviews"] == _EVERY_REVIEW else Consensus(values["reviews"]),
    )
