"""Share links carry the title and the address, and nothing else."""

from urllib.parse import parse_qsl, urlsplit

from hiwar.delivery.share import share_links

TITLE = "قطار الساحل يعود: 62 كيلومتراً & محطة + جسر"
URL = "https://hiwar.example/2014/01/19/%D9%82%D8%B7%D8%A7%D8%B1/"
SHORT = "https://hiwar.example/a/12/"


def links() -> dict[str, str]:
    return {link.service: link.href for link in share_links(title=TITLE, url=URL, short_url=SHORT)}


def parameters(href: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(href).query, keep_blank_values=True))


def test_the_services_stand_in_the_order_arab_readers_use_them() -> None:
    assert list(links()) == ["whatsapp", "telegram", "x", "facebook", "email"]


def test_every_link_carries_title_and_address_only() -> None:
    said = {service: parameters(href) for service, href in links().items()}

    assert said == {
        "whatsapp": {"text": f"{TITLE}\n{SHORT}"},
        "telegram": {"url": URL, "text": TITLE},
        "x": {"text": TITLE, "url": URL},
        "facebook": {"u": URL},
        "email": {"subject": TITLE, "body": f"{TITLE}\n{SHORT}"},
    }


def test_mail_programs_get_spaces_and_not_plus_signs() -> None:
    assert "+" not in links()["email"]


def test_a_hostile_title_stays_inside_its_parameter() -> None:
    hostile = 'x" onmouseover="alert(1)&url=https://evil.example/#'

    href = share_links(title=hostile, url=URL, short_url=SHORT)[1].href

    assert parameters(href) == {"url": URL, "text": hostile}
    assert not set('"<> #') & set(href)


def test_an_already_encoded_address_is_encoded_once_more_and_read_back_unchanged() -> None:
    assert parameters(links()["facebook"])["u"] == URL
