"""Words of Wagtail's that its Arabic lacks, or says otherwise than an Arabic newsroom does.

They are listed so that our catalogs hold them; Django looks there before it asks Wagtail. Nothing imports this.
Belongs here: what stands on the way of an article from draft to readers. Not here: words of ours.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

WORKFLOW = (
    _("Request changes"),
    _("Approve"),
    _("Approve with comment"),
    _("%(label)s and Publish"),
    _("Submit to %(workflow_name)s"),
    _("Submit for moderation"),
    _("Resubmit to %(task_name)s"),
    _("In Moderation"),
    _("Page '%(page_title)s' has been submitted for moderation."),
    _("Page '%(page_title)s' created and submitted for moderation."),
)
LETTERS = (
    _('The page "%(title)s" has been submitted for approval to moderation stage "%(task)s".'),
    _('The page "%(title)s" has been submitted for approval in moderation stage "%(task)s" '),
    _('The page "%(title)s" has been submitted for moderation to workflow "%(workflow)s" by %(requester)s.'),
    _('The page "%(title)s" has been submitted for moderation to workflow "%(workflow)s".'),
    _('The page "%(title)s" has been submitted to workflow "%(workflow)s" '),
    _('The page "%(title)s" has been rejected during "%(task)s" in workflow "%(workflow)s".'),
    _('The page "%(title)s" has been rejected during "%(task)s" in workflow "%(workflow)s" by %(rejector)s.'),
    _('The page "%(title)s" has been rejected during "%(workflow)s".'),
    _('The page "%(title)s" has been approved in workflow "%(workflow)s".'),
    _('The page "%(title)s" has been approved in "%(workflow)s".'),
    _('The following comment was left: "%(comment)s"'),
)
DONE = (
    _("Page '%(page_title)s' created."),
    _("Page '%(page_title)s' created and published."),
    _("Page '%(page_title)s' created and scheduled for publishing."),
    _("Page '%(page_title)s' has been updated."),
    _("Page '%(page_title)s' has been published."),
    _("Page '%(page_title)s' has been scheduled for publishing."),
    _("Page '%(page_title)s' is live and this version has been scheduled for publishing."),
    _("Page '%(page_title)s' unpublished."),
    _("Page '%(page_title)s' deleted."),
    _("View live"),
    _("%(model_name)s '%(object)s' created."),
    _("%(model_name)s '%(object)s' updated."),
    _("%(model_name)s '%(object)s' deleted."),
    _("%(setting_type)s updated."),
    _("The page could not be created due to validation errors."),
    _("The page could not be saved due to validation errors."),
    _("The setting could not be saved due to errors."),
)
SAVING = (
    _("Saving…"),
    _("Saved"),
    _("Autosave is <span>paused</span>"),
    _("Autosave is paused"),
    _("Saving will overwrite a newer version."),
    _("There are validation errors, click save to highlight them."),
    _("Cannot overwrite a revision that is not the latest for this %(model_name)s."),
    _("Cannot overwrite a revision that was not created by the current user."),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a separate tab to view the"
        " last saved version."
    ),
)
OTHERS_AT_THE_SAME = (
    _("View latest version"),
    _("Currently idle"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
)
FORM = (
    _("Bold"),
    _("Expiry date/time must be in the future."),
    _("Go live date/time must be before expiry date/time"),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _("The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'."),
    _("To be created by %(user)s"),
    _("Go to the first error"),
)
CHECKS = (
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _("We extract the main content from the page preview, remove all formatting, and calculate the number of words."),
    _("We calculate reading time from word count, using different reading speeds for different languages."),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and words result in a"
        " worse readability score."
    ),
)
COMMENTS = (
    _("updated comments notifications"),
    _(
        "Receive notification when comments have been created, resolved, or deleted on a page that you have subscribed"
        " to receive comment notifications on"
    ),
)
KEYS = (
    _("Application"),
    _("Text editing"),
    _("Italic"),
    _("Show keyboard shortcuts"),
    _("Close modal dialogs (like this one)"),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
)
# Django's Arabic says «2 دقيقتين».
AGES = (
    ngettext("%(num)d year", "%(num)d years", 1),
    ngettext("%(num)d month", "%(num)d months", 1),
    ngettext("%(num)d week", "%(num)d weeks", 1),
    ngettext("%(num)d day", "%(num)d days", 1),
    ngettext("%(num)d hour", "%(num)d hours", 1),
    ngettext("%(num)d minute", "%(num)d minutes", 1),
)
STATES = (
    _("Created"),
    _("Anyone can edit this %(model_name)s"),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Live"),
    _("live"),
    _("live + draft"),
)
LISTS = (
    _("Settings"),
    _("There are no %(model_name)s to display."),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("The filter options you have selected are not valid."),
    _("Port"),
    _("Root page"),
    _("Site name"),
    _("Add a site"),
    _("Layout"),
    _("Grid layout"),
    _("List layout"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
)
