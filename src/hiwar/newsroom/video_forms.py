"""The editor's form for videos: first the file, then, once it is safe here, its picture and its captions.

In this order a mistake in the captions never costs an editor the upload. The model names this form, so the form knows
it as `instance` alone.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from hiwar.newsroom.captions import CaptionsRefused, cues_in, decoded, webvtt
from hiwar.newsroom.video_washing import MOST_BYTES, WashedVideo, washed_video

AFTER_THE_FILE = ("poster", "captions_file", "captions", "silent")
MOST_CAPTION_BYTES = 1_000_000
LIMIT = {"limit": MOST_BYTES // 1_000_000}

CAPTION_SENTENCES = {
    "empty": _("There is no line with a time in it. Captions are WebVTT or SubRip (.vtt, .srt)."),
    "time": _("Line %(line)s: the time cannot be read. It looks like 00:01:05.000 --> 00:01:08.500."),
    "order": _("Line %(line)s: this line begins before the one above it, or ends before it begins."),
    "text": _("Line %(line)s: there is a time and nothing is said."),
    "long": _("Line %(line)s: this is more than can be read at once. Divide it."),
    "many": _("These are more captions than one video can have."),
}


class VideoInput(forms.FileInput):
    """A field for one MP4 file, which says that a file is too large before it is sent."""

    class Media:
        js = ["newsroom/video-file.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the field's script needs too, in the editor's language of this moment."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "accept": "video/mp4,.mp4",
            "data-most-bytes": MOST_BYTES,
            "data-too-large": _("A video may have %(limit)s MB at most.") % LIMIT,
        }
        return context


class WashedVideoField(forms.FileField):
    """A video that is washed where it lies; what `video_washing` refuses is an error of this field."""

    widget = VideoInput

    def to_python(self, data: File | None) -> WashedVideo | None:
        """Return the washed file."""
        file = super().to_python(data)
        return None if file is None else washed_video(file)


class VideoForm(WagtailAdminModelForm):
    """A video's form. What readers see must have a picture before it plays, and captions or nothing to caption."""

    file = WashedVideoField(label=_("file"))
    captions_file = forms.FileField(
        label=_("file of captions"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
        help_text=_("WebVTT or SubRip (.vtt, .srt). It takes the place of what stands below."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            _(
                "MP4 with H.264 picture and AAC sound, %(limit)s MB at most. Place and time of recording and the maker"
                " of the camera are taken out of it."
            )
            % LIMIT
        )
        if self.instance.pk is None:
            for name in AFTER_THE_FILE:
                self.fields.pop(name, None)
            return
        self.fields["file"].required = False
        if "captions" in self.fields:
            self.fields["captions"].widget.attrs |= {"dir": "auto", "rows": 12, "spellcheck": "true"}

    def clean_file(self) -> Any:
        """Return the new file, or the one that is there."""
        return self.cleaned_data["file"] or self.instance.file

    def clean(self) -> dict[str, Any]:
        """Clean; captions are kept in one spelling, those of the file before those typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            return cleaned
        field = "captions_file" if cleaned.get("captions_file") else "captions"
        try:
            cleaned["captions"] = self._captions(cleaned, field)
        except ValidationError as error:
            self.add_error(field, error)
        if not (cleaned.get("captions") or cleaned.get("silent") or self.errors):
            self.add_error(
                "captions", _("Whoever does not hear it needs captions. If there is nothing to be heard, say so below.")
            )
        return cleaned

    def _captions(self, cleaned: dict[str, Any], field: str) -> str:
        typed = cleaned.get("captions") or ""
        if upload := cleaned.get("captions_file"):
            if upload.size > MOST_CAPTION_BYTES:
                raise ValidationError(CAPTION_SENTENCES["many"], code="many")
            typed = decoded(upload.read())
        elif not typed.strip():
            return ""
        try:
            return webvtt(cues_in(typed))
        except CaptionsRefused as refused:
            sentence = CAPTION_SENTENCES.get(refused.code, CAPTION_SENTENCES["time"])
            raise ValidationError(sentence, code=refused.code, params={"line": refused.line}) from None
