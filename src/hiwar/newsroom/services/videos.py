"""Adding a video from code: the demo, imports, tests. Editors do it in the list of videos."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction

from hiwar.newsroom.captions import cues_in, webvtt
from hiwar.newsroom.models import NewsImage, NewsVideo


@dataclass(frozen=True)
class VideoWords:
    """What is said of a video and in it: WebVTT or SubRip, and none only where nothing is to be heard (`silent`)."""

    title: str
    credit: str
    captions: str = ""
    silent: bool = False


@transaction.atomic
def add_video(*, file: File, poster: NewsImage, words: VideoWords) -> NewsVideo:
    """Add a video that can go into an article at once.

    Raises `VideoRefused` for a file that telephones cannot play, `CaptionsRefused` for captions that players cannot.
    """
    captions = "" if words.silent and not words.captions else webvtt(cues_in(words.captions))
    video = NewsVideo(
        title=words.title, credit=words.credit, captions=captions, silent=words.silent, poster=poster, file=file
    )
    video.file._committed = False  # As Django does with what a form brings: it is not one of our files yet.
    video.save()
    return video
