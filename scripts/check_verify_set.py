"""Validate the labelled texts of `eval_sets/verify` and count them.

In: the `*.jsonl` of the set and its `schema.json`. Out: one line a fault on stderr (exit 1), else counts by
part, verdict, kind, voice, category and table (exit 0). It imports nothing of the checker that the set judges.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EVAL_SETS = Path(__file__).resolve().parent.parent / "eval_sets"
SET = EVAL_SETS / "verify"
TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}

Case = dict[str, Any]


def shape_faults(value: Any, schema: Case, where: str) -> Iterator[str]:
    """The faults of `value` against the subset of JSON Schema that `schema.json` uses."""
    expected = TYPES[schema["type"]] if "type" in schema else object
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        yield f"{where}: not of type {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {', '.join(schema['enum'])}"
    if isinstance(value, str) and len(value) < schema.get("minLength", 0):
        yield f"{where}: empty"
    if isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{where}: below {schema['minimum']}"
    if isinstance(value, dict):
        properties = schema["properties"]
        yield from (f"{where}: lacks {name}" for name in schema["required"] if name not in value)
        yield from (f"{where}: unknown field {name}" for name in value if name not in properties)
        for name in value.keys() & properties.keys():
            yield from shape_faults(value[name], properties[name], f"{where}.{name}")
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from shape_faults(item, schema["items"], f"{where}[{place}]")


def sense_faults(case: Case) -> Iterator[str]:
    """What a schema cannot say: spans occur once, verdict and wrong places agree, a deviation has its row."""
    name = case["id"]
    if (case["verdict"] == "unfaithful") != bool(case["wrong"]):
        yield f"{name}: verdict {case['verdict']} with {len(case['wrong'])} wrong places"
    if (case["kind"] == "deviation") != ("row" in case):
        yield f"{name}: a deviation has a row, and nothing else has one"
    if not (EVAL_SETS / case["file"]).is_file():
        yield f"{name}: no file {case['file']}"
    for wrong in case["wrong"]:
        if (found := case["text"].count(wrong["span"])) != 1:
            yield f"{name}: {wrong['span']!r} occurs {found} times"
        if wrong["verdict"] == "contradicted" and not wrong["cells"] and wrong["category"] != "year":
            yield f"{name}: {wrong['span']!r} is contradicted by no cell"


def load(part: Path, schema: Case) -> Iterator[tuple[Case, list[str]]]:
    """Each case of one file with its faults."""
    for number, line in enumerate(part.read_text(encoding="utf-8").split("\n"), 1):
        if line:
            case = json.loads(line)
            faults = list(shape_faults(case, schema, f"{part.name}:{number}"))
            yield case, faults or list(sense_faults(case))


def main() -> int:
    """Check every part of the set; 1 when there is a fault."""
    schema = json.loads((SET / "schema.json").read_text(encoding="utf-8"))
    counts: dict[str, Counter[str]] = {}
    seen: dict[str, Counter[str]] = {"id": Counter(), "text": Counter()}
    faults: list[str] = []
    for part in sorted(SET.glob("*.jsonl")):
        for case, found in load(part, schema):
            faults += found
            if found:
                continue
            for field in seen:
                seen[field][case[field]] += 1
            kept = {key: [case[key]] for key in ("verdict", "kind", "voice")}
            kept |= {"part": [part.stem], "category": [wrong["category"] for wrong in case["wrong"]]}
            kept |= {
                "table": [f"{case['file']} {case['table']}"],
                "extra": sorted({"blank", "stated", "year"} & case.keys()),
            }
            for heading, values in kept.items():
                counts.setdefault(heading, Counter()).update(f"{part.stem.split('-')[0]:8}{value}" for value in values)
    faults += [f"{field} twice: {value}" for field in seen for value, times in seen[field].items() if times > 1]
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    for heading, counter in counts.items():
        print(heading, *(f"  {value:44}{times:5}" for value, times in sorted(counter.items())), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
