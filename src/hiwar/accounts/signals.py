"""What happened to staff accounts, for packages above this one."""

from django.dispatch import Signal

# Arguments: user, by, site, count. Sent in the transaction that ends them: whoever writes it down does so in it.
sessions_ended = Signal()

# Arguments: user, site. Somebody who is signed in as this person has entered a wrong password for the third time within
# a quarter of an hour.
password_guessed = Signal()
