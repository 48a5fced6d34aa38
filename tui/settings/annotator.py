"""Who decides, where no option says it: by the environment, by the settings, or else the login name."""

from __future__ import annotations

import os
import unicodedata

from tui.settings.config import load_config

# Accounts that several people use, or that a machine comes with: nobody's name.
_SHARED_ACCOUNTS = {
    "admin", "administrator", "anonymous", "centos", "codespace", "debian", "default", "docker", "ec2-user", "fedora",
    "guest", "home", "me", "node", "nobody", "owner", "pi", "root", "runner", "system", "test", "ubuntu", "user",
    "username", "users", "vagrant", "vscode",
    "khách", "người dùng", "quản trị", "quản trị viên",
}  # fmt: skip


def named_annotator() -> str | None:
    """The annotator that $SOI_ANNOTATOR names, else that of the settings; None where neither does."""
    return os.environ.get("SOI_ANNOTATOR", "").strip() or load_config().annotator


def login_name() -> str:
    """The name of the account that runs the program."""
    import getpass  # noqa: PLC0415 (most annotators name themselves)

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return f"user-{os.getuid()}"


def is_shared_account(name: str) -> bool:
    """Whether a name is one of an account that tells nothing about the person, such as ``root`` or ``user-1000``."""
    folded = unicodedata.normalize("NFC", name).strip().casefold()
    return folded in _SHARED_ACCOUNTS or folded.rstrip("0123456789").rstrip("-_") in _SHARED_ACCOUNTS
