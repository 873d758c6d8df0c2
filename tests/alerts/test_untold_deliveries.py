"""Deliveries of which no mail and no request can be made say so."""

import pytest

from alerts.enums import DeliveryPurpose
from alerts.services.letters import make_letter, make_request
from tests.factories import REVIEWED_AT, DeliveryFactory

pytestmark = pytest.mark.django_db


def test_no_request_is_made_for_a_delivery_by_mail() -> None:
    delivery = DeliveryFactory.create()

    with pytest.raises(ValueError, match=rf"^Delivery {delivery.pk} has no endpoint\.$"):
        make_request(delivery, now=REVIEWED_AT)


def test_no_request_is_made_for_a_confirmation() -> None:
    delivery = DeliveryFactory.create(
        webhook=True, purpose=DeliveryPurpose.CONFIRMATION, event=None
    )

    with pytest.raises(ValueError, match=rf"^Delivery {delivery.pk} has no event\.$"):
        make_request(delivery, now=REVIEWED_AT)


def test_no_mail_is_written_for_the_test_of_an_endpoint() -> None:
    delivery = DeliveryFactory.create(test=True)

    with pytest.raises(ValueError, match=rf"^Delivery {delivery.pk} tells no event\.$"):
        make_letter(delivery)
