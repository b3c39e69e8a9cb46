"""Makes the kiosk's tones; own work, the same at each run: `python resources/sounds/generate.py`.

Each verdict on a badge has a tone of its own. They differ in number of notes, direction, rhythm and
timbre, so that nobody needs a trained ear; only good news rises on bells.
"""

import math
import struct
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
RATE = 22_050
LOUDNESS = 0.32

Voice = Callable[[float, float], float]
"""A sample from cycles since the note began and seconds since then."""


def bell(cycles: float, at: float) -> float:
    """Soft and clear."""
    shine = 0.28 * math.sin(math.tau * 2 * cycles) * math.exp(-at * 16)
    return math.sin(math.tau * cycles) * math.exp(-at * 9) + shine


def hollow(cycles: float, at: float) -> float:
    """A clarinet's odd partials: a question."""
    odd = sum(math.sin(math.tau * part * cycles) / part for part in (1, 3, 5))
    return 0.8 * odd * math.exp(-at * 5)


def buzz(cycles: float, at: float) -> float:
    """Every partial, as a saw has: a refusal."""
    return 0.6 * sum(math.sin(math.tau * part * cycles) / part for part in range(1, 7))


def wood(cycles: float, at: float) -> float:
    """A knock that is over at once."""
    struck = math.sin(math.tau * cycles) + 0.6 * math.sin(math.tau * 2.76 * cycles)
    return struck * math.exp(-at * 45)


def hum(cycles: float, at: float) -> float:
    """One plain tone that trembles seven times a second."""
    return math.sin(math.tau * cycles) * (0.62 + 0.38 * math.cos(math.tau * 7 * at))


def plain(cycles: float, at: float) -> float:
    """One plain tone."""
    return math.sin(math.tau * cycles)


@dataclass(frozen=True, slots=True)
class Note:
    """Seconds, hertz; `slides_to` is the pitch at its end where it does not stay."""

    start: float
    pitch: float
    lasts: float
    voice: Voice = bell
    slides_to: float = 0.0

    def sample(self, now: float) -> float:
        """Its part of the sound at this second."""
        at = now - self.start
        if not 0 <= at < self.lasts:
            return 0.0
        bend = (self.slides_to - self.pitch) / self.lasts if self.slides_to else 0.0
        cycles = self.pitch * at + bend * at * at / 2
        edge = min(1.0, at / 0.006, (self.lasts - at) / 0.03)
        return edge * self.voice(cycles, at)


TONES = {
    # Of the whole kiosk.
    "success": [Note(0, 659.26, 0.2), Note(0.13, 987.77, 0.42)],
    "attention": [Note(0, 587.33, 0.34)],
    "error": [Note(0, 392.00, 0.26), Note(0.15, 293.66, 0.44)],
    # Verdicts on a badge: three bells up; two bells, the second a small step and left open.
    "genuine": [Note(0, 523.25, 0.3), Note(0.12, 783.99, 0.3), Note(0.24, 1046.50, 0.5)],
    "genuine_revocation_unknown": [Note(0, 783.99, 0.2), Note(0.24, 880, 0.42, hollow)],
    # Two equal hollow notes: who is it?
    "issuer_unknown": [Note(0, 440, 0.16, hollow), Note(0.26, 440, 0.24, hollow)],
    # Three steps down, rough.
    "revoked": [
        Note(0, 349.23, 0.13, buzz), Note(0.16, 261.63, 0.13, buzz), Note(0.32, 174.61, 0.3, buzz),
    ],
    # One long trembling note: on hold.
    "suspended": [Note(0, 329.63, 0.7, hum)],
    # A note that runs down; one that climbs like a question; a clock that ticks.
    "expired": [Note(0, 587.33, 0.62, plain, slides_to=196)],
    "cannot_tell_offline": [Note(0, 330, 0.4, plain, slides_to=620)],
    "not_yet_valid": [Note(0.17 * tick, 1174.66, 0.12, wood) for tick in range(4)],
    # Two neighbours at once, twice: out of tune.
    "altered": [
        Note(start, pitch, 0.22, buzz) for start in (0, 0.29) for pitch in (207.65, 220)
    ],
    # Down and up again, slowly: an old musical box.
    "older_format": [Note(0, 880, 0.3), Note(0.2, 659.26, 0.3), Note(0.4, 880, 0.34)],
    # One dull knock.
    "not_a_badge": [Note(0, 196, 0.26, wood)],
}  # fmt: skip


def render(notes: list[Note]) -> bytes:
    """16-bit little-endian samples of one loudness, whatever the voices."""
    count = int(max(note.start + note.lasts for note in notes) * RATE)
    mixed = [sum(note.sample(index / RATE) for note in notes) for index in range(count)]
    level = 32767 * LOUDNESS / max(map(abs, mixed))
    return struct.pack(f"<{count}h", *(round(level * value) for value in mixed))


def main() -> None:
    """Write every tone beside this script."""
    for name, notes in TONES.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(render(notes))
        print(f"{name}.wav")


if __name__ == "__main__":
    main()
