"""What waits in the queues of the tests' broker, which is in memory."""

from typing import Any

from celery import current_app


def queued(name: str) -> list[tuple[str, list[Any]]]:
    """What waits in this queue: task name and arguments, taken out."""
    found = []
    with current_app.connection_for_read() as connection:
        queue = connection.SimpleQueue(name)
        while queue.qsize():
            message = queue.get(block=False)
            message.ack()
            found.append((message.headers["task"], message.payload[0]))
        queue.close()
    return found
