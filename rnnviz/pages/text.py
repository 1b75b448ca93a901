"""The page of character models, run by Streamlit as a script."""

from rnnviz.pages.training.text.screen import characters

if __name__ == "__main__":
    characters()
