"""What was recorded inside a model, by the names of its modules."""

from collections.abc import Iterator, Mapping

from rnnviz.errors import PlaceError
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.watched_module import WatchedModule, without_traceback
from rnnviz.words import N_


class Recordings:
    """What `recording` has recorded: ``recs["encoder.lstm"]``, or ``recs.calls(...)`` where there are several.

    Names are those of ``model.named_modules()``; the model itself is ``""``. Every name of a module that goes by
    several is understood.
    """

    def __init__(self, watches: Mapping[str, WatchedModule]) -> None:
        self._watches = watches

    def __iter__(self) -> Iterator[str]:
        """The names of the modules that were called, in the model's order."""
        seen: set[int] = set()
        for name, watch in self._watches.items():
            if watch.chains and id(watch) not in seen:
                seen.add(id(watch))
                yield name

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in self._watches and bool(self._watches[str(name)].chains)

    def __getitem__(self, name: str) -> Recording:
        """The only recording of a module.

        Raises:
            PlaceError: there is no such module, it was not called, or it has several recordings.
            ArgumentError: the module, or one of its calls, cannot be recorded.
        """
        calls = self.calls(name)
        if not calls:
            raise PlaceError(
                "recordings-none",
                N_("{name} must have been called inside rnnviz.recording, and was not. Run the model there."),
                name=repr(name),
            )
        if len(calls) > 1:
            raise PlaceError(
                "recordings-several",
                N_("{name} must have one recording, it has {count}. Choose one of recs.calls({name})."),
                name=repr(name),
                count=len(calls),
            )
        return calls[0]

    def calls(self, name: str) -> tuple[Recording, ...]:
        """Every recording of a module, in the order in which they began.

        Raises:
            PlaceError: there is no such module.
            ArgumentError: the module, or one of its calls, cannot be recorded.
        """
        if name not in self._watches:
            raise PlaceError(
                "recordings-name",
                N_("name must be one of the model's recurrent modules, {choices}, got {got}. Choose one of these."),
                choices=", ".join(map(repr, self._watches)),
                got=repr(name),
            )
        watch = self._watches[name]
        if watch.refused is not None:
            raise without_traceback(watch.refused)
        return tuple(chain.recording() for chain in watch.chains)

    def __repr__(self) -> str:
        return f"<Recordings of {', '.join(map(repr, self)) or 'nothing yet'}>"
