"""The keys that a serializer declares and that an answer has, to be compared."""

from typing import Any

from rest_framework import serializers


def declared(serializer: Any) -> Any:
    """Nested dicts of the keys of a serializer class, lists for `many`; leaves are None."""
    if isinstance(serializer, type):
        serializer = serializer()
    if isinstance(serializer, serializers.ListSerializer):
        return [declared(serializer.child)]
    if isinstance(serializer, serializers.Serializer):
        return {name: declared(field) for name, field in serializer.fields.items()}
    return None


def differences(answer: Any, shape: Any, path: str = "") -> list[str]:
    """Where the keys of an answer are not those declared; null stands for any declared object."""
    if shape is None or answer is None:
        return []
    if isinstance(shape, list):
        return [
            one
            for place, row in enumerate(answer)
            for one in differences(row, shape[0], f"{path}[{place}]")
        ]
    found = [f"{path}.{name}: missing" for name in shape if name not in answer]
    found += [f"{path}.{name}: not declared" for name in answer if name not in shape]
    for name in shape:
        if name in answer:
            found += differences(answer[name], shape[name], f"{path}.{name}")
    return found
