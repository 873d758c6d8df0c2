"""Invented news of an invented port, long enough to be taken for articles."""


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.strip().split("\n\n"))


PLAN = _paragraphs("""
The harbour board of Havneby wants to build a second pier before the end of the decade, and the
council will hear its engineers in the first week of spring.

“The old pier carries twice the load it was made for,” said Marit Solvang of the Institute for
Harbour Studies, who has measured its piles for eleven years.

Fishermen fear for the shallow bank to the west of the mole, where the nets have been cast
since their grandfathers' time, and ask for a survey of the sea bed.

The board expects the work to take three summers and to cost as much as the new ferry, which
was delivered late and over its budget in the year before last.
""")
#: The same news as another outlet prints it: straight marks, the last paragraph dropped.
COPY = tuple(part.replace("“", '"').replace("”", '"') for part in PLAN[:3])
OTHER = _paragraphs("""
The lighthouse keeper of Sandnes has retired after forty winters, and the lamp is now watched
from a desk in the capital by two people who have never been to the island.

His logbooks, which note every ship and every storm since his first night on the rock, go to
the museum of the coast guard, where they will be read and copied by volunteers.

The islanders held a supper for him in the boat house, with songs that nobody had sung since
the school was closed, and the mail boat waited for the last of the guests.
""")
MORNING = "Mon, 02 Mar 2026 06:00:00 GMT"
NOON = "Mon, 02 Mar 2026 12:00:00 GMT"
