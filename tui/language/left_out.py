"""What an import leaves out, and why: the first errors in full, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter

from annotations.errors import CorpusError
from tui.language.i18n import _, ngettext, translated
from tui.language.import_messages import SHOWN_ERRORS
from tui.language.numbers import format_count

# What errors about a row of a table begin with.
_PLACE = "{path}, line {line}: "


class LeftOut:
    """Collects errors, of which there may be one for each row of a large table."""

    def __init__(self) -> None:
        self.count = 0
        self._messages: list[str] = []
        self._counts = Counter[str]()
        self._reasons: dict[str, str] = {}

    def add(self, error: CorpusError) -> None:
        """Count an error, and keep its message if it is one of the first."""
        self.count += 1
        template = error.sentence.template
        self._counts[template] += 1
        self._reasons.setdefault(template, _reason_of(error))
        if len(self._messages) < SHOWN_ERRORS:
            self._messages.append(translated(error))

    @property
    def messages(self) -> list[str]:
        """The first errors, and how many there are besides."""
        hidden_count = self.count - len(self._messages)
        if not hidden_count:
            return self._messages
        more = ngettext("… and {n} more like these", "… and {n} more like these", hidden_count)
        return [*self._messages, more.format(n=format_count(hidden_count))]

    def summary(self) -> str:
        """How many files and rows are left out, and for which reasons; empty if there are fewer than two."""
        if self.count < 2:
            return ""
        lines = [_("Left out: {n}.").format(n=format_count(self.count))]
        lines += [
            f"  {format_count(count)} × {self._reasons[template]}"
            for template, count in self._counts.most_common()
        ]
        return "\n".join(lines)


def _reason_of(error: CorpusError) -> str:
    """What an error says, without the file and the line that it is about."""
    message, path = translated(error), str(error.sentence.values.get("path", ""))
    if error.sentence.template.startswith(_PLACE):
        return message.removeprefix(path).partition(": ")[2]
    return message.replace(path, "…") if path else message
