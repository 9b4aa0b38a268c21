"""The demo's film can be drawn again: any moment by itself, always alike, and what is heard fits what is seen."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import ImageChops, ImageStat

from draw_film import FILMS
from film import jar
from film.cut import BLEND, SCENES, SECONDS, Film
from film.layers import Cutout
from film.sound import JAR, drops
from hiwar.config.demo.canvas import Canvas, fade
from hiwar.newsroom.mp4 import washed_movie


def test_a_moment_is_drawn_alike_whatever_was_drawn_before():
    film = Film()
    film.picture(SCENES[1][1] + 3)

    again = film.picture(SCENES[0][1] + 5)

    assert again.tobytes() == Film().picture(SCENES[0][1] + 5).tobytes()


def test_one_scene_gives_way_to_the_next():
    film, start = Film(), SCENES[3][1]

    before, between, after = (film.picture(t) for t in (start, start + BLEND / 2, start + BLEND))

    whole = difference(before, after)
    assert difference(before, between) == pytest.approx(whole / 2, rel=0.1)
    assert difference(between, after) == pytest.approx(whole / 2, rel=0.1)


def test_a_cutout_lies_over_a_picture_as_if_it_had_been_drawn_there():
    def thing(c: Canvas) -> None:
        c.rect((200, 200, 700, 400), "#d0913c", 0.4, radius=30)
        c.glow((900, 500), 300, "#fcf3e3", 0.8)

    ground = Canvas(fade("#07606b", "#ec9468"), scale=1)
    laid, drawn = ground.copy(), ground.copy()

    Cutout(1, thing).lie(laid)
    thing(drawn)

    assert max(high for _, high in ImageChops.difference(laid.image, drawn.image).getextrema()) <= 3


def test_a_frame_leaves_its_background_as_it_was():
    ground = Canvas("#07606b", scale=1)
    before = ground.image.tobytes()

    ground.copy().dot(800, 450, 200, "#ffffff")

    assert ground.image.tobytes() == before


def test_the_jar_fills_and_never_runs_over():
    levels = [jar.level_at(t / 4) for t in range(round((SECONDS - JAR) * 4))]

    assert all(after <= before for before, after in pairwise(levels))
    assert jar.OUTLINE[0][0] < jar.FULL <= levels[-1] < levels[0] <= jar.EMPTY


def test_every_drop_lands_before_the_next_lets_go_and_sounds_higher_the_fuller_the_jar():
    heard = [(at, pitch) for at, pitch, _ in drops() if at >= JAR]

    assert all(jar.lands(at - JAR) < jar.BETWEEN for at, _ in heard)
    assert all(after - before < jar.BETWEEN + 0.01 for (before, _), (after, _) in pairwise(heard))
    assert heard[-1][1] > heard[0][1] + 200
    assert heard[-1][0] < SECONDS


def test_the_film_that_is_kept_is_the_one_that_is_drawn():
    movie = washed_movie(BytesIO((FILMS / "fog.mp4").read_bytes()))

    assert movie.seconds == pytest.approx(SECONDS, abs=0.2)


def difference(first, second) -> float:
    """Return how far two pictures are apart on the whole."""
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean)
