"""An upload before it touches the disk: pixels and colours stay, everything else goes."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from hiwar.newsroom.washing import PictureRefused, washed
from tests.factories.newsroom import GPS_CANARY, a_photograph

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SCRIPT = b"<script>alert(1)</script>"


@pytest.mark.parametrize("written_as", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_metadata_of_the_camera_is_left(written_as: str) -> None:
    upload = a_photograph(written_as=written_as)
    assert GPS_CANARY in upload.getvalue()

    clean = washed(upload).read()

    assert GPS_CANARY not in clean
    assert not Image.open(BytesIO(clean)).getexif()


def test_a_photograph_held_on_its_side_stands_upright() -> None:
    upload = a_photograph((400, 300))

    clean = Image.open(washed(upload))

    assert clean.size == (300, 400)


@pytest.mark.parametrize("written_as", ["JPEG", "PNG", "WEBP"])
def test_the_colour_profile_stays(written_as: str) -> None:
    upload = a_photograph(written_as=written_as, icc_profile=PROFILE)

    clean = Image.open(washed(upload))

    assert clean.info["icc_profile"] == PROFILE


def test_text_chunks_and_appended_bytes_are_gone() -> None:
    chunk = PngImagePlugin.PngInfo()
    chunk.add_text("Comment", SCRIPT.decode())
    upload = BytesIO(a_photograph(written_as="PNG", pnginfo=chunk).getvalue() + SCRIPT)

    clean = washed(upload).read()

    assert SCRIPT not in clean


def test_the_name_is_the_contents_own_hash_and_not_the_cameras() -> None:
    first, again, other = (washed(a_photograph(size)) for size in ((40, 30), (40, 30), (41, 30)))

    assert first.name == again.name != other.name
    assert len(first.name) == len("0123456789abcdef0123.jpg")


@pytest.mark.parametrize(
    ("mode", "written_as"),
    [("P", "PNG"), ("LA", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG")],
)
def test_unusual_kinds_of_pixels_are_read(mode: str, written_as: str) -> None:
    upload = BytesIO()
    Image.new(mode, (30, 20)).save(upload, written_as)

    clean = Image.open(washed(upload))

    assert clean.size == (30, 20)
    assert clean.mode in {"L", "LA", "RGB", "RGBA"}


def test_transparency_survives() -> None:
    upload = BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(upload, "PNG")

    clean = Image.open(washed(upload))

    assert clean.getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<html><script>alert(1)</script></html>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7 /JavaScript",
        b"",
    ],
    ids=["svg", "html", "gif", "pdf", "empty"],
)
def test_other_formats_are_refused(data: bytes) -> None:
    with pytest.raises(PictureRefused) as refusal:
        washed(BytesIO(data))

    assert refusal.value.code == "format"


def test_a_cut_off_picture_is_refused() -> None:
    upload = BytesIO(a_photograph().getvalue()[:4000])

    with pytest.raises(PictureRefused) as refusal:
        washed(upload)

    assert refusal.value.code == "broken"


def test_a_bomb_is_refused_by_its_header_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = BytesIO()
    Image.new("1", (8000, 6000)).save(upload, "PNG")
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("the pixels were decoded"))

    with pytest.raises(PictureRefused) as refusal:
        washed(upload)

    assert refusal.value.code == "pixels"
    assert refusal.value.params == {"millions": 48, "limit": 40}
