"""Sets of activities as the bits of one integer; 100,000 take 12 KB and 2 us to intersect."""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence

_ZERO, _ONE = b"0", ord("1")
_FEW = 64
"""A set with fewer members than one in so many is made and read member by member."""


def of(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers, each under `size`."""
    members = numbers if isinstance(numbers, list) else list(numbers)
    if len(members) * _FEW < size:
        octets = bytearray((size >> 3) + 1)
        for number in members:
            octets[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(octets, "little")
    digits = bytearray(_ZERO * size)
    for number in members:
        # The last digit is bit 0, and ~0 is -1.
        digits[~number] = _ONE
    return int(digits, 2)


WORD = 6
"""A number's place: the bit `n & 63` of the word `n >> WORD`."""


def of_words(words: Sequence[tuple[int, int]], size: int) -> int:
    """The set whose members under `size` come as (word, its 64 bits with a sign), as SQL sums them:
    sixty times fewer rows than members to fetch."""
    every = array("q", bytes(8 * ((size >> WORD) + 1)))
    for at, bits in words:
        every[at] = bits
    if sys.byteorder == "big":
        every.byteswap()
    return int.from_bytes(every.tobytes(), "little")


def numbers(bits: int) -> Iterator[int]:
    """The members, smallest first."""
    if bits.bit_count() < 64:
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest
        return
    digits = f"{bits:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def octets(bits: int, size: int) -> bytes:
    """For quick membership of numbers under `size`: `octets[n >> 3] >> (n & 7) & 1`."""
    return bits.to_bytes((size >> 3) + 1, "little")
