"""Fields of a form from a record's type: the model stays the one place that says what there is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec
from msgspec import inspect
from starlette.requests import Request
from starlette_admin import (
    BaseField,
    BooleanField,
    CollectionField,
    DateField,
    EnumField,
    IntegerField,
    ListField,
    StringField,
    TagsField,
    TextAreaField,
    TimeField,
)
from starlette_admin.fields import DecimalField, FloatField

from sync.hub.manage.labels import choice, label

Names = Callable[[str], Sequence[tuple[str, str]]]
"""Ids and names of all records of a kind."""

LONG = ("description", "criteria", "countsFor", "note", "image")
REFERENCES = {
    "organizer": "organization", "location": "place", "topics": "topic", "topic": "topic",
    "broader": "topic", "issuer": "organization", "place": "place", "cancels": "activity",
    "activity": "activity", "badge": "badge", "teaches": "badge",
}  # fmt: skip
TRANSLATED = ("lt", "en")
"""The languages that the form has words for; what an importer brought in others stays."""
HIDDEN = (
    "centre",
    "bounds",
    "passRoot",
    "keySet",
    "provenance",
    "sameAs",
    "registrationCode",
    "picture",
)


@dataclass
class ReferenceField(EnumField):
    """The id of another record, shown by its name; an id that leads nowhere is shown as it is, and
    stays in the form: saving must not lose what an importer brought."""

    async def serialize_value(self, request: Request, value: Any) -> Any:
        """Remembers what is chosen, for the choices of this same page."""
        chosen = set(value) if isinstance(value, list | tuple) else {value}
        known = getattr(request.state, "chosen", {})
        request.state.chosen = {**known, self.name: known.get(self.name, set()) | chosen}
        return await super().serialize_value(request, value)

    def _get_choices(self, request: Request) -> Any:
        found = list(super()._get_choices(request))
        chosen = getattr(request.state, "chosen", {}).get(self.name, set())
        return found + [(id, id) for id in sorted(chosen - {id for id, _ in found})]

    def _get_label(self, value: Any, request: Request) -> Any:
        return dict(self._get_choices(request)).get(value, value)


@dataclass
class YesNoField(EnumField):
    """Yes, no, or nothing said: a box to tick has no third state."""

    async def serialize_value(self, request: Request, value: Any) -> Any:
        """As one of the choices."""
        return await super().serialize_value(
            request, "true" if value in (True, "true") else "false"
        )


def fields_of(struct: type[msgspec.Struct], names: Names) -> list[BaseField]:
    """A field for each member of the struct that a person types, named as on the wire.

    Members of other types, a moment for one, are made by programs and stay as they are.
    """
    made = inspect.type_info(struct)
    if not isinstance(made, inspect.StructType):
        raise TypeError(f"{struct.__name__} is no record")
    fields = (_field(each, names, struct) for each in made.fields if each.encode_name not in HIDDEN)
    return [field for field in fields if field is not None]


def _field(each: inspect.Field, names: Names, owner: type[msgspec.Struct]) -> BaseField | None:
    name, type_ = each.encode_name, _plain(each.type)
    required, text = each.required, label(name)
    if name == "translations":
        flat = isinstance(type_, inspect.DictType) and isinstance(type_.value_type, inspect.StrType)
        return _notes() if flat else _translations(owner)
    if name == "contentLanguage":
        choices = [(code, label(code)) for code in TRANSLATED]
        return EnumField(name, label=text, required=True, choices=choices, default="lt")
    if isinstance(type_, inspect.StrType):
        if kind := REFERENCES.get(name):
            return ReferenceField(
                name, label=text, required=required, select2=True,
                choices_loader=lambda request: names(kind),
            )  # fmt: skip
        if name in LONG:
            return TextAreaField(name, label=text, required=required, rows=4)
        default = each.default if isinstance(each.default, str) else None
        return StringField(name, label=text, required=required, default=default)
    if isinstance(type_, inspect.BoolType) and isinstance(each.type, inspect.UnionType):
        return YesNoField(
            name, label=text, choices=[("true", choice("yes")), ("false", choice("no"))]
        )
    if isinstance(type_, inspect.LiteralType):
        return EnumField(
            name, label=text, required=required,
            choices=[(str(value), choice(str(value))) for value in type_.values],
        )  # fmt: skip
    if isinstance(type_, inspect.BoolType):
        return BooleanField(name, label=text)
    if isinstance(type_, inspect.EnumType):
        return _enum(name, type_.cls, required, multiple=False)
    if isinstance(type_, inspect.VarTupleType):
        return _several(name, _plain(type_.item_type), names)
    if isinstance(type_, inspect.StructType):
        made = CollectionField(name, _inside(type_.cls, names))
        made.label = text
        return made
    if isinstance(type_, inspect.DateType):
        return DateField(name, label=text, required=required, form_alt_format="Y-m-d")
    if isinstance(type_, inspect.TimeType):
        return TimeField(name, label=text, required=required, form_alt_format="H:i")
    simple = _SIMPLE.get(type(type_))
    return simple(name, label=text, required=required) if simple else None


def _inside(struct: type[msgspec.Struct], names: Names) -> list[BaseField]:
    """Nothing in there is required by itself: the whole may be left empty."""
    fields = fields_of(struct, names)
    for each in fields:
        each.required = False
    return fields


def _several(name: str, item: inspect.Type, names: Names) -> BaseField:
    text = label(name)
    if isinstance(item, inspect.StructType):
        inner = CollectionField(name, _inside(item.cls, names))
        inner.label = text
        made = ListField(inner)
        made.label = text
        return made
    if isinstance(item, inspect.EnumType):
        return _enum(name, item.cls, required=False, multiple=True)
    if kind := REFERENCES.get(name):
        return ReferenceField(
            name, label=text, multiple=True, choices_loader=lambda request: names(kind)
        )
    return TagsField(name, label=text)


def _enum(name: str, cls: type[Any], required: bool, *, multiple: bool) -> EnumField:
    choices = [(str(each.value), choice(str(each.value))) for each in cls]
    return EnumField(name, label=label(name), required=required, multiple=multiple, choices=choices)


def _translations(owner: type[msgspec.Struct]) -> CollectionField:
    """Only the words that this kind of record has."""
    has = {each.encode_name for each in msgspec.structs.fields(owner)}
    words = [
        name for name in ("name", *LONG[:-1]) if name in has or (name == "note" and has & {"note"})
    ]
    languages = []
    for language in TRANSLATED:
        inner = [
            (TextAreaField if name in LONG else StringField)(name, label=label(name))
            for name in words
        ]
        made = CollectionField(language, inner)
        made.label = label(language)
        languages.append(made)
    whole = CollectionField("translations", languages)
    whole.label = label("translations")
    return whole


def _notes() -> CollectionField:
    """A step's note in each language."""
    whole = CollectionField(
        "translations", [StringField(code, label=label(code)) for code in TRANSLATED]
    )
    whole.label = label("translations")
    return whole


