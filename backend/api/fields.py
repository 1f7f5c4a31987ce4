"""What every schema is made of: texts the database can keep, days, parts of a list."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from content import times
from content.errors import InvalidPost, Problem

_LARGEST_ID: Final = 2**63 - 1
_MOST_DAYS: Final = 366

Row = TypeVar("Row", bound=Model)


def _day(value: object) -> date:
    # Left to pydantic, the number 1 would be a day of 1970.
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise PydanticCustomError("bad_date", "not a day") from None
    if not 2000 <= day.year <= 2100:
        raise PydanticCustomError("date_out_of_range", "too far away")
    return day


# PostgreSQL keeps no null character.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
Id = Annotated[int, Field(strict=True, ge=1, le=_LARGEST_ID)]
Day = Annotated[date, BeforeValidator(_day)]
NetworkName = Literal["facebook", "instagram", "twitter"]


class Input(BaseModel):
    """A JSON body; a field it does not know is refused, so that no typing error passes."""

    model_config = ConfigDict(extra="forbid")


class _Flat(BaseModel):
    """Fields of an address or a form. ninja hands over only those it knows, so the request itself
    is asked for the others."""

    @model_validator(mode="before")
    @classmethod
    def refuse_unknown(cls, data: Any, info: ValidationInfo) -> Any:
        known = {field.alias or name for name, field in cls.model_fields.items()}
        unknown = sorted(set(cls.sent((info.context or {})["request"])) - known)
        if unknown:
            raise InvalidPost([_unknown(name) for name in unknown])
        return data

    @classmethod
    def sent(cls, request: HttpRequest) -> QueryDict:
        """What came, known or not."""
        raise NotImplementedError


class Query(_Flat):
    """The part of an address after the question mark."""

    @classmethod
    def sent(cls, request: HttpRequest) -> QueryDict:
        return request.GET


class Form(_Flat):
    """The fields beside an uploaded file."""

    @classmethod
    def sent(cls, request: HttpRequest) -> QueryDict:
        return request.POST


def _unknown(name: str) -> Problem:
    return Problem(
        field=name[:80],
        code="extra_forbidden",
        message=_("There is no such field."),
        hint=_("Check how it is written, or leave it out."),
    )


class Paging(Query):
    """Which part of a list, newest first."""

    limit: int = Field(50, ge=1, le=100)
    offset: int = Field(0, ge=0, le=1_000_000)

    def cut(self, rows: QuerySet[Row]) -> list[Row]:
        return list(rows[self.offset : self.offset + self.limit])


class Days(Query):
    """Whole days in the library's time zone, both included."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The UTC instants the days begin and end. Raises InvalidPost."""
        if not timedelta(0) <= self.last - self.first < timedelta(days=_MOST_DAYS):
            raise InvalidPost([_bad_range()])
        return bounds(self.first, self.last, zone=zone)


def bounds(first: date, last: date, *, zone: str) -> tuple[datetime, datetime]:
    """The UTC instants at which the local days from `first` to `last` begin and end."""
    midnight = datetime(first.year, first.month, first.day, tzinfo=times.zone_info(zone))
    return times.day_bounds(midnight, days=(last - first).days + 1)


def _bad_range() -> Problem:
    return Problem(
        field="to",
        code="bad_range",
        message=_("These days are not in order, or more than a year."),
        hint=_("Choose a last day on or after the first, at most 366 days in all."),
    )


def in_zone(at: datetime | None, *, zone: str) -> datetime | None:
    """The same instant with the library's offset, as people there read it."""
    return at.astimezone(times.zone_info(zone)) if at else None
