"""Makes the kiosk's tones; own work, the same bytes at each run: `generate.py`."""

import math
import struct
import wave
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
RATE = 22_050
LOUDNESS = 0.32

# Each note: start in seconds, pitch in hertz, length in seconds. A rise is good news, a fall is
# not, one low knock asks for a look, a small step up is good news with a question left, two equal
# knocks are a question: to be told apart without perfect pitch.
TONES = {
    "success": [(0.00, 659.26, 0.28), (0.11, 987.77, 0.42)],
    "almost": [(0.00, 659.26, 0.22), (0.14, 739.99, 0.36)],
    "unsure": [(0.00, 493.88, 0.16), (0.20, 493.88, 0.30)],
    "attention": [(0.00, 587.33, 0.34)],
    "error": [(0.00, 392.00, 0.26), (0.15, 293.66, 0.44)],
}


def note(at: float, pitch: float) -> float:
    """One sample of a soft, bell-like note, `at` seconds after it was struck."""
    attack = min(1.0, at / 0.006)
    body = math.sin(math.tau * pitch * at) * math.exp(-at * 9)
    shine = 0.28 * math.sin(math.tau * 2 * pitch * at) * math.exp(-at * 16)
    return attack * (body + shine)


def render(notes: list[tuple[float, float, float]]) -> bytes:
    """16-bit little-endian samples, faded out at the end so that nothing clicks."""
    length = max(start + lasts for start, _, lasts in notes)
    count = int(length * RATE)
    samples = []
    for index in range(count):
        now = index / RATE
        sum_of_notes = sum(note(now - start, pitch) for start, pitch, _ in notes if now >= start)
        fade = min(1.0, (count - index) / (0.04 * RATE))
        samples.append(round(32767 * LOUDNESS * fade * sum_of_notes))
    return struct.pack(f"<{count}h", *samples)


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
