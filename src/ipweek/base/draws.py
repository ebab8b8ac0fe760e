"""Random draws anyone can replay: experts from a pool, places in an order."""

import hashlib
import secrets
from collections.abc import Iterable

from ipweek.base.errors import Refusal


def new_seed() -> str:
    """Return a fresh secret seed (32 hexadecimal digits)."""
    return secrets.token_hex(16)


def commitment(seed: str) -> str:
    """Return the fingerprint published before a draw, so that the seed revealed after it can be checked."""
    return hashlib.sha256(seed.encode()).hexdigest()


def order(pool: Iterable[str], seed: str) -> list[str]:
    """Return the pool in the order a seed gives it.

    Each entry's place is the SHA-256 of `seed`, a line feed and the entry, so the order of the list handed in
    does not matter and the draw can be replayed with any tool.

    Raises:
        ValueError: if an entry occurs twice.
    """
    entries = list(pool)
    if len(set(entries)) != len(entries):
        raise ValueError("an entry occurs twice in the pool")
    return sorted(entries, key=lambda entry: hashlib.sha256(f"{seed}\n{entry}".encode()).digest())


def draw(pool: Iterable[str], count: int, seed: str) -> list[str]:
    """Draw `count` entries from a pool.

    Raises:
        Refusal: if the pool is smaller than the number to be drawn.
    """
    ordered = order(pool, seed)
    if not 0 <= count <= len(ordered):
        raise Refusal(f"候选共{len(ordered)}个，不足以抽取{count}个，请补充候选或减少抽取数。")
    return ordered[:count]
