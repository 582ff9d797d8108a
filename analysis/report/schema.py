"""The JSON Schema of the Report, written from its dataclasses, so that document and code cannot drift apart (docs/report.schema.json)."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from analysis import gather, joint, sentences
from analysis.measures import KINDS
from analysis.report.model import SCHEMA_VERSION, Report

__all__ = ["schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERDICTS = (sentences.GOOD, sentences.BAD, sentences.UNCLEAR, sentences.EARLY, sentences.SMALL)
_ = gather  # with it, every measure kind is registered
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Report", "schema_version"): (SCHEMA_VERSION,),
    ("Figure", "unit"): ("procent", "cijfer", "aantal"),
    ("IndicatorPart", "unit"): ("procent", "cijfer", "aantal"),
    ("IndicatorPart", "level"): ("input", "output", "tussenresultaat", "outcome", "impact"),
    ("IndicatorPart", "direction"): ("omhoog", "omlaag"),
    ("IndicatorPart", "verdict"): VERDICTS,
    ("Change", "verdict"): VERDICTS,
    ("CouncilLine", "verdict"): VERDICTS,
    ("CouncilLine", "relation"): joint.RELATIONS,
    ("Joint", "relation"): joint.RELATIONS,
    ("Joint", "proposed"): joint.RELATIONS,
    ("ThemePart", "points"): ("goed", "slecht", "toon"),
    ("QuotePart", "stance"): ("steunt", "spreekt_tegen"),
}
SIMPLE = {str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"}}


def schema() -> dict[str, Any]:
    """The whole schema: one definition per dataclass, nothing besides what they name."""
    parts: dict[str, Any] = {}
    _part(Report, parts)
    parts["IndicatorPart"]["properties"]["measure_kind"] = {"enum": sorted(KINDS)}
    parts["Report"]["properties"]["data_sha256"] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    parts["Report"]["properties"]["data_date"] = {"type": "string", "format": "date"}
    # What is hidden has no number: the rule of disclosure, checkable from outside.
    parts["Figure"]["if"] = {"properties": {"suppressed": {"const": True}}}
    parts["Figure"]["then"] = {"properties": {name: {"type": "null"} for name in ("value", "n", "interval")}}
    title = "Report of Tellen & Vertellen"
    return {"$schema": DIALECT, "title": title, "$ref": "#/$defs/Report", "$defs": dict(sorted(parts.items()))}


def _part(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of a dataclass, which is made when it is not there yet."""
    name = kind.__name__
    if name not in parts:
        parts[name] = {}
        hints = typing.get_type_hints(kind)
        properties = {}
        for field in dataclasses.fields(kind):
            words = WORDS.get((name, field.name))
            properties[field.name] = {"enum": list(words)} if words else _type(hints[field.name], parts)
        parts[name] = {
            "description": (kind.__doc__ or "").split("\n", 1)[0],
            "type": "object",
            "properties": properties,
            "required": sorted(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _type(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _part(kind, parts)
    if kind in SIMPLE:
        return dict(SIMPLE[kind])
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [{"type": "null"} if one is types.NoneType else _type(one, parts) for one in inside]}
    if origin is tuple and inside[-1] is Ellipsis:
        return {"type": "array", "items": _type(inside[0], parts)}
    if origin is tuple:
        return {
            "type": "array",
            "prefixItems": [_type(one, parts) for one in inside],
            "minItems": len(inside),
            "maxItems": len(inside),
        }
    if origin is dict:
        return {"type": "object"}
    raise TypeError(f"no schema for {kind}")


if __name__ == "__main__":
    import sys

    import orjson

    sys.stdout.buffer.write(orjson.dumps(schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
