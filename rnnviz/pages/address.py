"""The address of the browser: whether a person asks for what it says, and what it is to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from rnnviz.pages.history import walked_back_or_forward
from rnnviz.pages.readable import ours


@dataclass
class Address:
    """What the address said when it was followed or written last.

    Attributes:
        touched: whether a widget was used since the last run.
    """

    touched: bool = False
    _known: Mapping[str, str] | None = None
    _shown: Mapping[str, str] = field(default_factory=dict)

    def asked_for(self) -> Mapping[str, str] | None:
        """The address, if a link was opened or Back was pressed; None if it is the one written last."""
        query = st.query_params.to_dict()
        touched, self.touched = self.touched, False
        if self._known is None:
            return query
        if touched and not walked_back_or_forward():
            # A widget used just after a step carries the address from before it: that is no wish to go there, and
            # the browser is told again.
            if query != self._known:
                self._shown = ours(query)
            return None
        # With Back, a widget may carry its value from before the last run reached the browser: the address wins.
        return None if query == self._known and not touched else query

    def followed(self, query: Mapping[str, str], settings: Mapping[str, str]) -> None:
        """The page shows what the address asked for, as far as it can: ``settings`` is the address of that."""
        self._known, self._shown = query, settings

    def turned_to_page(self) -> None:
        """Another page is shown: after Back and Forward its address is a wish, else it is that of the link."""
        if walked_back_or_forward():
            self._known = None
        elif self._known is not None:
            self._known = self._shown = st.query_params.to_dict()

    def write(self, settings: Mapping[str, str]) -> None:
        """Put the settings into the address, if they have changed: writing the same again would break Back."""
        self.touched = False
        if settings == self._shown:
            return
        query = st.query_params.to_dict()
        others = {name: value for name, value in query.items() if name not in ours(query)}
        self._known, self._shown = {**others, **settings}, settings
        st.query_params.from_dict(self._known)
