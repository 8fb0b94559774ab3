#!/usr/bin/python3
"""Writes the keys and partition counts for which the balancers of other clients are asked.

A line: the key in hex ("empty" for one of no bytes) and a count."""
import random

COUNTS = (1, 2, 3, 7, 10, 12, 100, 1000)
words = [b"", b"21", b"foobar", b"Key-A", b"Key-B", b"Key-C", b"a-little-bit-longer-string", "键".encode()]
draw = random.Random(9092)
# Every length around the words of four bytes, and bytes with the sign bit set.
drawn = [bytes(draw.randrange(256) for _ in range(n)) for n in range(1, 34)]
drawn += [bytes([0x80] * n) for n in range(1, 6)] + [bytes([0xFF] * n) for n in range(1, 6)]
for key in words + drawn + [bytes(100)]:
    for count in COUNTS:
        print(key.hex() or "empty", count)
