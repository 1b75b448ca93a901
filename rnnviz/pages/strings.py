"""The page of sequence to sequence, run by Streamlit as a script."""

from rnnviz.pages.training.strings.screen import sequence_to_sequence

if __name__ == "__main__":
    sequence_to_sequence()
