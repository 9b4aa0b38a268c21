"""Video files as they come from cameras and editing programs: MP4 with H.264 and AAC, washed in place. Pure."""

from hiwar.newsroom.mp4.boxes import MovieRefused
from hiwar.newsroom.mp4.washing import Movie, washed_movie

__all__ = ["Movie", "MovieRefused", "washed_movie"]
