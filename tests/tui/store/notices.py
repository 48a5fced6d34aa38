"""A notifier that keeps the errors which a screen would show."""

from __future__ import annotations

from annotations.errors import StoreError


class RecordedErrors:
    """``visible`` are the errors on the screen, ``reported`` every error that was reported."""

    def __init__(self) -> None:
        self.visible: list[str] = []
        self.reported: list[str] = []

    def notify_error(self, message: str) -> None:
        self.visible.append(message)
        self.reported.append(message)

    def clear_errors(self) -> None:
        self.visible.clear()


def fail(*_: object, **__: object) -> object:
    """A job, or a method of the store, that fails as on a full disk."""
    raise StoreError("The disk is full.")
