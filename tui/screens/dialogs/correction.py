"""The dialog that corrects what the extractor read: a claim's value, unit and kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from annotations.claims import Lexicon
from annotations.claims.typed_input import read_value, write_value
from annotations.errors import UsageError
from annotations.model import Correction, Kind, Mention
from tui.language.i18n import _
from tui.language.wording import direction_choices, kind_name, modifier_choices
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.widgets.panels.claim_text import mention_text


class CorrectionScreen(FormScreen):
    """Asks for value, unit and kind of a claim, and for the words around its number.

    ``extracted`` is what the extractor read; ``current`` is what the annotator holds now, with which the form opens.
    Values are typed the Vietnamese way, and the form shows how they are understood. ``store`` gets the difference
    from ``extracted`` as a correction, or None where there is none, and returns whether storing succeeded.
    """

    def __init__(
        self,
        title: str,
        introduction: str,
        extracted: Mention,
        current: Mention,
        lexicon: Lexicon,
        store: Callable[[Correction | None], Awaitable[bool]],
        subject: str = "",
    ) -> None:
        self._extracted, self._current, self._lexicon = extracted, current, lexicon
        self._store_correction = store
        self._first_value = write_value(current.value, current.kind)
        kinds = {kind.value: kind_name(kind) for kind in Kind}
        if extracted.kind is None:
            kinds = {"": _("none"), **kinds}
        fields = [
            Field(
                "value", _("Value"), self._first_value, placeholder=_("62,8 or 1.000 or 101 tỷ or 2022-05-18")
            ),
            Field("unit", _("Unit"), current.unit or ""),
            Field("kind", _("Kind"), current.kind.value if current.kind else "", kinds),
            Field(
                "modifier",
                _("Modifier"),
                current.modifier or "",
                modifier_choices(extracted.modifier, current.modifier),
            ),
            Field(
                "direction",
                _("Direction"),
                current.direction or "",
                direction_choices(extracted.direction, current.direction),
            ),
            Field("of", _("Of the whole"), current.of or ""),
            Field("per", _("Per"), current.per or ""),
        ]
        super().__init__(
            title,
            fields,
            self._store_typed,
            introduction=introduction,
            explain=self._explain_typed,
            subject=subject,
        )

    def _typed_mention(self, values: Values) -> Mention:
        """The claim as it was typed; raises UsageError where the typed value cannot be read."""
        kind = Kind(values["kind"]) if values["kind"] else None
        value = self._current.value
        # An untouched value is kept, not read from the field: it may hold more than can be typed.
        if values["value"] != self._first_value or kind is not self._current.kind:
            has_no_value = not values["value"] and not self._extracted.value
            value = None if has_no_value else read_value(values["value"], kind, self._lexicon)
        source = self._extracted
        return Mention(
            source.start,
            source.end,
            source.text,
            kind=kind,
            value=value,
            unit=values["unit"] or None,
            modifier=values["modifier"] or None,
            direction=values["direction"] or None,
            of=values["of"] or None,
            per=values["per"] or None,
        )

    def _explain_typed(self, values: Values) -> str:
        try:
            return f"= {mention_text(self._typed_mention(values))}"
        except UsageError:
            return ""

    async def _store_typed(self, values: Values) -> bool:
        try:
            typed = self._typed_mention(values)
        except UsageError as error:
            raise FieldError(error, "value") from error
        return await self._store_correction(Correction.from_mentions(self._extracted, typed))
