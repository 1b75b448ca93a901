"""The page of the next number, run by Streamlit as a script."""

from rnnviz.pages.training.next_number.screen import next_number

if __name__ == "__main__":
    next_number()
