"""Files damaged by chance, the same way for the same seed."""

from __future__ import annotations

import random


def mutated(source: bytes, seed: int) -> bytes:
    """A file damaged in a few places: bytes turned, cut out, doubled, put in."""
    chance = random.Random(seed)
    content = bytearray(source)
    for _ in range(chance.randint(1, 8)):
        place, length = chance.randrange(len(content) or 1), chance.randint(1, 40)
        kind = chance.randrange(4)
        if kind == 0:
            content[place : place + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del content[place : place + length]
        elif kind == 2:
            content[place:place] = content[place : place + length]
        else:
            content[place:place] = chance.choice(
                (b'"', b"\0", b"\n\n", b";", b"9" * 400, b"\xff\xfe", b"1E+17", b"3.apr")
            )
    return bytes(content)
