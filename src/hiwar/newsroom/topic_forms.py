"""How editors write topics: by their names in an article's form, as they would on paper, and one by one in their list.

Apart from `forms`, which the models name: the form of a topic itself does what renaming and merging do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from hiwar.arabic.spelling import spelling_key

LONGEST_NAME = 60
# What is about everything is about nothing; and each is asked for what else to read.
MOST_TOPICS = 8
# A name in quotation marks, or what stands between commas, whichever comma the keyboard has.
_name = re.compile(r'"([^"]*)"|([^,،;؛"\n]+)')


class TopicNamesWidget(forms.TextInput):
    """A line of names, each a chip, with suggestions while one types."""

    template_name = "wagtailadmin/widgets/tag_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what Wagtail's own script for tags needs, with the names that we suggest."""
        context = super().get_context(name, value, attrs)
        context["widget"]["help_text"] = _("Between commas. Names of several words get quotation marks by themselves.")
        context["widget"]["attrs"] |= {
            "data-controller": "w-tag",
            "data-w-tag-delay-value": "200",
            "data-w-tag-url-value": reverse("newsroom_topic_suggestions"),
            "data-w-tag-options-value": json.dumps(
                {"allowSpaces": True, "tagLimit": MOST_TOPICS, "autocompleteOnly": False}
            ),
        }
        return context


class TopicNamesField(forms.Field):
    """Names of topics in one line; its value is a list of names, not yet looked up."""

    widget = TopicNamesWidget

    def prepare_value(self, value: Any) -> Any:
        """Return the line for topics, or for what was typed."""
        if value is None or isinstance(value, str):
            return value
        return ", ".join(f'"{topic}"' if " " in str(topic) else str(topic) for topic in value)

    def to_python(self, value: str | None) -> list[str]:
        """Return the names, one for each key."""
        found = (quoted or bare for quoted, bare in _name.findall(value or ""))
        names: dict[str, str] = {}
        for name in found:
            names.setdefault(spelling_key(name), " ".join(name.split()))
        names.pop("", None)
        return list(names.values())

    def validate(self, value: list[str]) -> None:
        """Refuse more than an article can be about, and what is a sentence."""
        super().validate(value)
        if len(value) > MOST_TOPICS:
            raise ValidationError(_("No more than %(most)s topics."), params={"most": MOST_TOPICS})
        for name in value:
            if len(name) > LONGEST_NAME:
                raise ValidationError(
                    _("“%(name)s” is too long for a topic: no more than %(most)s letters."),
                    params={"name": name, "most": LONGEST_NAME},
                )

    def has_changed(self, initial: Iterable[Any] | None, data: str | None) -> bool:
        """Tell whether other topics are named than before, however they are spelled."""
        before = {spelling_key(str(topic)) for topic in initial or ()}
        return before != set(map(spelling_key, self.to_python(data)))


class TopicForm(WagtailAdminModelForm):
    """A topic in the list of all of them."""

    def clean_name(self) -> str:
        """Return the name, unless it is another topic's already, in any spelling."""
        from hiwar.newsroom.services.topics import namesake_of  # Models are not loaded when a panel names this form.

        name: str = self.cleaned_data["name"]
        if not spelling_key(name):
            raise ValidationError(_("A name needs a letter or a digit."))
        namesake = namesake_of(self.instance, name=name)
        if namesake is not None:
            raise ValidationError(_("There is “%(name)s” already: merge the two."), params={"name": namesake})
        return name

    def clean_stands_for(self) -> Any:
        """Return the topic that is meant by the one chosen, unless it is this one."""
        chosen = self.cleaned_data["stands_for"]
        into = chosen and (chosen.stands_for or chosen)
        if into and into.pk == self.instance.pk:
            raise ValidationError(_("That is this topic itself. Choose another one."))
        return into

    def save(self, commit: bool = True) -> Any:
        """Save; another name, or the topic to merge it into, is what the services make of it."""
        from hiwar.newsroom.services.topics import merge_topics, rename_topic

        if not commit or self.instance.pk is None:
            return super().save(commit=commit)
        self.instance.stands_for = None
        rename_topic(topic=self.instance, name=self.cleaned_data["name"])
        if into := self.cleaned_data.get("stands_for"):
            merge_topics(topic=self.instance, into=into)
        return self.instance
