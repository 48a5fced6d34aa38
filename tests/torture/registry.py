"""All torments by name."""

from __future__ import annotations

from tests.torture import kills, stores, texts
from tests.torture.torment import Torment

TORMENTS: dict[str, Torment] = {
    "kill-writers": kills.kill_writers,
    "kill-app": kills.kill_app,
    "move-stores": stores.move_stores,
    "crowd": stores.crowd,
    "fill-disk": stores.fill_disk,
    "damage-stores": stores.damage_stores,
    "forge-stores": stores.forge_stores,
    "feed-program": texts.feed_program,
    "fuzz-readers": texts.fuzz_readers,
}
