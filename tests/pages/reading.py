"""What a page says, as words."""

import re

from django.test import Client


def words_of(client: Client, address: str, *, status: int = 200) -> str:
    """The text of a page's content, blanks collapsed."""
    response = client.get(address)
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    words = " ".join(re.sub(r"<[^>]*>", " ", f"<{main}").split())
    return re.sub(r"(?<=\() | (?=[):])", "", words)
