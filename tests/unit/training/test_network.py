"""The network that ships says what the network that was trained says."""

import numpy as np

from hiwar.arabic.fold import fold_batch
from hiwar.screening.model.features import planes, stream
from hiwar.screening.model.marks import marks
from hiwar.screening.model.network import Network
from hiwar.screening.model.windows import WHOLE, windows_of
from hiwar.training.archive import network_arrays
from hiwar.training.corpus import Lesson, written_lessons
from hiwar.training.network import WORDS, Schedule, examples_of, predicted, trained

LESSONS = [lesson for lesson in written_lessons(600, 3) if len(lesson.text.split()) < WORDS][:400]
TEXTS = [lesson.text for lesson in LESSONS]


def _learned() -> dict[str, np.ndarray]:
    return trained(examples_of(TEXTS), LESSONS, Schedule(epochs=2), lambda step: None)


def test_the_same_lessons_make_the_same_network() -> None:
    first, second = _learned(), _learned()

    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_what_ships_says_what_was_trained() -> None:
    parameters = _learned()
    short = [text for text in TEXTS if max(map(len, text.split())) < 9 and len(text.split()) <= WHOLE]
    folded = fold_batch(short)
    text = stream(folded)

    network = Network.from_arrays(network_arrays(parameters))
    flags = marks(folded, text)
    windows, owners = windows_of(text, flags)
    found = planes(text)
    sets = network.lexicon.sets_of(text, found)
    read = network.read(network.word_vectors(text, found, sets) + network.marked(flags), windows)

    expected = predicted(parameters, examples_of(short))
    assert list(owners) == list(range(len(short)))
    # Bytes for word vectors and half precision for layers cost this much of a logit, whose spread is far larger.
    assert np.abs(read - expected).max() < 0.1
    assert expected[:, 0].std() > 0.1


def test_an_insult_and_the_same_insult_in_quotation_marks_can_be_told_apart() -> None:
    quoted = [Lesson(f"قال له {who} «يا كلب» وهذا عيب", (False,) * 7, 1.0, "written") for who in range(200)]
    direct = [Lesson(f"قال له {who} وهذا عيب يا كلب", (True,) * 7, 1.0, "written") for who in range(200)]
    examples = examples_of([lesson.text for lesson in quoted + direct])

    parameters = trained(examples, quoted + direct, Schedule(epochs=40, rate=0.01), lambda step: None)

    said = predicted(parameters, examples)[:, 0]
    # The intercept of the source is thrown away, so only the distance between the two means anything.
    assert said[:200].max() + 1 < said[200:].min()
