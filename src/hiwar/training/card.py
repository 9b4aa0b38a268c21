"""The model card: what a model was made of, what it can do, what it cannot.

Belongs here: the words of the card and the figures known at training. Not here: the evaluation, which `make evaluate`
prints for whatever model there is (Mitchell et al., "Model cards for model reporting", 2019).
"""

from hiwar.training.corpus import CLEAR_LICENCES, WRITTEN
from hiwar.training.train import Trained, Training

# What the sources' own pages state, as far as it could be read; `docs/reference/model.md` says more.
_STATED = {"mlma": "MIT", "osact5": "“custom”", WRITTEN: "ours, Apache-2.0"}
_UNSTATED = "none stated"


def card(trained: Trained, training: Training) -> str:
    """Return the card as Markdown."""
    rows = "\n".join(
        f"| {source} | {count} | {_STATED.get(source, _UNSTATED)} |" for source, count in sorted(trained.taught.items())
    )
    recipe, pace, schedule = training.recipe, training.pace, training.schedule
    sources = "clearly licensed sources only" if training.clear_licences else "every source of the folder"
    return f"""# {trained.name}

A classifier for Arabic reader comments: overall toxicity, insult, identity attack, sectarian attack, obscenity, threat
(death wishes, incitement and exposing a person included) and spam. It is one voice among Hiwar's rules: what it says
leads to a person who reads, never to a rejection.

## Made of

Trained on {sources}, seed {recipe.seed}, {recipe.written} written sentences asked for at weight
{recipe.written_weight:g}, {schedule.epochs} epochs of the network, which {schedule.teachers} others taught as well,
and {pace.epochs} of the linear part. One row in five, chosen by a hash of its folded text, was kept for testing and
taught nothing. Calibrated on {trained.calibrated} texts that taught nothing; false holds are measured
on {trained.news} unlabelled news comments.

| source | texts | licence |
|---|---|---|
{rows}

Only the weights ship: sums over hashed n-grams, rounded to bytes. No text of a source is in them. Whether weights made
from sources that state no licence may be passed on is a lawyer's question; `hiwar train --clear-licences` makes a model
from {", ".join(sorted(CLEAR_LICENCES))} and our own sentences alone.

## Limits

A probability of one half means as like the one kind as the other, with both kinds equally frequent; in a newsroom they
are not, which is why modes are stated in expected false holds. Irony, hints known to insiders, slurs younger than the
sources and whole texts in Latin letters from dialects without such rows are its weak sides. Words about a group are not
evidence against their writer: measure false holds on your own readers, by dialect, before trusting a strict mode.
"""