def _plain(type_: inspect.Type) -> inspect.Type:
    """The type without "or None" and without limits."""
    if isinstance(type_, inspect.UnionType):
        rest = [each for each in type_.types if not isinstance(each, inspect.NoneType)]
        return _plain(rest[0])
    if isinstance(type_, inspect.Metadata):
        return _plain(type_.type)
    return type_


_SIMPLE: Mapping[type[inspect.Type], type[BaseField]] = {
    inspect.IntType: IntegerField,
    inspect.FloatType: FloatField,
    inspect.DecimalType: DecimalField,
}


def to_form(item: msgspec.Struct) -> dict[str, Any]:
    """The record as the form's fields take it, with what is left out on the wire."""
    found: dict[str, Any] = _full(item)
    return found


def _full(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return {
            each.encode_name: _full(getattr(value, each.name))
            for each in msgspec.structs.fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): _full(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_full(each) for each in value]
    return value.value if isinstance(value, Enum) else value


def to_record(
    struct: type[msgspec.Struct], before: Mapping[str, Any], given: Mapping[str, Any]
) -> msgspec.Struct:
    """The record of a form laid over what was there; `msgspec.ValidationError` says what is wrong.

    What the form does not show stays; a field that was emptied is gone.
    """
    merged = {**before, **{key: _laid(before.get(key), value) for key, value in given.items()}}
    full = {key: value for key, value in merged.items() if not _empty(value)}
    return msgspec.convert(full, type=struct, strict=False)


def fault_of(error: msgspec.ValidationError, otherwise: str) -> dict[str | int, Any]:
    """The field that a fault is in, and what it is, as a form shows it."""
    text, _, path = str(error).partition(" - at `$")
    return {path.strip("`.").partition(".")[0].partition("[")[0] or otherwise: text}


def _laid(before: object, value: object) -> object:
    if isinstance(value, Mapping):
        old = before if isinstance(before, Mapping) else {}
        laid = {**old, **{key: _laid(old.get(key), each) for key, each in value.items()}}
        return {key: each for key, each in laid.items() if not _empty(each)}
    if isinstance(value, list | tuple):
        old_items = before if isinstance(before, list | tuple) else ()
        laid_items = (_laid(_before(each, n, old_items, len(value)), each)
                      for n, each in enumerate(value))  # fmt: skip
        return [each for each in laid_items if not _empty(each)]
    return value.strip() if isinstance(value, str) else value


def _before(item: object, number: int, old: Sequence[Any], count: int) -> object:
    """What this item of a list was: the one at its place unless some were added or removed, then
    the one that says the same."""
    if not isinstance(item, Mapping):
        return None
    if len(old) == count:
        return old[number]
    said = {key: value for key, value in item.items() if not _empty(value)}
    return next((each for each in old if {k: each.get(k) for k in said} == said), None)


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | tuple | Mapping) and not value)
