"""UUIDv7 (RFC 9562): sorted by the millisecond they were made, so indexes grow at one end. Imports no Django."""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new id, larger than every id made before it in this process."""
    global _last
    stamp = (time.time_ns() // 1_000_000) << 74 | int.from_bytes(os.urandom(10), "big") & ((1 << 74) - 1)
    with _lock:
        if stamp <= _last:
            stamp = _last + 1
        _last = stamp
    # 48 bits of time, 4 of version, 12 random, 2 of variant, 62 random
    high, middle, low = stamp >> 74, stamp >> 62 & 0xFFF, stamp & ((1 << 62) - 1)
    return UUID(int=high << 80 | 0x7 << 76 | middle << 64 | 0b10 << 62 | low)
