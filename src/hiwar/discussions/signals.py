"""What happened in a discussion, for whoever keeps pages fresh. Sent after the transaction that did it has committed."""

from django.dispatch import Signal

# Arguments: thread_id (int), version (int). Something a reader can see of the thread has changed.
thread_changed = Signal()
