"""The staff of the desk."""

from typing import Any

import factory
from django.contrib.auth.models import User
from factory.django import DjangoModelFactory


class UserFactory(DjangoModelFactory[User]):
    """A curator with the password `harbour-lights`; `admin=True`: may do everything."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        admin = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda n: f"curator{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@desk.example")
    password = "harbour-lights"
    is_staff = True

    @classmethod
    def _create(cls, model_class: type[User], **kwargs: Any) -> User:
        user = model_class(**kwargs)
        user.set_password(user.password)
        user.save()
        return user
