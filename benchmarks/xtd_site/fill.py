"""Give the site its tables, its articles and their comments; a program of its own."""

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402 - after Django is set up
from django.core.management import call_command  # noqa: E402
from django_comments_xtd.models import XtdComment  # noqa: E402

from benchmarks import words  # noqa: E402 - beside the models it fills
from benchmarks.xtd_site.models import Article  # noqa: E402


def publish(slug: str, count: int) -> None:
    """Publish an article with its comments."""
    body = "\n\n".join(words.paragraphs())
    article = Article.objects.create(slug=slug, title=words.headline(slug), body=body)
    kind, made = ContentType.objects.get_for_model(article), {}
    for comment in words.comments(count):
        made[comment.number] = XtdComment.objects.create(
            content_type=kind,
            object_pk=article.pk,
            site_id=1,
            user_name=comment.name,
            user_email=f"reader{comment.number}@example.org",
            comment=comment.text,
            parent_id=made[comment.answers].pk if comment.answers else 0,
        )


if __name__ == "__main__":
    call_command("migrate", "--run-syncdb", verbosity=0)
    for name, count in words.ARTICLES.items():
        publish(name, count)
