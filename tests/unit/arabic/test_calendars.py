"""Days of the lunar and the solar Hijri calendar are those that almanacs give, and every day goes there and back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.arabic.calendars import FIRST_LUNAR, LAST_LUNAR, Day, day_of_lunar, day_of_solar, lunar_day, solar_day


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2024, 3, 11), (1445, 9, 1)),  # Ramadan
        (date(2024, 4, 10), (1445, 10, 1)),  # Eid al-Fitr
        (date(2024, 7, 7), (1446, 1, 1)),
        (date(2025, 3, 1), (1446, 9, 1)),
        (date(2025, 6, 6), (1446, 12, 10)),  # Eid al-Adha
        (date(2025, 6, 26), (1447, 1, 1)),
        (date(2026, 2, 18), (1447, 9, 1)),
    ],
)
def test_a_lunar_day_is_that_of_umm_al_qura(day: date, lunar: tuple[int, int, int]) -> None:
    assert lunar_day(day) == Day(*lunar)
    assert day_of_lunar(Day(*lunar)) == day


@pytest.mark.parametrize(
    ("year", "nowruz"),
    [
        (1300, date(1921, 3, 21)),
        (1349, date(1970, 3, 21)),
        (1358, date(1979, 3, 21)),
        (1375, date(1996, 3, 20)),
        (1376, date(1997, 3, 21)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1404, date(2025, 3, 21)),
        (1405, date(2026, 3, 21)),
        (1408, date(2029, 3, 20)),
        (1409, date(2030, 3, 21)),
    ],
)
def test_nowruz_is_the_day_of_the_official_calendar(year: int, nowruz: date) -> None:
    assert solar_day(nowruz) == Day(year, 1, 1)
    assert solar_day(nowruz - timedelta(days=1)).year == year - 1


@pytest.mark.parametrize(
    ("day", "solar"),
    [
        (date(1979, 2, 11), (1357, 11, 22)),
        (date(2000, 1, 1), (1378, 10, 11)),
        (date(2021, 12, 21), (1400, 9, 30)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2026, 11, 29), (1405, 9, 8)),
    ],
)
def test_a_solar_day_is_that_of_the_official_calendar(day: date, solar: tuple[int, int, int]) -> None:
    assert solar_day(day) == Day(*solar)


@given(st.dates(date(1827, 3, 22), date(2120, 3, 19)))
def test_a_solar_day_goes_there_and_back_and_the_next_follows(day: date) -> None:
    here, following = solar_day(day), solar_day(day + timedelta(days=1))

    assert day_of_solar(here) == day
    assert following > here
    assert following.day == here.day + 1 or following.day == 1


@given(st.dates(FIRST_LUNAR, LAST_LUNAR))
def test_a_lunar_day_goes_there_and_back(day: date) -> None:
    found = lunar_day(day)

    assert found is not None
    assert day_of_lunar(found) == day


@given(st.dates(date(1950, 1, 1), date(2070, 1, 1)), st.integers(-2, 2))
def test_a_country_that_sights_the_moon_later_is_so_many_days_behind(day: date, shift: int) -> None:
    assert lunar_day(day, shift=shift) == lunar_day(day + timedelta(days=shift))


@pytest.mark.parametrize("day", [date(1924, 7, 31), date(2077, 11, 17)])
def test_outside_the_table_there_is_no_lunar_day(day: date) -> None:
    assert lunar_day(day) is None
