"""Our own files: named by their content, referring only to one another, compressed once."""

import gzip
from pathlib import Path

import brotli
import pytest

from hiwar.delivery.assets import AssetDoor, Assets, UnknownAsset, asset_url, our_assets, read_sources
from hiwar.delivery.requests import Request

SOURCES = {
    "fonts.css": b"@font-face{src:url(fonts/naskh.woff2)}",
    "site.css": b'body{background:url("img/dot.svg")}' + b"p{color:red}" * 50,
    "fonts/naskh.woff2": b"wOF2" * 100,
    "img/dot.svg": b"<svg/>",
    "compose.js": b'import { post } from "./post.js";\nnew Worker(new URL("./work.js", import.meta.url));',
    "post.js": b"export const post = 1;",
    "work.js": b"onmessage = () => {};",
}


def door_of(sources=SOURCES, bundles=None):
    """Return assets and the door that answers them."""
    assets = Assets(sources, bundles or {})
    return assets, AssetDoor(assets, https=False)


def get(door, path, **headers):
    """Return the door's answer to a GET."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return door.answer(Request("GET", "hiwar.example", path, "", named))


def test_a_name_is_the_stem_ten_digits_of_content_and_the_kind():
    url = Assets(SOURCES, {}).url("fonts/naskh.woff2")

    assert url.startswith("/assets/naskh.")
    assert len(url) == len("/assets/naskh..woff2") + 10


def test_other_content_has_another_name():
    changed = SOURCES | {"img/dot.svg": b"<svg />"}

    assert Assets(SOURCES, {}).url("img/dot.svg") != Assets(changed, {}).url("img/dot.svg")


def test_a_style_sheet_is_renamed_when_its_picture_changes():
    changed = SOURCES | {"img/dot.svg": b"<svg />"}

    assert Assets(SOURCES, {}).url("site.css") != Assets(changed, {}).url("site.css")


def test_a_bundle_joins_its_parts_in_order_and_keeps_their_references():
    assets = Assets(SOURCES, {"site.css": ("fonts.css", "site.css")})

    body = assets.named("site.css").body.decode()

    assert body.index("@font-face") < body.index("body{")
    assert f'url("{assets.url("fonts/naskh.woff2")}")' in body
    assert f'url("{assets.url("img/dot.svg")}")' in body


def test_a_script_names_its_neighbors_by_their_public_address():
    assets = Assets(SOURCES, {})

    body = assets.named("compose.js").body.decode()

    assert f'from "{assets.url("post.js")}"' in body
    assert f'new URL("{assets.url("work.js")}", import.meta.url)' in body


def test_data_and_fragments_stay_as_they_are():
    body = b"a{mask:url(data:image/svg+xml,x)}b{filter:url(#f)}"

    assert Assets({"a.css": body}, {}).named("a.css").body == body


@pytest.mark.parametrize("target", ["https://evil.example/x.woff2", "//evil.example/x", "/static/x.png"])
def test_a_style_sheet_may_not_reach_outside(target):
    with pytest.raises(ValueError, match="may only name files beside them"):
        Assets({"a.css": f"a{{background:url({target})}}".encode()}, {})


def test_a_missing_reference_and_a_circle_stop_the_start():
    with pytest.raises(UnknownAsset):
        Assets({"a.css": b"a{background:url(gone.png)}"}, {})
    with pytest.raises(ValueError, match=r"a\.js > b\.js"):
        Assets({"a.js": b'import "./b.js"', "b.js": b'import "./a.js"'}, {})


def test_an_unknown_name_is_an_error_in_a_template():
    with pytest.raises(UnknownAsset):
        asset_url("no-such.css")


def test_our_own_folders_make_a_whole():
    assert asset_url("site.css") == our_assets().url("site.css")
    assert our_assets().all()


def test_two_apps_may_not_have_the_same_name(tmp_path: Path):
    for app in ("delivery", "moderation"):
        folder = tmp_path / app / "static" / "hiwar"
        folder.mkdir(parents=True)
        (folder / "desk.css").write_text("a{}")

    with pytest.raises(ValueError, match=r"desk\.css"):
        read_sources(tmp_path)


def test_licences_and_notes_are_not_assets(tmp_path: Path):
    folder = tmp_path / "delivery" / "static" / "hiwar"
    folder.mkdir(parents=True)
    (folder / "OFL.txt").write_text("licence")

    assert read_sources(tmp_path) == {}


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("br;q=0", None, bytes)],
)
def test_text_is_served_in_the_coding_that_is_asked_for(accepted, coding, unpack):
    assets, door = door_of()

    answer = get(door, assets.url("site.css"), accept_encoding=accepted)

    assert unpack(answer.body) == assets.named("site.css").body
    assert answer.header("content-encoding") == coding
    assert answer.header("vary") == "accept-encoding"


def test_fonts_are_sent_as_they_are():
    assets, door = door_of()

    answer = get(door, assets.url("fonts/naskh.woff2"), accept_encoding="br")

    assert answer.body == SOURCES["fonts/naskh.woff2"]
    assert answer.header("content-encoding") is None
    assert answer.header("content-type") == "font/woff2"


def test_an_asset_may_be_kept_for_ever_and_by_nobody_else():
    assets, door = door_of()

    answer = get(door, assets.url("post.js"))

    assert answer.header("cache-control") == "public, max-age=31536000, immutable"
    assert answer.header("content-type") == "text/javascript; charset=utf-8"
    assert answer.header("cross-origin-resource-policy") == "same-origin"
    assert answer.header("x-content-type-options") == "nosniff"


def test_each_coding_has_its_own_etag_and_is_confirmed_by_it():
    assets, door = door_of()
    url = assets.url("site.css")
    etags = [get(door, url, accept_encoding=coding).header("etag") for coding in ("br", "gzip", "")]

    again = get(door, url, accept_encoding="br", if_none_match=etags[0])
    other = get(door, url, accept_encoding="gzip", if_none_match=etags[0])

    assert len(set(etags)) == 3
    assert (again.status, again.body) == (304, b"")
    assert other.status == 200


def test_an_address_that_is_not_ours_is_not_answered():
    _, door = door_of()

    assert get(door, "/assets/site.css") is None
    assert get(door, "/assets/site.0000000000.css") is None
