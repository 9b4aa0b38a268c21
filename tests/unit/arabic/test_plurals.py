"""Arabic counts in six ways."""

import pytest

from hiwar.arabic.plurals import plural_category


@pytest.mark.parametrize(
    ("category", "numbers"),
    [
        ("zero", (0,)),
        ("one", (1,)),
        ("two", (2,)),
        ("few", (3, 4, 10, 103, 110, 1004)),
        ("many", (11, 25, 99, 111, 199, 1011)),
        ("other", (100, 101, 102, 200, 201, 202, 1000, 1001, 1_000_000)),
    ],
)
def test_a_number_takes_the_form_that_cldr_gives_it(category: str, numbers: tuple[int, ...]) -> None:
    assert {plural_category(number) for number in numbers} == {category}


def test_the_forms_agree_with_the_rule_of_the_message_catalog() -> None:
    def gettext_form(n: int) -> int:
        if n < 3:
            return n
        return 3 if 3 <= n % 100 <= 10 else 4 if n % 100 >= 11 else 5

    names = ("zero", "one", "two", "few", "many", "other")

    assert [plural_category(n) for n in range(1300)] == [names[gettext_form(n)] for n in range(1300)]
