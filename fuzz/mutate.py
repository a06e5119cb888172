"""Damage to inputs that a fuzzer without coverage makes: bits, bytes, runs, repeats, numbers, splices, words of the format."""

# ruff: noqa: E501 - inputs stand on their lines as they are

from __future__ import annotations

import random

WORDS = tuple(
    w.encode()
    for w in (
        "<", ">", "</p>", "<p", "&#x0;", "&a;", "<!--", "]]>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "=", '"', "'", "\x00", "\ufeff", "\u202e", "\ud7ff",
        "obj", "endobj", "stream", "/Length 99999999999", "/Kids [2 0 R]", "0 R", "xref", "%%EOF", "-1", "0", "2147483648", "1e309", "NaN", "null",
        "true", "[]", "{}", "---", "+++", "```", "--b", "Content-Type: ", "charset=x", "=?utf-8?b?", "?=", "\r\n\r\n", ",", ";", "\t", "\n", "actor:",
        "before:", "OR", "-", '""', "9999-99-99", "0001-01-01", "Y", "S/RES/", "[[", "'''", "\\u0000", "\\U0010ffff", "𝔘", "é", "٣", "½",
    )
)  # fmt: skip


def mutate(data: bytes, rng: random.Random, other: bytes = b"", most: int = 20_000) -> bytes:
    """A damaged copy of `data`, at most `most` bytes."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 10, 30))):
        at = rng.randrange(len(out) + 1)
        match rng.randrange(8):
            case 0 if out:
                out[at % len(out)] ^= 1 << rng.randrange(8)
            case 1:
                out[at:at] = rng.randbytes(rng.randrange(1, 9))
            case 2:
                del out[at : at + rng.choice((1, 1, 4, 40, 400))]
            case 3:
                run = out[at : at + rng.randrange(1, 60)]
                out[at:at] = run * rng.choice((1, 2, 10, 50))
            case 4:
                word = rng.choice(WORDS)
                out[at : at + rng.choice((0, len(word)))] = word
            case 5 if other:
                cut = rng.randrange(len(other))
                out[at:at] = other[cut : cut + rng.randrange(1, 200)]
            case 6 if out:
                out[at % len(out)] = rng.choice((0, 9, 10, 13, 32, 34, 60, 127, 128, 192, 237, 255))
            case _:
                del out[at:]
                out += data[at : at + rng.randrange(1, 400)]
    return bytes(out[:most])
