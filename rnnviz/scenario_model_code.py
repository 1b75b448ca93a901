"""A model out of a file as Python: code that opens it, reads the input and records."""

import json

from rnnviz.scenario_model import ONE_HOT, OwnModel
from rnnviz.scenario_rules import read_whole


def model_imports(key: str) -> list[str]:
    """What the code of `model_code` imports beside torch and rnnviz."""
    settings = OwnModel.read_key(key)
    if settings is None:
        return []
    from_where, name = {
        "text": ("tokens", "read_tokens"),
        "ids": ("tokens", "read_ids"),
        "numbers": ("arrays", "read_columns"),
        "file": ("arrays", "read_file"),
        "random": ("arrays", "read_random"),
    }[settings.fed]
    names = f"{name}, read_vocabulary" if _has_vocabulary(settings) else name
    named = ["from rnnviz.formats.named import named"] if settings.labels.strip() or settings.features.strip() else []
    path = ["from pathlib import Path"] if _has_vocabulary(settings) or settings.fed == "file" else []
    return [*path, f"from rnnviz.formats.{from_where} import {names}", *named]


def model_code(key: str, gradients: str, *, padded: bool) -> list[str]:
    """The lines; ``gradients`` is code for an argument of ``rnnviz.record``."""
    settings = OwnModel.read_key(key)
    if settings is None:
        return []
    part = "model.part()" if not settings.part else f"model.part({_text(settings.part)})"
    made = [
        f"# The file as it was opened: its SHA-256 begins with {settings.file}.",
        'model = rnnviz.load_model("model")',
        f"part = {part}.over_time",
        f"module = rnnviz.module_of(part{_open(settings)})",
        *_reading(settings),
    ]
    labels = "labels=data.labels" if not padded else "labels=data.padded_labels"
    lengths = "" if padded else "lengths=data.lengths, "
    features = ", features=data.own_features"
    return [
        *made,
        "input = data.input.to(part.dtype)",
        "hx = part.hx_for(input.shape[1])",
        f"rec = rnnviz.record(module, input, hx, {lengths}{labels}{features}{gradients})",
    ]


def _open(settings: OwnModel) -> str:
    given = {
        "nonlinearity": (settings.nonlinearity, "tanh"),
        "reset": (settings.reset, "after"),
    }
    return "".join(f', {name}="{value}"' for name, (value, first) in given.items() if value != first)


def _has_vocabulary(settings: OwnModel) -> bool:
    return bool(settings.vocabulary) and settings.fed in ("text", "ids")


def _reading(settings: OwnModel) -> list[str]:
    name = "" if not settings.table else f", {_text(settings.table)}"
    table = "part.input_size" if settings.table == ONE_HOT else f"model.table(part{name})"
    code = []
    vocabulary = ""
    if _has_vocabulary(settings):
        code += [
            f"# The vocabulary as it was given: its SHA-256 begins with {settings.vocabulary}.",
            'vocabulary = read_vocabulary(Path("vocabulary.txt").read_bytes())',
        ]
        vocabulary = ", vocabulary"
    lengths = read_whole(settings.lengths) if settings.fed in ("file", "random") else []
    cut = f", lengths={lengths}" if lengths else ""
    match settings.fed:
        case "text":
            how = "" if settings.split == "words" else f', how="{settings.split}"'
            made = f"read_tokens({_text(settings.text)}, {table}{vocabulary}{how})"
        case "ids":
            made = f"read_ids({_text(settings.ids)}, {table}{vocabulary})"
        case "numbers":
            made = f"read_columns({_text(settings.numbers)}, part.input_size)"
        case "file":
            code.append(f"# The data as it was given: its SHA-256 begins with {settings.data}.")
            tensor = f", tensor={_text(settings.tensor)}" if settings.tensor else ""
            first = f', first="{settings.first}"' if settings.first != "time" else ""
            made = f'read_file(Path("data").read_bytes(), part.input_size, {table}{tensor}{first}{cut})'
        case "random":
            sizes = f"{settings.seq_len}, {settings.batch}, part.input_size"
            made = f"read_random({sizes}, seed={settings.seed}{cut})"
    code.append(f"data = {made}")
    if settings.labels.strip() or settings.features.strip():
        code.append(f"data = named(data, {_text(settings.labels)}, {_text(settings.features)})")
    if settings.backwards:
        code.append("data = data.turned")
    return code


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
