"""People in the admin: their names make rosters, their history says who changed what."""

import re

import pytest
from django.test import Client

from commentary.models import Expert, RosterChange
from commentary.services.experts import add_expert

pytestmark = pytest.mark.django_db


@pytest.fixture
def expert() -> Expert:
    return add_expert(
        name="Marit Solvang", affiliation="Harbour master, Port of Havneby", basis="A public role."
    ).expert


def address(expert: Expert, page: str = "change") -> str:
    return f"/admin/commentary/expert/{expert.pk}/{page}/"


def changed(expert: Expert, **given: str) -> dict[str, str]:
    """The form as it stands, with what is changed."""
    name, role = expert.names.get(), expert.affiliations.get()
    values = {"name": expert.name, "public_basis": expert.public_basis}
    for prefix, row in (("names", name), ("affiliations", role)):
        values |= {
            f"{prefix}-TOTAL_FORMS": "2" if f"{prefix}-1-name" in given else "1",
            f"{prefix}-INITIAL_FORMS": "1",
            f"{prefix}-0-id": str(row.pk),
            f"{prefix}-0-expert": str(expert.pk),
        }
    values |= {"names-0-name": name.name, "names-0-order": name.order}
    values |= {"affiliations-0-role": role.role, "affiliations-0-organisation": role.organisation}
    for prefix in ("identifiers", "proposed_affiliations"):
        values |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return values | given


@pytest.mark.parametrize(
    ("given", "rosters"),
    [
        ({"public_basis": "Speaks for the port."}, 1),
        ({"affiliations-0-role": "Director"}, 1),
        ({"names-0-language": "nb"}, 2),
        ({"names-1-name": "M. K. Solvang", "names-1-order": "given_first"}, 2),
        ({"name": "Marit K. Solvang"}, 2),
    ],
)
def test_only_other_names_start_a_new_roster(
    admin_client: Client, expert: Expert, given: dict[str, str], rosters: int
) -> None:
    answer = admin_client.post(address(expert), changed(expert, **given))

    assert answer.status_code == 302
    assert RosterChange.objects.count() == rosters


def test_a_name_that_no_text_can_link_is_refused_in_a_sentence(
    admin_client: Client, expert: Expert
) -> None:
    page = admin_client.post(address(expert), changed(expert, name="Marit"), follow=True)

    expert.refresh_from_db()
    assert "is not a full name" in page.content.decode()
    assert expert.name == "Marit Solvang"


def test_the_address_of_a_person_stays(admin_client: Client, expert: Expert) -> None:
    admin_client.post(address(expert), changed(expert, slug="somebody"))

    expert.refresh_from_db()
    assert expert.slug == "marit-solvang"


def test_the_history_of_a_person_has_names_and_roles(admin_client: Client, expert: Expert) -> None:
    admin_client.post(
        address(expert),
        changed(
            expert, **{"public_basis": "Speaks for the port.", "affiliations-0-role": "Director"}
        ),
    )

    page = admin_client.get(address(expert, "history")).content.decode()

    rows = [
        tuple(re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in cells)
        for row in page.partition("<thead>")[2].split("</tr>")[1:]
        for cells in [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        if cells
    ]
    told = {cells[-3:] for cells in rows if len(cells) == 6}
    assert {
        ("public basis", "A public role.", "Speaks for the port."),
        ("role", "Harbour master", "Director"),
        ("name", "—", "Marit Solvang"),
    } <= told
    assert [cells[1] for cells in rows if "changed" in cells[2]] == ["admin", "admin"]
