"""The dialog that asks what is true where a claim is not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from annotations.claims import Lexicon
from annotations.claims.typed_input import read_value, write_value
from annotations.errors import UsageError
from annotations.model import Kind
from tui.language.i18n import _
from tui.language.numbers import format_value
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values


class ActualValueScreen(FormScreen):
    """Asks for the true value and its unit, typed the Vietnamese way; both empty say that nothing is known.

    ``kind`` is that of the claim, as which the value is read. ``store`` gets value and unit, None where there is none,
    and returns whether storing succeeded.
    """

    def __init__(
        self,
        title: str,
        value: str | None,
        unit: str | None,
        kind: Kind | None,
        lexicon: Lexicon,
        store: Callable[[str | None, str | None], Awaitable[bool]],
        subject: str = "",
    ) -> None:
        self._kind, self._lexicon, self._store_actual = kind, lexicon, store
        fields = [
            Field("value", _("Really"), write_value(value, kind), placeholder=_("62,8 or 1.000 or 101 tỷ")),
            Field("unit", _("Unit"), unit or ""),
        ]
        introduction = _("What is true, as you found it. What the article says is corrected elsewhere.")
        super().__init__(
            title,
            fields,
            self._store_typed,
            introduction=introduction,
            explain=self._explain,
            subject=subject,
        )

    def _value(self, values: Values) -> str | None:
        return read_value(values["value"], self._kind, self._lexicon) if values["value"] else None

    def _explain(self, values: Values) -> str:
        try:
            value = self._value(values)
        except UsageError:
            return ""
        return f"= {format_value(value, self._kind)} {values['unit']}".strip() if value else ""

    async def _store_typed(self, values: Values) -> bool:
        try:
            value = self._value(values)
        except UsageError as error:
            raise FieldError(error, "value") from error
        return await self._store_actual(value, values["unit"] or None)
