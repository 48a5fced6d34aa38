"""What a claim says: its value, unit and kind, to be put right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from annotations.claims import Lexicon
from annotations.claims.typed_input import read_value, write_value
from annotations.errors import UsageError
from annotations.model import Correction, Kind, Mention
from tui.language.i18n import _
from tui.language.wording import kind_name
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.widgets.panels.claim_text import reading as said


class ReadingScreen(FormScreen):
    """Asks what a claim says that was ``read`` so and, as far as anyone knows, ``meant`` so.

    Values are typed the Vietnamese way, and what they come to is shown. ``store`` gets what is typed as a
    correction of what was read, None where it is that, and says whether it could store it.
    """

    def __init__(
        self,
        title: str,
        about: str,
        read: Mention,
        meant: Mention,
        lexicon: Lexicon,
        store: Callable[[Correction | None], Awaitable[bool]],
    ) -> None:
        self._read, self._meant, self._lexicon, self._correct = read, meant, lexicon, store
        self._written = write_value(meant.value, meant.kind)
        kinds = {kind.value: kind_name(kind) for kind in Kind}
        if read.kind is None:
            kinds = {"": _("none"), **kinds}
        fields = [
            Field("value", _("Value"), self._written, placeholder=_("62,8 or 1.000 or 101 tỷ or 2022-05-18")),
            Field("unit", _("Unit"), meant.unit or ""),
            Field("kind", _("Kind"), meant.kind.value if meant.kind else "", kinds),
        ]
        super().__init__(title, fields, self._store_typed, about=about, explain=self._told)

    def _typed(self, values: Values) -> Mention:
        """The claim as it was typed; raises UsageError where the value is none."""
        kind = Kind(values["kind"]) if values["kind"] else None
        value = self._meant.value
        # What was not touched is not read again: it may say more than can be typed.
        if values["value"] != self._written or kind is not self._meant.kind:
            nothing = not values["value"] and not self._read.value
            value = None if nothing else read_value(values["value"], kind, self._lexicon)
        read = self._read
        return Mention(read.start, read.end, read.text, kind=kind, value=value, unit=values["unit"] or None)

    def _told(self, values: Values) -> str:
        try:
            return f"= {said(self._typed(values))}"
        except UsageError:
            return ""

    async def _store_typed(self, values: Values) -> bool:
        try:
            wanted = self._typed(values)
        except UsageError as error:
            raise FieldError(error, "value") from error
        return await self._correct(Correction.between(self._read, wanted))
