"""The page of the worked example, run by Streamlit as a script."""

from rnnviz.pages.example.screen import worked_example

if __name__ == "__main__":
    worked_example()
