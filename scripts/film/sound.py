"""What the film sounds like: wind, a little sea, and drops, made from noise and sines alone."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from film import jar
from film.cut import BLEND, SCENES, SECONDS
from film.threads import RUNS

RATE = 24_000
Sound = NDArray[np.float64]
BAY, SLOPE, THREADS, JAR = (start for _, start in SCENES)
# How loud the wind and the sea are, moment by moment.
WIND = (
    (0, 0.0),
    (1.5, 0.18),
    (SLOPE, 0.3),
    (SLOPE + 2, 0.85),
    (THREADS, 0.75),
    (THREADS + 2, 0.34),
    (JAR, 0.26),
    (30, 0.12),
)
SEA = ((0, 0.0), (1.2, 0.8), (SLOPE - 1, 0.7), (SLOPE + 1.2, 0.0))


def write(path: Path) -> None:
    """Write the film's sound as a WAV file."""
    loud = np.clip(_mixed(), -1, 1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((loud * 32_000).astype("<i2").tobytes())


def drops() -> list[tuple[float, float, float]]:
    """Return every drop that is heard: when it lands, its pitch and how loud it is."""
    heard = []
    for number, (_, _, start, _) in enumerate(RUNS):
        heard += [(THREADS + start + step * 0.42, 1150 + 140 * ((step + number) % 4), 0.1) for step in range(4)]
    t = 0.0
    while JAR + t < SECONDS - 0.4:
        full = (jar.EMPTY - jar.level_at(t)) / (jar.EMPTY - jar.FULL)
        quiet = min(1.0, t / BLEND)
        heard.append((JAR + t + jar.lands(t), 620 + 420 * full + 40 * np.sin(t * 7), 0.3 * quiet))
        t += jar.BETWEEN
    return heard


def _mixed() -> Sound:
    t = np.arange(round(SECONDS * RATE)) / RATE
    gusts = 0.72 + 0.28 * np.sin(2 * np.pi * t / 5.3) * np.sin(2 * np.pi * t / 3.1 + 1)
    mixed = 0.2 * _course(t, WIND) * gusts * _noise(t.size, seed=1, low=140, high=620)
    swell = np.clip(np.sin(2 * np.pi * t / 4.2 - 1), 0, 1) ** 1.6
    mixed += 0.26 * _course(t, SEA) * (0.15 + swell) * _noise(t.size, seed=2, low=220, high=1500)
    for at, pitch, loud in drops():
        _add(mixed, at, loud * _drop(pitch))
    return mixed * np.clip((SECONDS - t) / 1.6, 0, 1)


def _course(t: Sound, marks: tuple[tuple[float, float], ...]) -> Sound:
    return np.interp(t, [at for at, _ in marks], [value for _, value in marks])


def _noise(size: int, *, seed: int, low: float, high: float) -> Sound:
    """Return noise between two pitches, darker towards the upper one."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(size))
    pitch = np.fft.rfftfreq(size, 1 / RATE)
    shape = np.exp(-((pitch / high) ** 2)) * (1 - np.exp(-((pitch / low) ** 2))) / np.sqrt(np.maximum(pitch, 40) / 40)
    noise = np.fft.irfft(spectrum * shape, size)
    return noise / np.abs(noise).max() * 1.6


def _drop(pitch: float) -> Sound:
    """Return the small upward sound of a drop that meets water, and its faint answer from the glass."""
    t = np.arange(round(0.3 * RATE)) / RATE
    rising = np.sin(2 * np.pi * pitch * (t + 1.5 * t**2)) * np.exp(-t * 26) * np.clip(t * 400, 0, 1)
    glass = 0.16 * np.sin(2 * np.pi * pitch * 3.1 * t) * np.exp(-t * 42)
    return rising + glass


def _add(mixed: Sound, at: float, sound: Sound) -> None:
    start = round(at * RATE)
    end = min(mixed.size, start + sound.size)
    mixed[start:end] += sound[: end - start]
