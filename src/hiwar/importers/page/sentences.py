"""Every sentence this importer can say about a page, by code. Data only; `report.py` fills them in.

Why a comment waits is said in the desk's own words (`hiwar.moderation.sentences`)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Promise] = {
    # About the file.
    "missing": _("There is no file «%(file)s»."),
    "directory": _("«%(file)s» is a folder; name a file in it."),
    "not_a_file": _("«%(file)s» is not an ordinary file."),
    "unreadable": _("The file «%(file)s» cannot be opened."),
    "empty": _("The file «%(file)s» is empty."),
    "too_large": _("The file «%(file)s» is larger than %(megabytes)d MB, which no saved page is."),
    "binary": _("«%(file)s» is not a text file, so it is no saved page."),
    "broken_encoding": _("The letters in «%(file)s» cannot be read: its encoding is damaged at byte %(position)d."),
    "json": _("«%(file)s» is a JSON file, not a saved page."),
    "no_markers": _("«%(file)s» is no news page: it has no share line, no comment count and no invitation to comment."),
    "no_article": _("No article was found in «%(file)s»."),
    "comments_not_numbered": _(
        "«%(file)s» announces comments (%(declared)d), but they are not a numbered list and cannot be told apart."
    ),
    # About what was asked for.
    "bad_url": _("«%(url)s» is no web address; give it in full, as in https://paper.example/news/1."),
    "url_with_password": _("The address holds a user name or a password; give it without."),
    "url_too_long": _("The address is longer than %(limit)d characters."),
    "bad_date": _("«%(date)s» is no date; write it as in 2014-01-19 or 2014-01-19T09:30."),
    "date_out_of_range": _("The date «%(date)s» lies before %(earliest)d or in the future."),
    "headline_too_long": _("The headline is longer than %(limit)d characters."),
    "no_section": _("The newsroom has no section yet; make one in the editor first."),
    "unknown_section": _("There is no section «%(section)s»; there are: %(sections)s."),
    "discussion_off": _("The article «%(headline)s» is here already and its discussion is switched off."),
    "refused_article": _("The newsroom refused the article: %(why)s"),
}

GUESSES: dict[str, Promise] = {
    "name_taken": _("«%(name)s», on a line of its own, was taken as the name of who wrote it."),
    "day_taken": _("«%(text)s», under the name, was taken as its day."),
    "link_left_out": _("«%(text)s», on its last line, was taken as a link of the page and left out."),
    "maybe_name": _("«%(text)s» may be a name; it was kept as the first line of the text."),
    "name_was_address": _("the name was an e-mail or network address and was dropped."),
    "nameless": _("«%(name)s» is what the site calls people without a name; the name was left empty."),
    "answers_former": _("it seems to answer comment %(former)d; it was not made a reply."),
    "inner_list": _("it holds a numbered list of its own, which was kept in its text."),
    "empty_comment": _("it has no words."),
    "number_missing": _("it follows comment %(former)d; the numbers between are missing on the page."),
    "end_unsure": _("nothing shows where it ends; all that follows on the page was kept in it."),
    "count_differs": _("it announces %(declared)d comments, and %(found)d were found."),
    "maybe_headline": _("its first line looks like a headline and was kept as a paragraph: «%(text)s»."),
    "lines_joined": _("%(lines)d line breaks inside paragraphs were taken for wrapping and joined."),
    "lines_parted": _("lines without a blank line between them were made paragraphs: %(paragraphs)d in all."),
    "share_above": _("its share line stands above most of the text; what follows it was taken as the article."),
    "left_out": _("outside article and comments, left out: «%(text)s»."),
    "comments_by_paragraph": _("each of %(found)d paragraphs under the article was taken as one comment."),
    "comments_unreadable": _(
        "there seem to be comments (%(lines)d lines, from «%(text)s»), but they cannot be told apart and were left out."
    ),
    "date_differs": _("the page itself is dated %(page)s, and the import %(order)s."),
    "headline_differs": _("its own headline was another: «%(page)s»."),
}
