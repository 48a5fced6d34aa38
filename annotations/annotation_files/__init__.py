"""Files of annotations, of this program and of others → annotated spans; what is stored of them is the store's matter."""

from __future__ import annotations
