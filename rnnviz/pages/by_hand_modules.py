"""The page of the modules written by hand, run by Streamlit as a script."""

from rnnviz.pages.by_hand.screen import by_hand_modules

if __name__ == "__main__":
    by_hand_modules()
