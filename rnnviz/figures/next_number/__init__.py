"""A series and what is said of it: forecasts, their errors, and how the numbers are laid out for a network."""

from rnnviz.figures.next_number.data_layouts import data_layouts
from rnnviz.figures.next_number.errors import errors
from rnnviz.figures.next_number.forecast import forecast
from rnnviz.figures.next_number.forecaster import Forecaster
from rnnviz.figures.next_number.given_series import given_series

__all__ = ["Forecaster", "data_layouts", "errors", "forecast", "given_series"]
