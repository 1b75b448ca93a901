"""The player of traces: code, line by line, with the variables as each line left them.

One self-contained widget, the same in the app, a notebook and an exported file. The whole trace is sent once; every
step is made in the browser.
"""

from rnnviz.code_player.message import message

__all__ = ["message"]
