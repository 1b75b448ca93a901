"""The player on a page: what it is told of the visit."""

from rnnviz.pages.place import place_of
from rnnviz.pages.visit import Visit
from rnnviz.player import streamlit_adapter as player
from rnnviz.player.words import player_words


def hall(visit: Visit) -> dict[str, object]:
    """What a presentation wants of the player: some of its parts, in large type, and no tour."""
    return {"hall": list(visit.scenario.hall), "tour": False} if visit.scenario.present else {}


def player_view(visit: Visit, key: str, **options: object) -> None:
    """Show the visit's recording, at the place that the player was told last; each page has a player of its own."""
    rec = visit.recording
    player.view(
        key=key,
        version=rec.version,
        jump=visit.jump,
        place=place_of(visit.told, rec),
        language=visit.translate.language,
        words=visit.translate.words(player_words(rec.cell)),
        on_move=visit.move,
        zoom=visit.told.zoom,
        **options | hall(visit),
    )
