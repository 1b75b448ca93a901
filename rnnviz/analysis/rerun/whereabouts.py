"""Where and when an edit holds: a layer, a direction, a row and steps that the recording has."""

from dataclasses import dataclass
from typing import Literal, cast

from rnnviz.analysis.find.quote import quote, shortened
from rnnviz.analysis.rerun.editable import Editable
from rnnviz.analysis.rerun.written import Span, Time, Where, Written
from rnnviz.errors import EditError
from rnnviz.recorder import DIRECTIONS, Recording
from rnnviz.words import N_


@dataclass(frozen=True)
class Place:
    """The layer, direction and row of an edit."""

    layer: int = 0
    direction: Literal["forward", "reverse"] = "forward"
    row: int | None = None


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """The layers, rows and steps of a recording, for a text of edits."""

    text: str
    recording: Recording

    def place(self, written: Written) -> Place:
        """Which layer, direction and row are written; the first layer, forward, and all rows where none is."""
        rec = self.recording
        known: dict[str, int | str] = {}
        for one in written.where:
            name = one.name.text
            if name not in ("layer", "direction", "row") or name in known:
                raise EditError(
                    "edit-where",
                    N_("edit must end with layer=, direction= or row=, each at most once, got {got}. Remove it."),
                    got=quote(f"{name}="),
                    **self._at(one.name.span),
                )
            if name == "direction":
                known[name] = self._direction(one)
            else:
                known[name] = self._number(one, rec.num_layers if name == "layer" else rec.batch)
        direction = cast(Literal["forward", "reverse"], known.get("direction", "forward"))
        row = known.get("row")
        return Place(int(known.get("layer", 0)), direction, None if row is None else int(row))

    def _direction(self, where: Where) -> str:
        choices = DIRECTIONS[: self.recording.num_directions]
        if where.value.text not in choices:
            raise EditError(
                "edit-direction",
                N_("direction must be one of {choices}, got {got}. The module has num_directions={count}."),
                choices=", ".join(choices),
                got=quote(where.value.text),
                count=len(choices),
                **self._at(where.value.span),
            )
        return where.value.text

    def _number(self, where: Where, count: int) -> int:
        got = where.value.text
        if not got.isdecimal() or int(got) >= count:
            raise EditError(
                "edit-place",
                N_("{name} must be at least 0 and below {count}, got {got}. Choose one that the recording holds."),
                name=where.name.text,
                count=count,
                got=shortened(got),
                **self._at(where.value.span),
            )
        return int(got)

    def check(self, target: Editable, written: Written) -> None:
        """Raise an EditError where a direction or a row is written that the name does not go with."""
        for one in written.where:
            name = one.name.text
            if name == "direction" and target.kind == "input":
                raise EditError(
                    "edit-x-direction",
                    N_("x must stand without direction=, both directions read it, got {got}. Remove it."),
                    got=quote(f"direction={one.value.text}"),
                    **self._at(Span(one.name.span.start, one.value.span.end)),
                )
            if name == "row" and target.kind == "weight":
                raise EditError(
                    "edit-weight-row",
                    N_("{name} must stand without row=, all batch rows have the same weights, got {got}. Remove it."),
                    name=target.name,
                    got=quote(f"row={one.value.text}"),
                    **self._at(Span(one.name.span.start, one.value.span.end)),
                )

    def steps(self, target: Editable, written: Written, place: Place) -> tuple[int | None, int | None]:
        """The first step and the last one, in the order of processing; None for the ends."""
        given = written.start or written.stop
        if given is not None and target.kind == "initial":
            raise EditError(
                "edit-initial-time",
                N_("{name} must stand without a step, it is there before the first one, got {got}. Remove the step."),
                name=target.name,
                got=quote(f"{given.name.text}={given.number.text}"),
                **self._at(Span(given.name.span.start, given.number.span.end)),
            )
        start, stop = self._time(written.start, place), self._time(written.stop, place)
        if start is None or stop is None or start == stop:
            return start, stop
        if (start > stop) != (place.direction == "reverse"):
            assert written.stop is not None
            raise EditError(
                "edit-order",
                N_(
                    "the first step must be processed before the last one, got from t={first} to t={last} in the "
                    "{direction} direction. Write from t={last} to t={first}."
                ),
                first=start,
                last=stop,
                direction=place.direction,
                **self._at(written.stop.number.span),
            )
        return start, stop

    def _time(self, time: Time | None, place: Place) -> int | None:
        if time is None:
            return None
        if time.name.text != "t":
            raise EditError(
                "edit-time",
                N_("a step must be written as t=5, got {got}. Write t."),
                got=quote(f"{time.name.text}={time.number.text}"),
                **self._at(time.name.span),
            )
        lengths, got = self.recording.lengths, time.number.text
        length = self.recording.seq_len if place.row is None or lengths is None else lengths[place.row]
        if not got.isdecimal() or int(got) >= length:
            raise EditError(
                "edit-step",
                N_("t must be at least 0 and below {length}, got {got}. Choose a position in the input."),
                length=length,
                got=shortened(got),
                **self._at(time.number.span),
            )
        return int(got)

    def _at(self, span: Span) -> dict[str, object]:
        return {"edits": self.text, "start": span.start, "end": span.end}
