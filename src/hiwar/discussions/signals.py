"""What happened in a discussion, for whoever keeps pages fresh. Sent once the transaction has committed."""

from django.dispatch import Signal

# Arguments: thread_id (int), version (int). Something a reader can see of the thread has changed.
thread_changed = Signal()
