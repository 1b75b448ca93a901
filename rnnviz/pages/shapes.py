"""The page of the shape explorer, run by Streamlit as a script."""

from rnnviz.pages.explorer.screen import shape_explorer

if __name__ == "__main__":
    shape_explorer()
