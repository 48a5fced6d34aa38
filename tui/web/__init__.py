"""``soi serve``: the app in a browser, one process and one terminal a session. Needs the extra ``web``."""
