"""Query parameters, declared: every view lists what it takes, anything else is a 400 that names
the nearest right one.

The same declarations write the OpenAPI schema (common.api.schema).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from common.api.problems import Fault, ParameterProblem
from common.public_ids import row_number

_SLUG = re.compile(r"[-\w]{1,120}")
_WHOLE = re.compile(r"[0-9]{1,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)


class WrongValueError(ValueError):
    """The text is not a value of this parameter; the message completes "x: …"."""


@dataclass(frozen=True)
class Parameter:
    """One query parameter: its name, what it means, how its text is read."""

    name: str
    description: StrOrPromise
    is_required: bool = field(default=False, kw_only=True)

    def parse(self, text: str) -> Any:
        """The value, or WrongValueError."""
        raise NotImplementedError

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of the text as it stands in the query."""
        return {"type": "string"}


@dataclass(frozen=True)
class Slug(Parameter):
    def parse(self, text: str) -> str:
        if not _SLUG.fullmatch(text):
            raise WrongValueError(_("letters, digits and hyphens are expected, as in an address."))
        return text

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": 120}


@dataclass(frozen=True)
class PublicId(Parameter):
    """An opaque id of one kind of record; parsed to its row number."""

    kind: str = ""

    def parse(self, text: str) -> int:
        number = row_number(self.kind, text)
        if number is None:
            raise WrongValueError(
                _("“%(value)s” is not the id of a record of this kind.") % {"value": text}
            )
        return number


@dataclass(frozen=True)
class Choice(Parameter):
    choices: tuple[str, ...] = ()

    def parse(self, text: str) -> str:
        if text in self.choices:
            return text
        raise WrongValueError(
            _("“%(value)s” is not one of %(choices)s.%(hint)s")
            % {
                "value": text,
                "choices": ", ".join(self.choices),
                "hint": hint(text, self.choices),
            }
        )

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}


@dataclass(frozen=True)
class Day(Parameter):
    """A calendar date, YYYY-MM-DD."""

    def parse(self, text: str) -> date:
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise WrongValueError(
            _("“%(value)s” is not a date; write it as 2025-05-15.") % {"value": text}
        )

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Instant(Parameter):
    """An instant with its offset, RFC 3339; a bare date means the end of that day, UTC."""

    def parse(self, text: str) -> datetime:
        try:
            if _DAY.fullmatch(text):
                return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
            # In a query, "+" that was not escaped arrives as a space.
            text = re.sub(r" (?=[0-9]{2}:[0-9]{2}$)", "+", text)
            if _INSTANT.fullmatch(text):
                return datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise WrongValueError(
            _(
                "“%(value)s” is not an instant; write it as 2025-05-15T12:00:00Z,"
                " or as a date for the end of that day (UTC)."
            )
            % {"value": text}
        )

    @property
    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "anyOf": [{"format": "date-time"}, {"format": "date"}],
        }


@dataclass(frozen=True)
class WholeNumber(Parameter):
    minimum: int = 0
    maximum: int = 10**18 - 1

    def parse(self, text: str) -> int:
        if _WHOLE.fullmatch(text) and self.minimum <= int(text) <= self.maximum:
            return int(text)
        raise WrongValueError(
            _("“%(value)s” is not a whole number from %(minimum)d to %(maximum)d.")
            % {"value": text, "minimum": self.minimum, "maximum": self.maximum}
        )

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class Flag(Parameter):
    def parse(self, text: str) -> bool:
        if text not in {"true", "false"}:
            raise WrongValueError(_("“%(value)s” is not true or false.") % {"value": text})
        return text == "true"

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Several(Parameter):
    """A parameter that is given several times, each time with another value."""

    of: Parameter = field(kw_only=True)
    minimum: int = field(default=1, kw_only=True)
    maximum: int = field(default=200, kw_only=True)

    def parse(self, text: str | Sequence[str]) -> list[Any]:
        """The values in the order given; what is given twice counts once."""
        texts = [text] if isinstance(text, str) else text
        found = list(dict.fromkeys(self.of.parse(one) for one in texts))
        if not self.minimum <= len(found) <= self.maximum:
            raise WrongValueError(
                _("give %(minimum)d to %(maximum)d different ones, each as %(name)s=…")
                % {"minimum": self.minimum, "maximum": self.maximum, "name": self.name}
            )
        return found

    @property
    def schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": self.of.schema,
            "minItems": self.minimum,
            "maxItems": self.maximum,
        }


@dataclass(frozen=True)
class Opaque(Parameter):
    """Text that only the view can judge, such as a cursor."""

    def parse(self, text: str) -> str:
        return text


LIMIT = WholeNumber(
    "limit", gettext_lazy("Rows on one page; 50 unless said."), minimum=1, maximum=200
)
CURSOR = Opaque("cursor", gettext_lazy("Where the page begins: taken from `next`, never made up."))
COUNT = Flag("count", gettext_lazy("Whether to count all rows as well; costs time."))


def read_parameters(query: QueryDict, declared: Sequence[Parameter]) -> dict[str, Any]:
    """The values of what is given, by name. Raises ParameterProblem with every fault at once."""
    known = {parameter.name: parameter for parameter in declared}
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for name, texts in query.lists():
        if name not in known:
            faults.append(Fault(detail=_unknown(name, known), parameter=name))
        elif isinstance(known[name], Several):
            _read(known[name], texts, values, faults)
        elif len(texts) > 1:
            detail = _("%(name)s: given more than once; give it once.") % {"name": name}
            faults.append(Fault(detail=detail, parameter=name))
        else:
            _read(known[name], texts[0], values, faults)
    for parameter in declared:
        if parameter.is_required and parameter.name not in query:
            detail = _("%(name)s: is missing; give it.") % {"name": parameter.name}
            faults.append(Fault(detail=detail, parameter=parameter.name))
    if faults:
        raise ParameterProblem(faults)
    return values


def _read(parameter: Parameter, text: Any, values: dict[str, Any], faults: list[Fault]) -> None:
    try:
        values[parameter.name] = parameter.parse(text)
    except WrongValueError as error:
        faults.append(Fault(detail=f"{parameter.name}: {error}", parameter=parameter.name))


def no_such_value(name: str, detail: str) -> ParameterProblem:
    """A value that is well formed and names nothing here."""
    return ParameterProblem([Fault(detail=f"{name}: {detail}", parameter=name)])


def _unknown(name: str, known: Mapping[str, Parameter]) -> str:
    near = hint(name, tuple(known))
    if not near:
        near = (
            _(" Possible here: %(names)s.") % {"names": ", ".join(sorted(known))}
            if known
            else _(" No parameter is possible here.")
        )
    return _("There is no parameter “%(name)s”.%(hint)s") % {"name": name, "hint": near}


def hint(text: str, right: Sequence[str]) -> str:
    """ " Did you mean …?" with the nearest of what is right; empty when nothing is near."""
    near = get_close_matches(text.casefold(), right, n=1, cutoff=0.5)
    return _(" Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
