"""Draw the demo newsroom's film, with its sound and its poster.

    python scripts/draw_film.py                    draw and encode: fog.mp4 and fog.webp in the demo's films
    python scripts/draw_film.py --sheet FILE.png   only draw a moment of every second on one sheet, to look at

What the film shows lives in `film/`. The encoder is a program of the machine, `ffmpeg` with libx264, and no dependency
of the project: the finished files are kept, so nothing draws at start. The same ffmpeg gives the same bytes again.
The captions, `fog.ar.vtt`, are written by hand beside them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from film import sound
from film.cut import HEIGHT, RATE, SECONDS, WIDTH, Film

ROOT = Path(__file__).resolve().parent.parent
FILMS = ROOT / "src/hiwar/config/demo/films"
MOST_BYTES, POSTER_BYTES = 350_000, 60_000
POSTER_AT, POSTER_SIZE = 21.3, (1200, 675)
# As good as fits; the encoder's scale runs from 18, where nobody sees a difference, to 40, where everybody does.
QUALITIES = range(28, 40)
# The colors are told to the player, or it guesses; nothing of the machine or the day is written into the file.
COLORS = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
CLEAN = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
# The encoder signs twice: in a message between the pictures (type 6) and in the name of the track. A copy has neither.
UNSIGNED = ("-c", "copy", "-bsf:v", "filter_units=remove_types=6", "-metadata:s:v", "encoder=")
CODEC = ("-c:v", "libx264", "-profile:v", "main", "-preset", "veryslow", "-tune", "animation", "-pix_fmt", "yuv420p")
STEADY = ("-aq-mode", "3", "-g", "150", "-threads", "1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is asked for; 0 when it is done, 1 when the machine has no ffmpeg or the film does not fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=FILMS, help="folder for the film and its poster")
    parser.add_argument("--sheet", type=Path, help="draw a sheet of moments into this file and nothing else")
    parser.add_argument("--poster", action="store_true", help="draw the poster and nothing else")
    options = parser.parse_args(arguments)
    if options.sheet:
        draw_sheet(options.sheet)
        return 0
    options.to.mkdir(parents=True, exist_ok=True)
    poster = options.to / "fog.webp"
    poster.write_bytes(drawn_poster())
    print(f"{poster}  {poster.stat().st_size:,} bytes")
    if options.poster:
        return 0
    if shutil.which("ffmpeg") is None:
        print("No ffmpeg on this machine; install it (`apt-get install ffmpeg`) to encode the film.", file=sys.stderr)
        return 1
    return encode(options.to / "fog.mp4")


def encode(path: Path) -> int:
    """Draw the film and put it where it is kept, once it fits."""
    with tempfile.TemporaryDirectory() as folder:
        drawn, heard, signed = (Path(folder) / name for name in ("drawn.mkv", "heard.wav", "signed.mp4"))
        draw_frames(drawn)
        sound.write(heard)

        def fits(quality: int) -> bool:
            tried = Path(folder) / f"{quality}.mp4"
            _ffmpeg("-i", drawn, "-i", heard, *_finished(quality), signed)
            _ffmpeg("-i", signed, *UNSIGNED, *CLEAN, "-movflags", "+faststart", tried)
            print(f"quality {quality}: {tried.stat().st_size:,} bytes", flush=True)
            return tried.stat().st_size <= MOST_BYTES

        best = bisect_left(QUALITIES, True, key=fits)
        if best == len(QUALITIES):
            print(f"The film does not fit {MOST_BYTES:,} bytes at any quality worth showing.", file=sys.stderr)
            return 1
        shutil.move(Path(folder) / f"{QUALITIES[best]}.mp4", path)
    print(path)
    return 0


def draw_frames(path: Path) -> None:
    """Draw every frame into a file without loss, so that trying a quality need not draw again."""
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-"]
    command = ["ffmpeg", "-v", "error", "-y", *raw, "-c:v", "ffv1", str(path)]
    total = round(SECONDS * RATE)
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        for number, frame in enumerate(Film().frames(), 1):
            encoder.stdin.write(frame.tobytes())
            if number % RATE == 0:
                print(f"\r{number} of {total} frames", end="", flush=True)
        encoder.communicate()
    print()
    if encoder.returncode:
        raise subprocess.CalledProcessError(encoder.returncode, command)


def drawn_poster() -> bytes:
    """Return the poster: a moment of the film drawn large, at the best quality that fits."""
    picture = Film(scale=2).picture(POSTER_AT).resize(POSTER_SIZE, Image.Resampling.LANCZOS)
    for quality in range(84, 40, -3):
        buffer = BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= POSTER_BYTES:
            break
    return buffer.getvalue()


def draw_sheet(path: Path, across: int = 5) -> None:
    """Write one picture that shows a moment of every second."""
    film, moments = Film(), range(round(SECONDS))
    sheet = Image.new("RGB", (across * WIDTH // 2, -(-len(moments) // across) * HEIGHT // 2))
    for place, second in enumerate(moments):
        small = film.picture(second + 0.5).resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS)
        sheet.paste(small, (place % across * WIDTH // 2, place // across * HEIGHT // 2))
    sheet.save(path)
    print(path)


def _finished(quality: int) -> list[str]:
    matrix = ["-vf", "scale=out_color_matrix=bt709:out_range=tv"]
    heard = ["-c:a", "aac", "-b:a", "18k", "-ac", "1"]
    return [*matrix, *CODEC, *STEADY, "-crf", str(quality), *COLORS, *heard, *CLEAN]


def _ffmpeg(*parts: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, parts)], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
